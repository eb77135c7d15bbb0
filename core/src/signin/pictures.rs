//! A sign-in's CAPTCHA picture: the one that is open (C1), and another one for it (C4).

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::driver::{CarriedOut, SignIns};
use super::live::Live;
use super::machine::events::Event;
use super::machine::{Number, Stage, State};
use super::view::challenge_name;
use crate::accounts::call_failed;
use crate::errors::CallError;
use crate::records::{Picture as Shown, ProblemCode, Trouble};

impl SignIns {
    /// C1, once for a challenge: who asks again gets what came.
    pub(super) async fn fetch_picture(&self, id: &str, challenge: Number) -> Result<Shown, CallError> {
        let turn = self.with(id, |live| Arc::clone(&live.picture_turn))?;
        let _turn = turn.lock().await;
        let open = self.with(id, |live| {
            let Stage::Picture { picture } = &live.state.stage else { return None };
            if picture.challenge != challenge {
                return None;
            }
            let kept = live.picture.as_ref().filter(|(number, _)| *number == challenge).map(|(_, shown)| shown.clone());
            Some((kept, picture.sid.clone(), picture.url.clone(), live.state.origin().map(str::to_owned)))
        })?;
        let (kept, sid, url, origin) = open.ok_or(CallError::StaleChallenge)?;
        if let Some(kept) = kept {
            return Ok(kept);
        }
        let portal = origin.and_then(|origin| Url::parse(&origin).ok()).ok_or(CallError::StaleChallenge)?;
        let place = url.and_then(|url| Url::parse(&url).ok());
        let shown = self.phone.picture(&portal, &sid, place.as_ref()).await.map_err(|trouble| {
            let trouble = trouble.with("sign_in", id).with("challenge", challenge_name(id, challenge));
            call_failed(&self.phone, &trouble)
        })?;
        self.with(id, |live| live.picture = Some((challenge, shown.clone())))?;
        Ok(shown)
    }

    /// Notes how old the picture is where this process only learns of it: a restart makes none younger. By wall time, the one
    /// clock that is written down; from the future none can be.
    pub(super) fn note_known_picture(&self, live: &mut Live) {
        let unseen = Duration::try_from(self.phone.now() - live.doc.touched_at).unwrap_or_default();
        let age = self.age_at_account(&live.state).unwrap_or(unseen);
        live.note_picture(self.phone.clock.boot(), age);
    }

    /// How old the open picture is, if it is the one that the account's last answer brought.
    pub(super) fn age_at_account(&self, state: &State) -> Option<Duration> {
        let picture = state.stage.picture()?;
        let at = self.phone.read(|memory| {
            let known = memory.row(state.account.as_deref()?)?.document()?.picture.as_ref()?;
            (known.sid == picture.sid).then_some(known.at)
        });
        Some(Duration::try_from(self.phone.now() - at?).unwrap_or_default())
    }

    /// C4: a new picture without spending a try.
    pub(super) async fn renew_picture(&self, request: Number, origin: &str) -> CarriedOut {
        let result = match Url::parse(origin) {
            Ok(portal) => self.phone.new_sid(&portal).await,
            Err(_) => Err(Trouble::new(ProblemCode::AddressUnreadable)),
        };
        CarriedOut::event(Event::PictureCame { request, result })
    }
}
