//! `uniffi-bindgen`, of exactly the version that the library was built with, and three looks at what a library exports:
//! `surface LIBRARY` prints it, `rules LIBRARY` fails where it breaks a rule, `sdk kotlin|swift LIBRARY FOLDER` writes what the
//! SDKs take from it and from the core's codes. LIBRARY is not stripped.

mod rules;
mod sdk;
mod surface;

use std::error::Error;
use std::io::{Write as _, stdout};
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use uniffi_bindgen::macro_metadata::extract_from_bytes;
use uniffi_meta::Metadata;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["surface", library] => {
            stdout().write_all(surface::text(&exports(library)?).as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        ["rules", library] => {
            let broken = rules::broken(&exports(library)?);
            for line in &broken {
                writeln!(stdout(), "{line}")?;
            }
            Ok(if broken.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
        }
        ["sdk", language, library, folder] => {
            sdk::write(language, &exports(library)?, Path::new(folder))?;
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            uniffi::uniffi_bindgen_main();
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// What UniFFI's macros wrote into the library.
fn exports(library: &str) -> Result<Vec<Metadata>, Box<dyn Error>> {
    let bytes = fs::read(library).map_err(|error| format!("{library}: {error}"))?;
    let exports = extract_from_bytes(&bytes)?;
    if exports.is_empty() {
        return Err(format!("{library} exports nothing. Is it stripped?").into());
    }
    Ok(exports)
}
