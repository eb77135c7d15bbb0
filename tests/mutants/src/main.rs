//! Builds all mutants into one program: `portico-mutants FROM TO <LIST` reads files of the folder FROM and writes them anew into
//! TO, with every mutant of LIST behind a switch of its own. LIST is what `cargo mutants --list --json` says, with a number, `id`,
//! for each. Prints the numbers that could not be built in.
//!
//! A build for each mutant costs half a minute, a switch nothing: one build serves all, and says which test reaches which mutant.
//! The switches are read by `switch.rs`, which goes into the crate as its module `mutants`.

#[cfg(test)]
mod tests;
mod weave;

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{Write as _, stdin, stdout};
use std::path::PathBuf;
use std::{env, fs};

use serde::Deserialize;

use weave::Mutant;

/// One of the list.
#[derive(Deserialize)]
struct Listed {
    file: String,
    #[serde(flatten)]
    mutant: Mutant,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folders: Vec<PathBuf> = env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to] = folders.as_slice() else { return Err("portico-mutants FROM TO <LIST".into()) };
    let mut files: BTreeMap<String, Vec<Mutant>> = BTreeMap::new();
    for Listed { file, mutant } in serde_json::from_reader::<_, Vec<Listed>>(stdin().lock())? {
        files.entry(file).or_default().push(mutant);
    }
    let mut left = Vec::new();
    for (file, mutants) in files {
        let woven = weave::weave(&fs::read_to_string(from.join(&file))?, mutants)
            .map_err(|error| format!("{file}: {error}"))?;
        left.extend(woven.left);
        fs::write(to.join(&file), woven.source)?;
    }
    serde_json::to_writer(stdout().lock(), &left)?;
    writeln!(stdout())?;
    Ok(())
}
