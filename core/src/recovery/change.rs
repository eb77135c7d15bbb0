//! Checkword and new password (I3), each sent once for each wish of the employee; then sign-in goes on with that password.

use std::sync::Arc;
use std::time::Duration;

use super::verdict::{Verdict, change_refused, verdict};
use super::{Doing, Held, Recoveries};
use crate::errors::CallError;
use crate::phone::VaultSays;
use crate::portal::host::host_shown;
use crate::portal::recovery::{NewPassword, SHORTEST_PASSWORD, change_password};
use crate::records::{PortalKind, ProblemCode, Recovery, RecoveryStage, Trouble};
use crate::secret::Secret;
use crate::signin::looks_like_login;
use crate::store::documents::RecoverySend;
use crate::task;

/// Longest password that is taken, in bytes.
const LONGEST: usize = 1024;
/// How often what is held is looked at (real time) while there is any.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// What goes out.
pub(super) struct Change {
    pub(super) new: NewPassword,
    /// Id and word of the answered picture.
    pub(super) picture: Option<(String, String)>,
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
        if password.expose().len() > LONGEST {
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
        self.run(id, Doing::Changing, |me, id| async move { me.change(&id, Change { new, picture: None }).await }).await
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
        if self.with(id, |live| live.lost.as_ref() == Some(&change.new.checkword))? {
            return self.say(id, Trouble::new(ProblemCode::PasswordChangeLost));
        }
        let portal = self.portal(id)?;
        let login = change.new.login.clone();
        let may_be_secret = !looks_like_login(&login);
        let written = if may_be_secret { String::new() } else { login.clone() };
        if may_be_secret {
            self.with(id, |live| live.unwritten_login = Some(login.clone()))?;
        }
        self.gain(id, move |doc| {
            (doc.under_way, doc.problem, doc.login) = (Some(RecoverySend::Change), None, written);
            true
        })
        .await?;
        let picture = change.picture.as_ref().map(|(sid, word)| (sid.as_str(), word.as_str()));
        let mut request = change_password(&portal, &change.new, picture);
        // The portal's words may repeat it, and they are written.
        request.secrets.extend(may_be_secret.then(|| Secret::new(login)));
        let sent = self.phone.transport.send(request).await;
        let now = self.phone.now();
        match verdict(sent, &portal, &host_shown(&portal), now) {
            Verdict::Accepted => self.accepted(id, change.new).await,
            Verdict::Refused { sid: Some(sid), .. } if change.picture.is_none() => self.hold(id, change.new, sid).await,
            refused @ (Verdict::Refused { .. } | Verdict::Unreadable | Verdict::NotJudged(_) | Verdict::Lost) => {
                if matches!(refused, Verdict::Lost | Verdict::Unreadable) {
                    self.with(id, |live| live.lost = Some(change.new.checkword))?;
                }
                self.stop(id, move |doc| change_refused(doc, &refused, now)).await
            }
        }
    }

    /// The password is set: sign-in goes on with it. Until that is begun the document says that an answer is due.
    async fn accepted(self: &Arc<Self>, id: &str, new: NewPassword) -> Result<(), CallError> {
        let (origin, kind) = self.with(id, |live| (live.doc.origin.clone(), live.doc.kind))?;
        let portal = crate::accounts::portal_ref(&origin, kind.unwrap_or(PortalKind::Box));
        let sign_in = self.sign_ins.go_on_with(portal, &new.login, new.password, false).await;
        let (sign_in, error) = match sign_in {
            Ok(sign_in) => (Some(sign_in.id), None),
            Err(stopped) => (stopped.sign_in, Some(stopped.error)),
        };
        self.with(id, |live| {
            live.sign_in = sign_in;
            (live.doc.stage, live.doc.problem, live.doc.under_way) = (RecoveryStage::Done, None, None);
            (live.doc.url, live.doc.sid, live.wait, live.lost) = (None, None, None, None);
        })?;
        self.phone.notify();
        self.remove(id).await;
        if let Some(error) = error {
            // The new password is set all the same: the sign-in says what is wanted next.
            tracing::warn!(recovery = id, error = error.code(), "sign-in could not go on after a recovery");
        }
        Ok(())
    }

    async fn hold(self: &Arc<Self>, id: &str, new: NewPassword, sid: String) -> Result<(), CallError> {
        let since = self.phone.clock.boot();
        self.stop(id, |doc| doc.under_way = None).await?;
        self.with(id, |live| live.held = Some(Held { new, sid, since }))?;
        let recoveries = Arc::downgrade(self);
        task::spawn(&self.phone.runtime, async move {
            loop {
                tokio::time::sleep(LOOK_AGAIN).await;
                let Some(recoveries) = recoveries.upgrade() else { return };
                if !recoveries.drop_stale() {
                    return;
                }
            }
        });
        Ok(())
    }

    /// Wipes what has been held for too long. Whether any is still held.
    pub(crate) fn drop_stale(&self) -> bool {
        let now = self.phone.clock.boot();
        let background = self.phone.read(|memory| memory.background_since);
        let mut all = self.lock();
        let mut dropped = false;
        for live in all.iter_mut() {
            let stale = |held: &mut Held| crate::signin::held_too_long(held.since, now, background);
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
