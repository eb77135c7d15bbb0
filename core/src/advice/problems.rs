//! The one table of problems: who can do something, what a retry costs, and the buttons beside its steps. Its texts are in
//! `core/texts`, under its code. No catch-all: a new code breaks the build here until it has its row. README's table is made
//! from it.

use std::collections::BTreeMap;

use fluent_bundle::FluentArgs;

use super::actions::*;
use super::texts::{Texts, span, value};
use super::tries;
use crate::records::{Cost, Problem, ProblemCode, ProblemStep, Recovery, Retry, Trouble, Who};

/// One row of the table.
struct Row {
    who: Who,
    price: Price,
    /// One for each step.
    buttons: &'static [Button],
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
    ($($code:ident: $who:ident, $price:ident, [$($button:ident),*];)*) => {
        /// Every problem, in the order of the table.
        pub const ALL: &[ProblemCode] = &[$(ProblemCode::$code),*];

        fn row(code: ProblemCode) -> Row {
            match code {
                $(ProblemCode::$code => Row { who: Who::$who, price: Price::$price, buttons: &[$($button),*] },)*
            }
        }
    };
}

problems! {
    AddressUnreadable: You, Free, [NONE, NONE, NONE];
    AddressNotSecure: You, Free, [NONE, CARD];
    NotAPortal: You, Free, [NONE, OPEN_PORTAL, NONE];
    MobileAppMissing: Administrator, NoneHelps, [OPEN_PORTAL, CARD];
    HostNotFound: You, Free, [NONE, NONE, CHECK];
    NoConnection: You, Free, [NONE, NONE, CHECK];
    NoAnswer: You, FreeUnlessSent, [NONE, CHECK, CARD];
    AnswerLost: You, FreeUnlessSent, [NONE, CHECK];
    TlsUnknownCa: Administrator, Free, [NONE, CARD];
    TlsExpired: Administrator, Free, [SETTINGS, CARD];
    TlsNotYetValid: You, Free, [SETTINGS, CARD];
    TlsWrongName: Administrator, Free, [NONE, NONE, CARD];
    TlsRevoked: Administrator, NoneHelps, [NONE, CARD];
    TlsFailed: Administrator, Free, [NONE, CARD];
    CaptivePortal: You, FreeUnlessSent, [OPEN_PORTAL, NONE, CHECK];
    Unexpected: Administrator, FreeUnlessSent, [CHECK, CARD];
    AnswerTooLarge: Administrator, FreeUnlessSent, [CHECK, CARD];
    PortalBusy: You, Free, [NONE, CHECK];
    PortalFailing: Administrator, Free, [CHECK, CARD];
    NetworkServiceDown: Support, Free, [CHECK, NONE];
    WrongCredentials: You, OneTry, [NONE, NONE, RECOVER, RECOVER_IN_BROWSER, WHICH_ME, OPEN_PORTAL, SCAN, CARD];
    LoginWithColon: You, Free, [NONE, NONE];
    PortalSays: You, OneTry, [NONE, WHICH_ME, START, SPEND, CARD];
    CaptchaForTyped: You, OneTry, [NONE, REFRESH, NONE];
    CaptchaForStored: You, OneTry, [START, REFRESH, SPEND, CARD];
    CaptchaAgain: You, OneTry, [NONE, REFRESH, NONE, OPEN_PORTAL, CARD];
    PasswordNeeded: You, OneTry, [NONE];
    StoredRefused: You, OneTry, [START, SPEND, CARD];
    AnswersLost: You, OneTry, [NONE, SPEND, CARD];
    CodeWrong: You, OneTry, [NONE, SETTINGS, NONE, OPEN_PORTAL, BACK, CARD];
    CodeSessionLost: You, OneTry, [NONE, OPEN_PORTAL];
    CodeMalformed: You, Free, [NONE];
    CodeRepeated: You, Free, [NONE, NONE];
    BackupCodesNotTaken: You, Free, [NONE, CARD];
    CodesNotSetUp: You, NoneHelps, [OPEN_PORTAL, BACK, CARD];
    SmsTimeout: You, Free, [NONE, SEND_SMS];
    PhoneNotFound: Administrator, NoneHelps, [NONE, CARD];
    PushOtpDisabled: Administrator, NoneHelps, [NONE, CARD];
    SmsNotSent: You, Free, [NONE, BACK, CARD];
    SignedOut: You, OneTry, [START];
    WasReset: You, OneTry, [START];
    DeviceChanged: You, OneTry, [START];
    KeyInvalidated: You, OneTry, [START];
    SessionEnded: You, OneTry, [START];
    NoApplicationPassword: Administrator, Free, [NONE, CARD];
    NotAllowedHere: You, Free, [NONE, CHECK, CARD];
    PortalMoved: You, Free, [NONE, CONFIRM_MOVE_OR_START, CHECK_THERE, CARD];
    MoveRefused: You, NoneHelps, [SELECT_OTHER, DELETE, CARD];
    PortalChanged: Administrator, NoneHelps, [CARD, RESET, NONE];
    PortalLocked: Administrator, Free, [CARD, CHECK];
    LicenceLimit: Administrator, Free, [CARD, CHECK];
    DocumentDamaged: You, NoneHelps, [RESET, START, DELETE];
    DocumentNewer: You, NoneHelps, [NONE];
    VaultLocked: You, Free, [NONE, CHECK];
    VaultUnavailable: You, Free, [NONE, SETTINGS, OPEN_PORTAL, ANY_CARD];
    StorageFailed: You, Free, [SETTINGS, CHECK];
    StoredDataDamaged: You, NoneHelps, [NONE, RESET, ANY_CARD];
    NoLongerThere: You, Free, [NONE, SCAN];
    Stopped: You, Free, [NONE];
    DraftTooLong: You, NoneHelps, [NONE, NONE];
    AppFault: You, Free, [NONE, NONE, ANY_CARD];
    OpenLinkAgain: You, Free, [SCAN, START_AT];
    LinkUsedOrLost: You, NoneHelps, [SCAN, START_AT];
    LinkUnreadable: You, Free, [NONE, NONE, NONE];
    LinkRefused: You, NoneHelps, [SCAN, NONE, CARD];
    LinkElsewhere: You, Free, [NONE, SCAN];
    LinkWithoutPortal: You, Free, [NONE, SCAN];
    OtherPortalsLink: You, Free, [NONE, START_AT_LINK];
    LinkForRecovery: You, Free, [RECOVER_FROM_LINK, START_AT_LINK];
    LinkForInvitation: You, Free, [OPEN_INVITATION, START_AT_LINK];
    LinkForPushSetup: You, NoneHelps, [NONE, START_AT_LINK];
    SignInExpired: You, OneTry, [START_OR_NEW];
    RecoveryInBrowser: You, Free, [OPEN, START_AT];
    RecoveryWait: You, Free, [TOPIC_MAIL, RESEND];
    RecoveryRefused: You, Free, [NONE, RESEND, RECOVER_IN_BROWSER, NONE];
    RecoveryMailLost: You, Free, [TOPIC_MAIL, RESEND];
    RecoveryUnreadable: You, Free, [NONE, OPEN, START_AT];
    CheckwordUnreadable: You, Free, [NONE, RESEND];
    LinkOfOtherPortal: You, Free, [NONE, RESEND];
    CheckwordWrong: You, Free, [NONE, NONE, RESEND, NONE];
    CheckwordExpired: You, Free, [RESEND, NONE, NONE];
    RecoveryCaptchaAgain: You, Free, [NONE, NONE, RESEND];
    NewPasswordShort: You, Free, [NONE];
    PasswordChangeLost: You, OneTry, [START_AT, RESEND];
    NotAnInvitation: You, Free, [NONE, TOPIC_WRONG_ADDRESS];
    InvitationInBrowser: You, Free, [NONE, TOPIC_NOT_THERE, START_AT_OR_NEW];
    InvitationSignedIn: You, Free, [START_AT];
    InvitationInactive: Administrator, NoneHelps, [TOPIC_NOT_THERE];
    InvitationWrongLink: Administrator, NoneHelps, [NONE, TOPIC_WRONG_ADDRESS];
    InvitationPasswordRefused: You, Free, [NONE];
    NamesNeeded: You, Free, [NONE];
    InvitationUsed: You, NoneHelps, [START_AT, TOPIC_ADDRESS_TAKEN];
    InvitationNotTaken: You, Free, [NONE, OPEN_PORTAL];
    InvitationRefused: Administrator, NoneHelps, [START_AT, TOPIC_WRONG_ADDRESS];
    InvitationUnreadable: You, Free, [NONE, START_AT];
    InvitationLost: You, OneTry, [START_AT, NONE];
    InvitationAccepted: You, OneTry, [START_AT];
    CallRefused: Administrator, Free, [NONE, CARD];
    UnknownMethod: Administrator, NoneHelps, [OPEN_PORTAL, CARD];
    SessionNotAccepted: Administrator, Free, [CHECK, RESET, CARD];
    PortalGone: Administrator, Free, [CARD, OPEN_PORTAL, CHECK, DELETE];
    EventLogNotAllowed: Administrator, Free, [OPEN_PORTAL, CARD];
    EventLogMissing: Administrator, NoneHelps, [OPEN_PORTAL];
    EmailAlreadyUsed: Administrator, NoneHelps, [OPEN_NETWORK, NONE, NONE, NONE, CARD];
    MailNotArrived: You, Free, [NONE, NONE, RECOVER, NONE, NONE];
    SessionLength: You, Free, [NONE, NONE];
    CodePhoneLost: You, OneTry, [START_OR_NEW, CARD, OPEN_PORTAL, NONE];
    LoginsFromElsewhere: Administrator, Free, [HISTORY, NONE, NONE, CHECK];
    CaptchaAgainAndAgain: You, OneTry, [START_OR_NEW, RESET, DELETE, OPEN_PORTAL];
    LoginOrPasswordInvalid: You, OneTry, [RECOVER, CARD, NONE, NONE];
    EmployeeNotInPortal: You, NoneHelps, [WHICH_ME, OPEN_PORTAL, CARD, NONE];
    CheckwordInvalid: You, NoneHelps, [NONE, RECOVER, NONE, NONE];
    WrongEmailInvited: Administrator, NoneHelps, [NONE, NONE, OPEN_NETWORK, NONE, CARD];
    TwoProfiles: You, Free, [WHICH_ME, OPEN_NETWORK, OPEN_PORTAL, NONE];
}

