//! The picture on the portal's form, where it wants one (I1, I3). Its word costs no try.

use std::sync::Arc;

use super::change::{Answered, Change};
use super::{Doing, Recoveries};
use crate::accounts::call_failed;
use crate::errors::CallError;
use crate::records::{Picture, Recovery, RecoveryStage};
use crate::signin::captcha_word;
use crate::task::{self, joined};

impl Recoveries {
    /// The open picture; asked of the portal once. Errors: [`CallError::StaleChallenge`] where none is open,
    /// [`CallError::CallFailed`] where it cannot be fetched.
    pub(crate) async fn picture(self: &Arc<Self>, id: &str) -> Result<Picture, CallError> {
        let (recoveries, id) = (Arc::clone(self), id.to_owned());
        let task = task::spawn(&self.phone.runtime, async move { recoveries.fetch(&id).await });
        joined(task.await)
    }

    async fn fetch(&self, id: &str) -> Result<Picture, CallError> {
        let turn = self.with(id, |live| Arc::clone(&live.turn))?;
        let _turn = turn.lock().await;
        let sid = self.open_sid(id)?;
        let kept = self.with(id, |live| live.picture.clone())?;
        if let Some((_, picture)) = kept.filter(|(of, _)| *of == sid) {
            return Ok(picture);
        }
        let portal = self.portal(id)?;
        let picture = self.phone.picture(&portal, &sid, None).await;
        let picture = picture.map_err(|trouble| call_failed(&self.phone, &trouble.with("recovery", id)))?;
        self.with(id, |live| live.picture = Some((sid, picture.clone())))?;
        Ok(picture)
    }

    /// Another picture (C4); nothing is counted.
    pub(crate) async fn refresh_captcha(self: &Arc<Self>, id: &str) -> Result<Recovery, CallError> {
        self.open_sid(id)?;
        self.run(id, Doing::Renewing, |me, id| async move {
            let portal = me.portal(&id)?;
            match me.phone.new_sid(&portal).await {
                Ok(sid) => me.put_sid(&id, sid).await,
                Err(trouble) => me.say(&id, trouble),
            }
        })
        .await
    }

    /// The picture's word; what waited behind it goes out with it. Errors: [`CallError::StaleChallenge`] where none is open.
    pub(crate) async fn submit_captcha(self: &Arc<Self>, id: &str, text: &str) -> Result<Recovery, CallError> {
        let word = captcha_word(text).ok_or_else(|| CallError::InvalidArgument { what: "text".to_owned() })?;
        self.drop_stale();
        self.open_sid(id)?;
        self.run(id, Doing::Answering, |me, id| async move {
            match me.with(&id, |live| live.held.take())? {
                Some(held) => {
                    let picture = Answered { sid: held.sid, word, refused: held.refused };
                    me.change(&id, Change { new: held.new, since: held.since, picture: Some(picture) }).await
                }
                None => me.ask(&id, Some(word)).await,
            }
        })
        .await
    }

    /// The picture that is open: one for checkword and password, or the one for the mail.
    fn open_sid(&self, id: &str) -> Result<String, CallError> {
        let open = self.with(id, |live| {
            let for_mail = live.doc.sid.clone().filter(|_| live.doc.stage == RecoveryStage::Captcha);
            live.held.as_ref().map(|held| held.sid.clone()).or(for_mail)
        })?;
        open.ok_or(CallError::StaleChallenge)
    }

    async fn put_sid(&self, id: &str, sid: String) -> Result<(), CallError> {
        let held = self.with(id, |live| match &mut live.held {
            Some(held) => {
                held.sid.clone_from(&sid);
                true
            }
            None => false,
        })?;
        if held { Ok(()) } else { self.stop(id, move |doc| doc.sid = Some(sid.clone())).await }
    }
}
