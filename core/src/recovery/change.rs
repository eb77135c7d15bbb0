//! Checkword and new password (I3), each sent once for each wish of the employee; then sign-in goes on with that password.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use super::keep::Stop;
use super::verdict::{Verdict, Waits, change_refused, verdict, waits};
use super::{Doing, Held, Recoveries, lost};
use crate::errors::CallError;
use crate::phone::{VaultSays, portal_ref, waiting};
use crate::portal::host::host_shown;
use crate::portal::recovery::{NewPassword, SHORTEST_PASSWORD, change_password};
use crate::records::{PortalKind, ProblemCode, Recovery, RecoveryStage, Trouble};
use crate::secret::Secret;
use crate::signin::{LONGEST_TYPED, held_too_long, looks_like_login};
use crate::store::documents::{RecoveryDoc, RecoverySend};
use crate::task;

/// How often what is held is looked at (real time) while there is any.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// What goes out.
pub(super) struct Change {
    pub(super) new: NewPassword,
    /// When it was typed (boot time).
    pub(super) since: Duration,
    pub(super) picture: Option<Answered>,
}

/// The answered picture.
pub(super) struct Answered {
    pub(super) sid: String,
    pub(super) word: String,
    /// Whether one was refused before.
    pub(super) refused: bool,
}

impl Recoveries {
    /// The checkword, or the whole link as pasted, and the new password. What can be known to be refused is not sent.
    pub(crate) async fn submit(
        self: &Arc<Self>,
        id: &str,
        checkword: &Secret,
        password: Secret,
    ) -> Result<Recovery, CallError> {
        let known = self.with(id, |live| (live.doc.origin.clone(), live.login().to_owned(), live.doc.kind))?;
        let (origin, login, kind) = known;
        if password.expose().len() > LONGEST_TYPED {
            return Err(CallError::InvalidArgument { what: "new_password".to_owned() });
        }
        let stage = self.with(id, |live| live.doc.stage)?;
        if stage == RecoveryStage::Done {
            return self.get(id);
        }
        let plain = self.phone.allow_plain_loopback;
        let new = match read(checkword, (&origin, &login), plain, password) {
            // On the cloud the portal knows no checkwords (I9): its recovery stays in the browser.
            Ok(_) if kind == Some(PortalKind::Cloud) => return self.get(id),
            Ok(new) => new,
            Err(trouble) => {
                self.say(id, trouble)?;
                self.phone.notify();
                return self.get(id);
            }
        };
        // A locked key store would lose the sign-in that follows: asked before the checkword is spent.
        if let VaultSays::Problem(problem) = self.phone.ask_vault().await {
            return Err(problem.into());
        }
        self.phone.installation().await?;
        let change = Change { new, since: self.phone.clock.boot(), picture: None };
        self.run(id, Doing::Changing, |me, id| async move { me.change(&id, change).await }).await
    }

    /// Sends it, and goes on with what the portal says.
    pub(super) async fn change(self: &Arc<Self>, id: &str, change: Change) -> Result<(), CallError> {
        let done = self.with(id, |live| {
            live.held = None;
            live.doc.stage == RecoveryStage::Done
        })?;
        if done {
            return Ok(());
        }
        let Change { new, since, picture } = change;
        let (portal, mark) = (self.portal(id)?, self.mark(id, &new)?);
        match self.note_change(id, &new.login, &mark).await {
            Ok(true) => {}
            Ok(false) => return self.say(id, Trouble::new(ProblemCode::PasswordChangeLost)),
            Err(error) => {
                if let Some(Answered { sid, refused, .. }) = picture {
                    // Nothing went out: the same picture can be answered again.
                    let held = Held { new, sid, since, refused, problem: None };
                    self.hold(id, held, Box::new(|_| {})).await?;
                }
                return Err(error);
            }
        }
        let word = picture.as_ref().map(|picture| (picture.sid.as_str(), picture.word.as_str()));
        let mut request = change_password(&portal, &new, word);
        let may_be_secret = !looks_like_login(&new.login);
        // The portal's words may repeat it, and they are written.
        request.secrets.extend(may_be_secret.then(|| Secret::from(new.login.as_str())));
        let sent = self.phone.transport.send(request).await;
        let now = self.phone.now();
        let verdict = verdict(sent, &portal, &host_shown(&portal), now);
        if verdict == Verdict::Accepted {
            return self.accepted(id, new).await;
        }
        let answered = picture.as_ref().map(|picture| (picture.sid.as_str(), picture.refused));
        match waits(&verdict, answered) {
            Some(Waits { sid, refused, problem }) => {
                let held = Held { new, sid, since, refused, problem };
                let answered = move |doc: &mut RecoveryDoc| {
                    doc.under_way = None;
                    lost::answered(doc, &mark);
                };
                self.hold(id, held, Box::new(answered)).await
            }
            None => self.stop(id, move |doc| change_refused(doc, &verdict, &mark, now)).await,
        }
    }

