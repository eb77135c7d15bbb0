//! Which phone is this? The installation id lies in `device/` and in the vault; an account sealed under another one belongs to
//! another phone. The vault is asked without anybody waiting; until it answers, nothing with a device id is sent.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use super::{Memory, Phone, VaultSays};
use crate::errors::CallError;
use crate::store::documents::{Header, PhoneDoc};
use crate::store::{Read, StoreProblem, Tx};
use crate::vault::{INSTALLATION, VaultProblem};

impl Phone {
    /// Asks the vault which installation this is, and shows what it says.
    pub(crate) async fn ask_vault(&self) -> VaultSays {
        let answer = self.vault(|vault| vault.get(INSTALLATION)).await;
        let says = match answer.map(|found| found.map(String::from_utf8)) {
            Ok(Some(Ok(id))) => VaultSays::Installation(id),
            Ok(Some(Err(_))) => VaultSays::Problem(VaultProblem::Damaged),
            // Both last for ever: taken for a lock, they would shut the employee out for good.
            Ok(None) | Err(VaultProblem::OtherDevice) => VaultSays::Empty,
            Err(VaultProblem::Invalidated) => VaultSays::Invalidated,
            Err(problem) => VaultSays::Problem(problem),
        };
        if self.read(|memory| memory.vault != says) {
            self.edit(|memory| memory.vault = says.clone());
        }
        says
    }

    /// The installation under which a secret may be sealed now; made if a readable vault has none. Errors: the vault's.
    pub(crate) async fn installation(&self) -> Result<String, CallError> {
        // Looked at before the vault is asked: who seals under an id has put it into the vault before.
        let lost = self.read(Memory::installation_in_use);
        let known = match self.read(|memory| memory.vault.clone()) {
            VaultSays::Installation(id) => VaultSays::Installation(id),
            VaultSays::Nothing | VaultSays::Empty | VaultSays::Invalidated | VaultSays::Problem(_) => {
                self.ask_vault().await
            }
        };
        match known {
            VaultSays::Installation(id) => self.adopt(id).await,
            VaultSays::Empty | VaultSays::Invalidated => self.begin_installation(lost).await,
            VaultSays::Nothing => Err(CallError::VaultLocked),
            VaultSays::Problem(problem) => Err(problem.into()),
        }
    }

    /// The vault's id counts: `phone.json` follows it.
    async fn adopt(&self, id: String) -> Result<String, CallError> {
        if self.read(|memory| memory.ledger_key.is_some() && memory.installation_on_disk.as_ref() == Some(&id)) {
            return Ok(id);
        }
        self.write_phone(move |_| id).await
    }

    /// An id first on disk, so that programs and sign-ins that begin at once agree on one, then in the vault. One on disk is
    /// taken, perhaps another is about to put it into the vault; but not the `lost` one, whose vault is not this.
    async fn begin_installation(&self, lost: Option<String>) -> Result<String, CallError> {
        let fresh = uuid::Uuid::new_v4().to_string();
        let id = self.write_phone(move |stored| stored.filter(|stored| Some(stored) != lost.as_ref()).unwrap_or(fresh));
        let id = id.await?;
        let value = id.clone().into_bytes();
        self.vault(move |vault| vault.put(INSTALLATION, &value)).await?;
        self.edit(|memory| memory.vault = VaultSays::Installation(id.clone()));
        Ok(id)
    }

    async fn write_phone(
        &self,
        choose: impl FnOnce(Option<String>) -> String + Send + 'static,
    ) -> Result<String, CallError> {
        let key = random_key().ok_or(CallError::StorageFailed)?;
        let phone = self.write(move |tx| {
            let stored = stored_phone(tx)?;
            let installation = choose(stored.as_ref().map(|phone| phone.installation.clone()));
            let mut phone = match stored {
                Some(stored) => PhoneDoc { installation, ..stored },
                None => PhoneDoc { header: Header::default(), installation, ledger_key: key },
            };
            tx.put_phone(&mut phone)?;
            Ok(phone)
        });
        let phone = phone.await?;
        let id = phone.installation.clone();
        self.edit(|memory| memory.take_phone(phone));
        Ok(id)
    }
}

/// A damaged `phone.json` is replaced: its ledger key is lost, the counts begin anew.
fn stored_phone(tx: &mut Tx<'_>) -> Result<Option<PhoneDoc>, StoreProblem> {
    match tx.phone() {
        Read::Damaged => Ok(None),
        read @ (Read::Absent | Read::Value(_) | Read::Newer | Read::Unreadable(_)) => read.optional(),
    }
}

/// As portals know a phone (B8): one for each account.
pub(crate) fn new_device_id() -> String {
    uuid::Uuid::new_v4().to_string().to_uppercase()
}

/// 32 random bytes in Base64.
fn random_key() -> Option<String> {
    let mut key = [0u8; 32];
    getrandom::fill(&mut key).ok()?;
    Some(BASE64.encode(key))
}
