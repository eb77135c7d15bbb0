//! All rooms of one open folder. A folder is opened once in a process.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::accounts::{self, Accounts};
use crate::config::Config;
use crate::errors::CallError;
use crate::help::Help;
use crate::history::Histories;
use crate::invitation::Invitations;
use crate::phone::Phone;
use crate::records::Account;
use crate::recovery::Recoveries;
use crate::session::{Outcome, Sessions, Wish};
use crate::signin::SignIns;
use crate::signin::check::RefusedMemory;
use crate::task::{self, WHOLE_CALL, joined};

/// What all clones share. Work that goes on by itself holds the house and not the door: once the last clone is gone, opening
/// the folder gives a new house, whatever still runs in the old one.
pub(super) struct Door {
    pub(super) house: Arc<House>,
}

/// One of each.
pub(super) struct House {
    pub(super) phone: Arc<Phone>,
    pub(super) accounts: Accounts,
    pub(super) sessions: Arc<Sessions>,
    pub(super) sign_ins: Arc<SignIns>,
    pub(super) recoveries: Arc<Recoveries>,
    pub(super) invitations: Arc<Invitations>,
    pub(super) histories: Histories,
    pub(super) help: Help,
}

/// Folders that are open in this process.
static OPEN: Mutex<Option<HashMap<PathBuf, Weak<Door>>>> = Mutex::new(None);

impl Door {
    /// The folder's door; the first that comes opens it.
    pub(super) async fn open(config: Config) -> Result<Arc<Self>, CallError> {
        let folder = std::path::absolute(&config.data).unwrap_or_else(|_| config.data.clone());
        if let Some(door) = already_open(&folder) {
            return Ok(door);
        }
        let runtime = config.runtime.clone();
        let opening = task::spawn(&runtime, async move { House::open(&config).await });
        Ok(remember(folder, joined(opening.await)?))
    }
}

impl House {
    async fn open(config: &Config) -> Result<Arc<Self>, CallError> {
        let (phone, sign_ins_left) = Phone::open(config).await?;
        let sessions = Arc::new(Sessions::new(Arc::clone(&phone)));
        let mut key = [0u8; 32];
        getrandom::fill(&mut key).map_err(|_| CallError::VaultUnavailable)?;
        let sign_ins = SignIns::new(Arc::clone(&phone), Arc::clone(&sessions), RefusedMemory::new(key));
        sign_ins.resume(sign_ins_left).await;
        let recoveries = Recoveries::new(Arc::clone(&phone), Arc::clone(&sign_ins));
        recoveries.resume().await;
        let invitations = Invitations::new(Arc::clone(&phone), Arc::clone(&sign_ins));
        let accounts = Accounts::new(Arc::clone(&phone));
        let histories = Histories::new(Arc::clone(&phone), Arc::clone(&sessions));
        let help = Help::new(Arc::clone(&phone), Arc::clone(&sign_ins));
        let house = Arc::new(Self { accounts, phone, sessions, sign_ins, recoveries, invitations, histories, help });
        let rooms = Arc::downgrade(&house);
        house.phone.hand_over_to(Box::new(move |sign_ins| {
            let rooms = Weak::upgrade(&rooms);
            Box::pin(async move {
                if let Some(house) = rooms {
                    house.sign_ins.resume(sign_ins).await;
                    house.recoveries.resume().await;
                }
            })
        }));
        house.accounts.tidy().await;
        Ok(house)
    }

    /// What the disk refused before is written now, if it takes it (R9).
    pub(super) async fn write_owed(&self) {
        self.phone.write_owed_stops().await;
        self.sign_ins.write_owed().await;
        self.accounts.finish_deleting().await;
    }

    /// One checkout with the stored secret, if that is free or the employee knows its price.
    pub(super) async fn check(&self, account: &str, spend_try: bool) -> Result<Account, CallError> {
        // A refused secret may have had its 30 days while the app stayed open (R1).
        self.accounts.tidy().await;
        let checkout = self.sessions.checkout(account, Wish::Employee { spend_try, word: None });
        match tokio::time::timeout(WHOLE_CALL, checkout).await {
            Ok(Outcome::Failed(error)) => return Err(error),
            Ok(Outcome::Open) => self.sign_ins.signed_in_elsewhere(account).await,
            Ok(
                Outcome::Picture { .. }
                | Outcome::Refused
                | Outcome::Says(_)
                | Outcome::NotJudged(_)
                | Outcome::Lost(_)
                | Outcome::Stopped(_),
            ) => self.sign_ins.catch_up_questions(account).await,
            // Behind other checks of this account: what is under way goes on, and nothing is sent for this call any more.
            Err(_) => {}
        }
        let now = self.phone.moment();
        self.phone.read(|memory| {
            let row = memory.row(account).ok_or(CallError::UnknownAccount)?;
            Ok(accounts::account(memory, row, &now))
        })
    }
}

fn already_open(folder: &PathBuf) -> Option<Arc<Door>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner).as_ref()?.get(folder)?.upgrade()
}

/// Two openings at once agree on the first.
fn remember(folder: PathBuf, house: Arc<House>) -> Arc<Door> {
    let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
    let open = open.get_or_insert_with(HashMap::new);
    open.retain(|_, door| door.strong_count() > 0);
    if let Some(first) = open.get(&folder).and_then(Weak::upgrade) {
        return first;
    }
    let door = Arc::new(Door { house });
    open.insert(folder, Arc::downgrade(&door));
    door
}
