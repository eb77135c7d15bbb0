//! A disk in memory that can be cut at every step and forgets what was not fsynced, as R3 wants it tested.
//!
//! It is harsher than real ones: after a power cut each unsynced name and each unsynced file is kept or lost on its own, in
//! any combination, and an unsynced file may be half there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::disk::{Disk, DiskProblem, LONGEST, LockGuard};

/// The disk. Clones are the same disk, as seen by another process.
#[derive(Debug, Clone, Default)]
pub struct SimDisk(Arc<Mutex<State>>);

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crash {
    /// The process is killed: the system keeps all it was told.
    Kill,
    /// The power goes and nothing unsynced is kept.
    Power,
    /// The power goes and chance, seeded by this, says what unsynced is kept.
    Chance(u64),
}

#[derive(Debug, Default)]
struct State {
    /// What a running process sees, and what is sure to survive. A missing parent is a missing folder.
    live: BTreeMap<PathBuf, Node>,
    durable: BTreeMap<PathBuf, Node>,
    files: BTreeMap<usize, Content>,
    /// Changes of names that no folder's sync has made durable.
    pending: Vec<Change>,
    steps: u64,
    /// How often each file was read.
    reads: BTreeMap<PathBuf, u64>,
    cut: Option<u64>,
    denied: Option<PathBuf>,
    full: bool,
    locked: BTreeSet<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Node {
    Folder,
    File(usize),
}

#[derive(Debug, Clone, Default)]
struct Content {
    live: Vec<u8>,
    durable: Vec<u8>,
}

/// One change of names: `gone` disappears, `here` appears.
#[derive(Debug, Clone)]
struct Change {
    gone: Option<PathBuf>,
    here: Option<(PathBuf, Node)>,
}

impl SimDisk {
    /// An empty disk with one folder, `/`.
    pub fn new() -> Self {
        let disk = Self::default();
        disk.state().live.insert(PathBuf::from("/"), Node::Folder);
        disk.state().durable.insert(PathBuf::from("/"), Node::Folder);
        disk
    }

    /// The step with this number (from 0) and all later ones do not happen.
    pub fn cut_at(&self, step: u64) {
        let mut state = self.state();
        state.steps = 0;
        state.cut = Some(step);
    }

    /// Steps done since the last [`Self::cut_at`] or [`Self::crash`].
    pub fn steps(&self) -> u64 {
        self.state().steps
    }

    /// How often a file was read, by this and all earlier runs.
    pub fn reads(&self, path: &Path) -> u64 {
        self.state().reads.get(path).copied().unwrap_or_default()
    }

    /// Ends the run; the next one sees what is left.
    pub fn crash(&self, how: Crash) {
        let mut state = self.state();
        let mut chance = Chance::new(how);
        for change in std::mem::take(&mut state.pending) {
            if chance.keeps() {
                apply(&mut state.durable, &change);
            }
        }
        for content in state.files.values_mut() {
            if content.live != content.durable {
                content.durable = chance.content(content);
                content.live.clone_from(&content.durable);
            }
        }
        let State { live, durable, .. } = &mut *state;
        let folders: BTreeSet<PathBuf> =
            durable.iter().filter(|(_, node)| **node == Node::Folder).map(|(path, _)| path.clone()).collect();
        durable.retain(|path, _| path.ancestors().skip(1).all(|parent| folders.contains(parent)));
        live.clone_from(durable);
        state.steps = 0;
        state.cut = None;
        state.locked.clear();
    }

    /// Everything below this path answers "denied"; `None` ends it.
    pub fn deny(&self, below: Option<&Path>) {
        self.state().denied = below.map(Path::to_owned);
    }

    /// Whether every write says the disk is full.
    pub fn fill(&self, full: bool) {
        self.state().full = full;
    }

    /// Puts bytes there behind everybody's back, durable at once; `None` removes.
    pub fn place(&self, path: &Path, bytes: Option<&[u8]>) {
        let mut state = self.state();
        let Some(bytes) = bytes else {
            state.live.remove(path);
            state.durable.remove(path);
            return;
        };
        let number = state.files.len();
        state.files.insert(number, Content { live: bytes.to_vec(), durable: bytes.to_vec() });
        state.live.insert(path.to_owned(), Node::File(number));
        state.durable.insert(path.to_owned(), Node::File(number));
    }

    /// All files as a running process sees them.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let state = self.state();
        let content = |node: &Node| match node {
            Node::File(number) => state.files.get(number).map(|content| content.live.clone()),
            Node::Folder => None,
        };
        state.live.iter().filter_map(|(path, node)| Some((path.clone(), content(node)?))).collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one step, unless the cut is here or the path is denied.
    fn step(&self, path: &Path) -> Result<MutexGuard<'_, State>, DiskProblem> {
        let mut state = self.look(path)?;
        state.steps += 1;
        Ok(state)
    }

    fn look(&self, path: &Path) -> Result<MutexGuard<'_, State>, DiskProblem> {
        let state = self.state();
        if state.cut.is_some_and(|cut| state.steps >= cut) {
            return Err(DiskProblem::Other(ErrorKind::BrokenPipe));
        }
        if state.denied.as_ref().is_some_and(|denied| path.starts_with(denied)) {
            return Err(DiskProblem::Denied);
        }
        Ok(state)
    }
}

impl State {
    fn change(&mut self, change: Change) {
        apply(&mut self.live, &change);
        self.pending.push(change);
    }

