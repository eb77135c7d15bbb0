//! A file of the data folder: its name on the first line, then its bytes, as a disk may give them back. Beside it lies an account
//! that is whole.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use portico::store::recover::{self, Repairs};
use portico::store::sim::SimDisk;
use portico::store::{Read, Store};

/// An account that nothing is wrong with.
const NEIGHBOUR: &[u8] = include_bytes!("neighbour.json");
const NEIGHBOURS_ID: &str = "012b8475-1ace-4972-8dca-076ee49a65a8";

/// The files that a program of this version knows; one of each kind with an id.
const FILES: &[&str] = &[
    "portable/index.json",
    "device/ledger.json",
    "device/phone.json",
    "device/accounts/one.json",
    "device/sign_ins/one.json",
    "device/recoveries/one.json",
    "device/tombstones/one.json",
];

/// Whatever is in one file: the others are read (R7), what cannot be read is not lost, and a second start finds nothing left to do.
pub(crate) fn read(bytes: &[u8]) {
    let Some((name, content)) = named(bytes) else { return };
    let disk = SimDisk::new();
    let file = Path::new("/data").join(name);
    disk.place(&Path::new("/data/device/accounts").join(format!("{NEIGHBOURS_ID}.json")), Some(NEIGHBOUR));
    disk.place(&file, Some(content));
    let store = Store::open(Path::new("/data"), Arc::new(disk.clone()));
    // Folders are made by the first write.
    let made = store.transact(|_| Ok(()));
    assert_eq!(made, Ok(()));
    let before = store.load();
    let repaired = recover::documents(&store).map(|(_, loaded)| loaded);
    let after = store.load();
    assert_eq!(repaired.as_ref(), Ok(&after), "what it gives is what is there");
    let neighbour = after.accounts.get(NEIGHBOURS_ID);
    assert!(neighbour.is_some_and(|read| before.accounts.get(NEIGHBOURS_ID) == Some(read)), "R7");
    assert!(neighbour.is_some_and(|read| read.value().is_some()), "R7");
    let Ok(again) = recover::documents(&store).map(|(repairs, _)| repairs) else { return };
    // A deletion goes on until its keys are gone, which is for later (R4).
    assert_eq!(again, Repairs { deletions: again.deletions, ..Repairs::default() }, "all was done the first time");
    let account = before.accounts.get("one");
    if account.is_some_and(|read| !matches!(read, Read::Value(_))) {
        assert!(holds(&disk.files(), content), "a document that cannot be read is kept");
    }
    assert_eq!(account.is_some(), after.accounts.contains_key("one"), "no account comes or goes");
    store.recoveries().ok();
}

fn named(bytes: &[u8]) -> Option<(&'static str, &[u8])> {
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (name, content) = (bytes.get(..end)?, bytes.get(end + 1..)?);
    let known = FILES.iter().find(|known| known.as_bytes() == name)?;
    Some((known, content))
}

fn holds(files: &BTreeMap<PathBuf, Vec<u8>>, content: &[u8]) -> bool {
    files.values().any(|bytes| bytes == content)
}