/// Words a trouble for people, in the language of `locale`. A missing argument leaves a sentence or a button out.
pub fn word(trouble: &Trouble, locale: &str) -> Problem {
    let (row, key, texts) = (row(trouble.code), trouble.code.name(), Texts::of(locale));
    let args = arguments(trouble, texts);
    let given: FluentArgs<'_> = args.iter().map(|(name, text)| (*name, value(text.as_str()))).collect();
    let cause = texts.sentences(&key, "cause", &given).into_iter().flatten().collect::<Vec<_>>();
    let steps = texts.sentences(&key, "step", &given).into_iter().zip(row.buttons);
    Problem {
        code: trouble.code,
        title: texts.title(&key),
        cause: cause.join(" "),
        steps: steps.filter_map(|(text, of)| Some(ProblemStep { text: text?, action: button(of, &args) })).collect(),
        who: row.who,
        retry: Retry {
            cost: cost(row.price, args.contains_key("maybe_counted")),
            wait_s: trouble.wait_s.map(|seconds| seconds.min(LONGEST_WAIT)),
        },
        detail: trouble.detail.clone(),
    }
}

/// No wait is told as longer than this (Q15).
const LONGEST_WAIT: u64 = 3600;
/// A portal that asks to wait without saying how long.
const USUAL_WAIT: u64 = 60;

