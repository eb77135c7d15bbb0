//! Sealing: XChaCha20-Poly1305 under a key of the vault, bound to the place the bytes lie in.
//!
//! The nonce is 24 random bytes, so that a key may seal any number of times. The context is authenticated, not stored: sealed
//! bytes copied into another account's document, or onto another entry's name, do not open (R6).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::VaultProblem;
use super::scope::hex;
use crate::store::documents::Sealed;

const KEY: usize = 32;
const NONCE: usize = 24;

/// What begins the name of every entry that holds a key.
const ENTRY: &str = "k-";

/// Why sealing or opening failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealProblem {
    /// The system gave no random bytes.
    #[error("no random bytes")]
    Random,
    /// Not bytes that [`seal`] made, altered ones, another key's or another place's.
    #[error("the sealed bytes do not open")]
    Damaged,
}

impl From<SealProblem> for VaultProblem {
    fn from(problem: SealProblem) -> Self {
        match problem {
            SealProblem::Random => Self::Unavailable,
            SealProblem::Damaged => Self::Damaged,
        }
    }
}

/// The key of one sealed document. Wiped when dropped; its `Debug` says nothing.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; KEY]>);

impl Key {
    /// From what the vault gave. [`VaultProblem::Damaged`] if that is no key.
    pub fn from_vault(bytes: Vec<u8>) -> Result<Self, VaultProblem> {
        let bytes = Zeroizing::new(bytes);
        let mut key = Zeroizing::new([0; KEY]);
        if bytes.len() != KEY {
            return Err(VaultProblem::Damaged);
        }
        key.copy_from_slice(&bytes);
        Ok(Self(key))
    }

    /// The bytes that go into the vault, and nowhere else.
    pub fn bytes(&self) -> &[u8] {
        &*self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(…)")
    }
}

/// A fresh key.
pub fn new_key() -> Result<Key, SealProblem> {
    let mut key = Zeroizing::new([0; KEY]);
    getrandom::fill(&mut *key).map_err(|_| SealProblem::Random)?;
    Ok(Key(key))
}

/// A fresh name for a key's entry: random, so that it says nothing of the account and is never used twice.
pub fn new_entry_name() -> Result<String, SealProblem> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|_| SealProblem::Random)?;
    Ok(format!("{ENTRY}{}", hex(&bytes)))
}

/// Whether a name is one that [`new_entry_name`] makes. Only such entries can be orphans.
pub fn is_entry_name(name: &str) -> bool {
    name.strip_prefix(ENTRY).is_some_and(|rest| {
        rest.len() == 32 && rest.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    })
}

/// Where sealed bytes lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In an account's document.
    Account,
    /// In an unfinished sign-in's.
    SignIn,
}

/// The context of sealed bytes: kind of document, its id, and the entry it names.
pub fn context(place: Place, id: &str, entry: &str) -> String {
    let place = match place {
        Place::Account => "account",
        Place::SignIn => "sign_in",
    };
    // None of the three can hold a line break, so no two places have one context.
    format!("portico 1\n{place}\n{id}\n{entry}")
}

/// Seals. The plain bytes stay the caller's to wipe.
pub fn seal(key: &Key, context: &str, plain: &[u8]) -> Result<Sealed, SealProblem> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).map_err(|_| SealProblem::Random)?;
    let payload = Payload { msg: plain, aad: context.as_bytes() };
    let ciphertext = cipher(key)?.encrypt(&XNonce::from(nonce), payload).map_err(|_| SealProblem::Damaged)?;
    Ok(Sealed(STANDARD.encode([nonce.as_slice(), &ciphertext].concat())))
}

/// Opens what [`seal`] made under the same key for the same place.
pub fn open(key: &Key, context: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, SealProblem> {
    let bytes = STANDARD.decode(&sealed.0).map_err(|_| SealProblem::Damaged)?;
    let (nonce, ciphertext) = bytes.split_first_chunk::<NONCE>().ok_or(SealProblem::Damaged)?;
    let payload = Payload { msg: ciphertext, aad: context.as_bytes() };
    let plain = cipher(key)?.decrypt(&XNonce::from(*nonce), payload).map_err(|_| SealProblem::Damaged)?;
    Ok(Zeroizing::new(plain))
}

fn cipher(key: &Key) -> Result<XChaCha20Poly1305, SealProblem> {
    XChaCha20Poly1305::new_from_slice(key.bytes()).map_err(|_| SealProblem::Damaged)
}