    fn file(&self, path: &Path) -> Result<usize, DiskProblem> {
        match self.live.get(path) {
            Some(Node::File(number)) => Ok(*number),
            Some(Node::Folder) => Err(DiskProblem::Other(ErrorKind::IsADirectory)),
            None => Err(DiskProblem::NotFound),
        }
    }

    fn parent_exists(&self, path: &Path) -> Result<(), DiskProblem> {
        let parent = path.parent().and_then(|parent| self.live.get(parent));
        if parent == Some(&Node::Folder) { Ok(()) } else { Err(DiskProblem::NotFound) }
    }

    /// Creates the file or empties it.
    fn open(&mut self, path: &Path) -> Result<usize, DiskProblem> {
        self.parent_exists(path)?;
        let number = match self.file(path) {
            Ok(number) => number,
            Err(DiskProblem::NotFound) => {
                let number = self.files.len();
                self.change(Change { gone: None, here: Some((path.to_owned(), Node::File(number))) });
                number
            }
            Err(problem) => return Err(problem),
        };
        self.files.entry(number).or_default().live.clear();
        Ok(number)
    }
}

fn apply(names: &mut BTreeMap<PathBuf, Node>, change: &Change) {
    if let Some(gone) = &change.gone {
        names.remove(gone);
    }
    if let Some((path, node)) = &change.here {
        names.insert(path.clone(), *node);
    }
}

/// What survives.
struct Chance {
    how: Crash,
    state: u64,
}

impl Chance {
    fn new(how: Crash) -> Self {
        let state = match how {
            Crash::Chance(seed) => seed,
            Crash::Kill | Crash::Power => 0,
        };
        Self { how, state }
    }

    /// SplitMix64, so that a failing seed can be run again.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn keeps(&mut self) -> bool {
        match self.how {
            Crash::Kill => true,
            Crash::Power => false,
            Crash::Chance(_) => self.next().is_multiple_of(2),
        }
    }

    fn content(&mut self, content: &Content) -> Vec<u8> {
        match self.how {
            Crash::Kill => content.live.clone(),
            Crash::Power => content.durable.clone(),
            Crash::Chance(_) => match self.next() % 3 {
                0 => content.live.clone(),
                1 => content.durable.clone(),
                _ => content.live.iter().take(content.live.len() / 2).copied().collect(),
            },
        }
    }
}

struct SimLock {
    disk: SimDisk,
    path: PathBuf,
}

impl LockGuard for SimLock {}

impl Drop for SimLock {
    fn drop(&mut self) {
        self.disk.state().locked.remove(&self.path);
    }
}

impl Disk for SimDisk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskProblem> {
        let mut state = self.look(path)?;
        let number = state.file(path)?;
        *state.reads.entry(path.to_owned()).or_default() += 1;
        let bytes = state.files.get(&number).map(|content| content.live.clone()).unwrap_or_default();
        if bytes.len() > LONGEST { Err(DiskProblem::Other(ErrorKind::FileTooLarge)) } else { Ok(bytes) }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskProblem> {
        let number = self.step(path)?.open(path)?;
        if self.state().full {
            return Err(DiskProblem::Full);
        }
        for part in [bytes.len() / 2, bytes.len()] {
            let mut state = self.step(path)?;
            state.files.entry(number).or_default().live = bytes.iter().take(part).copied().collect();
        }
        let mut state = self.step(path)?;
        let content = state.files.entry(number).or_default();
        content.durable.clone_from(&content.live);
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskProblem> {
        let mut state = self.step(from)?;
        let number = state.file(from)?;
        state.parent_exists(to)?;
        state.change(Change { gone: Some(from.to_owned()), here: Some((to.to_owned(), Node::File(number))) });
        Ok(())
    }

    fn remove(&self, path: &Path) -> Result<(), DiskProblem> {
        let mut state = self.look(path)?;
        state.file(path)?;
        state.steps += 1;
        state.change(Change { gone: Some(path.to_owned()), here: None });
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        let mut state = self.step(path)?;
        let inside = |change: &Change| {
            let name = change.gone.as_deref().or(change.here.as_ref().map(|(path, _)| path.as_path()));
            name.and_then(Path::parent) == Some(path)
        };
        let (synced, pending) = std::mem::take(&mut state.pending).into_iter().partition(inside);
        state.pending = pending;
        let synced: Vec<Change> = synced;
        for change in &synced {
            apply(&mut state.durable, change);
        }
        Ok(())
    }

    fn list(&self, path: &Path) -> Result<Vec<String>, DiskProblem> {
        let state = self.look(path)?;
        if state.live.get(path) != Some(&Node::Folder) {
            return Err(DiskProblem::NotFound);
        }
        let inside = state.live.keys().filter(|name| name.parent() == Some(path));
        Ok(inside.filter_map(|name| name.file_name()?.to_str().map(str::to_owned)).collect())
    }

    fn create_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        let mut state = self.step(path)?;
        state.parent_exists(path)?;
        if !state.live.contains_key(path) {
            state.change(Change { gone: None, here: Some((path.to_owned(), Node::Folder)) });
        }
        Ok(())
    }

    fn lock(&self, path: &Path) -> Result<Box<dyn LockGuard>, DiskProblem> {
        let mut state = self.look(path)?;
        if state.file(path).is_err() {
            state.open(path)?;
        }
        if !state.locked.insert(path.to_owned()) {
            return Err(DiskProblem::Other(ErrorKind::WouldBlock));
        }
        Ok(Box::new(SimLock { disk: self.clone(), path: path.to_owned() }))
    }
}
