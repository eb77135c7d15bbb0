//! Problems: stored as code and arguments ([`Trouble`]), worded when read ([`Problem`], by `advice`).

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize, Serializer};
use time::OffsetDateTime;

/// What went wrong, as it is kept: a code, the arguments of its text, and the portal's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trouble {
    /// Stable.
    pub code: ProblemCode,
    /// Arguments of the text (`host`, `seconds`, `spent`…) and of its actions (`account`, `sign_in`). Never a secret.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, String>,
    /// What the portal said, cleaned and bounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Seconds to wait before the next try makes sense, at most 3600 (Q15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait_s: Option<u64>,
    /// When that wait ends by wall time; none where it was not noted when it began.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
    pub until: Option<OffsetDateTime>,
    /// The same by boot time, which a restart forgets.
    #[serde(skip)]
    pub until_boot: Option<Duration>,
}

impl Trouble {
    /// A problem without arguments.
    pub fn new(code: ProblemCode) -> Self {
        Self { code, args: BTreeMap::new(), detail: None, wait_s: None, until: None, until_boot: None }
    }

    /// With one more argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
}

/// Every problem has one of these. Decided on status and keys of an answer, never on its text (R11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    // --- the address
    /// What was typed is no address.
    AddressUnreadable,
    /// Plain http, and not loopback.
    AddressNotSecure,
    /// Something answers there, but no Bitrix24 portal (A4).
    NotAPortal,
    /// The portal's generation has no mobile sign-in we can use.
    MobileAppMissing,
    // --- the way there
    /// No such host.
    HostNotFound,
    /// No connection.
    NoConnection,
    /// No answer in time.
    NoAnswer,
    /// The connection broke, or half an answer came.
    AnswerLost,
    /// Certificate of an unknown authority.
    TlsUnknownCa,
    /// Certificate expired.
    TlsExpired,
    /// Certificate not yet valid: often the phone's clock.
    TlsNotYetValid,
    /// Certificate for another host.
    TlsWrongName,
    /// Certificate revoked.
    TlsRevoked,
    /// Handshake failed.
    TlsFailed,
    /// A page instead of the portal's answer: a network's login page, or a proxy (T16, R2).
    CaptivePortal,
    /// An answer that nobody foresaw (`code` and `stage` in the arguments).
    Unexpected,
    /// The answer was larger than we read (R14).
    AnswerTooLarge,
    /// 429 or 503 with a wait (T19, Q15, L7).
    PortalBusy,
    /// 5xx (T19).
    PortalFailing,
    /// 521: Bitrix24 Network cannot be reached (O5, T19).
    NetworkServiceDown,
    // --- the password
    /// Bare 401 to a typed password: wrong login, wrong password, blocked, dismissed (T12, B15).
    WrongCredentials,
    /// A colon in the login: Basic cannot carry it (RFC 7617, P19). Nothing was sent.
    LoginWithColon,
    /// The cloud's reason in its own words (T15).
    PortalSays,
    /// Typed password: the portal wants a picture first (T6).
    CaptchaForTyped,
    /// Stored application password: the portal wants a picture first (T7).
    CaptchaForStored,
    /// A picture was answered and another came: word or password is wrong (T8).
    CaptchaAgain,
    /// The typed password is no longer held.
    PasswordNeeded,
    /// The stored application password was refused (T13).
    StoredRefused,
    /// Three answers in a row were lost (R1): the employee decides.
    AnswersLost,
    // --- the code
    /// Wrong one-time or backup code (T11).
    CodeWrong,
    /// The portal forgot the first factor: begin with the password (T14, Q9).
    CodeSessionLost,
    /// What was typed is neither six digits nor a backup code (D5, Q6).
    CodeMalformed,
    /// The portal refused this same code before: not sent again (T11).
    CodeRepeated,
    /// A backup code where the portal takes none (`canUseRecoveryCodes`): not sent.
    BackupCodesNotTaken,
    /// Codes are a duty and none was ever set up: no code can work (D10).
    CodesNotSetUp,
    /// A message was asked for a moment ago (D12 SMS_TIMEOUT).
    SmsTimeout,
    /// The portal knows no phone number to send to (D12 PHONE_NOT_FOUND).
    PhoneNotFound,
    /// The portal sends no messages for this sign-in (D12 PUSH_OTP_DISABLED).
    PushOtpDisabled,
    /// The portal did not send the message for another reason (D12).
    SmsNotSent,
    // --- the account
    /// Signed out here.
    SignedOut,
    /// Reset here.
    WasReset,
    /// Secrets of another phone.
    DeviceChanged,
    /// The platform made the key unusable.
    KeyInvalidated,
    /// This portal gives no application password, and the session ended (Q13).
    SessionEnded,
    /// This portal gives no application password: said beforehand (Q13).
    NoApplicationPassword,
    /// Sign-in from this network is not allowed, or outside the application password's scope (T17, P2).
    NotAllowedHere,
    /// The portal has another address (T18).
    PortalMoved,
    /// The new address is not the same portal, or already has this account (Q12).
    MoveRefused,
    /// Another portal answers at this address.
    PortalChanged,
    /// The portal is locked (T3 `blocked`).
    PortalLocked,
    /// Over the licence's limit (T3 `restricted`).
    LicenceLimit,
    /// The account's document cannot be read.
    DocumentDamaged,
    /// Written by a newer version of the program.
    DocumentNewer,
    /// The key store is locked.
    VaultLocked,
    /// The key store does not work here.
    VaultUnavailable,
    /// The folder or disk failed.
    StorageFailed,
    /// A key or the list of accounts cannot be read.
    StoredDataDamaged,
    // --- what a call could not do
    /// What the call was for is over, or not on this phone any more (R10).
    NoLongerThere,
    /// It was stopped before the answer came.
    Stopped,
    /// More unsent text than is kept.
    DraftTooLong,
    /// The app itself got something wrong (`code` in the arguments).
    AppFault,
    // --- an unfinished sign-in
    /// Its link was only in memory: open it again (Q14).
    OpenLinkAgain,
    /// Its link was sent and the answer is not known (Q14).
    LinkUsedOrLost,
    /// It was left for too long.
    SignInExpired,
    // --- a password recovery
    /// The cloud's passwords are Bitrix24 Network's: recovery goes on in a browser (I9).
    RecoveryInBrowser,
    /// Less than 60 s since the last mail: nothing was sent (I6).
    RecoveryWait,
    /// The portal sent no mail and says why in its own words.
    RecoveryRefused,
    /// It is not known whether the mail was sent.
    RecoveryMailLost,
    /// The portal's page has no marker that can be read: nothing is counted as done (I8).
    RecoveryUnreadable,
    /// What was pasted is neither a checkword nor a recovery link. Nothing was sent.
    CheckwordUnreadable,
    /// The pasted link is of another portal: nothing was sent (R15).
    LinkOfOtherPortal,
    /// The portal did not take checkword and new password, and shows its form again (I3, I4).
    CheckwordWrong,
    /// As before, and the mail is older than the shortest life of a checkword, or the form did not come again (I4, G2).
    CheckwordExpired,
    /// A picture went along and the form came again with another: word, checkword or new password was not right (I1, I3).
    RecoveryCaptchaAgain,
    /// Shorter than any portal allows (G2). Nothing was sent.
    NewPasswordShort,
    /// It is not known whether the new password was set (Q14).
    PasswordChangeLost,
    // --- an invitation
    /// The text is no invitation's link. Nothing was sent.
    NotAnInvitation,
    /// Invitations to the cloud are accepted at Bitrix24 Network (J3), registrations by opening their link (J1): in a browser.
    InvitationInBrowser,
    /// E02: the portal takes the session for signed in already (J2).
    InvitationSignedIn,
    /// E03: the employee is inactive (J2).
    InvitationInactive,
    /// E04, E05: no checkword, or a wrong one (J2, J6).
    InvitationWrongLink,
    /// E07, E08: the password (J2, H24).
    InvitationPasswordRefused,
    /// E21, E22: the names (J2). Also known before: nothing was sent then.
    NamesNeeded,
    /// E30: confirmed already (J2).
    InvitationUsed,
    /// Refused without a code, and the form is shown again.
    InvitationNotTaken,
    /// Refused without a code.
    InvitationRefused,
    /// The portal's page has no marker that can be read: nothing is counted as done.
    InvitationUnreadable,
    /// It is not known whether the invitation was accepted (Q14).
    InvitationLost,
    /// Accepted; sign-in could not go on by itself.
    InvitationAccepted,
    // --- a link
    /// No link can be read from what was given, or a part of it is missing.
    LinkUnreadable,
    /// The portal refused the link's hash: used, expired, or it takes none (P11).
    LinkRefused,
    /// The portal of the link says that it is elsewhere (T18): its hash stays here.
    LinkElsewhere,
    /// The link says no portal (the raw form of K1).
    LinkWithoutPortal,
    /// The link belongs to another portal than the account's (R15).
    OtherPortalsLink,
    /// The link is for a new password (I2).
    LinkForRecovery,
    /// The link is an invitation (J1–J3).
    LinkForInvitation,
    /// The link sets up the push type of the second factor (K3).
    LinkForPushSetup,
    // --- calls
    /// The portal answered a call with an error (L3, L5).
    CallRefused,
    /// The method does not exist there (L5).
    UnknownMethod,
    /// No signed-in session although one was just opened (T21 twice).
    SessionNotAccepted,
    /// The portal is not there any more (L5 `PORTAL_DELETED`, or a 404 where it was).
    PortalGone,
    /// The employee may not read the event log (N2).
    EventLogNotAllowed,
    /// The portal has no event log for apps (L4).
    EventLogMissing,
    // --- the article's topics, explained
    /// S1: an invitation meets an address that is a login or a contact e-mail already (H22).
    EmailAlreadyUsed,
    /// S2: a mail does not come.
    MailNotArrived,
    /// S3: how long a session lives (F7).
    SessionLength,
    /// S4: the phone that made the codes is lost (D13).
    CodePhoneLost,
    /// S5: the event log shows sign-ins from addresses that are not allowed (N1, N2).
    LoginsFromElsewhere,
    /// S6: a picture again and again (E6).
    CaptchaAgainAndAgain,
    /// S7: "Invalid login or password" (H28).
    LoginOrPasswordInvalid,
    /// S8: "This employee is not in Bitrix24" (J5, H29).
    EmployeeNotInPortal,
    /// S9: "Invalid checkword" (I4).
    CheckwordInvalid,
    /// S10: a wrong e-mail was invited (J6).
    WrongEmailInvited,
    /// S11: Network profile and employee profile (M10).
    TwoProfiles,
}

