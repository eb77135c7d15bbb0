//! The core's records as Kotlin and Swift see them. Each is repeated here field by field, and the compiler compares: a field
//! that the core adds, drops or renames does not build. Every field that can have a default has one, so that a new field
//! breaks nobody who makes a record for a preview or a test.
//!
//! What may grow (states, reasons, stages, codes) crosses as its stable name in JSON, for the languages to wrap with an `other`.

use std::collections::{BTreeMap, HashMap};

use portico::records::{
    Account, AccountList, AccountState, Action, Availability, BrowserThen, CaptchaFor, CaptchaSecret, Cleared,
    CodeInput, Cost, HistoryEntry, HistorySource, Invitation, InvitationStage, LeftOnPortal, Link, LinkKind, LinkKnown,
    NetworkProfile, OtherWay, OutsideReason, Picture, Policy, PortalKind, PortalProfile, PortalRef, Problem,
    ProblemCode, ProblemStep, Reason, Receipt, ReceiptKind, Recovery, RecoveryStage, Retry, SecondFactorType,
    SessionStatus, SignIn, Step, ToldPortal, Tries, Warning, WarningWhere, WhichMe, Who,
};
use serde::Serialize;
use time::OffsetDateTime;
use uniffi::deps::anyhow;

/// The stable name of a code: its JSON form.
pub(crate) fn name_of(code: &impl Serialize) -> String {
    match serde_json::to_value(code) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}

/// What the core only gives is never taken back.
pub(crate) fn only_goes_out<T>(name: &str) -> anyhow::Result<T> {
    Err(anyhow::anyhow!("{name} only goes out"))
}

/// Codes that may grow, as their stable names.
macro_rules! names {
    ($($code:ident)+) => {$(
        uniffi::custom_type!($code, String, {
            remote,
            lower: |code| name_of(&code),
            try_lift: |_name| only_goes_out(stringify!($code)),
        });
    )+};
}

names! {
    AccountState Availability BrowserThen CaptchaFor CaptchaSecret HistorySource InvitationStage LinkKind LinkKnown
    OutsideReason ProblemCode Reason RecoveryStage SecondFactorType
}

// Milliseconds since 1970 UTC; Kotlin and Swift make their own type of time of them.
uniffi::custom_type!(OffsetDateTime, i64, {
    remote,
    lower: |time| (time.unix_timestamp_nanos() / 1_000_000) as i64,
    try_lift: |ms| Ok(OffsetDateTime::from_unix_timestamp_nanos(i128::from(ms) * 1_000_000)?),
});

/// Arguments of an action by name.
type Arguments = BTreeMap<String, String>;
uniffi::custom_type!(Arguments, HashMap<String, String>, {
    remote,
    lower: |arguments| arguments.into_iter().collect(),
    try_lift: |arguments| Ok(arguments.into_iter().collect()),
});

/// All accounts of this phone, in the employee's order.
#[uniffi::remote(Record)]
pub struct AccountList {
    /// Grows with every change. Equal revisions mean equal content but for waits (`wait_s`, `sms_wait_s`, `picture_age_s`,
    /// `ends_in_s`), which are as of reading: read again each second while one is shown.
    #[uniffi(default)]
    pub revision: u64,
    /// Whether the rows can be used now.
    #[uniffi(default)]
    pub availability: Availability,
    /// The rows.
    #[uniffi(default)]
    pub accounts: Vec<Account>,
}

/// Where a portal is hosted.
#[uniffi::remote(Enum)]
pub enum PortalKind {
    /// By Bitrix24.
    Cloud,
    /// By the company itself.
    Box,
}

/// One company's portal.
#[uniffi::remote(Record)]
pub struct PortalRef {
    /// `https://portal.example`: the key of everything we keep.
    pub origin: String,
    /// As people read it; look-alikes as punycode.
    pub host: String,
    /// Cloud or box.
    pub kind: PortalKind,
}

/// What the portal allows on this phone.
#[uniffi::remote(Record)]
pub struct Policy {
    /// Whether its screens may be photographed.
    #[uniffi(default = true)]
    pub screenshots: bool,
    /// Whether its texts may be copied.
    #[uniffi(default = true)]
    pub copy: bool,
}

