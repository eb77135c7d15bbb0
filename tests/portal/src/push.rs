//! Setting up the push type from a link (K3): what the phone is told. Confirming by push needs the portals' message
//! server, which this portal has not (P17).

use data_encoding::BASE32_NOPAD;
use serde::Serialize;

use crate::users::User;
use crate::visit::Visit;
use crate::words;

/// K3.
const INTENT: &str = "pushOtpInit/";

/// The channel named by a hash's intent.
pub(crate) fn channel(intent: &str) -> Option<String> {
    intent.strip_prefix(INTENT).filter(|channel| !channel.is_empty()).map(str::to_owned)
}

/// B17 `pushOtpInit`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PushOtpInit {
    app_secret: String,
    provision_uri: String,
    unique_id: String,
    channel_tag: String,
}

impl PushOtpInit {
    /// A fresh secret. It is offered, not connected: that takes a code confirmed in the browser.
    pub(crate) fn new(visit: &Visit<'_>, user: &User, channel: &str) -> Self {
        let secret = BASE32_NOPAD.encode(&words::otp_secret());
        let origin = visit.hit.origin.as_str();
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let issuer = host.split(':').next().unwrap_or(host);
        let login = url::form_urlencoded::byte_serialize(user.login.as_bytes()).collect::<String>();
        Self {
            // D1.
            provision_uri: format!(
                "otpauth://totp/{issuer}:{login}?secret={secret}&algorithm=SHA1&digits=6&issuer={issuer}&period=30"
            ),
            app_secret: secret,
            unique_id: visit.server.identity.public_id(),
            channel_tag: channel.to_owned(),
        }
    }
}
