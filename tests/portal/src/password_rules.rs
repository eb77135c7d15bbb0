//! What a new login password has to hold (G2, G10), in the portal's words (H24).

use crate::policy::Policy;

/// G10.
const PUNCTUATION: &str = ",.<>/?;:'\"[]{}\\|`~!@#$%^&*()-_+=";

impl Policy {
    /// H24: every rule this password breaks; none: it may be set.
    pub(crate) fn faults_of(&self, password: &str) -> Vec<String> {
        let length = usize::try_from(self.password_length).unwrap_or(usize::MAX);
        let has = |is_wanted: fn(char) -> bool| password.chars().any(is_wanted);
        let rules = [
            (password.chars().count() >= length, format!("at least {length} characters.")),
            (!self.password_uppercase || has(|c| c.is_ascii_uppercase()), "Latin uppercase letters (A-Z).".to_owned()),
            (!self.password_lowercase || has(|c| c.is_ascii_lowercase()), "Latin lowercase letters (a-z).".to_owned()),
            (!self.password_digits || has(|c| c.is_ascii_digit()), "digits (0-9).".to_owned()),
            (
                !self.password_punctuation || has(|c| PUNCTUATION.contains(c)),
                format!("punctuation marks ({PUNCTUATION})."),
            ),
        ];
        let broken = rules.into_iter().filter(|(kept, _)| !kept);
        broken.map(|(_, rule)| format!("The password must contain {rule}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_default_only_the_length_counts() {
        let policy = Policy::default();
        assert_eq!(policy.faults_of("äöüäö"), ["The password must contain at least 6 characters."]);
        assert!(policy.faults_of("äöüäöü").is_empty(), "characters, not bytes");
    }

    #[test]
    fn every_rule_that_is_broken_is_named() {
        let strict = Policy {
            password_length: 10,
            password_uppercase: true,
            password_lowercase: true,
            password_digits: true,
            password_punctuation: true,
            ..Policy::default()
        };
        assert_eq!(strict.faults_of("").len(), 5);
        assert_eq!(strict.faults_of("sunflower").len(), 4);
        assert!(strict.faults_of("Sun-flower9").is_empty());
    }
}