/// One employee on one portal on this phone.
#[uniffi::remote(Record)]
pub struct Account {
    /// Never reused.
    pub id: String,
    /// The portal.
    pub portal: PortalRef,
    /// The employee's number on the portal, if known.
    #[uniffi(default)]
    pub user_id: Option<String>,
    /// The name for signing in.
    #[uniffi(default)]
    pub login: String,
    /// The employee's name.
    #[uniffi(default)]
    pub name: String,
    /// Job title.
    #[uniffi(default)]
    pub position: Option<String>,
    /// The employee's picture: https, may be on another host. Load it without cookies or credentials (R15).
    #[uniffi(default)]
    pub photo_url: Option<String>,
    /// Whether this is the account in use.
    #[uniffi(default)]
    pub selected: bool,
    /// Over the licence's limit.
    #[uniffi(default)]
    pub restricted: bool,
    /// What the portal allows on this phone.
    #[uniffi(default)]
    pub policy: Policy,
    /// What can be done with it.
    #[uniffi(default)]
    pub state: AccountState,
    /// Why it is in that state.
    #[uniffi(default)]
    pub reason: Option<Reason>,
    /// What went wrong, and what to do.
    #[uniffi(default)]
    pub problem: Option<Problem>,
    /// Passwords this phone spent for this portal and login.
    #[uniffi(default)]
    pub tries: Tries,
}

/// Passwords this phone sent for one portal and login since the last success. Other devices may have spent more.
#[uniffi::remote(Record)]
pub struct Tries {
    /// Those the portal counted as far as we know.
    #[uniffi(default)]
    pub spent: u32,
    /// Those whose answer was lost.
    #[uniffi(default)]
    pub unanswered: u32,
    /// After how many the portal asks for a picture. 0: seen not to ask.
    #[uniffi(default = 10)]
    pub picture_after: u32,
    /// Whether that number was seen on this portal.
    #[uniffi(default)]
    pub picture_after_known: bool,
    /// When the last one was sent.
    #[uniffi(default)]
    pub last_at: Option<OffsetDateTime>,
}

/// What went wrong, why, what to do, who can do it, and what a retry costs.
#[uniffi::remote(Record)]
pub struct Problem {
    /// Stable.
    pub code: ProblemCode,
    /// One line.
    pub title: String,
    /// Why.
    pub cause: String,
    /// What to do, in order.
    #[uniffi(default)]
    pub steps: Vec<ProblemStep>,
    /// Who can do it.
    pub who: Who,
    /// What the next try costs.
    pub retry: Retry,
    /// What the portal said, as the portal's words.
    #[uniffi(default)]
    pub detail: Option<String>,
}

/// One thing to do about a problem.
#[uniffi::remote(Record)]
pub struct ProblemStep {
    /// The sentence.
    pub text: String,
    /// What a button beside it runs.
    #[uniffi(default)]
    pub action: Option<Action>,
}

/// Something a view can run: a call of the surface, or `open_url`, `share_help_card`, `open_settings`, `scan_qr`.
#[uniffi::remote(Record)]
pub struct Action {
    /// `sign_in.start`, `session.check`, `open_url`…
    pub kind: String,
    /// By name; `spend_try` is `true` or `false`.
    #[uniffi(default)]
    pub args: Arguments,
}

/// Who can do something about a problem.
#[uniffi::remote(Enum)]
pub enum Who {
    /// The employee.
    You,
    /// The portal's administrator.
    Administrator,
    /// Bitrix24's support.
    Support,
}

/// What the next try costs, and how long to wait before it.
#[uniffi::remote(Record)]
pub struct Retry {
    /// Price.
    pub cost: Cost,
    /// Seconds to wait first, at most 3600.
    #[uniffi(default)]
    pub wait_s: Option<u64>,
}

/// Price of a retry.
#[uniffi::remote(Enum)]
pub enum Cost {
    /// The portal does not count it.
    Free,
    /// The portal may count it.
    OneTry,
    /// Trying the same again changes nothing.
    NoneHelps,
}

/// One sign-in, unfinished or just finished.
#[uniffi::remote(Record)]
pub struct SignIn {
    /// Kept over restarts.
    pub id: String,
    /// The account it is for or became.
    #[uniffi(default)]
    pub account: Option<String>,
    /// The portal, once it is known.
    #[uniffi(default)]
    pub portal: Option<PortalRef>,
    /// As typed; never lost by an error.
    #[uniffi(default)]
    pub login: Option<String>,
    /// Whether a request is under way.
    #[uniffi(default)]
    pub busy: bool,
    /// What trying costs.
    #[uniffi(default)]
    pub tries: Tries,
    /// What went wrong last.
    #[uniffi(default)]
    pub problem: Option<Problem>,
    /// What the employee is asked for.
    pub step: Step,
}

/// What a code field takes.
#[uniffi::remote(Record)]
pub struct CodeInput {
    /// `digits` or `letters_and_digits`.
    pub alphabet: String,
    /// Most characters, spaces and dashes not counted.
    pub length: u32,
    /// `number` or `text`.
    pub keyboard: String,
    /// `one_time_code` or `off`.
    pub autofill: String,
}

