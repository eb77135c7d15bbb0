//! What an answer means for a sign-in (table T). Decided on status and keys alone (R11).

use time::OffsetDateTime;
use url::Url;

use super::machine::events::{CodeForm, Found, Verdict};
use crate::portal::answer::{Answer, CodeDemand, CodeKind, NotSignedIn};
use crate::portal::checkout::read_checkout;
use crate::portal::headers::names_bitrix;
use crate::portal::host::host_shown;
use crate::portal::trouble;
use crate::records::{PortalKind, PortalRef, ProblemCode, SecondFactorType, Trouble};
use crate::transport::{Response, TransportProblem};

/// An answer to a password, word or code.
pub(super) fn verdict(answer: &Answer, host: &str) -> Verdict {
    let known = || {
        trouble::of_answer(answer, host)
            .unwrap_or_else(|| Trouble::new(ProblemCode::Unexpected).with("stage", "checkout"))
    };
    match answer {
        Answer::SignedIn(_) => Verdict::SignedIn,
        Answer::NotSignedIn(not) => of_refusal(not),
        Answer::Moved { to: Some(to) } => Verdict::Moved(portal_at(to)),
        // 200 with a page, or half a body: the password may have been looked at.
        Answer::Unreadable { .. } | Answer::Portal(_) => Verdict::Lost(known().with("sent", true)),
        Answer::Moved { to: None }
        | Answer::NotCheckout
        | Answer::Gone
        | Answer::Forbidden { .. }
        | Answer::Busy { .. }
        | Answer::Failing { .. }
        | Answer::NetworkServiceDown => Verdict::NotJudged(known()),
    }
}

/// Q8: `needOtp` is looked at before `captchaCode`, or a right word with a right password would loop for ever.
fn of_refusal(not: &NotSignedIn) -> Verdict {
    let picture = not.captcha.as_ref().map(|captcha| (captcha.sid.clone(), captcha.url.as_ref().map(Url::to_string)));
    match (&not.code, picture) {
        (Some(code), picture) => {
            let form = form_of(code);
            Verdict::Code { kind: kind_of(code), sms: code.sms, backup_codes: code.recovery_codes, form, picture }
        }
        (None, Some((sid, url))) => Verdict::Picture { sid, url },
        (None, None) if not.wrong_code => Verdict::WrongCode,
        (None, None) => match &not.says {
            Some(says) => {
                Verdict::Says(Trouble { detail: Some(says.clone()), ..Trouble::new(ProblemCode::PortalSays) })
            }
            None => Verdict::Refused,
        },
    }
}

fn form_of(code: &CodeDemand) -> CodeForm {
    match (code.bare, code.names_type || code.sms || code.recovery_codes) {
        (true, _) => CodeForm::Bare,
        (false, true) => CodeForm::Full,
        (false, false) => CodeForm::NotSetUp,
    }
}

fn kind_of(code: &CodeDemand) -> SecondFactorType {
    match code.kind {
        Some(CodeKind::Totp) => SecondFactorType::Totp,
        Some(CodeKind::Hotp) => SecondFactorType::Hotp,
        Some(CodeKind::Push) => SecondFactorType::Push,
        None => SecondFactorType::Unknown,
    }
}

/// What discovery found (A1, A3, A4). A problem knows the address, so that it can be looked at in a browser.
pub(super) fn of_discovery(sent: Result<Response, TransportProblem>, asked: &Url, now: OffsetDateTime) -> Found {
    match found(sent, asked, now) {
        Found::Failed(trouble) => Found::Failed(trouble.with("origin", asked.origin().ascii_serialization())),
        found @ (Found::Portal(_) | Found::Moved(_)) => found,
    }
}

fn found(sent: Result<Response, TransportProblem>, asked: &Url, now: OffsetDateTime) -> Found {
    let host = host_shown(asked);
    let response = match sent {
        Ok(response) => response,
        Err(problem) => return Found::Failed(trouble::of_transport(problem, &host)),
    };
    let answer = read_checkout(&response, asked, now);
    match &answer {
        Answer::Portal(discovery) => {
            let kind = if discovery.cloud { PortalKind::Cloud } else { PortalKind::Box };
            Found::Portal(PortalRef { kind, ..portal_at(asked) })
        }
        // Servers of 2013–18 know no discovery and answer as to any stranger (A3): that too is a portal (A4).
        Answer::NotSignedIn(_) | Answer::SignedIn(_) => Found::Portal(portal_at(asked)),
        Answer::Moved { to: Some(to) } => Found::Moved(portal_at(to)),
        Answer::NotCheckout | Answer::Gone | Answer::Unreadable { .. } | Answer::Moved { to: None } => {
            // A5: the product says its name also where its mobile module is missing (A4).
            let code =
                if names_bitrix(&response.headers) { ProblemCode::MobileAppMissing } else { ProblemCode::NotAPortal };
            Found::Failed(Trouble::new(code).with("host", host))
        }
        Answer::Forbidden { .. } | Answer::Busy { .. } | Answer::Failing { .. } | Answer::NetworkServiceDown => {
            Found::Failed(trouble::of_answer(&answer, &host).unwrap_or_else(|| Trouble::new(ProblemCode::NotAPortal)))
        }
    }
}

/// A portal at an address, as people read it. Self-hosted until it says otherwise.
pub(super) fn portal_at(url: &Url) -> PortalRef {
    PortalRef { origin: url.origin().ascii_serialization(), host: host_shown(url), kind: PortalKind::Box }
}
