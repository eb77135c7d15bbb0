//! Sign-in, reset and delete on a disk that forgets what was not fsynced, cut at every step (R3).

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]
#![expect(clippy::print_stdout, reason = "how many cuts there were is worth knowing")]

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use portico::records::{Account, AccountState, Reason, Step};
use portico::secret::Secret;
use portico::store::disk::{Disk, DiskProblem, LockGuard};
use portico::store::sim::{Crash, SimDisk};
use portico::vault::memory::MemoryVault;
use portico::vault::{Vault, VaultProblem};
use portico::{Config, Portico, Start};
use portico_behaviour::hunt::Canary;
use portico_behaviour::{PASSWORD, Phone, done, portal, sign_in};
use portico_portal::Portal;
use serde_json::json;

/// Where the documents lie on the simulated disk.
const DATA: &str = "/data";

/// What one start of the program sees of disk and vault: nothing any more once the power is gone.
struct Power {
    disk: SimDisk,
    vault: MemoryVault,
    /// Its own name for the folder, so that each start is another process.
    name: PathBuf,
    cut: Option<u64>,
    off: AtomicBool,
}

impl Power {
    fn is_off(&self) -> bool {
        self.off.load(Ordering::SeqCst) || self.cut.is_some_and(|cut| self.disk.steps() >= cut)
    }

    fn on<R>(&self, path: &Path, work: impl FnOnce(&Path) -> Result<R, DiskProblem>) -> Result<R, DiskProblem> {
        if self.off.load(Ordering::SeqCst) {
            return Err(DiskProblem::Other(ErrorKind::BrokenPipe));
        }
        match path.strip_prefix(&self.name) {
            Ok(rest) if rest.as_os_str().is_empty() => work(Path::new(DATA)),
            Ok(rest) => work(&Path::new(DATA).join(rest)),
            Err(_) => work(path),
        }
    }

    fn key<R>(&self, work: impl FnOnce() -> Result<R, VaultProblem>) -> Result<R, VaultProblem> {
        if self.is_off() { Err(VaultProblem::Unavailable) } else { work() }
    }
}

impl Disk for Power {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskProblem> {
        self.on(path, |path| self.disk.read(path))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskProblem> {
        self.on(path, |path| self.disk.write(path, bytes))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskProblem> {
        self.on(from, |from| self.on(to, |to| self.disk.rename(from, to)))
    }

    fn remove(&self, path: &Path) -> Result<(), DiskProblem> {
        self.on(path, |path| self.disk.remove(path))
    }

    fn sync_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        self.on(path, |path| self.disk.sync_folder(path))
    }

    fn list(&self, path: &Path) -> Result<Vec<String>, DiskProblem> {
        self.on(path, |path| self.disk.list(path))
    }

    fn create_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        self.on(path, |path| self.disk.create_folder(path))
    }

    fn lock(&self, path: &Path) -> Result<Box<dyn LockGuard>, DiskProblem> {
        self.on(path, |path| self.disk.lock(path))
    }
}

impl Vault for Power {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        self.key(|| self.vault.get(entry))
    }

    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        self.key(|| self.vault.put(entry, value))
    }

    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        self.key(|| self.vault.delete(entry))
    }

    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        self.key(|| self.vault.list())
    }

    fn scope(&self) -> String {
        self.vault.scope()
    }
}

/// A phone on such a disk.
struct Rig {
    disk: SimDisk,
    vault: MemoryVault,
}

impl Rig {
    fn new() -> Self {
        Self { disk: SimDisk::new(), vault: MemoryVault::new() }
    }

    /// The same documents and keys on a disk of its own, all of it durable.
    fn copy(&self) -> Self {
        let copy = Self::new();
        for folder in ["", "portable", "device", "device/accounts", "device/sign_ins", "device/tombstones"] {
            let folder = Path::new(DATA).join(folder);
            copy.disk.create_folder(&folder).unwrap();
            copy.disk.sync_folder(folder.parent().unwrap()).unwrap();
        }
        for (path, bytes) in self.disk.files() {
            copy.disk.place(&path, Some(&bytes));
        }
        for name in self.vault.names() {
            copy.vault.put(&name, &self.vault.get(&name).unwrap().unwrap()).unwrap();
        }
        copy
    }

    async fn start(&self, phone: &Phone, cut: Option<u64>) -> (Portico, Arc<Power>) {
        static STARTS: AtomicU32 = AtomicU32::new(0);
        let name = PathBuf::from(format!("/start-{}", STARTS.fetch_add(1, Ordering::SeqCst)));
        if let Some(cut) = cut {
            self.disk.cut_at(cut);
        }
        let (disk, vault) = (self.disk.clone(), self.vault.clone());
        let power = Arc::new(Power { disk, vault, name: name.clone(), cut, off: AtomicBool::new(false) });
        let config = Config {
            data: name,
            disk: Arc::clone(&power) as Arc<_>,
            vault: Arc::clone(&power) as Arc<_>,
            ..phone.config()
        };
        (Portico::open(config).await.unwrap(), power)
    }

    /// The power goes; the next start finds what is left. Whether the cut came before the end.
    async fn crash(&self, app: Portico, power: &Power, how: Crash) -> bool {
        let cut = power.is_off();
        power.off.store(true, Ordering::SeqCst);
        drop(app);
        self.disk.crash(how);
        cut
    }

    fn documents(&self, shelf: &str) -> usize {
        let folder = Path::new(DATA).join("device").join(shelf);
        self.disk.files().keys().filter(|path| path.starts_with(&folder)).count()
    }

    fn no_password_anywhere(&self, when: &str) {
        let canary = Canary::new("the login password", PASSWORD);
        for (path, bytes) in self.disk.files() {
            assert_eq!(canary.found_in(&bytes), Vec::<String>::new(), "{when}: {}", path.display());
        }
    }
}