/// A way on beside the one a step asks for.
#[uniffi::remote(Record)]
pub struct OtherWay {
    /// `signed_in_elsewhere`, `qr`, `browser`, `backup_code`, `sms`, `verification_code`, `begin_again`, `administrator`,
    /// `support`.
    pub kind: String,
    /// The sentence.
    pub text: String,
    /// What a button runs.
    #[uniffi(default)]
    pub action: Option<Action>,
    /// Whether a picture must be read for it.
    #[uniffi(default)]
    pub needs_picture: bool,
}

/// A CAPTCHA picture of at most 256 KiB.
#[uniffi::remote(Record)]
pub struct Picture {
    /// `image/jpeg`, `image/png` or `image/gif`.
    pub media_type: String,
    /// At most 256 KiB.
    pub bytes: Vec<u8>,
}

/// How many seconds a session still lives.
#[uniffi::remote(Record)]
pub struct SessionStatus {
    /// Whether calls go through.
    #[uniffi(default)]
    pub signed_in: bool,
    /// Seconds until the portal ends the session; 0 where none is open.
    #[uniffi(default)]
    pub ends_in_s: u64,
    /// Whether that number comes from this portal.
    #[uniffi(default)]
    pub ends_in_known: bool,
    /// When the portal last said that this account is signed in.
    #[uniffi(default)]
    pub checked_at: Option<OffsetDateTime>,
}

/// Something to look at before a try is spent.
#[uniffi::remote(Record)]
pub struct Warning {
    /// `other_layout`, `edge_space`, `caps_lock`, `clock_drift`…
    pub code: String,
    /// The sentence.
    pub text: String,
    /// Which field.
    pub r#where: WarningWhere,
}

/// Which field a warning is about.
#[uniffi::remote(Enum)]
pub enum WarningWhere {
    /// Login.
    Login,
    /// Password.
    Password,
    /// One-time or backup code.
    Code,
    /// A link that was given.
    Link,
}

/// What a reset, sign-out or delete cleared, kept, could not do yet, and left on the portal. A preview has no `at`.
#[uniffi::remote(Record)]
pub struct Receipt {
    /// The account's id.
    pub account: String,
    /// Origin of its portal.
    pub portal: String,
    /// Its login.
    pub login: String,
    /// Which of the three clears.
    pub kind: ReceiptKind,
    /// Item by item.
    #[uniffi(default)]
    pub cleared: Vec<Cleared>,
    /// What stays on this phone.
    #[uniffi(default)]
    pub kept: Vec<String>,
    /// What could not be done yet and is done later.
    #[uniffi(default)]
    pub pending: Vec<String>,
    /// Whether the portal answered when told.
    pub portal_told: ToldPortal,
    /// What a phone cannot remove.
    #[uniffi(default)]
    pub left_on_portal: Vec<LeftOnPortal>,
    /// When it was done.
    #[uniffi(default)]
    pub at: Option<OffsetDateTime>,
}

/// One kind of thing that went.
#[uniffi::remote(Record)]
pub struct Cleared {
    /// `application_password`, `session`, `device_id`, `unfinished_sign_in`, `row`, `draft`, `history`…
    pub what: String,
    /// How many.
    pub count: u32,
}

/// Something that stays on the portal.
#[uniffi::remote(Record)]
pub struct LeftOnPortal {
    /// What, under the name the portal shows.
    pub what: String,
    /// Where to remove it.
    pub r#where: String,
    /// Address of that page.
    #[uniffi(default)]
    pub url: Option<String>,
    /// The device name the portal shows with it.
    #[uniffi(default)]
    pub name: Option<String>,
}

/// The three clears.
#[uniffi::remote(Enum)]
pub enum ReceiptKind {
    /// Authentication data goes; row, order, settings and ledger stay.
    Reset,
    /// As reset, and the portal is told.
    SignOut,
    /// Everything goes.
    Delete,
}

/// Whether the portal was told of a clear.
#[uniffi::remote(Enum)]
pub enum ToldPortal {
    /// It answered.
    Told,
    /// No open session, no network, no answer within 5 s, or not part of this clear.
    NotPossible,
}

/// One password recovery.
#[uniffi::remote(Record)]
pub struct Recovery {
    /// Kept over restarts.
    pub id: String,
    /// The portal.
    pub portal: PortalRef,
    /// As typed; where the mail's link names another, that one. What may be a password is empty after a restart.
    #[uniffi(default)]
    pub login: String,
    /// Where it stands.
    #[uniffi(default)]
    pub stage: RecoveryStage,
    /// Whether a request is under way.
    #[uniffi(default)]
    pub busy: bool,
    /// Seconds until another mail may be asked for, at most 60.
    #[uniffi(default)]
    pub wait_s: u64,
    /// At `browser`: where the recovery goes on; at `captcha`: where it does for who cannot read the picture.
    #[uniffi(default)]
    pub url: Option<String>,
    /// At `done`: the sign-in that goes on with the new password.
    #[uniffi(default)]
    pub sign_in: Option<String>,
    /// What went wrong last, and what to do.
    #[uniffi(default)]
    pub problem: Option<Problem>,
}

