//! One-time codes: TOTP and HOTP (D1 to D3), without any state of their own.

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::Sha256;

/// D2: seconds of one TOTP step.
const STEP_S: i64 = 30;
/// D2: steps searched on either side of the learned offset.
const TOTP_WINDOW: i64 = 2;
/// D3: how far ahead an HOTP counter is searched.
const HOTP_LOOK_AHEAD: i64 = 10;
/// D1: a secret longer than this is used with SHA256.
const SHA1_LONGEST: usize = 25;

/// What kind of second factor an employee has (B12 `otpType`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OtpType {
    /// Codes by time (D2).
    Totp,
    /// Codes by counter (D3).
    Hotp,
    /// Confirmation in the app; the current TOTP value stands for SMS and offline code (D11, P4, P17).
    Push,
}

/// An employee's device as the portal knows it.
#[derive(Debug, Clone)]
pub(crate) struct Device {
    pub(crate) kind: OtpType,
    pub(crate) secret: Vec<u8>,
    /// TOTP: last accepted step; HOTP: next counter.
    pub(crate) position: i64,
    /// TOTP: learned offset in steps.
    pub(crate) offset: i64,
}

/// Where the device stands after a right code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accepted {
    pub(crate) position: i64,
    pub(crate) offset: i64,
}

impl Device {
    /// The new position if `code` is right at `now` (Unix seconds).
    pub(crate) fn accept(&self, code: &str, now: i64) -> Option<Accepted> {
        match self.kind {
            OtpType::Totp | OtpType::Push => self.accept_totp(code, now.div_euclid(STEP_S)),
            OtpType::Hotp => self.accept_hotp(code),
        }
    }

    /// D2: ±2 steps around the learned offset, and offset 0; never a step at or before the last accepted one.
    fn accept_totp(&self, code: &str, step: i64) -> Option<Accepted> {
        let around = step.saturating_add(self.offset);
        let learned = (-TOTP_WINDOW..=TOTP_WINDOW).map(|near| around.saturating_add(near));
        learned
            .chain([step])
            .filter(|candidate| *candidate > self.position)
            .find(|candidate| self.code_at(*candidate) == code)
            .map(|found| Accepted { position: found, offset: found.saturating_sub(step) })
    }

    /// D3: the counter and ten ahead of it.
    fn accept_hotp(&self, code: &str) -> Option<Accepted> {
        (0..=HOTP_LOOK_AHEAD)
            .map(|ahead| self.position.saturating_add(ahead))
            .find(|counter| self.code_at(*counter) == code)
            .map(|found| Accepted { position: found.saturating_add(1), offset: 0 })
    }

    /// The code this device shows at `now`; for the desk and for P17.
    pub(crate) fn current_code(&self, now: i64) -> String {
        match self.kind {
            OtpType::Totp | OtpType::Push => self.code_at(now.div_euclid(STEP_S)),
            OtpType::Hotp => self.code_at(self.position),
        }
    }

    /// HMAC-SHA1 under this device's secret, in hex (D7).
    pub(crate) fn signature(&self, text: &str) -> String {
        HEXLOWER.encode(&digest::<Hmac<Sha1>>(&self.secret, text.as_bytes()))
    }

    fn code_at(&self, counter: i64) -> String {
        let message = counter.to_be_bytes();
        let digest = if self.secret.len() > SHA1_LONGEST {
            digest::<Hmac<Sha256>>(&self.secret, &message)
        } else {
            digest::<Hmac<Sha1>>(&self.secret, &message)
        };
        format!("{:06}", truncate(&digest) % 1_000_000)
    }
}

fn digest<M: Mac + KeyInit>(secret: &[u8], message: &[u8]) -> Vec<u8> {
    // HMAC takes a key of any length; an empty answer would match no code.
    <M as KeyInit>::new_from_slice(secret)
        .map(|mac| mac.chain_update(message).finalize().into_bytes().to_vec())
        .unwrap_or_default()
}

/// RFC 4226, 5.3: dynamic truncation.
fn truncate(digest: &[u8]) -> u32 {
    let start = digest.last().map_or(0, |last| usize::from(last & 0x0f));
    let word = digest.get(start..start.saturating_add(4)).and_then(|bytes| <[u8; 4]>::try_from(bytes).ok());
    word.map_or(u32::MAX, |bytes| u32::from_be_bytes(bytes) & 0x7fff_ffff)
}

