//! Packs the texts, a file for each language: as they are written they would be 231 KB of the library, packed they are 53 KB.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

const LANGUAGES: [&str; 3] = ["en", "de", "ru"];
/// The smallest result that the packer knows.
const LEVEL: u8 = 10;

fn main() -> io::Result<()> {
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    for language in LANGUAGES {
        let folder = Path::new("texts").join(language);
        println!("cargo::rerun-if-changed={}", folder.display());
        let packed = miniz_oxide::deflate::compress_to_vec(&whole(&folder)?, LEVEL);
        fs::write(out.join(format!("{language}.ftl.deflated")), packed)?;
    }
    Ok(())
}

/// All files of a language as one.
fn whole(folder: &Path) -> io::Result<Vec<u8>> {
    let mut files = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|kind| kind == "ftl"));
    files.sort();
    let mut whole = Vec::new();
    for file in files {
        whole.extend(fs::read(file)?);
        // The last text of one file ends before the first of the next.
        whole.extend(b"\n\n");
    }
    Ok(whole)
}
