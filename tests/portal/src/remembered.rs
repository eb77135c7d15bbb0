//! A device that needs no code for a time (D7): a cookie signed with the employee's secret.

use crate::otp::Device;
use crate::words;

/// F1, D7.
pub(crate) const COOKIE: &str = "BITRIX_SM_OTPH";
/// D7: the address under STORE_IP_MASK, whose default is 0.0.0.0 (G2): every address.
const MASKED: &str = "0.0.0.0";

/// The cookie's value: it ends with its time, and with the device's secret.
pub(crate) fn value(device: &Device, until: i64) -> String {
    let text = format!("{}.{until}", words::md5_hex(&[MASKED]));
    let signature = device.signature(&text);
    format!("{text}.{signature}")
}

pub(crate) fn is_good(device: &Device, cookie: Option<&str>, now: i64) -> bool {
    let Some(cookie) = cookie else {
        return false;
    };
    let until = cookie.split('.').nth(1).and_then(|until| until.parse::<i64>().ok());
    until.is_some_and(|until| now < until && cookie == value(device, until))
}

/// An empty value clears the cookie.
pub(crate) fn cookie_line(value: &str, life_s: i64) -> String {
    let life_s = if value.is_empty() { 0 } else { life_s };
    format!("{COOKIE}={value}; Path=/; Max-Age={life_s}; HttpOnly")
}
