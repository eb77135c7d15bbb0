//! The effects of the code step that talk to the portal: a code by itself, or at the end of the password.

use std::sync::Arc;

use url::Url;
use zeroize::Zeroizing;

use super::driver::{CarriedOut, SignIns};
use super::machine::Number;
use super::machine::events::{Event, Verdict};
use crate::errors::CallError;
use crate::ledger;
use crate::portal::cookies::Jar;
use crate::portal::request::{CheckoutCall, Credential};
use crate::secret::Secret;
use crate::vault::VaultProblem;
use crate::vault::seal::Place;

/// Everything one password with a code needs.
struct Joined {
    url: Url,
    names: Option<ledger::Names>,
    code: Secret,
    call: CheckoutCall,
}

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
                let verdict = self.checkout(id, url, &call).await;
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
            let call = CheckoutCall {
                credential: Credential::Code { login, code: code.clone() },
                device_id: live.doc.device_id.clone(),
                device_name: Some(self.phone.device_name.clone()),
                want_app_password: true,
                captcha: sid.zip(live.word.clone()),
                cookies: live.jar.as_ref().and_then(|jar| jar.header(&url)),
                background: false,
            };
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

    /// The six digits at the end of the password, in the same session (B10): a portal up to 2024 then says whether the code
    /// was wrong or its session lost (B14). A password on its way is a try: noted before, counted by its answer.
    pub(super) async fn send_joined(&self, id: &str, request: Number, origin: &str) -> CarriedOut {
        match self.prepare_joined(id, origin).await {
            Ok(joined) => {
                let verdict = self.checkout(id, joined.url, &joined.call).await;
                let verdict = self.after_a_lost_answer(id, verdict);
                self.count_try(&verdict, joined.names).await;
                self.note_in_history(id, &verdict, true).await;
                self.remember_refused_code(id, &verdict, joined.code);
                CarriedOut::event(Event::Answered { request, verdict })
            }
            Err(error) => CarriedOut::not_started(request, error),
        }
    }

    async fn prepare_joined(&self, id: &str, origin: &str) -> Result<Joined, CallError> {
        let url = Url::parse(origin).map_err(|_| CallError::InvalidArgument { what: "address".to_owned() })?;
        let (login, password, code, cookies, device_id) = self.with(id, |live| {
            let cookies = live.jar.as_ref().and_then(|jar| jar.header(&url));
            let password = live.held.as_ref().map(|held| held.password.clone());
            // The code by itself is hidden too in what comes back, and taken then.
            (live.state.login.clone(), password, live.code.clone(), cookies, live.doc.device_id.clone())
        })?;
        let (Some(login), Some(password), Some(code)) = (login, password, code) else {
            return Err(CallError::Cancelled);
        };
        let names = self.phone.ledger_names(origin, &login);
        if let Some(names) = &names {
            self.phone.note_try(names.line.clone()).await?;
        }
        // EXPOSE: both into the one password of this request.
        let both = Zeroizing::new(format!("{}{}", password.expose(), code.expose()));
        let call = CheckoutCall {
            credential: Credential::Basic { login, password: Secret::from(both.as_str()) },
            device_id,
            device_name: Some(self.phone.device_name.clone()),
            want_app_password: true,
            captcha: None,
            cookies,
            background: false,
        };
        Ok(Joined { url, names, code, call })
    }

    /// A success without an application password, where an answer was lost before: that lost answer brought it (E4).
    fn after_a_lost_answer(&self, id: &str, verdict: Verdict) -> Verdict {
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
    fn remember_refused_code(&self, id: &str, verdict: &Verdict, code: Secret) {
        if matches!(verdict, Verdict::WrongCode | Verdict::Code { .. }) {
            // Ended meanwhile: nothing to remember it for.
            let _ = self.with(id, |live| (!live.state.ended()).then(|| live.remember_refused(code)));
        }
    }
}