/// The arguments of a trouble, with those that are derived from them.
fn arguments<'a>(trouble: &'a Trouble, texts: &Texts) -> BTreeMap<&'a str, String> {
    let given = trouble.args.iter().filter(|(_, value)| !value.is_empty());
    let mut args = BTreeMap::new();
    args.extend(given.map(|(name, value)| (name.as_str(), plain(value))));
    if let Some(tries) = tries::from_args(trouble) {
        args.insert("tries", tries::sentence(&tries, texts));
    }
    if let Some(origin) = args.get("origin").cloned() {
        args.insert("recover_url", Recovery::page_at(&origin));
    }
    let saved = trouble.code == ProblemCode::StoredRefused || args.contains_key("saved");
    if saved {
        args.insert("sign_in_again", texts.say("sign-in-again", &[]));
    }
    if saved && !trouble.args.contains_key("dropped") {
        args.insert("kept_for_now", texts.say("kept-for-now", &[]));
        args.insert("send_once_more", texts.say("send-once-more", &[]));
    }
    if trouble.code == ProblemCode::PortalMoved && args.contains_key("account") {
        args.insert("check_there", texts.say("check-there", &[]));
    }
    if trouble.args.contains_key("picture") {
        args.insert("picture_first", texts.say("picture-first", &[]));
    }
    if trouble.args.get("sent").is_some_and(|sent| sent == "true") {
        let counted = if args.contains_key("code_alone") { "code-maybe-counted" } else { "maybe-counted" };
        args.insert("maybe_counted", texts.say(counted, &[]));
    }
    args.entry("beside").or_insert_with(|| "false".to_owned());
    // Nothing is left of a wait that is over.
    if *args.entry("waited").or_insert_with(|| "false".to_owned()) == "false" {
        args.insert("wait", span(texts, trouble.wait_s.unwrap_or(USUAL_WAIT).min(LONGEST_WAIT)));
    }
    args
}

/// An argument on one line and without braces, as they may come from outside.
fn plain(value: &str) -> String {
    value.chars().filter(|c| !c.is_control() && !matches!(c, '{' | '}')).take(300).collect()
}

/// The README's table of problems.
pub fn problems_markdown() -> String {
    let mut table =
        "| code | what the employee reads | who can help | a retry costs | first step |\n|---|---|---|---|---|\n"
            .to_owned();
    for code in ALL {
        let (row, problem) = (row(*code), word(&Trouble::new(*code), "en"));
        let first = problem.steps.into_iter().next().map(|step| step.text).unwrap_or_default();
        let cells =
            [format!("`{}`", code.name()), problem.title, who(row.who).to_owned(), price(row.price).to_owned(), first];
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

/// How many steps have a place for a button.
#[cfg(test)]
pub(super) fn steps(code: ProblemCode) -> usize {
    row(code).buttons.len()
}
