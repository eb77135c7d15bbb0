//! What an answer can mean: T1–T19 of checkout, T20 and T21 of REST. `checkout` and `rest` read it, from status and keys and never
//! from texts (R11).

use url::Url;

use crate::secret::Secret;

/// An answer to checkout (section B).
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// T1–T3: 200 `success`.
    SignedIn(Box<SignedIn>),
    /// T4: 200 `failed` with `cloud` or `exists`.
    Portal(Discovery),
    /// T5–T15: not signed in, with whatever the portal asks or says.
    NotSignedIn(NotSignedIn),
    /// T16: 401 that is no checkout answer (a proxy?).
    NotCheckout,
    /// 404 or 410: there is no mobile part of a portal at this address (any more). Says nothing of a password.
    Gone,
    /// T17: bare 403; `page` holds up to 2 KiB of its text for the address the portal saw.
    Forbidden {
        /// Cleaned text.
        page: Option<String>,
    },
    /// T18: 302, with where to (only https, or http on loopback; `None` where it cannot be read).
    Moved {
        /// Origin of `Location`.
        to: Option<Url>,
    },
    /// T19: 429, or 503 with a wait: seconds, at most 3600 (Q15); 60 when absent.
    Busy {
        /// Seconds from now.
        wait_s: u64,
    },
    /// T19: another 5xx.
    Failing {
        /// HTTP status.
        status: u16,
    },
    /// 521: Bitrix24 Network down (O5, P9).
    NetworkServiceDown,
    /// A body that is no answer of a portal: a captive page with 200, half a body, rubbish. *Lost* in the sense of R1.
    Unreadable {
        /// HTTP status.
        status: u16,
        /// Whether it looks like a page for people.
        html: bool,
    },
}

/// 200 `success` (B17, B18).
#[derive(Debug, Clone, PartialEq)]
pub struct SignedIn {
    /// `id`, as text (P26); absent in old generations (Q13).
    pub user_id: Option<String>,
    /// `login`, the name for later Basic sign-ins (Q11).
    pub login: Option<String>,
    /// `name`.
    pub name: Option<String>,
    /// `position`.
    pub position: Option<String>,
    /// `sessid_md5`: the CSRF token.
    pub sessid: Option<Secret>,
    /// `target`.
    pub target: Option<String>,
    /// `cloud`.
    pub cloud: Option<bool>,
    /// `photoUrl`, not empty, made absolute against the portal, within R15.
    pub photo_url: Option<String>,
    /// `restricted`.
    pub restricted: bool,
    /// `blocked`.
    pub blocked: bool,
    /// `canTakeScreenshot`; true when absent.
    pub screenshots: bool,
    /// `canCopyText`; true when absent.
    pub copy: bool,
    /// `appPassword`: given only once (T2).
    pub app_password: Option<Secret>,
}

/// Answer to `servercheck` (A1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discovery {
    /// `cloud`.
    pub cloud: bool,
    /// `host`: Network's host (2024+).
    pub network_host: Option<String>,
}

/// Not signed in (B12, B14).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NotSignedIn {
    /// HTTP 200 `failed` without keys (T5, 2013).
    pub old_form: bool,
    /// `captchaCode`.
    pub captcha: Option<CaptchaDemand>,
    /// `needOtp` with what goes with it.
    pub code: Option<CodeDemand>,
    /// `error.code` = `WRONG_OTP` (T11).
    pub wrong_code: bool,
    /// String `error` / `error_message` (T15), cleaned and bounded: shown, never decided on.
    pub says: Option<String>,
}

/// A picture is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaptchaDemand {
    /// CAPTCHA id (C2).
    pub sid: String,
    /// `captchaURL` (cloud), within R15.
    pub url: Option<Url>,
}

/// A code is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeDemand {
    /// `otpType`.
    pub kind: Option<CodeKind>,
    /// `canLoginBySms`.
    pub sms: bool,
    /// `canUseRecoveryCodes`.
    pub recovery_codes: bool,
    /// Whether `otpType` says anything, be it a type of the future.
    pub names_type: bool,
    /// None of those keys is there: a server up to 2024 (B14).
    pub bare: bool,
}

/// `otpType` (B12, P4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeKind {
    /// By time.
    Totp,
    /// By counter.
    Hotp,
    /// Push (D11).
    Push,
}

/// An answer to a REST call (section L).
#[derive(Debug, Clone, PartialEq)]
pub enum RestAnswer {
    /// `result`.
    Result(serde_json::Value),
    /// T20: 401 `session_failed` with a fresh `sessid`.
    StaleToken {
        /// The right token.
        sessid: Secret,
    },
    /// T21: 401 `access_denied`: no signed-in session.
    NoSession,
    /// An error of the method or the system (L3, L5): code and text, cleaned and bounded.
    Error {
        /// HTTP status.
        status: u16,
        /// `error`.
        code: String,
        /// `error_description`.
        text: Option<String>,
    },
    /// T19 and L7: seconds from now, at most 3600.
    Busy {
        /// Seconds from now.
        wait_s: u64,
    },
    /// 403 that is no JSON error: IP rule or scope (T17, P2).
    Forbidden {
        /// Cleaned text.
        page: Option<String>,
    },
    /// 302.
    Moved {
        /// Origin of `Location`.
        to: Option<Url>,
    },
    /// 5xx.
    Failing {
        /// HTTP status.
        status: u16,
    },
    /// 521.
    NetworkServiceDown,
    /// No answer of a portal.
    Unreadable {
        /// HTTP status.
        status: u16,
        /// Whether it looks like a page for people.
        html: bool,
    },
}
