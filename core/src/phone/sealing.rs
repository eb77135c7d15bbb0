//! Keys and what they seal. An account's key is read when its secret is first needed, and not kept.

use super::Phone;
use crate::errors::CallError;
use crate::secret::Secret;
use crate::store::documents::Sealed;
use crate::vault::VaultProblem;
use crate::vault::seal::{self, Key, Place};

impl Phone {
    /// The key under `entry`. No entry in a readable vault: it belongs to another device.
    pub(crate) async fn key(&self, entry: &str) -> Result<Key, VaultProblem> {
        let name = entry.to_owned();
        let bytes = self.vault(move |vault| vault.get(&name)).await?;
        Key::from_vault(bytes.ok_or(VaultProblem::OtherDevice)?)
    }

    /// What was sealed in that place.
    pub(crate) async fn unseal(
        &self,
        place: Place,
        id: &str,
        entry: &str,
        sealed: &Sealed,
    ) -> Result<Secret, VaultProblem> {
        let key = self.key(entry).await?;
        let plain = seal::open(&key, &seal::context(place, id, entry), sealed)?;
        let text = std::str::from_utf8(&plain).map_err(|_| VaultProblem::Damaged)?;
        Ok(Secret::from(text))
    }

    /// Puts a fresh key under `entry`, before the first secret of a sign-in goes out.
    pub(crate) async fn put_key(&self, entry: &str) -> Result<Key, CallError> {
        let key = seal::new_key().map_err(VaultProblem::from)?;
        let (name, value) = (entry.to_owned(), key.clone());
        self.vault(move |vault| vault.put(&name, value.bytes())).await?;
        Ok(key)
    }

    /// Deletes an entry that no document names any more. `false`: the vault said no, a later start sweeps it up.
    pub(crate) async fn drop_key(&self, entry: &str) -> bool {
        let name = entry.to_owned();
        self.vault(move |vault| vault.delete(&name)).await.is_ok()
    }
}

/// Seals a text under a key.
pub(crate) fn seal_text(key: &Key, place: Place, id: &str, entry: &str, text: &Secret) -> Result<Sealed, CallError> {
    // EXPOSE: into the cipher.
    let sealed = seal::seal(key, &seal::context(place, id, entry), text.expose().as_bytes());
    sealed.map_err(|problem| VaultProblem::from(problem).into())
}
