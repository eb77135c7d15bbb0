//! The effects of the code step that talk to the portal. A code at the end of the password is a try: `send.rs`.

use std::sync::Arc;

use url::Url;

use super::driver::{CarriedOut, SignIns};
use super::machine::Number;
use super::machine::events::{Event, Verdict};
use crate::errors::CallError;
use crate::portal::cookies::Jar;
use crate::portal::request::{CheckoutCall, Credential};
use crate::secret::Secret;
use crate::vault::VaultProblem;
use crate::vault::seal::Place;

impl SignIns {
    /// The code in the session of the first factor (X7), with B8's headers, so that the application password comes (E2).
    pub(super) async fn send_code(
        self: &Arc<Self>,
        id: &str,
        request: Number,
        origin: &str,
        sid: Option<String>,
    ) -> CarriedOut {
        match self.prepare_code(id, origin, sid).await {
            Ok(Some((url, call, code))) => {
                let (verdict, _) = self.exchange(id, url, &call).await;
                let mut verdict = self.after_a_lost_answer(id, verdict);
                if let Verdict::Lost(trouble) = &mut verdict {
                    // No password went out with it.
                    trouble.args.insert("code_alone".to_owned(), "true".to_owned());
                }
                self.note_in_history(id, &verdict, true).await;
                self.remember_refused_code(id, &verdict, code);
                CarriedOut::event(Event::Answered { request, verdict })
            }
            // The session's cookies are lost: as if the portal had forgotten the session (T14).
            Ok(None) => CarriedOut::event(Event::Answered { request, verdict: Verdict::Refused }),
            Err(error) => CarriedOut::not_started(request, error),
        }
    }

    async fn prepare_code(
        &self,
        id: &str,
        origin: &str,
        sid: Option<String>,
    ) -> Result<Option<(Url, CheckoutCall, Secret)>, CallError> {
        let url = Url::parse(origin).map_err(|_| CallError::InvalidArgument { what: "address".to_owned() })?;
        if !self.have_jar(id, &url).await? {
            return Ok(None);
        }
        self.with(id, |live| {
            let (Some(login), Some(code)) = (live.state.login.clone(), live.code.take()) else { return None };
            let credential = Credential::Code { login, code: code.clone() };
            let call = live.call(&url, &self.phone.device_name, credential, sid.zip(live.word.clone()));
            Some((url, call, code))
        })
    }

    /// The session's cookies: in memory, or sealed in the document (Q3).
    pub(super) async fn have_jar(&self, id: &str, url: &Url) -> Result<bool, CallError> {
        let (there, sealed, entry) =
            self.with(id, |live| (live.jar.is_some(), live.doc.sealed.clone(), live.doc.entry.clone()))?;
        if there {
            return Ok(true);
        }
        let (Some(sealed), Some(entry)) = (sealed, entry) else { return Ok(false) };
        let jar = match self.phone.unseal(Place::SignIn, id, &entry, &sealed).await {
            Ok(json) => Jar::from_sealed_json(url, &json).ok(),
            Err(VaultProblem::OtherDevice | VaultProblem::Invalidated | VaultProblem::Damaged) => None,
            Err(problem @ (VaultProblem::Locked | VaultProblem::NeedsUser | VaultProblem::Unavailable)) => {
                return Err(problem.into());
            }
        };
        let Some(jar) = jar else { return Ok(false) };
        let key = self.phone.key(&entry).await?;
        self.with(id, |live| (live.jar, live.key) = (Some(jar), Some(key)))?;
        Ok(true)
    }

    /// A success without an application password, where an answer was lost before: that lost answer brought it (E4).
    pub(super) fn after_a_lost_answer(&self, id: &str, verdict: Verdict) -> Verdict {
        let before = self.with(id, |live| {
            let lost = live.state.stage.code().is_some_and(|code| code.lost);
            let without = live.gained.as_ref().is_some_and(|gained| gained.facts.app_password.is_none());
            let before = verdict == Verdict::SignedIn && lost && without;
            if before {
                live.gained = None;
            }
            before
        });
        if before.unwrap_or(false) { Verdict::SignedInBefore } else { verdict }
    }

    /// T11: a code that was refused once is not sent again.
    pub(super) fn remember_refused_code(&self, id: &str, verdict: &Verdict, code: Secret) {
        if matches!(verdict, Verdict::WrongCode | Verdict::Code { .. }) {
            // Ended meanwhile: nothing to remember it for.
            let _ = self.with(id, |live| (!live.state.ended()).then(|| live.remember_refused(code)));
        }
    }
}
