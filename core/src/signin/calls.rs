//! The calls of the surface, as events of the machine.

use std::sync::Arc;

use super::check::{CheckInput, check};
use super::driver::SignIns;
use super::input::{self, Code, LONGEST_TYPED};
use super::live::{Held, Live};
use super::machine::events::{Effect, Event};
use super::machine::{CodeStep, Number, Stage, StageKind};
use super::typed::{Typed, looks_like_login};
use super::verdict::portal_at;
use super::view::challenge_number;
use crate::errors::CallError;
use crate::ledger::fold_login;
use crate::phone::{DocSays, Row};
use crate::portal::address::{AddressProblem, PortalAddress, read_address, typed_to_keep};
use crate::portal::{link, trouble};
use crate::records::{Picture as Shown, ProblemCode, SignIn, Trouble, Warning};
use crate::secret::Secret;
use crate::task::{self, joined};
use crate::vault::seal;

impl SignIns {
    /// Reads the address and asks whether a portal is there (A1). A link that was pasted here is shown first (R15).
    pub(crate) async fn submit_address(self: &Arc<Self>, id: &str, address: &str) -> Result<SignIn, CallError> {
        if let Some(link) = self.pasted(address) {
            return self.open_link(id, link).await;
        }
        if let Ok(read) = self.read_pasted_address(address)
            && let Some(shown) = self.complete_link(id, &read.url).await?
        {
            return Ok(shown);
        }
        self.run(id, self.address_event(address), |_| {}).await
    }

    /// What the machine hears of a typed address that is no link.
    pub(super) fn address_event(&self, address: &str) -> Event {
        let typed = typed_to_keep(address);
        match self.read_pasted_address(address) {
            Ok(read) => Event::AddressGiven { typed, portal: portal_at(&read.url) },
            Err(problem) => {
                let kept = typed.is_empty() == address.is_empty();
                let trouble = trouble::of_address(&problem).with("kept", kept);
                Event::AddressRefused { typed, trouble }
            }
        }
    }

    /// An address as typed, or one that a mail program wrapped or a sentence surrounds.
    fn read_pasted_address(&self, typed: &str) -> Result<PortalAddress, AddressProblem> {
        let plain = self.phone.allow_plain_loopback;
        let read = read_address(typed, plain);
        let again = match &read {
            // A word of a sentence may be anything, be it a password with a dot in it: nobody is asked for that.
            Err(AddressProblem::Unreadable | AddressProblem::TooLong | AddressProblem::OtherScheme) => {
                typed.contains("://")
            }
            Ok(address) => address.holds_secret,
            Err(AddressProblem::Empty | AddressProblem::NotSecure { .. } | AddressProblem::MayBeSecret) => false,
        };
        let carried = if again { link::read(typed, plain).at } else { None };
        match carried {
            Some(at) => read_address(at.as_str(), plain),
            None => read,
        }
    }

    /// What to look at before a try is spent. No network.
    pub(crate) fn check(&self, id: &str, typed: &Typed) -> Result<Vec<Warning>, CallError> {
        let now = self.phone.clock.boot();
        let (origin, login, backup_codes, drift_s, refused_codes) = self.with(id, |live| {
            let code = live.state.stage.code();
            let drift_s = code.filter(|code| code.goes_by_this_clock()).and(live.drift_s);
            let backup_codes = code.is_some_and(CodeStep::takes_backup_codes);
            let origin = live.state.origin().unwrap_or_default().to_owned();
            (origin, live.state.login.clone(), backup_codes, drift_s, live.refused_codes.clone())
        })?;
        let locale = self.phone.read(|memory| memory.locale.clone());
        let refused = self.refused();
        // EXPOSE: compared in memory, never kept.
        Ok(check(&CheckInput {
            origin: &origin,
            login: typed.login.as_deref().or(login.as_deref()),
            password: typed.password.as_ref().map(Secret::expose),
            code: typed.code.as_ref().map(Secret::expose),
            backup_codes,
            layout: typed.layout.as_deref(),
            caps: typed.caps,
            refused: &refused,
            refused_codes: &refused_codes,
            now,
            drift_s,
            locale: &locale,
        }))
    }

