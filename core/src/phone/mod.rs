//! What this phone holds: the documents in memory, the vault, the clock, and which phone this is. Rooms above decide; this one
//! sees to the order *persist, then memory, then notify* (R9) and that nothing waits under the memory's lock (R8).

mod about;
mod facts;
mod memory;
mod opening;
mod pictures;
mod sealing;
mod tries;
mod turns;
mod waiting;
mod which;

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use time::OffsetDateTime;
use tokio::runtime::Handle;
use tokio::sync::watch;

pub(crate) use about::{at_portal, portal_ref};
pub(crate) use facts::{is_of_another_portal, take_facts};
pub(crate) use memory::{DocSays, Folder, LOST_AT_MOST, Memory, OpenSession, Row, SESSION_S, Stop, VaultSays};
use pictures::Pictures;
pub(crate) use sealing::seal_text;
pub(crate) use tries::change_ledger;
pub(crate) use turns::{AsOf, turn};
pub(crate) use waiting::{as_of_now, waiting};
pub(crate) use which::new_device_id;

use crate::clock::{Clock, Moment};
use crate::config::Config;
use crate::errors::CallError;
use crate::store::deletion::{self, Pending};
use crate::store::documents::{AccountDoc, IndexDoc, SignInDoc, TombstoneDoc};
use crate::store::{Read, Store, StoreProblem, Tx};
use crate::task::{self, Blocking, Work};
use crate::transport::{HttpConfig, HttpTransport, Transport};
use crate::vault::{Vault, VaultProblem};

/// Vault calls and writes run off the runtime's thread for at most this long; a late one is dropped.
const PATIENCE: Duration = Duration::from_secs(5);

/// Work inside a write transaction; boxed, so that what runs it stands in the library once for each result and not for each caller.
type Writing<R> = Box<dyn FnOnce(&mut Tx<'_>) -> Result<R, StoreProblem> + Send>;
/// The same on one account's document.
type Updating<R> = Box<dyn FnOnce(&mut Tx<'_>, &mut AccountDoc) -> Result<Option<R>, StoreProblem> + Send>;

/// Takes up what the folder holds unfinished: the rooms above do, which this one does not know.
pub(crate) type TakeUp = Box<dyn Fn(Vec<SignInDoc>) -> Work<()> + Send + Sync>;

/// Everything below the sign-in rooms.
pub(crate) struct Phone {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) store: Store,
    pub(crate) vault: Arc<dyn Vault>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) runtime: Handle,
    pub(crate) device_name: String,
    pub(crate) allow_plain_loopback: bool,
    memory: Mutex<Memory>,
    revision: watch::Sender<u64>,
    /// One write at a time.
    writing: Arc<tokio::sync::Mutex<()>>,
    /// Whether somebody looks whether what was locked has been unlocked.
    knocking: AtomicBool,
    pictures: Pictures,
    /// Who takes up the sign-ins that come to light when the folder is read again.
    takes_up: OnceLock<TakeUp>,
}

impl Phone {
    fn new(config: &Config) -> Result<Self, CallError> {
        let transport: Arc<dyn Transport> = match &config.transport {
            Some(given) => Arc::clone(given),
            None => {
                let http = HttpConfig { proxy: config.proxy.clone(), extra_roots: config.extra_roots.clone() };
                let made = HttpTransport::new(http);
                Arc::new(made.map_err(|problem| CallError::InvalidArgument { what: problem.to_string() })?)
            }
        };
        Ok(Self {
            clock: Arc::clone(&config.clock),
            store: Store::open(&config.data, Arc::clone(&config.disk)),
            vault: Arc::clone(&config.vault),
            transport,
            runtime: config.runtime.clone(),
            device_name: config.device_name.clone(),
            allow_plain_loopback: config.allow_plain_loopback,
            memory: Mutex::new(Memory { locale: config.locale.clone(), ..Memory::default() }),
            revision: watch::Sender::new(1),
            writing: Arc::default(),
            knocking: AtomicBool::new(false),
            pictures: Pictures::default(),
            takes_up: OnceLock::new(),
        })
    }

    pub(crate) fn now(&self) -> OffsetDateTime {
        self.clock.wall()
    }

    /// Both clocks, for what is read under a lock.
    pub(crate) fn moment(&self) -> Moment {
        Moment::of(self.clock.as_ref())
    }

    fn lock(&self) -> MutexGuard<'_, Memory> {
        // A panic elsewhere leaves plain data behind; refusing to read it would turn one fault into many.
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at memory; never waits for more than another look.
    pub(crate) fn read<R>(&self, look: impl FnOnce(&Memory) -> R) -> R {
        look(&self.lock())
    }

    /// Changes memory and notifies observers.
    pub(crate) fn edit<R>(&self, change: impl FnOnce(&mut Memory) -> R) -> R {
        let mut memory = self.lock();
        let result = change(&mut memory);
        // Before anybody looks: equal revisions mean equal content.
        self.notify();
        result
    }

