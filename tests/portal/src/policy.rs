//! The portal's sign-in policy (G) and which server generation it plays (P31).

use serde::{Deserialize, Serialize};

/// Which generation's answers the portal gives (B12, B14, B17, B18, T5, P31).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Generation {
    /// Main module 12.5: "failed" comes with 200, no captcha key, no application password (B18).
    #[serde(rename = "2013")]
    Y2013,
    /// Main module 15.5 to 16.0 (B18, A3).
    #[serde(rename = "2015")]
    Y2015,
    /// 2023–24: keys of B14, login read from Basic only.
    #[serde(rename = "2024")]
    Y2024,
    /// 2025 and later: keys of B12 and B17.
    #[serde(rename = "2025")]
    Y2025,
}

/// The rules of group "everyone" (G2); the default is the cloud's (G3: ten tries, P30).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", default, deny_unknown_fields)]
pub struct Policy {
    /// Stored wrong tries from which a picture is asked for; 0 switches the rule off (G4, G5).
    pub login_attempts: u32,
    /// Wrong tries after which the employee is blocked for `BLOCK_TIME`; 0 = never (G8).
    pub block_login_attempts: u32,
    /// Minutes of a block; 0 = no block (G8).
    pub block_time: u32,
    /// Minutes without a request after which a session ends (F5).
    pub session_timeout: u32,
    /// Minutes a recovery link lives (I2).
    pub checkword_timeout: u32,
    /// Minutes for which a remembered device needs no code (G9, D7).
    pub store_timeout: u32,
    /// A second factor is everybody's duty (D4, D8).
    pub otp_mandatory: bool,
    /// Days from the first sign-in under that duty until it is refused without one (D8).
    pub otp_mandatory_skip_days: u32,
    /// Fewest characters of a new login password (G2).
    pub password_length: u32,
    /// A new login password needs a letter A-Z (G2).
    pub password_uppercase: bool,
    /// A new login password needs a letter a-z (G2).
    pub password_lowercase: bool,
    /// A new login password needs a digit (G2).
    pub password_digits: bool,
    /// A new login password needs one of G10's marks (G2).
    pub password_punctuation: bool,
    /// Which server the portal plays.
    #[serde(rename = "generation")]
    pub generation: Generation,
    /// B17 `canTakeScreenshot`.
    #[serde(rename = "canTakeScreenshot")]
    pub can_take_screenshot: bool,
    /// B17 `canCopyText`.
    #[serde(rename = "canCopyText")]
    pub can_copy_text: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            login_attempts: 10,
            block_login_attempts: 0,
            block_time: 0,
            session_timeout: 24,
            checkword_timeout: 2 * 24 * 60,
            store_timeout: 365 * 24 * 60,
            otp_mandatory: false,
            otp_mandatory_skip_days: 10,
            password_length: 6,
            password_uppercase: false,
            password_lowercase: false,
            password_digits: false,
            password_punctuation: false,
            generation: Generation::Y2025,
            can_take_screenshot: true,
            can_copy_text: true,
        }
    }
}

impl Policy {
    /// G4: attempt n = stored count + 1 needs a picture when n > LOGIN_ATTEMPTS.
    pub(crate) fn attempt_needs_picture(&self, stored: u32) -> bool {
        self.login_attempts > 0 && stored.saturating_add(1) > self.login_attempts
    }

    /// G5: an answer already carries a picture when the stored count has reached LOGIN_ATTEMPTS.
    pub(crate) fn answer_carries_picture(&self, stored: u32) -> bool {
        self.login_attempts > 0 && stored >= self.login_attempts
    }

    /// G8: a failed attempt n that blocks: from 22.4 n ≥ limit, before that n > limit.
    pub(crate) fn attempt_blocks(&self, n: u32) -> bool {
        let reached = if self.generation <= Generation::Y2015 {
            n > self.block_login_attempts
        } else {
            n >= self.block_login_attempts
        };
        self.block_login_attempts > 0 && self.block_time > 0 && reached
    }

    /// I2: seconds a recovery link lives.
    pub(crate) fn checkword_seconds(&self) -> i64 {
        i64::from(self.checkword_timeout).saturating_mul(60)
    }

    /// D7: seconds for which a device is remembered.
    pub(crate) fn store_seconds(&self) -> i64 {
        i64::from(self.store_timeout).saturating_mul(60)
    }

    /// D8: seconds of the grace period.
    pub(crate) fn otp_grace_seconds(&self) -> i64 {
        i64::from(self.otp_mandatory_skip_days).saturating_mul(86_400)
    }

    /// F5: seconds without a request after which a session ends.
    pub(crate) fn session_seconds(&self) -> i64 {
        i64::from(self.session_timeout).saturating_mul(60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_tries_bring_the_picture_with_the_tenth_and_demand_it_from_the_eleventh() {
        let policy = Policy::default();
        assert!(!policy.attempt_needs_picture(9), "attempt 10");
        assert!(policy.attempt_needs_picture(10), "attempt 11");
        assert!(!policy.answer_carries_picture(9));
        assert!(policy.answer_carries_picture(10));
    }

    #[test]
    fn zero_switches_the_rule_off() {
        let policy = Policy { login_attempts: 0, ..Policy::default() };
        assert!(!policy.attempt_needs_picture(u32::MAX));
        assert!(!policy.answer_carries_picture(u32::MAX));
    }

    #[test]
    fn a_block_needs_both_its_numbers() {
        let both = Policy { block_login_attempts: 5, block_time: 10, ..Policy::default() };
        assert!(both.attempt_blocks(5) && !both.attempt_blocks(4));
        assert!(!Policy { block_time: 0, ..both.clone() }.attempt_blocks(9));
        let old = Policy { generation: Generation::Y2015, ..both };
        assert!(!old.attempt_blocks(5) && old.attempt_blocks(6));
    }

    #[test]
    fn names_are_those_of_the_surface() {
        let text = serde_json::to_string(&Policy::default()).unwrap();
        assert!(text.starts_with(r#"{"LOGIN_ATTEMPTS":10,"BLOCK_LOGIN_ATTEMPTS":0,"BLOCK_TIME":0,"#), "{text}");
        assert!(text.contains(r#""generation":"2025""#), "{text}");
        assert!(serde_json::from_str::<Policy>(r#"{"LOGIN_ATEMPTS":1}"#).is_err());
    }
}