/// One invitation, opened by its link; lives as long as the app runs.
#[uniffi::remote(Record)]
pub struct Invitation {
    /// Names it in `invitation_accept`.
    pub id: String,
    /// The portal that invites.
    pub portal: PortalRef,
    /// Who is invited.
    #[uniffi(default)]
    pub person: Option<String>,
    /// Who invites, where it is known.
    #[uniffi(default)]
    pub invited_by: Option<String>,
    /// Where it stands.
    #[uniffi(default)]
    pub stage: InvitationStage,
    /// Whether a request is under way.
    #[uniffi(default)]
    pub busy: bool,
    /// At `browser`: the host where the link itself is to be opened.
    #[uniffi(default)]
    pub url: Option<String>,
    /// The account that came of it.
    #[uniffi(default)]
    pub account: Option<String>,
    /// The sign-in that follows.
    #[uniffi(default)]
    pub sign_in: Option<String>,
    /// What went wrong last, and what to do.
    #[uniffi(default)]
    pub problem: Option<Problem>,
}

/// A link as it was read, without its secret.
#[uniffi::remote(Record)]
pub struct Link {
    /// What it is for.
    pub kind: LinkKind,
    /// The portal it leads to, if it says one.
    #[uniffi(default)]
    pub portal: Option<PortalRef>,
    /// The login it names.
    #[uniffi(default)]
    pub login: Option<String>,
    /// Name of this phone's account that it is for, where it names one.
    #[uniffi(default)]
    pub person: Option<String>,
    /// It works until then at the latest.
    #[uniffi(default)]
    pub expires: Option<OffsetDateTime>,
    /// What to look at before it is used.
    #[uniffi(default)]
    pub warnings: Vec<Warning>,
}

/// The map of logins.
#[uniffi::remote(Record)]
pub struct WhichMe {
    /// The person, over all portals of the cloud.
    pub network: NetworkProfile,
    /// The employees that this phone knows, in the employee's order.
    #[uniffi(default)]
    pub portal_profiles: Vec<PortalProfile>,
    /// The login to use.
    #[uniffi(default)]
    pub r#use: Option<String>,
    /// Why, in words; without `use`, what to do instead.
    #[uniffi(default)]
    pub why: String,
}

/// The Network profile as far as this phone can know it.
#[uniffi::remote(Record)]
pub struct NetworkProfile {
    /// The one login under which this phone knows accounts in the cloud.
    #[uniffi(default)]
    pub login: Option<String>,
    /// Whether there is exactly one.
    #[uniffi(default)]
    pub known: bool,
}

/// One employee on one portal, in the map of logins.
#[uniffi::remote(Record)]
pub struct PortalProfile {
    /// The account on this phone.
    pub account: String,
    /// The portal.
    pub portal: PortalRef,
    /// The login there.
    #[uniffi(default)]
    pub login: String,
    /// The employee's name.
    #[uniffi(default)]
    pub name: String,
    /// How the account stands.
    #[uniffi(default)]
    pub state: AccountState,
}

/// One thing that happened with an account.
#[uniffi::remote(Record)]
pub struct HistoryEntry {
    /// The last time, where it happened several times in a row.
    pub at: OffsetDateTime,
    /// The first time, where it happened several times in a row.
    #[uniffi(default)]
    pub since: Option<OffsetDateTime>,
    /// How often in a row.
    #[uniffi(default = 1)]
    pub times: u32,
    /// `phone` or `portal`.
    #[uniffi(default)]
    pub source: HistorySource,
    /// Stable: the name of what this phone did, the portal's audit type in small letters, or `event_log_unreadable`.
    #[uniffi(default)]
    pub event: String,
    /// The network address it came from, as the portal saw it.
    #[uniffi(default)]
    pub address: Option<String>,
    /// The browser or app, as it names itself.
    #[uniffi(default)]
    pub device: Option<String>,
    /// The employee's number on the portal, where the portal names one.
    #[uniffi(default)]
    pub user_id: Option<String>,
    /// Whether `address` is in the ranges that were given; absent without ranges or address.
    #[uniffi(default)]
    pub inside_allowed: Option<bool>,
    /// Why a sign-in from outside the ranges is in the log.
    #[uniffi(default)]
    pub reason: Option<OutsideReason>,
    /// What it means, in words.
    #[uniffi(default)]
    pub means: String,
    /// What went wrong, and what to do.
    #[uniffi(default)]
    pub problem: Option<Problem>,
}

#[cfg(test)]
mod tests;