    /// Written before it goes out (Q14). `false`: this checkword went out before, and its answer is not known.
    async fn note_change(&self, id: &str, login: &str, mark: &str) -> Result<bool, CallError> {
        let written = if looks_like_login(login) { login.to_owned() } else { String::new() };
        if written.is_empty() {
            self.with(id, |live| live.unwritten_login = Some(login.to_owned()))?;
        }
        let mark = mark.to_owned();
        self.gain(id, move |doc| {
            if !lost::note_sent(doc, &mark) {
                return false;
            }
            (doc.under_way, doc.problem, doc.login) = (Some(RecoverySend::Change), None, written);
            true
        })
        .await
    }

    fn mark(&self, id: &str, new: &NewPassword) -> Result<String, CallError> {
        let origin = self.with(id, |live| live.doc.origin.clone())?;
        // There since this phone has an installation id, which is seen to before anything is submitted.
        let key = self.phone.read(|memory| memory.ledger_key.clone()).ok_or(CallError::StorageFailed)?;
        Ok(lost::mark(&key, &origin, &new.checkword))
    }

    /// The password is set: sign-in goes on with it. Until that is begun the document says that an answer is due.
    async fn accepted(self: &Arc<Self>, id: &str, new: NewPassword) -> Result<(), CallError> {
        let (origin, kind) = self.with(id, |live| (live.doc.origin.clone(), live.doc.kind))?;
        let portal = portal_ref(&origin, kind.unwrap_or(PortalKind::Box));
        let sign_in = self.sign_ins.go_on_with(portal, &new.login, new.password, false).await;
        let (sign_in, error) = match sign_in {
            Ok(sign_in) => (Some(sign_in.id), None),
            Err(stopped) => (stopped.sign_in, Some(stopped.error)),
        };
        self.with(id, |live| {
            (live.sign_in, live.notice) = (sign_in, None);
            (live.doc.stage, live.doc.problem, live.doc.under_way) = (RecoveryStage::Done, None, None);
            (live.doc.url, live.doc.sid, live.wait) = (None, None, None);
        })?;
        self.phone.notify();
        self.remove(id).await;
        if let Some(error) = error {
            // The new password is set all the same: the sign-in says what is wanted next.
            tracing::warn!(recovery = id, error = error.code(), "sign-in could not go on after a recovery");
        }
        Ok(())
    }

    /// Keeps in memory what waits behind a picture.
    async fn hold(self: &Arc<Self>, id: &str, held: Held, change: Stop) -> Result<(), CallError> {
        let problem = held.problem.map(|trouble| waiting(trouble, self.phone.clock.as_ref()));
        self.with(id, |live| live.held = Some(Held { problem, ..held }))?;
        self.watch_held();
        self.stop_boxed(id, change).await
    }

    /// Wipes what is held when its time is over: one watcher for all.
    fn watch_held(self: &Arc<Self>) {
        let holding = self.lock().iter().any(|live| live.held.is_some());
        if !holding || self.watching.swap(true, Ordering::AcqRel) {
            return;
        }
        let recoveries = Arc::downgrade(self);
        task::spawn(&self.phone.runtime, async move {
            loop {
                tokio::time::sleep(LOOK_AGAIN).await;
                let Some(recoveries) = recoveries.upgrade() else { return };
                if !recoveries.drop_stale() {
                    recoveries.watching.store(false, Ordering::Release);
                    // One may have come in between.
                    return recoveries.watch_held();
                }
            }
        });
    }

    /// Wipes what has been held for too long. Whether any is still held.
    pub(crate) fn drop_stale(&self) -> bool {
        let now = self.phone.clock.boot();
        let background = self.phone.read(|memory| memory.background_since);
        let mut all = self.lock();
        let mut dropped = false;
        for live in all.iter_mut() {
            let stale = |held: &mut Held| held_too_long(held.since, now, background);
            if live.held.take_if(stale).is_some() {
                live.notice = Some(Trouble::new(ProblemCode::PasswordNeeded));
                dropped = true;
            }
        }
        let holding = all.iter().any(|live| live.held.is_some());
        drop(all);
        if dropped {
            self.phone.notify();
        }
        holding
    }
}

/// What was typed or pasted, or why it is not sent.
fn read(typed: &Secret, (origin, login): (&str, &str), plain: bool, password: Secret) -> Result<NewPassword, Trouble> {
    let (login, checkword) = super::link::checkword(typed, origin, login, plain)?;
    if password.expose().chars().count() < SHORTEST_PASSWORD {
        return Err(Trouble::new(ProblemCode::NewPasswordShort));
    }
    Ok(NewPassword { login, checkword, password })
}
