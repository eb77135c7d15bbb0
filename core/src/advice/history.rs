//! What happened with an account, in words: this phone's own entries, and the portal's event log (N3).

use super::texts::Texts;
use crate::records::{OutsideReason, PhoneEvent};

/// What an entry of this phone means; `None`: one that a newer version wrote. `times`: how often in a row.
pub fn phone_event(event: Option<PhoneEvent>, times: u32, locale: &str) -> String {
    let key = match event {
        Some(PhoneEvent::SignedIn) => "event-signed_in",
        Some(PhoneEvent::Moved) => "event-moved",
        Some(PhoneEvent::Renewed) => "event-renewed",
        Some(PhoneEvent::PictureWanted) => "event-picture_wanted",
        Some(PhoneEvent::Refused) => "event-refused",
        Some(PhoneEvent::CodeRefused) => "event-code_refused",
        Some(PhoneEvent::SavedRefused) => "event-saved_refused",
        Some(PhoneEvent::Blocked) => "event-blocked",
        Some(PhoneEvent::SessionEnded) => "event-session_ended",
        Some(PhoneEvent::SignedOut) => "event-signed_out",
        Some(PhoneEvent::Reset) => "event-reset",
        Some(PhoneEvent::SavedDropped) => "event-saved_dropped",
        None => "event-unknown",
    };
    Texts::of(locale).say(key, &[("count", &times)])
}

/// What an entry of the portal's event log means, by its audit type in small letters, with the reason for an address that is not
/// allowed (S5).
pub fn portal_event(audit_type: &str, reason: Option<OutsideReason>, locale: &str) -> String {
    let key = match audit_type {
        "user_authorize" => "log-user_authorize",
        "user_loginbyhash" => "log-user_loginbyhash",
        "user_login" => "log-user_login",
        "user_logout" => "log-user_logout",
        "user_info" => "log-user_info",
        "user_password_changed" => "log-user_password_changed",
        "user_register" => "log-user_register",
        "user_register_fail" => "log-user_register_fail",
        "user_blocked" => "log-user_blocked",
        "user_edit" => "log-user_edit",
        "user_delete" => "log-user_delete",
        "user_group_changed" => "log-user_group_changed",
        _other => "log-unknown",
    };
    let texts = Texts::of(locale);
    let happened = texts.say(key, &[]);
    let Some(reason) = reason else { return happened };
    let why = match reason {
        OutsideReason::RestOnBehalf => "outside-rest_on_behalf",
        OutsideReason::MobileApp => "outside-mobile_app",
        OutsideReason::NoticeYetSuccess => "outside-notice_yet_success",
        OutsideReason::Outside => "outside-outside",
    };
    format!("{happened} {}", texts.say(why, &[]))
}

/// Said in place of the portal's event log.
pub fn event_log_unreadable(locale: &str) -> String {
    Texts::of(locale).say("log-unreadable", &[])
}