    /// One try.
    pub(crate) async fn submit_credentials(
        self: &Arc<Self>,
        id: &str,
        login: &str,
        password: Secret,
    ) -> Result<SignIn, CallError> {
        let login = login.trim().to_owned();
        for (what, text) in [("login", login.as_str()), ("password", password.expose())] {
            if text.is_empty() || text.len() > LONGEST_TYPED {
                return Err(CallError::InvalidArgument { what: what.to_owned() });
            }
        }
        if login.contains(':') {
            // Basic splits there (RFC 7617, P19); most likely login and password were pasted as one.
            return self.not_sent(id, ProblemCode::LoginWithColon);
        }
        let idle = self.with(id, |live| matches!(live.state.stage, Stage::Credentials))?;
        if !idle {
            // Busy, or another step is open: nothing is spent.
            return self.run(id, Event::CredentialsGiven { login }, |_| {}).await;
        }
        // EXPOSE: compared in memory.
        let may_be_secret =
            login.contains(password.expose()) || !looks_like_login(&login) || self.was_a_password(id, &login)?;
        let hold = self.hold_for_try(id, &login, password).await?;
        self.run(id, Event::CredentialsGiven { login }, move |live| {
            live.login_may_be_secret = may_be_secret;
            hold(live);
        })
        .await
    }