    /// Changes one row, if it is still there, and notifies observers.
    pub(crate) fn edit_row(&self, id: &str, change: impl FnOnce(&mut Row)) {
        self.edit(|memory| memory.row_mut(id).map(change));
    }

    /// Says that something changed. Observers read the last revision.
    pub(crate) fn notify(&self) {
        self.revision.send_modify(|revision| *revision = revision.saturating_add(1));
    }

    /// The revision now.
    pub(crate) fn revision(&self) -> u64 {
        *self.revision.borrow()
    }

    /// Changes as they come; the last value wins.
    pub(crate) fn observe(&self) -> watch::Receiver<u64> {
        self.revision.subscribe()
    }

    /// Runs blocking work off the runtime's thread; `None` when it took too long.
    pub(crate) fn aside<R: Send + 'static>(
        &self,
        work: impl FnOnce() -> R + Send + 'static,
    ) -> impl Future<Output = Option<R>> + Send {
        self.aside_boxed(Box::new(work))
    }

    async fn aside_boxed<R: Send + 'static>(&self, work: Blocking<R>) -> Option<R> {
        let task = task::spawn_blocking(&self.runtime, work);
        tokio::time::timeout(PATIENCE, task).await.ok()?.ok()
    }

    /// One call to the vault.
    pub(crate) fn vault<R: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Vault) -> Result<R, VaultProblem> + Send + 'static,
    ) -> impl Future<Output = Result<R, VaultProblem>> + Send {
        let vault = Arc::clone(&self.vault);
        self.vault_boxed(Box::new(move || call(vault.as_ref())))
    }

    async fn vault_boxed<R: Send + 'static>(&self, call: Blocking<Result<R, VaultProblem>>) -> Result<R, VaultProblem> {
        self.aside_boxed(call).await.unwrap_or(Err(VaultProblem::Locked))
    }

    /// One write transaction on disk. Nothing else: memory follows by the caller, after `Ok`.
    pub(crate) fn write<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<R, StoreProblem> + Send + 'static,
    ) -> impl Future<Output = Result<R, CallError>> + Send {
        self.write_boxed(Box::new(work))
    }

    async fn write_boxed<R: Send + 'static>(&self, work: Writing<R>) -> Result<R, CallError> {
        if self.read(|memory| memory.folder == Folder::Unreadable) {
            return Err(CallError::StorageFailed);
        }
        let (store, turns, asked) = (self.store.clone(), Arc::clone(&self.writing), Instant::now());
        let written = async move {
            // In the order in which they were begun; the turn is over when the work is, whoever has stopped waiting for it.
            let turn = turns.lock_owned().await;
            let work = move || {
                let _turn = turn;
                store.transact_asked(asked, work)
            };
            task::spawn_blocking(&self.runtime, Box::new(work)).await
        };
        match tokio::time::timeout(PATIENCE, written).await {
            Ok(Ok(result)) => result.map_err(store_error),
            // Too late, or its thread is gone: what waited for its turn has not begun.
            Ok(Err(_)) | Err(_) => Err(CallError::StorageFailed),
        }
    }

    /// A gain: reads the account's document again, changes it, writes it, then shows it (R9). Stops not yet on disk go first.
    /// `change` gives `None` to write nothing (a late answer). Errors: [`CallError::UnknownAccount`] where the document is gone.
    pub(crate) fn update_account<R: Send + 'static>(
        &self,
        id: &str,
        change: impl FnOnce(&mut AccountDoc) -> Option<R> + Send + 'static,
    ) -> impl Future<Output = Result<Option<R>, CallError>> + Send {
        self.update_account_with(id, move |_, doc| Ok(change(doc)))
    }

    /// As [`Self::update_account`], with the transaction at hand for what must be written together.
    pub(crate) fn update_account_with<R: Send + 'static>(
        &self,
        id: &str,
        change: impl FnOnce(&mut Tx<'_>, &mut AccountDoc) -> Result<Option<R>, StoreProblem> + Send + 'static,
    ) -> impl Future<Output = Result<Option<R>, CallError>> + Send {
        self.update_account_boxed(id, Box::new(change))
    }

    async fn update_account_boxed<R: Send + 'static>(
        &self,
        id: &str,
        change: Updating<R>,
    ) -> Result<Option<R>, CallError> {
        let stops = self.read(|memory| memory.row(id).map(|row| row.stops.clone())).ok_or(CallError::UnknownAccount)?;
        let applied = stops.clone();
        let name = id.to_owned();
        let written = self
            .write(move |tx| {
                let mut doc = tx.account(&name).required()?;
                for stop in &stops {
                    stop(&mut doc);
                }
                let result = change(tx, &mut doc)?;
                if result.is_some() || !stops.is_empty() {
                    tx.put_account(&mut doc)?;
                }
                Ok((AsOf::now(doc), result))
            })
            .await;
        match written {
            Ok((doc, result)) => {
                self.edit(|memory| show(memory, doc, &applied));
                Ok(result)
            }
            Err(CallError::UnknownAccount) => {
                // Another process deleted it: an update of what is gone drops it from memory.
                self.edit(|memory| memory.rows.retain(|row| row.index.id != id || row.document().is_none()));
                Err(CallError::UnknownAccount)
            }
            Err(error) => Err(error),
        }
    }

    /// Writes a document for a row that had none to read, then shows it (R9).
    pub(crate) async fn begin_document(&self, mut doc: AccountDoc) -> Result<(), CallError> {
        let written = self.write(move |tx| {
            tx.put_account(&mut doc)?;
            Ok(AsOf::now(doc))
        });
        let doc = written.await?;
        self.edit(|memory| show(memory, doc, &[]));
        Ok(())
    }

    /// A stop: acts in memory at once whatever the disk says; its write is tried now and repeated with the next one (R9).
    /// Gives whether it is on disk already.
    pub(crate) fn stop_account(
        &self,
        id: &str,
        change: impl Fn(&mut AccountDoc) + Send + Sync + 'static,
    ) -> impl Future<Output = bool> + Send {
        self.stop_account_boxed(id, Arc::new(change))
    }

    async fn stop_account_boxed(&self, id: &str, stop: Stop) -> bool {
        self.edit(|memory| {
            let Some(row) = memory.row_mut(id) else { return };
            if let DocSays::Value(doc) = &mut row.doc {
                stop(doc);
                row.stops.push(Arc::clone(&stop));
            }
        });
        let written = self.update_account::<()>(id, |_| None).await;
        if let Err(error) = &written {
            tracing::warn!(account = id, error = error.code(), "a stop could not be written yet");
        }
        written.is_ok()
    }

    /// Stops that the disk refused are written now, if it takes them (R9).
    pub(crate) async fn write_owed_stops(&self) {
        let owed: Vec<String> = self.read(|memory| {
            memory.rows.iter().filter(|row| !row.stops.is_empty()).map(|row| row.index.id.clone()).collect()
        });
        for id in owed {
            if let Err(error) = self.update_account::<()>(&id, |_| None).await {
                tracing::warn!(account = id, error = error.code(), "a stop could not be written yet");
            }
        }
    }

    /// Changes order or selection for an account: written, then shown. Errors: [`CallError::UnknownAccount`].
    pub(crate) async fn update_index(
        &self,
        id: &str,
        change: impl FnOnce(&str, &mut IndexDoc) + Send + 'static,
    ) -> Result<(), CallError> {
        let id = id.to_owned();
        let index = self.write(move |tx| {
            let mut index = tx.index().optional()?.unwrap_or_default();
            let listed = index.rows.iter().any(|row| row.id == id) || !matches!(tx.account(&id), Read::Absent);
            // Deleted since it was looked for, here or by another process.
            if !listed || !matches!(tx.tombstone(&id), Read::Absent) {
                return Err(StoreProblem::Gone);
            }
            change(&id, &mut index);
            tx.put_index(&mut index)?;
            Ok(AsOf::now(index))
        });
        let index = index.await?;
        self.edit(|memory| memory.show_index(&index));
        Ok(())
    }

    /// Shows order and selection as they are on disk.
    pub(crate) async fn follow_index(&self) {
        let index = self.write(|tx| Ok(tx.index().optional()?.map(AsOf::now)));
        if let Ok(Some(index)) = index.await {
            self.edit(|memory| memory.show_index(&index));
        }
    }

    /// Vault, documents and row of a deletion that has begun; what the vault refuses stays pending.
    pub(crate) async fn finish_deletion(&self, stone: TombstoneDoc) -> Result<Pending, CallError> {
        let (store, vault) = (self.store.clone(), Arc::clone(&self.vault));
        let account = stone.account.clone();
        match self.aside(move || deletion::finish(&store, vault.as_ref(), &stone)).await {
            Some(finished) => finished.map_err(store_error),
            None => {
                // The vault is slow; documents and row do not wait for it. The tombstone stays until the key is gone.
                let row_gone = self.write(move |tx| deletion::clear_documents(tx, &account)).await?;
                Ok(Pending { vault_key: true, row: !row_gone, problem: Some(VaultProblem::Locked) })
            }
        }
    }
}

/// Puts a written document into memory, unless a later writing of it is shown already. Stops that came meanwhile are applied to
/// it again; those that were written with it, and only those, are owed no longer.
fn show(memory: &mut Memory, AsOf { doc, turn }: AsOf<AccountDoc>, applied: &[Stop]) {
    let Some(row) = memory.row_mut(&doc.id) else { return };
    row.forget_stops(applied);
    row.take(DocSays::Value(Box::new(doc)), turn);
}

fn store_error(problem: StoreProblem) -> CallError {
    match problem {
        StoreProblem::Gone => CallError::UnknownAccount,
        StoreProblem::Newer => CallError::Newer,
        StoreProblem::Locked
        | StoreProblem::Damaged
        | StoreProblem::Stale
        | StoreProblem::Busy
        | StoreProblem::Full
        | StoreProblem::BadId
        | StoreProblem::Io(_) => CallError::StorageFailed,
    }
}
