//! The step of a sign-in, laid flat: `kind`, and what that kind carries. Flat, because kinds may be added: Kotlin and Swift make
//! their own types of it, with an `other` for a kind they do not know.

use portico::records::{CodeInput, OtherWay, PortalRef, Step, Warning};
use time::OffsetDateTime;

use crate::records::{name_of, only_goes_out};

uniffi::custom_type!(Step, StepFields, {
    remote,
    lower: |step| StepFields::from(step),
    try_lift: |_step| only_goes_out("a step"),
});

/// What the employee is asked for now. Fields that the kind does not carry are empty.
#[derive(Debug, Clone, Default, uniffi::Record)]
pub struct StepFields {
    /// `address`, `confirm_link`, `credentials`, `captcha`, `second_factor`, `moved`, `browser`, `done`, `cancelled`.
    pub kind: String,
    /// `address`: as typed.
    #[uniffi(default)]
    pub typed: Option<String>,
    /// `confirm_link`: where it leads.
    #[uniffi(default)]
    pub portal: Option<PortalRef>,
    /// `confirm_link`, `browser`: as people read it; look-alikes as punycode.
    #[uniffi(default)]
    pub host: String,
    /// `confirm_link`: `this_account`, `known_portal`, `new_portal`.
    #[uniffi(default)]
    pub known: String,
    /// `confirm_link`: the account it is for, where that is certain.
    #[uniffi(default)]
    pub person: Option<String>,
    /// `confirm_link`: it works until then at the latest.
    #[uniffi(default)]
    pub expires: Option<OffsetDateTime>,
    /// `confirm_link`: what to look at before agreeing.
    #[uniffi(default)]
    pub warnings: Vec<Warning>,
    /// `captcha`, `second_factor`: an answer names it.
    #[uniffi(default)]
    pub challenge: String,
    /// `captcha`: whose password waits behind it, `typed` or `stored`.
    #[uniffi(default)]
    pub secret: String,
    /// `captcha`: `password` or `code`.
    #[uniffi(default)]
    pub r#for: String,
    /// `captcha`: whether the typed password must be typed again.
    #[uniffi(default)]
    pub password_needed: bool,
    /// `captcha`: seconds.
    #[uniffi(default)]
    pub picture_age_s: u64,
    /// `captcha`, `second_factor`: ways on without it.
    #[uniffi(default)]
    pub other_ways: Vec<OtherWay>,
    /// `second_factor`: `totp`, `hotp`, `push`, `unknown`.
    #[uniffi(default)]
    pub r#type: String,
    /// `second_factor`: whether the portal sends messages.
    #[uniffi(default)]
    pub sms_available: bool,
    /// `second_factor`: seconds until another message may be asked for.
    #[uniffi(default)]
    pub sms_wait_s: Option<u64>,
    /// `second_factor`: where the last one went, masked by the portal.
    #[uniffi(default)]
    pub sms_to: Option<String>,
    /// `second_factor`: whether the portal takes them.
    #[uniffi(default)]
    pub backup_codes: bool,
    /// `second_factor`: from this phone.
    #[uniffi(default)]
    pub backup_codes_used: u32,
    /// `second_factor`: phone minus portal, in seconds.
    #[uniffi(default)]
    pub clock_drift_s: Option<i64>,
    /// `second_factor`: what the field takes.
    #[uniffi(default)]
    pub input: Option<CodeInput>,
    /// `moved`: old origin.
    #[uniffi(default)]
    pub from: String,
    /// `moved`: new origin.
    #[uniffi(default)]
    pub to: String,
    /// `browser`: https only.
    #[uniffi(default)]
    pub url: String,
    /// `browser`: the reason, in words.
    #[uniffi(default)]
    pub why: String,
    /// `browser`: `check`, `qr`, `none`.
    #[uniffi(default)]
    pub then: String,
    /// `done`: the account.
    #[uniffi(default)]
    pub account: String,
}

impl From<Step> for StepFields {
    fn from(step: Step) -> Self {
        let kind = |kind: &str| Self { kind: kind.to_owned(), ..Self::default() };
        match step {
            Step::Address { typed } => Self { typed, ..kind("address") },
            Step::ConfirmLink { portal, host, known, person, expires, warnings } => Self {
                portal: Some(portal),
                host,
                known: name_of(&known),
                person,
                expires,
                warnings,
                ..kind("confirm_link")
            },
            Step::Credentials => kind("credentials"),
            Step::Captcha { challenge, secret, r#for, password_needed, picture_age_s, other_ways } => Self {
                challenge,
                secret: name_of(&secret),
                r#for: name_of(&r#for),
                password_needed,
                picture_age_s,
                other_ways,
                ..kind("captcha")
            },
            Step::SecondFactor {
                challenge,
                r#type,
                sms_available,
                sms_wait_s,
                sms_to,
                backup_codes,
                backup_codes_used,
                clock_drift_s,
                input,
                other_ways,
            } => Self {
                challenge,
                r#type: name_of(&r#type),
                sms_available,
                sms_wait_s,
                sms_to,
                backup_codes,
                backup_codes_used,
                clock_drift_s,
                input: Some(input),
                other_ways,
                ..kind("second_factor")
            },
            Step::Moved { from, to } => Self { from, to, ..kind("moved") },
            Step::Browser { url, host, why, then } => Self { url, host, why, then: name_of(&then), ..kind("browser") },
            Step::Done { account } => Self { account, ..kind("done") },
            Step::Cancelled => kind("cancelled"),
        }
    }
}
