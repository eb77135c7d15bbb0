//! A sign-in as a view draws it: one step at a time.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::account::{PortalRef, Tries};
use super::link::LinkKnown;
use super::problem::{Action, Problem};
use super::warning::Warning;

/// One sign-in, unfinished or just finished.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SignIn {
    /// Kept over restarts.
    pub id: String,
    /// The account it is for or became.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The portal, once known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portal: Option<PortalRef>,
    /// The login as typed; never lost by an error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub login: Option<String>,
    /// Whether a request is under way.
    pub busy: bool,
    /// What trying costs (R12).
    pub tries: Tries,
    /// What went wrong last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// What the employee is asked for.
    pub step: Step,
}

/// What the employee is asked for now.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Step {
    /// The portal's address.
    Address {
        /// Kept to the letter, unless it holds a secret: then its origin.
        #[serde(skip_serializing_if = "Option::is_none")]
        typed: Option<String>,
    },
    /// A link is shown; nothing is sent for it before `sign_in.confirm_link` (R15).
    ConfirmLink {
        /// Where it leads.
        portal: PortalRef,
        /// The host as people read it; look-alikes as punycode.
        host: String,
        /// Whether this phone knows that portal.
        known: LinkKnown,
        /// Name of the account it is for, where that is certain.
        #[serde(skip_serializing_if = "Option::is_none")]
        person: Option<String>,
        /// It works until then at the latest (P12).
        #[serde(skip_serializing_if = "Option::is_none", with = "time::serde::rfc3339::option")]
        expires: Option<OffsetDateTime>,
        /// What to look at before agreeing.
        warnings: Vec<Warning>,
    },
    /// Login and password.
    Credentials,
    /// The word in a picture.
    Captcha {
        /// Names this picture; an answer names it too (R10).
        challenge: String,
        /// Whose password waits behind it.
        secret: CaptchaSecret,
        /// What the picture is wanted for.
        r#for: CaptchaFor,
        /// Whether the typed password must be typed again (Q3).
        password_needed: bool,
        /// Age of the picture in seconds.
        picture_age_s: u64,
        /// Ways out; at least one needs no picture.
        other_ways: Vec<OtherWay>,
    },
    /// A one-time or backup code.
    SecondFactor {
        /// Names this challenge.
        challenge: String,
        /// What makes the codes.
        r#type: SecondFactorType,
        /// `canLoginBySms`.
        sms_available: bool,
        /// Seconds until another message may be asked for.
        #[serde(skip_serializing_if = "Option::is_none")]
        sms_wait_s: Option<u64>,
        /// Where the last message went, masked by the portal.
        #[serde(skip_serializing_if = "Option::is_none")]
        sms_to: Option<String>,
        /// `canUseRecoveryCodes`.
        backup_codes: bool,
        /// Backup codes used from this phone.
        backup_codes_used: u32,
        /// Phone minus portal, in seconds.
        #[serde(skip_serializing_if = "Option::is_none")]
        clock_drift_s: Option<i64>,
        /// What the field takes.
        input: CodeInput,
        /// Ways on without this code.
        other_ways: Vec<OtherWay>,
    },
    /// The portal has another address; the employee is asked (Q12).
    Moved {
        /// Old origin.
        from: String,
        /// New origin.
        to: String,
    },
    /// On in a browser.
    Browser {
        /// https only.
        url: String,
        /// Its host as people read it.
        host: String,
        /// The reason, in words.
        why: String,
        /// What follows.
        then: BrowserThen,
    },
    /// Signed in.
    Done {
        /// The account.
        account: String,
    },
    /// Ended without an account.
    Cancelled,
}

/// Whose password waits behind a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptchaSecret {
    /// The one just typed.
    Typed,
    /// The stored application password: nothing is retyped (T7).
    Stored,
}

/// What a picture is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CaptchaFor {
    /// The password.
    Password,
    /// The code that follows; word and code go out together (T10).
    Code,
}

/// What makes the codes (B12 `otpType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactorType {
    /// By time.
    Totp,
    /// By counter.
    Hotp,
    /// Confirmed in the Bitrix24 app (D11).
    Push,
    /// Not said (generations up to 2024).
    Unknown,
}

/// What a code field takes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// A way on beside the one the step asks for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OtherWay {
    /// `signed_in_elsewhere`, `qr`, `browser`, `backup_code`, `sms`, `verification_code`, `begin_again`, `administrator`,
    /// `support`.
    pub kind: String,
    /// The sentence.
    pub text: String,
    /// What a button runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Action>,
    /// Whether a picture must be read for it (pain 12).
    pub needs_picture: bool,
}

/// What follows a browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BrowserThen {
    /// `session.check`.
    Check,
    /// A QR code shown there.
    Qr,
    /// Nothing.
    None,
}

/// A CAPTCHA picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `image/jpeg`, `image/png` or `image/gif`.
    pub media_type: String,
    /// At most 256 KiB (R14).
    pub bytes: Vec<u8>,
}

/// How long a session still lives, told without waiting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SessionStatus {
    /// Whether calls go through.
    pub signed_in: bool,
    /// Seconds until the portal ends the session; 0 where none is open.
    pub ends_in_s: u64,
    /// Whether that number comes from this portal (P43) or is the usual one.
    pub ends_in_known: bool,
    /// When the portal last said that this account is signed in.
    #[serde(with = "time::serde::rfc3339::option")]
    pub checked_at: Option<OffsetDateTime>,
}
