//! The ways out of a picture or code step. Never none; at a picture always one that needs no picture (pain 12).

use std::collections::BTreeMap;

use super::wording::{ActionText, BACK, CARD, OPEN_PORTAL, SPEND, Value, ready};
use crate::records::{Action, CaptchaSecret, OtherWay};

const SEND_SMS: ActionText = ActionText {
    kind: "sign_in.send_sms",
    args: &[("sign_in", Value::Of("sign_in")), ("challenge", Value::Of("challenge"))],
    unless: None,
};
const SCAN: ActionText = ActionText { kind: "scan_qr", args: &[], unless: None };

/// What is known at a picture.
#[derive(Debug, Clone, Copy)]
pub struct CaptchaWays<'a> {
    /// Whose password waits behind it.
    pub secret: CaptchaSecret,
    /// The sign-in.
    pub sign_in: &'a str,
    /// Its account, if it has one.
    pub account: Option<&'a str>,
    /// The portal.
    pub origin: Option<&'a str>,
    /// Whether the app can read a QR code.
    pub qr: bool,
}

/// What is known at a code.
#[derive(Debug, Clone, Copy)]
pub struct CodeWays<'a> {
    /// The sign-in.
    pub sign_in: &'a str,
    /// The challenge.
    pub challenge: &'a str,
    /// Its account, if it has one.
    pub account: Option<&'a str>,
    /// The portal.
    pub origin: Option<&'a str>,
    /// Whether the portal takes backup codes.
    pub backup_codes: bool,
    /// How many were used from this phone.
    pub backup_codes_used: u32,
    /// Whether the portal can send the code in a message.
    pub sms: bool,
    /// Whether the app can read a QR code.
    pub qr: bool,
}

/// Ways on from a picture. A completed sign-in anywhere sets the portal's count to 0 (G7), so one elsewhere frees this phone.
pub fn other_ways_for_captcha(at: &CaptchaWays<'_>) -> Vec<OtherWay> {
    let args = arguments(at.sign_in, None, at.account, at.origin);
    let (then, action) = match at.secret {
        CaptchaSecret::Stored => {
            ("Then come back and check again: this phone sends its saved password once.", ready(&SPEND, &args))
        }
        CaptchaSecret::Typed => ("Then go back one step here and type your password again.", ready(&BACK, &args)),
    };
    let elsewhere = format!(
        "Sign in once on another device or in a browser, in any way that works for you: with a company or social account, \
         by QR code, or with someone's help. The portal then stops asking. {then}"
    );
    let mut ways = vec![way("signed_in_elsewhere", elsewhere, action, false)];
    if at.qr {
        ways.push(qr());
    }
    ways.push(way(
        "browser",
        "Open the portal in a browser and sign in there. It may show a picture too, but larger.".to_owned(),
        ready(&OPEN_PORTAL, &args),
        true,
    ));
    ways.push(administrator(
        "Ask your administrator for help. Send the help card: it says what is needed and holds no password.",
        &args,
    ));
    ways
}

/// Ways on without the one-time code. A lost phone always has one (pain 17).
pub fn other_ways_for_code(at: &CodeWays<'_>) -> Vec<OtherWay> {
    let args = arguments(at.sign_in, Some(at.challenge), at.account, at.origin);
    let mut ways = Vec::new();
    if at.backup_codes {
        let used = match at.backup_codes_used {
            0 => String::new(),
            1 => " You have used 1 from this phone.".to_owned(),
            n => format!(" You have used {n} from this phone."),
        };
        ways.push(way(
            "backup_code",
            format!("Type one of your backup codes instead. Each works once.{used}"),
            None,
            false,
        ));
    }
    if at.sms {
        ways.push(way("sms", "Get the code in a text message.".to_owned(), ready(&SEND_SMS, &args), false));
    }
    if at.qr {
        ways.push(qr());
    }
    ways.push(way(
        "browser",
        "If you have never set up codes, your company may have made them a duty. Open the portal in a browser and set them up there."
            .to_owned(),
        ready(&OPEN_PORTAL, &args),
        false,
    ));
    ways.push(administrator(
        "If you have lost the phone that makes the codes, ask your administrator to switch the codes off for a time. Then \
         sign in with your password and set them up on the new phone.",
        &args,
    ));
    ways
}

fn qr() -> OtherWay {
    let text = "On a computer where you are signed in to the portal, open the QR code for the mobile app and scan it.";
    way("qr", text.to_owned(), ready(&SCAN, &BTreeMap::new()), false)
}

fn administrator(text: &str, args: &BTreeMap<&str, String>) -> OtherWay {
    way("administrator", text.to_owned(), CARD.iter().find_map(|card| ready(card, args)), false)
}

fn way(kind: &str, text: String, action: Option<Action>, needs_picture: bool) -> OtherWay {
    OtherWay { kind: kind.to_owned(), text, action, needs_picture }
}

fn arguments<'a>(
    sign_in: &str,
    challenge: Option<&str>,
    account: Option<&str>,
    origin: Option<&str>,
) -> BTreeMap<&'a str, String> {
    [("sign_in", Some(sign_in)), ("challenge", challenge), ("account", account), ("origin", origin)]
        .into_iter()
        .filter_map(|(name, value)| value.filter(|value| !value.is_empty()).map(|value| (name, value.to_owned())))
        .collect()
}