    /// What must be settled before a password goes out: this phone, the device id (Q11), the name of the vault's entry.
    async fn hold_for_try(
        &self,
        id: &str,
        login: &str,
        password: Secret,
    ) -> Result<impl FnOnce(&mut Live) + Send + 'static, CallError> {
        self.phone.wake().await;
        let installation = self.phone.installation().await?;
        let origin = self.with(id, |live| live.state.origin().map(str::to_owned))?.unwrap_or_default();
        let folded = fold_login(login);
        let of_newer = |row: &Row| {
            matches!(row.doc, DocSays::Newer) && row.index.origin == origin && fold_login(&row.index.login) == folded
        };
        if self.phone.read(|memory| memory.rows.iter().any(of_newer)) {
            // What the portal gives could not be written down, and would be left there unlisted (P39).
            return Err(CallError::Newer);
        }
        let known = self.phone.read(|memory| {
            let mut docs = memory.rows.iter().filter_map(|row| row.document());
            let ours = docs.find(|doc| {
                doc.origin == origin
                    && fold_login(&doc.login) == folded
                    && doc.installation.as_ref() == Some(&installation)
            });
            ours.map(|doc| doc.device_id.clone())
        });
        let taken = self.device_ids();
        let entry = seal::new_entry_name().map_err(crate::vault::VaultProblem::from)?;
        let since = self.phone.clock.boot();
        Ok(move |live: &mut Live| {
            live.held = Some(Held { password, since });
            // Refused in a session the portal may have forgotten (P13): in the next one the same code may be right.
            live.refused_codes.clear();
            live.doc.installation = Some(installation);
            live.doc.entry.get_or_insert(entry);
            match known {
                Some(known) => live.doc.device_id = known,
                None => live.leave_device_id(&taken),
            }
        })
    }

    /// The picture of the open challenge; asked of the portal once.
    pub(crate) async fn picture(self: &Arc<Self>, id: &str, challenge: &str) -> Result<Shown, CallError> {
        self.with(id, |_| ())?;
        let number = challenge_number(id, challenge).ok_or(CallError::StaleChallenge)?;
        let (sign_ins, id) = (Arc::clone(self), id.to_owned());
        let task = task::spawn(&self.phone.runtime, async move { sign_ins.fetch_picture(&id, number).await });
        joined(task.await)
    }

    /// A new picture without spending a try.
    pub(crate) async fn refresh_captcha(self: &Arc<Self>, id: &str, challenge: &str) -> Result<SignIn, CallError> {
        let challenge = self.open_picture(id, challenge)?;
        self.run(id, Event::PictureWanted { challenge }, |_| {}).await
    }

    /// The picture's word; with a password where the held one is gone, or to replace the stored one.
    pub(crate) async fn submit_captcha(
        self: &Arc<Self>,
        id: &str,
        challenge: &str,
        text: &str,
        password: Option<Secret>,
    ) -> Result<SignIn, CallError> {
        self.open_picture(id, challenge)?;
        // Nothing waits behind a picture whose saved password was judged meanwhile.
        self.catch_up(id).await?;
        let challenge = self.open_picture(id, challenge)?;
        let word = input::captcha_word(text);
        let word = word.ok_or_else(|| CallError::InvalidArgument { what: "text".to_owned() })?;
        self.drop_stale_secrets();
        // Behind a code's picture no password goes out (Q3), and what belongs to the one before it stays (Q11, T11).
        let for_code = self.with(id, |live| live.waits_for_code(&live.state))?;
        let password = password.filter(|password| !password.is_empty() && !for_code);
        let retyped = password.is_some();
        let login = self.with(id, |live| live.state.login.clone())?.unwrap_or_default();
        let hold = match password {
            Some(password) => Some(self.hold_for_try(id, &login, password).await?),
            None => None,
        };
        let held = retyped || self.with(id, |live| live.held.is_some())?;
        self.run(id, Event::WordGiven { challenge, held, retyped }, move |live| {
            live.word = Some(word);
            if let Some(hold) = hold {
                hold(live);
            }
        })
        .await
    }

    /// A one-time or backup code; one that cannot be right is not sent (D5).
    pub(crate) async fn submit_code(
        self: &Arc<Self>,
        id: &str,
        challenge: &str,
        typed: &Secret,
    ) -> Result<SignIn, CallError> {
        self.with(id, |_| ())?;
        let number = challenge_number(id, challenge).ok_or(CallError::StaleChallenge)?;
        let open = self.with(id, |live| live.state.stage.code().map(|code| code.challenge))?;
        if open != Some(number) {
            return Err(CallError::StaleChallenge);
        }
        // EXPOSE: into the reader of codes.
        let (code, backup) = match input::code(typed.expose()) {
            Code::SixDigits(code) => (code, false),
            Code::Backup(code) => (code, true),
            Code::Malformed => return self.not_sent(id, ProblemCode::CodeMalformed),
        };
        self.drop_stale_secrets();
        let now = self.phone.clock.boot();
        let background = self.phone.read(|memory| memory.background_since);
        let (taken, refused, joinable) = self.with(id, |live| {
            let taken = live.state.stage.code().is_some_and(CodeStep::takes_backup_codes);
            (taken, live.refused(&code), live.holds_joinable_password(now, background))
        })?;
        if backup && !taken {
            return self.not_sent(id, ProblemCode::BackupCodesNotTaken);
        }
        if refused {
            // A double tap, or the same code once more: it stays wrong, and each one counts (T11).
            return self.not_sent(id, ProblemCode::CodeRepeated);
        }
        let joinable = joinable && !backup;
        self.run(id, Event::CodeGiven { challenge: number, joinable }, move |live| live.code = Some(code)).await
    }

    /// What was typed stays here; why is told with the step.
    fn not_sent(&self, id: &str, why: ProblemCode) -> Result<SignIn, CallError> {
        self.with(id, |live| live.notice = Some(Trouble::new(why)))?;
        self.phone.notify();
        self.get(id)
    }

    /// The employee agrees to the portal's new address.
    pub(crate) async fn confirm_move(self: &Arc<Self>, id: &str) -> Result<SignIn, CallError> {
        // R15: what they agreed to is what was shown, and the portal may name another address by now.
        if self.catch_up(id).await? {
            return self.get(id);
        }
        self.run(id, Event::MoveAgreed, |_| {}).await
    }

    /// One step back, from the step that is shown now.
    pub(crate) async fn back(self: &Arc<Self>, id: &str) -> Result<SignIn, CallError> {
        let from: StageKind = self.with(id, |live| live.state.stage.kind())?;
        self.run(id, Event::Back { from }, |_| {}).await
    }

    /// The end; accepted in every state.
    pub(crate) async fn cancel(self: &Arc<Self>, id: &str) -> Result<SignIn, CallError> {
        self.run(id, Event::Cancel, |_| {}).await
    }

    /// Ends the unfinished sign-ins of an account (R13). Gives their ids.
    pub(crate) async fn end_for(self: &Arc<Self>, account: &str) -> Vec<String> {
        let open = self.open_for(account);
        for id in &open {
            // Ended meanwhile is ended too.
            let _ = self.run(id, Event::AccountEnded, |_| {}).await;
        }
        open
    }

    /// The account was signed in another way, which sets the portal's count to zero (G7): one that waits at the stored secret's
    /// picture has nothing left to ask.
    pub(crate) async fn signed_in_elsewhere(self: &Arc<Self>, account: &str) {
        for id in self.open_for(account) {
            let effects = self.step(&id, &Event::SignedInElsewhere, Box::new(|_| {})).await;
            if effects.is_ok_and(|effects| effects.contains(&Effect::End)) {
                self.end(&id).await;
            }
        }
    }

    /// Ids of the unfinished sign-ins of an account.
    pub(crate) fn open_for(&self, account: &str) -> Vec<String> {
        let open = |live: &&Live| !live.state.ended() && live.state.account.as_deref() == Some(account);
        self.lock().iter().filter(open).map(|live| live.doc.id.clone()).collect()
    }

    /// The number of the open picture; a late answer is an error (R10).
    fn open_picture(&self, id: &str, challenge: &str) -> Result<Number, CallError> {
        let number = challenge_number(id, challenge);
        let open = self.with(id, |live| live.state.stage.picture().map(|picture| picture.challenge))?;
        number.filter(|number| Some(*number) == open).ok_or(CallError::StaleChallenge)
    }
}
