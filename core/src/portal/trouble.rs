//! Addresses, answers and failures that say nothing about the credentials, as problems (T15–T19, R2).

use super::address::AddressProblem;
use super::answer::{Answer, RestAnswer};
use super::clean;
use super::host::host_shown;
use crate::records::{ProblemCode, Trouble};
use crate::transport::{TlsProblem, TransportProblem};

/// Seconds to wait after a failure of the portal that names no time.
const FAILING_WAIT_S: u64 = 10;

/// What was typed is no address.
pub fn of_address(problem: &AddressProblem) -> Trouble {
    match problem {
        AddressProblem::Empty | AddressProblem::TooLong | AddressProblem::Unreadable | AddressProblem::OtherScheme => {
            Trouble::new(ProblemCode::AddressUnreadable)
        }
        AddressProblem::MayBeSecret => Trouble::new(ProblemCode::AddressUnreadable).with("one_word", true),
        AddressProblem::NotSecure { https } => Trouble::new(ProblemCode::AddressNotSecure).with("to", https),
    }
}

/// No answer came.
pub fn of_transport(problem: TransportProblem, host: &str) -> Trouble {
    let code = match problem {
        TransportProblem::HostNotFound => ProblemCode::HostNotFound,
        TransportProblem::NoConnection => ProblemCode::NoConnection,
        TransportProblem::Tls(tls) => of_tls(tls),
        TransportProblem::TimedOut { .. } => ProblemCode::NoAnswer,
        TransportProblem::Broken { sent: false } => ProblemCode::NoConnection,
        TransportProblem::Broken { sent: true } => ProblemCode::AnswerLost,
        TransportProblem::TooLarge => ProblemCode::AnswerTooLarge,
    };
    Trouble::new(code).with("host", host)
}

fn of_tls(problem: TlsProblem) -> ProblemCode {
    match problem {
        TlsProblem::UnknownCa => ProblemCode::TlsUnknownCa,
        TlsProblem::Expired => ProblemCode::TlsExpired,
        TlsProblem::NotYetValid => ProblemCode::TlsNotYetValid,
        TlsProblem::WrongName => ProblemCode::TlsWrongName,
        TlsProblem::Revoked => ProblemCode::TlsRevoked,
        TlsProblem::Handshake => ProblemCode::TlsFailed,
    }
}

/// What a checkout answer says that judges no password; `None` where it does.
pub fn of_answer(answer: &Answer, host: &str) -> Option<Trouble> {
    let trouble = match answer {
        Answer::SignedIn(_) | Answer::NotSignedIn(_) => return None,
        Answer::Portal(_) => Trouble::new(ProblemCode::Unexpected).with("code", "discovery").with("stage", "checkout"),
        Answer::NotCheckout => Trouble::new(ProblemCode::CaptivePortal),
        Answer::Gone => Trouble::new(ProblemCode::PortalGone),
        Answer::Forbidden { page } => forbidden(page.as_deref()),
        Answer::Moved { to } => moved(to.as_ref()),
        Answer::Busy { wait_s } => busy(*wait_s),
        Answer::Failing { status } => failing(*status),
        Answer::NetworkServiceDown => network_down(),
        Answer::Unreadable { status, html } => unreadable(*status, *html, "checkout"),
    };
    Some(trouble.with("host", host))
}

/// What a REST answer says that is no result; `None` for a result and for what a repeat may heal (T20, T21).
pub fn of_rest(answer: &RestAnswer, host: &str, method: &str) -> Option<Trouble> {
    let trouble = match answer {
        RestAnswer::Result(_) | RestAnswer::StaleToken { .. } | RestAnswer::NoSession => return None,
        RestAnswer::Error { status, code, text } => call_refused(*status, code, text.clone()),
        RestAnswer::Busy { wait_s } => busy(*wait_s),
        RestAnswer::Forbidden { page } => forbidden(page.as_deref()),
        RestAnswer::Moved { to } => moved(to.as_ref()),
        RestAnswer::Failing { status } => failing(*status),
        RestAnswer::NetworkServiceDown => network_down(),
        RestAnswer::Unreadable { status, html } => unreadable(*status, *html, "call"),
    };
    Some(trouble.with("host", host).with("method", method))
}

fn call_refused(status: u16, code: &str, text: Option<String>) -> Trouble {
    if code.eq_ignore_ascii_case("PORTAL_DELETED") {
        return Trouble::new(ProblemCode::PortalGone);
    }
    let unknown = status == 404 || code.eq_ignore_ascii_case("ERROR_METHOD_NOT_FOUND");
    let problem = if unknown { ProblemCode::UnknownMethod } else { ProblemCode::CallRefused };
    Trouble {
        detail: text.or_else(|| Some(code.to_owned())),
        ..Trouble::new(problem).with("code", code).with("status", status)
    }
}

fn forbidden(page: Option<&str>) -> Trouble {
    let trouble = Trouble { detail: page.map(str::to_owned), ..Trouble::new(ProblemCode::NotAllowedHere) };
    match page.and_then(clean::address_in) {
        Some(address) => trouble.with("address", address),
        None => trouble,
    }
}

fn moved(to: Option<&url::Url>) -> Trouble {
    let trouble = Trouble::new(ProblemCode::PortalMoved);
    match to {
        Some(to) => trouble.with("to", host_shown(to)).with("to_origin", to.origin().ascii_serialization()),
        None => trouble,
    }
}

/// The portal asks for patience (T19, Q15).
pub fn busy(wait_s: u64) -> Trouble {
    Trouble { wait_s: Some(wait_s), ..Trouble::new(ProblemCode::PortalBusy).with("seconds", wait_s) }
}

fn failing(status: u16) -> Trouble {
    Trouble { wait_s: Some(FAILING_WAIT_S), ..Trouble::new(ProblemCode::PortalFailing).with("status", status) }
}

fn network_down() -> Trouble {
    Trouble { wait_s: Some(FAILING_WAIT_S), ..Trouble::new(ProblemCode::NetworkServiceDown) }
}

fn unreadable(status: u16, html: bool, stage: &str) -> Trouble {
    if status == 511 || (html && status == 200) {
        return Trouble::new(ProblemCode::CaptivePortal);
    }
    Trouble::new(ProblemCode::Unexpected).with("code", status).with("stage", stage)
}
