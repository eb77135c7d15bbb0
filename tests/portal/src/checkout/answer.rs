//! Bodies of checkout's answers, keys in the order of the examples (X1 to X11).

use serde::Serialize;
use serde_json::{Value, json};

use crate::otp::OtpType;
use crate::push::PushOtpInit;
use crate::users::User;
use crate::visit::Visit;

const FAILED: &str = "failed";
const SUCCESS: &str = "success";

/// A1, A2.
#[derive(Debug, Serialize)]
pub(super) struct Discovered {
    status: &'static str,
    bitrix_sessid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) cloud: Option<bool>,
    /// Null on a box.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) host: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exists: Option<bool>,
}

impl Discovered {
    pub(super) fn new(bitrix_sessid: String) -> Self {
        Self { status: FAILED, bitrix_sessid, cloud: None, host: None, exists: None }
    }
}

/// B12, B14; bare: status and sessid only (B15).
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Refused {
    status: &'static str,
    #[serde(rename = "bitrix_sessid")]
    bitrix_sessid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) captcha_code: Option<String>,
    #[serde(rename = "captchaURL", skip_serializing_if = "Option::is_none")]
    pub(super) captcha_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) need_otp: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) otp_type: Option<OtpType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) can_login_by_sms: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) can_use_recovery_codes: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) error: Option<Ordered>,
    #[serde(rename = "error_message", skip_serializing_if = "Option::is_none")]
    pub(super) error_message: Option<String>,
}

impl Refused {
    pub(crate) fn bare(bitrix_sessid: String) -> Self {
        Self {
            status: FAILED,
            bitrix_sessid,
            captcha_code: None,
            captcha_url: None,
            need_otp: None,
            otp_type: None,
            can_login_by_sms: None,
            can_use_recovery_codes: None,
            error: None,
            error_message: None,
        }
    }
}

/// B12: `error` is a text or an object.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Ordered {
    Text(String),
    Code(CodeError),
}

#[derive(Debug, Serialize)]
pub(super) struct CodeError {
    message: &'static str,
    code: &'static str,
}

impl CodeError {
    pub(super) const WRONG_OTP: Self = Self { message: "Failed to authorize with OTP.", code: "WRONG_OTP" };
}

/// B17.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SignedInNow {
    status: &'static str,
    /// P26.
    id: Value,
    login: String,
    name: String,
    #[serde(rename = "sessid_md5")]
    sessid_md5: String,
    cloud: bool,
    #[serde(rename = "backend_version")]
    backend_version: u32,
    target: String,
    photo_url: &'static str,
    white_list: [String; 0],
    tabs: [String; 0],
    user: Value,
    avamenu: Value,
    services: [String; 0],
    can_take_screenshot: bool,
    can_copy_text: bool,
    appmap: Value,
    is_collab_tool_enabled: bool,
    feature_flags: [String; 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    restricted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    app_password: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    push_otp_init: Option<PushOtpInit>,
}

impl SignedInNow {
    pub(super) fn new(
        visit: &Visit<'_>,
        user: &User,
        sessid_md5: String,
        target: String,
        app_password: Option<String>,
    ) -> Self {
        Self {
            status: SUCCESS,
            id: if visit.switches.numeric_id() { json!(user.id) } else { json!(user.id.to_string()) },
            login: user.login.clone(),
            name: user.name.clone(),
            sessid_md5,
            cloud: visit.switches.cloud(),
            backend_version: 1,
            target,
            photo_url: "",
            white_list: [],
            tabs: [],
            user: json!({"type": "employee", "avatar": ""}),
            avamenu: json!({}),
            services: [],
            can_take_screenshot: visit.policy.can_take_screenshot,
            can_copy_text: visit.policy.can_copy_text,
            appmap: appmap(),
            is_collab_tool_enabled: false,
            feature_flags: [],
            restricted: visit.switches.restricted().then_some(true),
            blocked: visit.switches.portal_locked().then_some(true),
            position: Some(user.position.clone()).filter(|position| !position.is_empty()),
            app_password,
            push_otp_init: visit.push_channel.as_deref().map(|channel| PushOtpInit::new(visit, user, channel)),
        }
    }
}

fn appmap() -> Value {
    json!({"main": {}, "menu": {}, "notification": {}})
}

/// B18, 2015–16: no id, no login.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SignedIn2015 {
    status: &'static str,
    #[serde(rename = "page_mark")]
    page_mark: &'static str,
    #[serde(rename = "sessid_md5")]
    sessid_md5: String,
    target: String,
    photo_url: &'static str,
    use_modern_style: bool,
    appmap: Value,
    white_list: [String; 0],
    #[serde(skip_serializing_if = "Option::is_none")]
    app_password: Option<String>,
}

impl SignedIn2015 {
    pub(super) fn new(sessid_md5: String, target: String, app_password: Option<String>) -> Self {
        Self {
            status: SUCCESS,
            page_mark: "",
            sessid_md5,
            target,
            photo_url: "",
            use_modern_style: true,
            appmap: appmap(),
            white_list: [],
            app_password,
        }
    }
}

/// B18, 2013.
#[derive(Debug, Serialize)]
pub(super) struct SignedIn2013 {
    status: &'static str,
    sessid_md5: String,
    appmap: Value,
}

impl SignedIn2013 {
    pub(super) fn new(sessid_md5: String) -> Self {
        Self { status: SUCCESS, sessid_md5, appmap: appmap() }
    }
}
