//! Answers at a pipe that are none: too long, no text, a command that is not there.

use serde_json::json;

use crate::support::{Ended, PASSWORD, folder, lock_out, portal, run};
use portico_portal::Portal;

/// How often somebody's password or word was refused.
fn refused(portal: &Portal) -> usize {
    portal.desk().requests(0).into_iter().filter(|request| request.right == Some(false)).count()
}

#[test]
fn a_mistyped_command_is_not_sent_as_a_word_and_costs_no_try() {
    let (folder, portal) = (folder(), portal());
    lock_out(&portal);
    let typed = format!("/frogot\nanna\n{PASSWORD}\n/nwe\n/CANCEL\n");
    let Ended { said, .. } = run(folder.path(), &portal, &["sign-in", portal.url()], typed.as_bytes());
    assert!(said.contains("There is no /frogot here.") && said.contains("There is no /nwe here."), "{said}");
    assert!(said.contains("This sign-in has ended."), "{said}");
    let sent = portal.desk().requests(0).into_iter().filter(|request| request.method == "POST").count();
    assert!(sent <= 1, "the password, and no word: {sent}");
}

#[test]
fn a_line_that_is_too_long_is_one_answer_and_not_two() {
    let (folder, portal) = (folder(), portal());
    let typed = format!("anna\n{}{PASSWORD}\n{PASSWORD}\n", "x".repeat(8 * 1024));
    let Ended { status, said, errors } = run(folder.path(), &portal, &["sign-in", portal.url()], typed.as_bytes());
    assert_eq!(status, Some(1), "{said}{errors}");
    assert!(errors.contains("too long") && !said.contains(PASSWORD), "{said}{errors}");
    assert_eq!(refused(&portal), 0, "no try was spent");
}

#[test]
fn a_password_that_is_no_text_is_not_sent() {
    let (folder, portal) = (folder(), portal());
    let typed = b"anna\nSun-fl\xfcower9\n";
    let Ended { status, said, errors } = run(folder.path(), &portal, &["sign-in", portal.url()], typed);
    assert_eq!(status, Some(1), "{said}{errors}");
    assert!(errors.contains("not UTF-8"), "{errors}");
    assert_eq!(refused(&portal), 0, "no try was spent");
}

#[test]
fn a_sign_in_to_a_portal_that_moved_can_be_ended() {
    let (folder, portal) = (folder(), portal());
    portal.desk().rename(Some("https://moved.example/")).unwrap();
    let Ended { status, said, .. } = run(folder.path(), &portal, &["sign-in", portal.url()], b"/cancel\n");
    assert!(said.contains("moved.example") && said.contains("This sign-in has ended."), "{status:?} {said}");
    let Ended { said, .. } = run(folder.path(), &portal, &["sign-in", portal.url()], b"/back\n");
    assert!(said.contains("Address ["), "{said}");
}

#[test]
fn what_a_person_named_wrongly_is_said_with_what_is_right() {
    let (folder, portal) = (folder(), portal());
    let Ended { status, errors, .. } = run(folder.path(), &portal, &["explain", "S12"], b"");
    assert_eq!(status, Some(1));
    assert!(errors.contains("S1 to S11"), "{errors}");
    let Ended { said, .. } =
        run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n").as_bytes());
    assert!(said.contains("Signed in"), "{said}");
    let ranges = ["history", "--allowed", "10.0.0.1", "--allowed", "10.0.0.300"];
    let Ended { status, errors, .. } = run(folder.path(), &portal, &ranges, b"");
    assert_eq!(status, Some(1));
    assert!(errors.contains("Number 2") && errors.contains("192.0.2.0/24"), "{errors}");
    let Ended { status, errors, .. } = run(folder.path(), &portal, &["select", "nobody"], b"");
    assert_eq!(status, Some(1));
    assert!(errors.contains("portico accounts"), "{errors}");
    // The account, not a sign-in that has the number nought.
    assert_eq!(run(folder.path(), &portal, &["help-card", "u0"], b"").status, Some(1));
}

#[test]
fn a_file_in_place_of_a_folder_or_of_an_authority_is_named() {
    let (folder, portal) = (folder(), portal());
    std::fs::write(folder.path().join("data"), "no folder").unwrap();
    let Ended { status, said, errors } = run(folder.path(), &portal, &["accounts"], b"");
    assert_eq!((status, said.as_str()), (Some(1), ""), "{errors}");
    assert!(errors.contains("data is a file"), "{errors}");
    std::fs::remove_file(folder.path().join("data")).unwrap();
    let paper = folder.path().join("paper");
    std::fs::write(&paper, "no certificate").unwrap();
    let Ended { status, errors, .. } =
        run(folder.path(), &portal, &["--trust-ca", paper.to_str().unwrap(), "accounts"], b"");
    assert_eq!(status, Some(1), "{errors}");
    assert!(errors.contains("paper holds no certificate authority"), "{errors}");
}

/// As `call` does it: with `--json` the problem is the record.
#[test]
fn a_recovery_that_cannot_begin_says_what_to_do() {
    let (folder, portal) = (folder(), portal());
    let Ended { status, said, errors } = run(folder.path(), &portal, &["recover", "no address"], b"anna\n");
    assert_eq!(status, Some(1), "{errors}");
    assert!(said.contains("! This is not an address") && said.contains("1. Type it like this"), "{said}");
    let Ended { status, said, errors } = run(folder.path(), &portal, &["--json", "recover", "no address"], b"anna\n");
    assert_eq!(status, Some(1), "{errors}");
    let problem: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(problem["code"], "address_unreadable");
}

#[test]
fn what_is_typed_or_comes_from_a_portal_cannot_steer_the_terminal() {
    let (folder, portal) = (folder(), portal());
    let typed = format!("\u{1b}[31manna\n\n/back\n\nanna\n{PASSWORD}\n");
    let Ended { said, .. } = run(folder.path(), &portal, &["sign-in", portal.url()], typed);
    assert!(!said.contains('\u{1b}') && said.contains("Signed in"), "{said}");
    let anna = portal.desk().state().unwrap().users[0].id;
    portal.desk().patch_user(anna, &json!({"name": "Anna\u{9b}31m \u{202e}greB"})).unwrap();
    for arguments in [&["call", "profile"][..], &["--json", "call", "profile"]] {
        let Ended { said, .. } = run(folder.path(), &portal, arguments, "");
        assert!(said.contains("\\u009b") && said.contains("\\u202e"), "{said}");
        assert!(!said.contains(['\u{9b}', '\u{202e}']), "{said}");
        let record: serde_json::Value = serde_json::from_str(&said).unwrap();
        assert!(record.to_string().contains('\u{202e}'), "the same for a program: {record}");
    }
}
