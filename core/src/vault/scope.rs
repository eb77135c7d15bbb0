//! Names inside the vault, and the name of our own part of it.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

/// Whether a name may be an entry's: 1 to 64 of `a-z 0-9 - _`. It may become a file's name on every system, and it is read from
/// documents that somebody may have altered. No capitals, because some file systems take `A` for `a`, and two would be one.
pub fn is_entry(name: &str) -> bool {
    (1..=64).contains(&name.len())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_')
}

/// The scope of a data folder in a key store that several folders share: a digest of its canonical path. The folder need not
/// exist yet.
pub fn folder_scope(folder: &Path) -> io::Result<String> {
    let canonical = canonical(folder)?;
    let digest = Sha256::digest(canonical.as_os_str().as_encoded_bytes());
    Ok(format!("f-{}", hex(digest.get(..16).unwrap_or_default())))
}

/// The canonical form of the part that exists, with the rest as it is.
fn canonical(folder: &Path) -> io::Result<PathBuf> {
    let mut exists = std::path::absolute(folder)?;
    let mut rest: Vec<OsString> = Vec::new();
    loop {
        match exists.canonicalize() {
            Ok(canonical) => return Ok(rest.iter().rev().fold(canonical, |path, name| path.join(name))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        let Some(name) = exists.file_name() else {
            return Err(io::ErrorKind::NotFound.into());
        };
        rest.push(name.to_owned());
        exists.pop();
    }
}

/// Lower-case hexadecimal.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
