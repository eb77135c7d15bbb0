//! One-time codes from the documents (RFC 4226, RFC 6238), so that the portal's own are judged by something else.

use data_encoding::BASE32;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

/// The code of a counting authenticator (D3).
pub(crate) fn hotp(secret: &str, counter: u64) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(&BASE32.decode(secret.as_bytes()).unwrap()).unwrap();
    mac.update(&counter.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let start = usize::from(digest[19] & 15);
    let four: [u8; 4] = digest[start..start + 4].try_into().unwrap();
    format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
}

/// The code of an authenticator that counts steps of 30 s (D1, D2).
pub(crate) fn totp(secret: &str, unix: u64) -> String {
    hotp(secret, unix / 30)
}

#[test]
fn codes_are_those_of_the_documents() {
    assert_eq!(hotp(super::SECRET, 0), "755224", "RFC 4226, appendix D");
    assert_eq!(hotp(super::SECRET, 9), "520489", "RFC 4226, appendix D");
    assert_eq!(totp(super::SECRET, 1_111_111_109), "081804", "RFC 6238, appendix B, last six digits");
}
