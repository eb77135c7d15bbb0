//! `/bitrix/services/main/ajax.php` (F4): the actions of `security.PushOtp` (D12), for a pending second factor.
//!
//! Answers have the vendor's usual form, `{status, data, errors: [{message, code, customData}]}`, of which the facts name
//! `customData` (F4).

use serde::Serialize;
use serde_json::{Value, json};

use crate::db::Stored;
use crate::hit::Hit;
use crate::mails::Sms;
use crate::otp::{Device, OtpType};
use crate::pages;
use crate::policy::Generation;
use crate::reply::Reply;
use crate::users::User;
use crate::visit::Visit;

const PATH: &str = "/bitrix/services/main/ajax.php";
/// D12: seconds between two messages.
const SMS_WAIT_S: i64 = 60;

pub(crate) fn is_controller(hit: &Hit) -> bool {
    hit.path == PATH
}

/// D12, F4: why an action was not done. `UNIQUE_ID` and `OTP_CODE` belong to the confirming app's `sendCode`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    StaleToken,
    NotSignedIn,
    Request,
    PushOtpDisabled,
    Pull,
    PhoneNotFound,
    SmsTimeout { time_left: i64 },
    OtpParams,
}

impl Refusal {
    fn code(self) -> &'static str {
        match self {
            Self::StaleToken => "invalid_csrf",
            Self::NotSignedIn => "invalid_authentication",
            Self::Request => "REQUEST",
            Self::PushOtpDisabled => "PUSH_OTP_DISABLED",
            Self::Pull => "PULL",
            Self::PhoneNotFound => "PHONE_NOT_FOUND",
            Self::SmsTimeout { .. } => "SMS_TIMEOUT",
            Self::OtpParams => "OTP_PARAMS",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::StaleToken => "Invalid csrf token",
            Self::NotSignedIn => "Could not find user",
            Self::Request => "A parameter is missing.",
            Self::PushOtpDisabled => "Confirming in the app is not switched on.",
            Self::Pull => "The message could not be sent to the app.",
            Self::PhoneNotFound => "There is no phone number.",
            Self::SmsTimeout { .. } => "A message was sent a moment ago.",
            Self::OtpParams => "No sign-in waits for a code.",
        }
    }

    fn status(self) -> u16 {
        if self == Self::NotSignedIn { 401 } else { 200 }
    }

    fn custom_data(self, sessid: &str) -> Value {
        match self {
            Self::StaleToken => json!({"csrf": sessid}),
            Self::SmsTimeout { time_left } => json!({"timeLeft": time_left}),
            Self::NotSignedIn
            | Self::Request
            | Self::PushOtpDisabled
            | Self::Pull
            | Self::PhoneNotFound
            | Self::OtpParams => Value::Null,
        }
    }
}

#[derive(Debug, Serialize)]
struct Failure {
    message: &'static str,
    code: &'static str,
    #[serde(rename = "customData")]
    custom_data: Value,
}

#[derive(Debug, Serialize)]
struct Answer {
    status: &'static str,
    data: Value,
    errors: Vec<Failure>,
}

pub(crate) fn answer(visit: &mut Visit<'_>) -> Stored<Reply> {
    // D12: newer than 2024.
    let known = visit.generation() >= Generation::Y2025;
    let done = match visit.hit.field("action").filter(|_| known) {
        Some("security.PushOtp.sendSms") => send_sms(visit)?,
        Some("security.PushOtp.sendMobilePush") => send_mobile_push(visit)?,
        Some(_) | None if visit.user()?.is_some() => return Ok(pages::not_found()),
        // F4: without that header a browser's call is led to the sign-in page.
        Some(_) | None if visit.hit.header("bx-ajax") != Some("true") => return Ok(Reply::redirect("/auth/")),
        Some(_) | None => Err(Refusal::NotSignedIn),
    };
    let sessid = visit.sessid();
    Ok(match done {
        Ok(data) => Reply::json(200, &Answer { status: "success", data, errors: Vec::new() }),
        Err(refusal) => {
            let custom_data = refusal.custom_data(&sessid);
            let failure = Failure { message: refusal.message(), code: refusal.code(), custom_data };
            let answer = Answer { status: "error", data: Value::Null, errors: vec![failure] };
            Reply::json(refusal.status(), &answer)
        }
    })
}

/// F4, then the employee whose push code this session waits for (Q3).
fn pending(visit: &mut Visit<'_>) -> Stored<Result<(User, Device), Refusal>> {
    if visit.offered_token() != Some(visit.sessid().as_str()) {
        return Ok(Err(Refusal::StaleToken));
    }
    let user = match visit.session.pending {
        Some(id) => visit.server.store.user(id)?.filter(|user| user.may_sign_in(visit.now)),
        None => None,
    };
    let Some(user) = user else {
        return Ok(Err(Refusal::OtpParams));
    };
    visit.learned.login = Some(user.login.clone());
    let device = user.second_factor(visit.now).filter(|device| device.kind == OtpType::Push).cloned();
    Ok(device.map(|device| (user, device)).ok_or(Refusal::PushOtpDisabled))
}

/// D12, P17: the current value of the employee's secret.
fn send_sms(visit: &mut Visit<'_>) -> Stored<Result<Value, Refusal>> {
    let (user, device) = match pending(visit)? {
        Ok(found) => found,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if user.phone.is_empty() {
        return Ok(Err(Refusal::PhoneNotFound));
    }
    if let Err(last) = visit.server.store.claim_sms(user.id, visit.now, SMS_WAIT_S)? {
        let time_left = last.saturating_add(SMS_WAIT_S).saturating_sub(visit.now);
        return Ok(Err(Refusal::SmsTimeout { time_left }));
    }
    visit.server.outbox.send_sms(Sms::with_code(&user, device.current_code(visit.now), visit.now));
    Ok(Ok(json!({"maskedPhoneNumber": masked(&user.phone), "timeLeft": SMS_WAIT_S})))
}

/// P17: no push is sent, and the answer says so.
fn send_mobile_push(visit: &mut Visit<'_>) -> Stored<Result<Value, Refusal>> {
    if visit.hit.filled("channelTag").is_none() {
        return Ok(Err(Refusal::Request));
    }
    Ok(pending(visit)?.and(Err(Refusal::Pull)))
}

/// Two signs at either end stay.
fn masked(phone: &str) -> String {
    let last = phone.chars().count().saturating_sub(2);
    phone.chars().enumerate().map(|(at, sign)| if at < 2 || at >= last { sign } else { '*' }).collect()
}
