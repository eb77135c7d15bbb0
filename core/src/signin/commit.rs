//! A success of the portal becomes an account: secrets and state in one document, moved there by one rename (R3).

mod write;

use url::Url;

use super::belongs::{Belongs, belongs};
use super::driver::{CarriedOut, SignIns};
use super::live::Gained;
use super::machine::Number;
use super::machine::events::Event;
use crate::errors::CallError;
use crate::phone::{AsOf, DocSays, Memory, OpenSession, Row, Stop, turn};
use crate::portal::answer::{RestAnswer, SignedIn};
use crate::portal::cookies::Jar;
use crate::portal::device_name::header_device_name;
use crate::portal::request::{self, RestCall};
use crate::portal::rest::read_rest;
use crate::records::{PortalRef, ProblemCode, Reason, Trouble};
use crate::secret::Secret;
use crate::store::documents::LeftBehind;
use crate::store::row_of;
use write::{Gain, Written, signed_in, write};

impl SignIns {
    /// Writes the account down, then shows it. The application password is stored first, then the typed one forgotten (T2).
    pub(super) async fn commit(&self, id: &str, request: Number) -> CarriedOut {
        match self.try_commit(id).await {
            Ok(Ok(account)) => CarriedOut::event(Event::Committed { request, account }),
            Ok(Err(trouble)) => CarriedOut::event(Event::CommitRefused { request, trouble }),
            // Cancelled, or finished by another process, between the portal's yes and the writing: over, and no call's mistake.
            Err(CallError::UnknownAccount) => {
                let trouble = Trouble::new(ProblemCode::NoLongerThere);
                CarriedOut::event(Event::CommitRefused { request, trouble })
            }
            Err(error) => {
                let trouble = Trouble::new(ProblemCode::StorageFailed);
                CarriedOut { event: Some(Event::CommitFailed { request, trouble }), error: Some(error) }
            }
        }
    }

    async fn try_commit(&self, id: &str) -> Result<Result<String, Trouble>, CallError> {
        let (gain, session, account) = self.gain(id).await?;
        let belongs =
            self.phone.read(|memory| belongs(memory, account.as_deref(), &gain.portal, &gain.facts, &gain.typed_login));
        let (known, not_moved) = match belongs {
            Belongs::New => (None, None),
            Belongs::To(account) => (Some(account), None),
            // The portal has replaced the application password of the one that is there (E3, Q11): it takes this success.
            Belongs::NotMoved { moved, other: Some(other) } => (Some(other), Some((moved, gain.portal.clone()))),
            Belongs::NotMoved { moved, other: None } => {
                // Nothing is written of this success but that it was one (G7).
                let lines = gain.ledger_lines.clone();
                self.phone.count(move |ledger| signed_in(ledger, &lines)).await;
                return Ok(Err(self.not_moved(&moved, None, &gain.portal, gain.facts.app_password.is_some()).await));
            }
        };
        let (origin, login) = (gain.portal.origin.clone(), gain.typed_login.clone());
        let known_before = known.clone();
        // What was to be stopped before is over with this success; what comes from here on is not.
        let stops_before = |memory: &Memory| {
            let row = known.as_deref().and_then(|known| memory.row(known));
            row.map_or_else(Vec::new, |row| row.stops.clone())
        };
        let stops_before = self.phone.read(stops_before);
        let written = self.phone.write(move |tx| write(tx, known, &gain)).await?;
        let account = written.account.doc.id.clone();
        if let Some(gone) = known_before.filter(|known| *known != account) {
            self.phone.edit(|memory| memory.rows.retain(|row| row.index.id != gone));
        }
        if written.account.doc.reason == Some(Reason::PortalChanged) {
            let trouble = Trouble::new(ProblemCode::PortalChanged).with("account", &account);
            self.show_committed(written, &stops_before, None);
            return Ok(Err(trouble));
        }
        // Its key is the account's now: the end of the sign-in has none to drop. Gone already is fine too.
        let _ =
            self.with(id, |live| live.doc.entry.take_if(|entry| written.account.doc.entry.as_ref() == Some(&*entry)));
        self.refused().forget(&origin, &login);
        let old_entry = written.old_entry.clone();
        self.show_committed(written, &stops_before, Some(session));
        if let Some(entry) = old_entry {
            self.phone.drop_key(&entry).await;
        }
        match not_moved {
            Some((moved, to)) => Ok(Err(self.not_moved(&moved, Some(account), &to, false).await)),
            None => Ok(Ok(account)),
        }
    }

