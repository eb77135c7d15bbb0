//! The help card, the article's topics, and which login to use.

use std::fmt::Display;

use super::texts::Texts;
use crate::records::{PortalKind, PortalRef, Problem, ProblemCode, Tries};

/// The topics of the article in its order, S1 to S11.
const TOPICS: [ProblemCode; 11] = [
    ProblemCode::EmailAlreadyUsed,
    ProblemCode::MailNotArrived,
    ProblemCode::SessionLength,
    ProblemCode::CodePhoneLost,
    ProblemCode::LoginsFromElsewhere,
    ProblemCode::CaptchaAgainAndAgain,
    ProblemCode::LoginOrPasswordInvalid,
    ProblemCode::EmployeeNotInPortal,
    ProblemCode::CheckwordInvalid,
    ProblemCode::WrongEmailInvited,
    ProblemCode::TwoProfiles,
];

/// The longest card, in characters.
const LONGEST_CARD: usize = 1_500;

/// The problem that words a topic, by its short name (`S1`).
pub fn topic(short: &str) -> Option<ProblemCode> {
    let number: usize = short.strip_prefix(['S', 's'])?.parse().ok()?;
    // `S01` is no name of a topic.
    TOPICS.get(number.checked_sub(1)?).copied().filter(|_| short.len() == 1 + number.to_string().len())
}

/// What a card says. No field holds a secret; texts of unknown length come shortened.
#[derive(Default)]
pub struct Card<'a> {
    /// Of the program.
    pub version: &'a str,
    /// RFC 3339, UTC.
    pub time: String,
    /// The portal, once known.
    pub portal: Option<&'a PortalRef>,
    /// The login.
    pub login: Option<String>,
    /// State and reason of the account.
    pub state: Option<String>,
    /// The step of the sign-in.
    pub step: Option<String>,
    /// What went wrong last.
    pub problem: Option<&'a Problem>,
    /// What the portal said.
    pub said: Option<String>,
    /// What was spent.
    pub tries: Option<&'a Tries>,
    /// This phone's address, as the portal saw it.
    pub address: Option<String>,
    /// Whether a one-time code is asked for.
    pub asks_for_code: bool,
    /// Whether a picture is asked for.
    pub asks_for_picture: bool,
}

/// The card, in plain lines.
pub fn card(card: &Card<'_>, locale: &str) -> String {
    let texts = Texts::of(locale);
    let line = |key: &str, args: &[(&str, &dyn Display)]| Some(texts.say(key, args));
    let known = |key: &str, name: &str, value: Option<&String>| Some(texts.say(key, &[(name, value?)]));
    let portal = card.portal.map_or_else(
        || texts.say("card-portal-unknown", &[]),
        |portal| {
            let kind = if portal.kind == PortalKind::Cloud { "cloud" } else { "box" };
            texts.say("card-portal", &[("portal", &portal.origin), ("kind", &kind)])
        },
    );
    let problem = card.problem;
    let lines = [
        line("card-title", &[("version", &card.version)]),
        line("card-time", &[("time", &card.time)]),
        Some(portal),
        known("card-login", "login", card.login.as_ref()),
        known("card-state", "state", card.state.as_ref()),
        known("card-step", "step", card.step.as_ref()),
        problem.and_then(|it| line("card-problem", &[("code", &it.code.name()), ("title", &it.title)])),
        known("card-said", "said", card.said.as_ref()),
        card.tries.and_then(|it| line("card-tries", &[("spent", &it.spent), ("lost", &it.unanswered)])),
        known("card-address", "address", card.address.as_ref()),
        line("card-please", &[("wish", &wish(card, texts))]),
        line("card-no-secrets", &[]),
    ];
    let text = lines.into_iter().flatten().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    text.chars().take(LONGEST_CARD - 1).collect()
}

/// The one thing the administrator is asked for.
fn wish(card: &Card<'_>, texts: &Texts) -> String {
    let key = match card.problem {
        Some(problem) if card.asks_for_code && !on_the_way(problem.code) => "wish-codes-off",
        Some(problem) => wish_for(problem.code),
        None if card.asks_for_code => "wish-codes-off",
        None if card.asks_for_picture => "wish-browser-once",
        None if card.state.as_deref() == Some("signed_in") => "wish-ask",
        None => "wish-sign-in",
    };
    match (&card.address, key) {
        (Some(address), "wish-allow-network") => texts.say("wish-allow-address", &[("address", address)]),
        (_, key) => texts.say(key, &[]),
    }
}