impl ProblemCode {
    /// As the surface, the documents and the files of texts write it.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// A problem as a view shows it: cause, remedy, who can do it, and what a retry costs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Problem {
    /// Stable.
    pub code: ProblemCode,
    /// One line.
    pub title: String,
    /// Why.
    pub cause: String,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Who can do it.
    pub who: Who,
    /// What the next try costs.
    pub retry: Retry,
    /// What the portal said (cleaned), as the portal's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// The sentence.
    pub text: String,
    /// What a button beside it runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
}

/// Something a view can run: a call of the surface, or `open_url`, `share_help_card`, `open_settings`, `scan_qr`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Action {
    /// `sign_in.start`, `session.check`, `open_url`…
    pub kind: String,
    /// Arguments by name; the values are texts. In JSON the calls' yes-or-no arguments are booleans, as the calls take them.
    #[serde(serialize_with = "as_the_calls_take_them")]
    pub args: BTreeMap<String, String>,
}

fn as_the_calls_take_them<S: Serializer>(args: &BTreeMap<String, String>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(args.iter().map(|(name, value)| (name, Argument { name, value })))
}

/// One argument on its way into JSON.
struct Argument<'a> {
    name: &'a str,
    value: &'a str,
}

impl Serialize for Argument<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.name == "spend_try" { to.serialize_bool(self.value == "true") } else { to.serialize_str(self.value) }
    }
}

/// Who can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The employee.
    You,
    /// The company's administrator.
    Administrator,
    /// Bitrix24 support.
    Support,
}

/// What the next try costs (R12).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Retry {
    /// Nothing, one try, or no retry helps.
    pub cost: Cost,
    /// Seconds to wait first, at most 3600.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wait_s: Option<u64>,
}

/// Price of a retry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cost {
    /// The portal does not count it.
    Free,
    /// The portal may count it.
    OneTry,
    /// Trying the same again changes nothing.
    NoneHelps,
}
