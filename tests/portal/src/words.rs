//! Random words and digests: session ids, picture words, application passwords, sessid.

use data_encoding::HEXLOWER;
use md5::{Digest, Md5};
use rand::RngExt;

/// C2's alphabet without `L`: the picture font has no capital L. A portal's administrator may change the alphabet, so a
/// client may not rely on it.
const PICTURE: &[u8] = b"ABCDEFGHJKMNPQRSTWXYZ23456789";
const LOWER: &[u8] = b"abcdefghijklmnopqrstuvwxyz";
const LOWER_DIGITS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";
const MIXED: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const HEX: &[u8] = b"0123456789abcdef";

fn pick(alphabet: &[u8], length: usize) -> String {
    let mut rng = rand::rng();
    let mut one = || alphabet.get(rng.random_range(0..alphabet.len())).copied().map_or('a', char::from);
    (0..length).map(|_| one()).collect()
}

/// C2: five characters.
pub(crate) fn picture_word() -> String {
    pick(PICTURE, 5)
}

/// C2: a sid, 32 hex digits.
pub(crate) fn sid() -> String {
    pick(HEX, 32)
}

/// E1: 16 lower-case Latin letters.
pub(crate) fn application_password() -> String {
    pick(LOWER, 16)
}

/// F1: the value of `PHPSESSID`.
pub(crate) fn session_id() -> String {
    pick(LOWER_DIGITS, 32)
}

/// K2: 32 random characters.
pub(crate) fn hash() -> String {
    pick(MIXED, 32)
}

/// I2: the word in a recovery link.
pub(crate) fn checkword() -> String {
    pick(MIXED, 32)
}

/// J2: the word in an invitation link, eight characters.
pub(crate) fn invitation_word() -> String {
    pick(LOWER_DIGITS, 8)
}

/// E1: the salt beside an application password.
pub(crate) fn salt() -> String {
    pick(MIXED, 32)
}

/// D6: `xxxx-xxxx`.
pub(crate) fn recovery_code() -> String {
    format!("{}-{}", pick(LOWER_DIGITS, 4), pick(LOWER_DIGITS, 4))
}

/// D1: 20 random bytes.
pub(crate) fn otp_secret() -> Vec<u8> {
    let mut secret = vec![0_u8; 20];
    rand::rng().fill(secret.as_mut_slice());
    secret
}

/// Hex md5 of the parts put together (F3, B17 `target`, E1).
pub(crate) fn md5_hex(parts: &[&str]) -> String {
    let mut digest = Md5::new();
    for part in parts {
        digest.update(part.as_bytes());
    }
    HEXLOWER.encode(&digest.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_the_shapes_of_the_facts() {
        assert_eq!(picture_word().len(), 5);
        assert!(sid().len() == 32 && sid().bytes().all(|b| b.is_ascii_hexdigit()));
        assert!(application_password().len() == 16 && application_password().bytes().all(|b| b.is_ascii_lowercase()));
        assert_eq!(md5_hex(&["a", "bc"]), "900150983cd24fb0d6963f7d28e17f72");
    }
}
