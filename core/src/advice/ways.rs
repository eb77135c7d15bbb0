//! The ways out of a picture or code step. Never none; at a picture always one that needs no picture (pain 12).

use std::collections::BTreeMap;

use super::actions::{BACK, Button, CARD, NONE, OPEN_PORTAL, SCAN, SEND_SMS, SPEND, button};
use super::texts::{Texts, span};
use crate::records::{CaptchaSecret, OtherWay, SecondFactorType};

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
    /// The language.
    pub locale: &'a str,
}

/// Whether a portal takes backup codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BackupCodes {
    /// It says so.
    Taken,
    /// It says that it does not.
    NotTaken,
    /// Portals up to 2024 do not say (B14).
    NotSaid,
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
    /// What makes the codes.
    pub kind: SecondFactorType,
    /// Whether the portal takes backup codes.
    pub backup_codes: BackupCodes,
    /// How many were used from this phone.
    pub backup_codes_used: u32,
    /// Whether the portal can send the code in a message.
    pub sms: bool,
    /// Where the last message went, masked by the portal.
    pub sms_to: Option<&'a str>,
    /// Seconds until another may be asked for.
    pub sms_wait_s: Option<u64>,
    /// Whether the portal may have forgotten the password step (Q9).
    pub begin_again: bool,
    /// Whether the app can read a QR code.
    pub qr: bool,
    /// The language.
    pub locale: &'a str,
}

/// Ways on from a picture. A completed sign-in anywhere sets the portal's count to 0 (G7), so one elsewhere frees this phone.
pub fn other_ways_for_captcha(at: &CaptchaWays<'_>) -> Vec<OtherWay> {
    let speak = Speak::new(at.locale, [("sign_in", Some(at.sign_in)), ("account", at.account), ("origin", at.origin)]);
    let (then, next) = match at.secret {
        CaptchaSecret::Stored => ("way-elsewhere-then-check", SPEND),
        CaptchaSecret::Typed => ("way-elsewhere-then-back", BACK),
    };
    let mut ways = vec![speak.way("signed_in_elsewhere", &["way-elsewhere", then], next)];
    ways.extend(at.qr.then(|| speak.way("qr", &["way-qr"], SCAN)));
    ways.push(OtherWay { needs_picture: true, ..speak.way("browser", &["way-browser-picture"], OPEN_PORTAL) });
    ways.push(speak.way("administrator", &["way-administrator-picture"], CARD));
    ways
}

/// Ways on without the one-time code. A lost phone always has one (pain 17).
pub fn other_ways_for_code(at: &CodeWays<'_>) -> Vec<OtherWay> {
    let known = [
        ("sign_in", Some(at.sign_in)),
        ("challenge", Some(at.challenge)),
        ("account", at.account),
        ("origin", at.origin),
    ];
    let speak = Speak::new(at.locale, known);
    let mut ways = Vec::new();
    ways.extend(backup_code(at, &speak));
    ways.extend(at.sms.then(|| OtherWay { text: sms(at, speak.texts), ..speak.way("sms", &[], SEND_SMS) }));
    let push = at.kind == SecondFactorType::Push;
    ways.extend(push.then(|| speak.way("verification_code", &["way-verification-code"], NONE)));
    ways.extend(at.qr.then(|| speak.way("qr", &["way-qr"], SCAN)));
    ways.extend(at.begin_again.then(|| speak.way("begin_again", &["way-begin-again"], BACK)));
    ways.push(speak.way("browser", &["way-browser-code"], OPEN_PORTAL));
    ways.push(speak.way("administrator", &["way-administrator-code"], CARD));
    ways.push(speak.way("support", &["way-support-code"], NONE));
    ways
}

/// Why a sign-in goes on in a browser where codes are a duty and none was set up (D10).
pub fn why_browser_for_codes(locale: &str) -> String {
    Texts::of(locale).say("why-browser-codes", &[])
}

fn backup_code(at: &CodeWays<'_>, speak: &Speak<'_>) -> Option<OtherWay> {
    let first = match at.backup_codes {
        BackupCodes::Taken => "way-backup-code",
        BackupCodes::NotSaid => "way-backup-code-not-said",
        BackupCodes::NotTaken => return None,
    };
    let mut way = speak.way("backup_code", &[first, "way-backup-code-after"], NONE);
    if at.backup_codes_used > 0 {
        let used = speak.texts.say("way-backup-codes-used", &[("count", &at.backup_codes_used)]);
        way.text = format!("{} {used}", way.text);
    }
    Some(way)
}

fn sms(at: &CodeWays<'_>, texts: &Texts) -> String {
    let again = match at.sms_wait_s {
        Some(wait) => texts.say("way-sms-again-in", &[("wait", &span(texts, wait))]),
        None => texts.say("way-sms-again", &[]),
    };
    let sent = match (at.sms_to, at.sms_wait_s) {
        (Some(to), _) => texts.say("way-sms-sent", &[("to", &to)]),
        (None, Some(_)) => texts.say("way-sms-sent-somewhere", &[]),
        (None, None) => return texts.say("way-sms", &[]),
    };
    format!("{sent} {again}")
}

/// What every way is worded with.
struct Speak<'a> {
    texts: &'static Texts,
    args: BTreeMap<&'a str, String>,
}

impl<'a> Speak<'a> {
    fn new(locale: &str, known: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> Self {
        let known = known.into_iter().filter_map(|(name, value)| Some((name, value?)));
        let mut args = BTreeMap::new();
        args.extend(known.filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, value.to_owned())));
        Self { texts: Texts::of(locale), args }
    }

    fn way(&self, kind: &str, keys: &[&str], run: Button) -> OtherWay {
        let text = keys.iter().map(|key| self.texts.say(key, &[])).collect::<Vec<_>>().join(" ");
        OtherWay { kind: kind.to_owned(), text, action: button(run, &self.args), needs_picture: false }
    }
}