fn row(app: &Portico) -> Option<Account> {
    let mut rows = app.accounts_list().accounts;
    assert!(rows.len() <= 1, "one account twice: {rows:#?}");
    rows.pop()
}

async fn enter(app: &Portico, portal: &str) -> Option<()> {
    let open = app.sign_in_start(Start::Address(portal.to_owned())).await.ok()?;
    app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.ok()?;
    Some(())
}

/// Every cut of a first sign-in.
async fn sign_in_cut_at_every_step(how: fn(u64) -> Crash) {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let (mut before, mut after) = (0, 0);
    for step in 0.. {
        let rig = Rig::new();
        let (app, power) = rig.start(&phone, Some(step)).await;
        enter(&app, alfa.url()).await;
        app.close().await;
        let cut = rig.crash(app, &power, how(step)).await;
        rig.no_password_anywhere("as it was left");
        let (app, _power) = rig.start(&phone, None).await;
        app.close().await;
        match row(&app) {
            Some(anna) => {
                after += 1;
                assert_eq!(anna.state, AccountState::SignedIn, "step {step}");
                app.session_call(&anna.id, "profile", json!({})).await.unwrap();
            }
            None => {
                before += 1;
                let open = match app.sign_in_list().pop() {
                    Some(open) => open,
                    None => app.sign_in_start(Start::Nothing).await.unwrap(),
                };
                let nowhere = matches!(open.step, Step::Address { .. });
                let open = if nowhere { app.sign_in_submit_address(&open.id, alfa.url()).await.unwrap() } else { open };
                let open = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await.unwrap();
                let anna = done(&open);
                assert_eq!(row(&app).unwrap().id, anna, "step {step}");
            }
        }
        app.close().await;
        assert_eq!((rig.documents("accounts"), rig.documents("sign_ins")), (1, 0), "step {step}");
        assert_eq!(rig.vault.names().len(), 2, "step {step}: {:?}", rig.vault.names());
        if !cut {
            println!("sign-in, {:?}: {before} cuts before, {after} after", how(0));
            assert!(before > 40 && after > 10, "{before} before, {after} after");
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_cut_by_a_kill_at_any_step_is_there_or_not() {
    sign_in_cut_at_every_step(|_| Crash::Kill).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_cut_by_a_power_failure_at_any_step_is_there_or_not() {
    sign_in_cut_at_every_step(|_| Crash::Power).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_cut_by_a_power_failure_that_keeps_some_of_it_is_there_or_not() {
    sign_in_cut_at_every_step(Crash::Chance).await;
}

/// A phone on which Anna is signed in.
async fn signed_in(phone: &Phone, alfa: &Portal) -> (Rig, Account) {
    let rig = Rig::new();
    let (app, power) = rig.start(phone, None).await;
    let anna = sign_in(&app, alfa, "anna").await;
    app.close().await;
    rig.crash(app, &power, Crash::Power).await;
    (rig, anna)
}

const CRASHES: [fn(u64) -> Crash; 4] =
    [|_| Crash::Kill, |_| Crash::Power, Crash::Chance, |step| Crash::Chance(step + 1_000)];

#[tokio::test(flavor = "multi_thread")]
async fn a_reset_cut_at_any_step_is_done_or_not() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let (original, anna) = signed_in(&phone, &alfa).await;
    for how in CRASHES {
        let (mut before, mut after) = (0, 0);
        for step in 0.. {
            let rig = original.copy();
            let (app, power) = rig.start(&phone, Some(step)).await;
            let _ = app.accounts_reset(&anna.id).await;
            app.close().await;
            let cut = rig.crash(app, &power, how(step)).await;
            let (app, _power) = rig.start(&phone, None).await;
            app.close().await;
            let now = row(&app).unwrap();
            assert_eq!(now.id, anna.id);
            if now.state == AccountState::SignedIn {
                before += 1;
                app.session_call(&anna.id, "profile", json!({})).await.unwrap();
            } else {
                after += 1;
                assert_eq!((now.state, now.reason), (AccountState::NeedsSignIn, Some(Reason::Reset)), "step {step}");
                assert_eq!(rig.vault.names(), ["installation"], "step {step}");
            }
            if !cut {
                break;
            }
        }
        println!("reset, {:?}: {before} cuts before, {after} after", how(0));
        assert!(before > 3 && after > 0, "{before} before, {after} after");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_cut_at_any_step_is_finished_or_not_begun() {
    let alfa = portal(&["anna"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let (original, anna) = signed_in(&phone, &alfa).await;
    for how in CRASHES {
        let (mut before, mut after) = (0, 0);
        for step in 0.. {
            let rig = original.copy();
            let (app, power) = rig.start(&phone, Some(step)).await;
            let _ = app.accounts_delete(&anna.id).await;
            app.close().await;
            let cut = rig.crash(app, &power, how(step)).await;
            let begun = rig.disk.files().keys().any(|path| path.ends_with(format!("tombstones/{}.json", anna.id)));
            let (app, _power) = rig.start(&phone, None).await;
            app.close().await;
            match row(&app) {
                Some(now) => {
                    before += 1;
                    assert!(!begun, "step {step}");
                    assert_eq!(now.state, AccountState::SignedIn, "step {step}");
                    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
                }
                None => {
                    after += 1;
                    assert_eq!(rig.documents("accounts") + rig.documents("tombstones"), 0, "step {step}");
                    assert_eq!(rig.vault.names(), ["installation"], "step {step}");
                }
            }
            if !cut {
                break;
            }
        }
        println!("delete, {:?}: {before} cuts before, {after} after", how(0));
        assert!(before > 3 && after > 8, "{before} before, {after} after");
    }
}
