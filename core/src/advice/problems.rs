//! The one table of problems: who can do something, what a retry costs, and where the texts are. No catch-all: a new code breaks
//! the build here until it has its row. README's table is made from it.

use super::wording::{Text, arguments, fill, paragraph, steps};
use super::{
    problems_account as account, problems_address as address, problems_portal as portal, problems_sign_in as sign_in,
};
use crate::records::{Cost, Problem, ProblemCode, Retry, Trouble, Who};

/// One row of the table.
struct Row {
    who: Who,
    price: Price,
    text: &'static Text,
}

/// What the next try costs.
#[derive(Clone, Copy)]
enum Price {
    /// Never counted.
    Free,
    /// May be counted.
    OneTry,
    /// The same again changes nothing.
    NoneHelps,
    /// Free, unless a password had left the phone when the answer was lost (argument `sent`): it may have been counted, and
    /// sending it again may be counted too.
    FreeUnlessSent,
}

macro_rules! problems {
    ($($code:ident: $who:ident, $price:ident, $text:path;)*) => {
        /// Every problem, in the order of the table.
        pub const ALL: &[ProblemCode] = &[$(ProblemCode::$code),*];

        fn row(code: ProblemCode) -> Row {
            match code {
                $(ProblemCode::$code => Row { who: Who::$who, price: Price::$price, text: &$text },)*
            }
        }
    };
}

problems! {
    AddressUnreadable: You, Free, address::ADDRESS_UNREADABLE;
    AddressNotSecure: You, Free, address::ADDRESS_NOT_SECURE;
    NotAPortal: You, Free, address::NOT_A_PORTAL;
    MobileAppMissing: Administrator, NoneHelps, address::MOBILE_APP_MISSING;
    HostNotFound: You, Free, address::HOST_NOT_FOUND;
    NoConnection: You, Free, address::NO_CONNECTION;
    NoAnswer: You, FreeUnlessSent, address::NO_ANSWER;
    AnswerLost: You, FreeUnlessSent, address::ANSWER_LOST;
    TlsUnknownCa: Administrator, Free, address::TLS_UNKNOWN_CA;
    TlsExpired: Administrator, Free, address::TLS_EXPIRED;
    TlsNotYetValid: You, Free, address::TLS_NOT_YET_VALID;
    TlsWrongName: Administrator, Free, address::TLS_WRONG_NAME;
    TlsRevoked: Administrator, NoneHelps, address::TLS_REVOKED;
    TlsFailed: Administrator, Free, address::TLS_FAILED;
    CaptivePortal: You, FreeUnlessSent, address::CAPTIVE_PORTAL;
    Unexpected: Administrator, FreeUnlessSent, address::UNEXPECTED;
    AnswerTooLarge: Administrator, FreeUnlessSent, address::ANSWER_TOO_LARGE;
    PortalBusy: You, Free, address::PORTAL_BUSY;
    PortalFailing: Administrator, Free, address::PORTAL_FAILING;
    NetworkServiceDown: Support, Free, address::NETWORK_SERVICE_DOWN;
    WrongCredentials: You, OneTry, sign_in::WRONG_CREDENTIALS;
    PortalSays: You, OneTry, sign_in::PORTAL_SAYS;
    CaptchaForTyped: You, OneTry, sign_in::CAPTCHA_FOR_TYPED;
    CaptchaForStored: You, OneTry, sign_in::CAPTCHA_FOR_STORED;
    CaptchaAgain: You, OneTry, sign_in::CAPTCHA_AGAIN;
    PasswordNeeded: You, OneTry, sign_in::PASSWORD_NEEDED;
    StoredRefused: You, OneTry, sign_in::STORED_REFUSED;
    AnswersLost: You, OneTry, sign_in::ANSWERS_LOST;
    CodeWrong: You, OneTry, sign_in::CODE_WRONG;
    CodeSessionLost: You, OneTry, sign_in::CODE_SESSION_LOST;
    CodeMalformed: You, Free, sign_in::CODE_MALFORMED;
    SignedOut: You, OneTry, sign_in::SIGNED_OUT;
    WasReset: You, OneTry, sign_in::WAS_RESET;
    DeviceChanged: You, OneTry, sign_in::DEVICE_CHANGED;
    KeyInvalidated: You, OneTry, sign_in::KEY_INVALIDATED;
    SessionEnded: You, OneTry, sign_in::SESSION_ENDED;
    NoApplicationPassword: Administrator, Free, sign_in::NO_APPLICATION_PASSWORD;
    NotAllowedHere: You, Free, portal::NOT_ALLOWED_HERE;
    PortalMoved: You, Free, portal::PORTAL_MOVED;
    MoveRefused: You, NoneHelps, portal::MOVE_REFUSED;
    PortalChanged: Administrator, NoneHelps, portal::PORTAL_CHANGED;
    PortalLocked: Administrator, Free, portal::PORTAL_LOCKED;
    LicenceLimit: Administrator, Free, portal::LICENCE_LIMIT;
    DocumentDamaged: You, NoneHelps, account::DOCUMENT_DAMAGED;
    DocumentNewer: You, NoneHelps, account::DOCUMENT_NEWER;
    VaultLocked: You, Free, account::VAULT_LOCKED;
    VaultUnavailable: You, Free, account::VAULT_UNAVAILABLE;
    StorageFailed: You, Free, account::STORAGE_FAILED;
    OpenLinkAgain: You, Free, address::OPEN_LINK_AGAIN;
    LinkUsedOrLost: You, NoneHelps, address::LINK_USED_OR_LOST;
    SignInExpired: You, OneTry, sign_in::SIGN_IN_EXPIRED;
    CallRefused: Administrator, Free, portal::CALL_REFUSED;
    UnknownMethod: Administrator, NoneHelps, portal::UNKNOWN_METHOD;
    SessionNotAccepted: Administrator, Free, sign_in::SESSION_NOT_ACCEPTED;
}