/// Whether the way to the portal is what fails: then no administrator need change anything about codes.
fn on_the_way(code: ProblemCode) -> bool {
    matches!(
        wish_for(code),
        "wish-portal-fault" | "wish-certificate" | "wish-allow-network" | "wish-support" | "wish-look"
    )
}

fn wish_for(code: ProblemCode) -> &'static str {
    use ProblemCode as P;
    match code {
        P::CodeWrong
        | P::CodeSessionLost
        | P::CodeMalformed
        | P::CodeRepeated
        | P::BackupCodesNotTaken
        | P::CodesNotSetUp
        | P::SmsTimeout
        | P::PhoneNotFound
        | P::PushOtpDisabled
        | P::SmsNotSent
        | P::CodePhoneLost => "wish-codes-off",
        P::NotAllowedHere | P::LoginsFromElsewhere => "wish-allow-network",
        P::WrongCredentials | P::PortalSays | P::StoredRefused | P::LoginOrPasswordInvalid | P::LinkRefused => {
            "wish-account-open"
        }
        P::CaptchaForTyped | P::CaptchaForStored | P::CaptchaAgain | P::CaptchaAgainAndAgain => "wish-browser-once",
        P::AddressUnreadable
        | P::AddressNotSecure
        | P::NotAPortal
        | P::HostNotFound
        | P::PortalMoved
        | P::MoveRefused
        | P::PortalChanged
        | P::PortalGone
        | P::LinkUnreadable
        | P::LinkElsewhere
        | P::LinkWithoutPortal
        | P::OtherPortalsLink => "wish-portal-address",
        P::TlsUnknownCa | P::TlsExpired | P::TlsNotYetValid | P::TlsWrongName | P::TlsRevoked | P::TlsFailed => {
            "wish-certificate"
        }
        P::LicenceLimit => "wish-plan",
        P::PortalLocked => "wish-unlock",
        P::NoConnection
        | P::NoAnswer
        | P::AnswerLost
        | P::AnswersLost
        | P::CaptivePortal
        | P::Unexpected
        | P::AnswerTooLarge
        | P::PortalBusy
        | P::PortalFailing
        | P::SessionNotAccepted => "wish-portal-fault",
        P::MobileAppMissing | P::NoApplicationPassword | P::UnknownMethod | P::EventLogMissing => "wish-update",
        P::CallRefused | P::EventLogNotAllowed => "wish-rights",
        P::NetworkServiceDown => "wish-support",
        P::EmailAlreadyUsed
        | P::EmployeeNotInPortal
        | P::WrongEmailInvited
        | P::TwoProfiles
        | P::NotAnInvitation
        | P::InvitationInBrowser
        | P::InvitationSignedIn
        | P::InvitationInactive
        | P::InvitationWrongLink
        | P::InvitationUsed
        | P::InvitationNotTaken
        | P::InvitationRefused
        | P::InvitationUnreadable
        | P::InvitationLost
        | P::LinkForInvitation => "wish-invite",
        P::MailNotArrived
        | P::CheckwordInvalid
        | P::CheckwordUnreadable
        | P::CheckwordWrong
        | P::CheckwordExpired
        | P::RecoveryCaptchaAgain
        | P::LinkOfOtherPortal
        | P::RecoveryInBrowser
        | P::RecoveryWait
        | P::RecoveryRefused
        | P::RecoveryMailLost
        | P::RecoveryUnreadable
        | P::PasswordChangeLost
        | P::LinkForRecovery => "wish-mail",
        P::DocumentDamaged
        | P::DocumentNewer
        | P::VaultLocked
        | P::VaultUnavailable
        | P::StorageFailed
        | P::StoredDataDamaged
        | P::AppFault
        | P::KeyInvalidated => "wish-look",
        P::PasswordNeeded
        | P::SignedOut
        | P::WasReset
        | P::DeviceChanged
        | P::SessionEnded
        | P::OpenLinkAgain
        | P::LinkUsedOrLost
        | P::LinkForPushSetup
        | P::NewPasswordShort
        | P::NamesNeeded
        | P::InvitationPasswordRefused
        | P::InvitationAccepted
        | P::SessionLength
        | P::NoLongerThere
        | P::Stopped
        | P::DraftTooLong
        | P::LoginWithColon
        | P::SignInExpired => "wish-sign-in",
    }
}

/// Why this login, or what to do without one. `key` as the map of logins chose it.
pub fn use_this(key: &str, portal: Option<&str>, other: Option<&str>, locale: &str) -> String {
    Texts::of(locale).say(key, &[("portal", &portal.unwrap_or_default()), ("other", &other.unwrap_or_default())])
}