/// What was typed as a code (D5, D6).
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Typed<'a> {
    /// Six digits.
    Digits(&'a str),
    /// A recovery code.
    Recovery(&'a str),
    /// Anything else: wrong, and not counted.
    Rubbish,
}

impl<'a> Typed<'a> {
    pub(crate) fn read(text: &'a str) -> Self {
        let six_digits = text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit());
        if six_digits {
            Self::Digits(text)
        } else if is_recovery_code(text) {
            Self::Recovery(text)
        } else {
            Self::Rubbish
        }
    }
}

/// D6: `^[a-z0-9]{4}-[a-z0-9]{4}$`.
fn is_recovery_code(text: &str) -> bool {
    let half = |part: &str| part.len() == 4 && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split_once('-').is_some_and(|(left, right)| half(left) && half(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(kind: OtpType, secret: &[u8]) -> Device {
        Device { kind, secret: secret.to_vec(), position: if kind == OtpType::Hotp { 0 } else { -1 }, offset: 0 }
    }

    #[test]
    fn rfc_4226_appendix_d() {
        let hotp = device(OtpType::Hotp, b"12345678901234567890");
        let codes =
            ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];
        for (counter, code) in codes.iter().enumerate() {
            assert_eq!(hotp.code_at(i64::try_from(counter).unwrap()), *code);
        }
    }

    #[test]
    fn rfc_6238_appendix_b() {
        let sha1 = device(OtpType::Totp, b"12345678901234567890");
        let sha256 = device(OtpType::Totp, b"12345678901234567890123456789012");
        for (at, one, two) in [
            (59, "287082", "119246"),
            (1_111_111_109, "081804", "084774"),
            (1_234_567_890, "005924", "819424"),
            (20_000_000_000, "353130", "737706"),
        ] {
            assert_eq!(sha1.current_code(at), one);
            assert_eq!(sha256.current_code(at), two);
        }
    }

    #[test]
    fn totp_takes_two_steps_either_way_and_no_step_twice() {
        let mut totp = device(OtpType::Totp, b"12345678901234567890");
        let now = 1_790_000_010;
        for (drift, accepted) in [(-90, false), (-60, true), (0, true), (60, true), (90, false)] {
            assert_eq!(totp.accept(&totp.current_code(now + drift), now).is_some(), accepted, "{drift}");
        }
        let code = totp.current_code(now);
        let place = totp.accept(&code, now).unwrap();
        totp.position = place.position;
        assert!(totp.accept(&code, now).is_none(), "used");
        assert!(totp.accept(&totp.current_code(now - 30), now).is_none(), "older than the last accepted");
    }

    #[test]
    fn a_learned_offset_moves_the_window_and_the_true_step_still_counts() {
        let mut totp = device(OtpType::Totp, b"12345678901234567890");
        let now = 1_790_000_010;
        totp.offset = 2;
        assert!(totp.accept(&totp.current_code(now + 120), now).is_some());
        assert!(totp.accept(&totp.current_code(now), now).is_some());
        totp.offset = 4;
        assert!(totp.accept(&totp.current_code(now), now).is_some(), "offset 0 always");
        assert!(totp.accept(&totp.current_code(now + 30), now).is_none(), "neither");
    }

    #[test]
    fn hotp_looks_ten_ahead_and_moves_on() {
        let mut hotp = device(OtpType::Hotp, b"12345678901234567890");
        assert!(hotp.accept(&hotp.code_at(11), 0).is_none());
        hotp.position = hotp.accept(&hotp.code_at(10), 0).unwrap().position;
        assert_eq!(hotp.position, 11);
        assert!(hotp.accept(&hotp.code_at(10), 0).is_none(), "used");
    }

    #[test]
    fn what_is_a_code_and_what_is_rubbish() {
        assert_eq!(Typed::read("012345"), Typed::Digits("012345"));
        assert_eq!(Typed::read("h4t9-x2qm"), Typed::Recovery("h4t9-x2qm"));
        for rubbish in ["", "12345", "1234567", "H4T9-x2qm", "h4t9x2qm", "h4t9-x2q", "h4t9-x2qm-", "12345６"] {
            assert_eq!(Typed::read(rubbish), Typed::Rubbish, "{rubbish}");
        }
    }
}