/// Words a trouble for people. A missing argument leaves a sentence or a button out; nothing in braces is ever shown. English for
/// every `locale` so far.
pub fn word(trouble: &Trouble, _locale: &str) -> Problem {
    let row = row(trouble.code);
    let mut args = arguments(trouble);
    let sent = trouble.args.get("sent").is_some_and(|sent| sent == "true");
    if sent {
        args.insert(
            "maybe_counted",
            "Your password was on its way; the portal may have counted it as a try.".to_owned(),
        );
    }
    Problem {
        code: trouble.code,
        title: row.text.title.to_owned(),
        cause: paragraph(row.text.cause, &args),
        steps: steps(row.text.steps, &args),
        who: row.who,
        retry: Retry { cost: cost(row.price, sent), wait_s: trouble.wait_s.map(|seconds| seconds.min(3600)) },
        detail: trouble.detail.clone(),
    }
}

/// The README's table of problems.
pub fn problems_markdown() -> String {
    let mut table =
        "| code | what the employee reads | who can help | a retry costs | first step |\n|---|---|---|---|---|\n"
            .to_owned();
    for code in ALL {
        let row = row(*code);
        let name = serde_json::to_string(code).unwrap_or_default();
        let first = row
            .text
            .steps
            .iter()
            .find_map(|step| fill(step.text, &arguments(&Trouble::new(*code))))
            .unwrap_or_default();
        let cells = [
            format!("`{}`", name.trim_matches('"')),
            row.text.title.to_owned(),
            who(row.who).to_owned(),
            price(row.price).to_owned(),
            first,
        ];
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    table
}

fn cost(price: Price, sent: bool) -> Cost {
    match price {
        Price::Free => Cost::Free,
        Price::FreeUnlessSent if sent => Cost::OneTry,
        Price::FreeUnlessSent => Cost::Free,
        Price::OneTry => Cost::OneTry,
        Price::NoneHelps => Cost::NoneHelps,
    }
}

fn who(who: Who) -> &'static str {
    match who {
        Who::You => "you",
        Who::Administrator => "administrator",
        Who::Support => "support",
    }
}

fn price(price: Price) -> &'static str {
    match price {
        Price::Free => "nothing",
        Price::OneTry => "one try, if it is refused",
        Price::NoneHelps => "no retry helps",
        Price::FreeUnlessSent => "nothing; one try if a password was on its way",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A misspelt argument would silently drop its sentence for ever.
    #[test]
    fn texts_name_only_arguments_that_somebody_gives() {
        let given = ["host", "to", "from", "method", "wait", "tries", "maybe_counted", "address", "code", "stage"];
        for code in ALL {
            let text = row(*code).text;
            let sentences = text.cause.iter().copied().chain(text.steps.iter().map(|step| step.text));
            for sentence in std::iter::once(text.title).chain(sentences) {
                for name in sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
                    assert!(given.contains(&name), "{name} in {sentence}");
                }
            }
        }
    }

    #[test]
    fn everything_is_said_when_everything_is_known() {
        let with = |trouble: Trouble, name: &str| trouble.with(name, "x");
        for code in ALL {
            let names = ["host", "to", "from", "method", "spent", "address", "code", "stage"];
            let mut trouble = names.into_iter().fold(Trouble::new(*code), with).with("spent", 1).with("sent", "true");
            trouble.wait_s = Some(5);
            let problem = word(&trouble, "en");
            assert_eq!(problem.steps.len(), row(*code).text.steps.len(), "{code:?}");
        }
    }
}