    /// What the portal gave, the session that is open with it, and the account that the sign-in was begun for.
    async fn gain(&self, id: &str) -> Result<(Gain, OpenSession, Option<String>), CallError> {
        let (state, gained, jar, doc, key) = self.with(id, |live| {
            (live.state.clone(), live.gained.clone(), live.jar.clone(), live.doc.clone(), live.key.clone())
        })?;
        let (Some(portal), Some(Gained { mut facts, at, by_backup_code })) = (state.portal, gained) else {
            return Err(CallError::Cancelled);
        };
        let origin = Url::parse(&portal.origin).map_err(|_| CallError::StorageFailed)?;
        let jar = jar.unwrap_or_else(|| Jar::new(&origin));
        if facts.user_id.is_none() {
            facts.user_id = self.ask_user_id(&origin, &facts, &jar).await;
        }
        let by_hash = state.stage.link().is_some();
        let by_link = by_hash || self.with(id, |live| live.by_link)?;
        let typed_login = state.login.filter(|_| !by_hash).unwrap_or_default();
        let logins = [Some(typed_login.as_str()), facts.login.as_deref()].into_iter().flatten();
        let lines =
            logins.filter(|login| !login.is_empty()).filter_map(|login| self.phone.ledger_names(&portal.origin, login));
        let ledger_lines = lines.map(|names| names.line).collect();
        let secret = doc.entry.zip(key).zip(facts.app_password.clone());
        let now = self.phone.now();
        let session =
            OpenSession { jar, sessid: facts.sessid.clone(), last_action: at, checked_at: now, number: turn() };
        let gain = Gain {
            sign_in: id.to_owned(),
            portal,
            typed_login,
            facts,
            device_id: doc.device_id,
            device_name: header_device_name(&self.phone.device_name),
            installation: doc.installation,
            by_backup_code,
            by_link,
            secret: secret.map(|((entry, key), password)| (entry, key, password)),
            ledger_lines,
            deleting: self.phone.read(Memory::deleting),
            now,
        };
        Ok((gain, session, state.account))
    }

    fn show_committed(&self, written: Written, stops_before: &[Stop], session: Option<OpenSession>) {
        self.phone.edit(|memory| {
            if let Some(counted) = written.ledger {
                memory.show_ledger(counted);
            }
            let AsOf { doc, turn } = written.account;
            let index = row_of(&doc);
            let id = index.id.clone();
            match memory.row_mut(&id) {
                Some(row) => {
                    row.forget_stops(stops_before);
                    row.take(DocSays::Value(Box::new(doc)), turn);
                    // Where a reset was written since, there is no session either.
                    if row.turn == turn {
                        (row.session, row.passing, row.key, row.busy) = (session, None, None, None);
                    }
                }
                None => {
                    let mut row = Row::new(index, DocSays::Value(Box::new(doc)));
                    (row.session, row.turn) = (session, turn);
                    memory.rows.push(row);
                }
            }
            if let Some(index) = &written.index {
                memory.show_index(index);
            }
        });
    }

    /// Q13: old portals do not say who signed in; REST does.
    async fn ask_user_id(&self, origin: &Url, facts: &SignedIn, jar: &Jar) -> Option<String> {
        let params = serde_json::json!({});
        let none = Secret::new("");
        let call = RestCall {
            method: "profile",
            params: &params,
            sessid: facts.sessid.as_ref().unwrap_or(&none),
            cookies: jar.header(origin),
            background: false,
            timeout: request::PICTURE_TIMEOUT,
        };
        let request = request::rest(origin, &call).ok()?;
        let response = self.phone.transport.send(request).await.ok()?;
        match read_rest(&response, origin, self.phone.now()) {
            RestAnswer::Result(result) => {
                let id = result.get("ID")?;
                let number = || id.as_i64().map(|id| id.to_string());
                id.as_str().filter(|id| !id.is_empty()).map(str::to_owned).or_else(number)
            }
            RestAnswer::StaleToken { .. }
            | RestAnswer::NoSession
            | RestAnswer::Error { .. }
            | RestAnswer::Busy { .. }
            | RestAnswer::Forbidden { .. }
            | RestAnswer::Moved { .. }
            | RestAnswer::Failing { .. }
            | RestAnswer::NetworkServiceDown
            | RestAnswer::Unreadable { .. } => None,
        }
    }

    /// Q12: the moved account keeps everything and says why it was not moved.
    /// `left`: an application password that nobody here takes stays behind at the new address (P39).
    async fn not_moved(&self, moved: &str, other: Option<String>, to: &PortalRef, left: bool) -> Trouble {
        let mut trouble = Trouble::new(ProblemCode::MoveRefused)
            .with("account", moved)
            .with("to", &to.host)
            .with("to_origin", &to.origin);
        if let Some(other) = other {
            trouble = trouble.with("other_account", other);
        }
        let shown = trouble.clone();
        let name = header_device_name(&self.phone.device_name);
        let left = left.then(|| LeftBehind { origin: to.origin.clone(), device_name: Some(name.clone()) });
        self.phone
            .stop_account(moved, move |doc| {
                doc.problem = Some(shown.clone());
                doc.left_on_portal.extend(left.clone());
            })
            .await;
        // What was shown since the portal moved is answered by this.
        self.sessions.forget_passing(moved);
        trouble
    }
}
