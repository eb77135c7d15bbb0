//! The tour plays to its end, for real.

use std::process::{Command, Stdio};

#[test]
fn the_tour_ends_with_its_summary_and_success() {
    // Without a terminal, so that no `--tour` is needed for it.
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    let ended = command.stdin(Stdio::null()).output().unwrap();
    let (said, errors) = (String::from_utf8(ended.stdout).unwrap(), String::from_utf8(ended.stderr).unwrap());
    assert_eq!(ended.status.code(), Some(0), "{said}{errors}");
    let summary = said.split("Summary").nth(1).unwrap();
    assert!(summary.contains("Tries burnt by the program repeating itself: 0."), "{summary}");
    assert!(!said.contains('✗') && !said.contains('\u{1b}'), "{said}");
    assert!(errors.is_empty(), "{errors}");
}

#[test]
fn a_tour_in_which_something_does_not_happen_fails() {
    // A folder that cannot be written: nothing can be kept, so nothing may be told as done.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    let ended = command.arg("--data").arg(&file).args(["demo", "--tour"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
}

#[test]
fn the_tour_takes_a_folder_of_its_own_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "not a folder").unwrap();
    for (data, why) in [(file.as_path(), "file is a file"), (folder.path(), "is not empty")] {
        for arguments in [&["demo", "--tour"][..], &["demo"]] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
            let ended = command.arg("--data").arg(data).args(arguments).stdin(Stdio::null()).output().unwrap();
            let errors = String::from_utf8(ended.stderr).unwrap();
            assert_eq!(ended.status.code(), Some(1), "{errors}");
            assert!(errors.contains(why) && !errors.contains("WARN") && !errors.contains(".."), "{errors}");
        }
    }
}
