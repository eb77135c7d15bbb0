//! What a person types at a picture, and what becomes of it.

use crate::support::{PASSWORD, folder, lock_out, portal, run, word};
use crate::turns::Talk;

#[test]
fn at_a_picture_a_mistyped_password_is_replaced_and_the_new_one_goes_out_with_the_characters() {
    let (folder, portal) = (folder(), portal());
    lock_out(&portal);
    let mut talk = Talk::start(folder.path(), &portal, &["sign-in", portal.url()]);
    talk.type_line("anna");
    talk.type_line("Sun-flwer9");
    talk.hear("/password (another password");
    talk.type_line("/password");
    talk.hear("Password (not shown");
    talk.type_line(PASSWORD);
    talk.type_line(&word(&portal));
    let (status, said) = talk.end();
    assert!(said.contains("Signed in: Anna Berg"), "{said}");
    assert_eq!(status, Some(0));
}

#[test]
fn a_picture_after_a_restart_says_that_the_password_is_needed_and_keeps_what_was_typed() {
    let (folder, portal) = (folder(), portal());
    lock_out(&portal);
    let left = run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n"));
    assert_eq!(left.status, Some(3), "{}", left.said);
    let mut talk = Talk::start(folder.path(), &portal, &["sign-in"]);
    talk.hear("Characters:");
    talk.type_line(&word(&portal));
    talk.type_line("");
    talk.hear(&format!("Characters [{}]:", word(&portal)));
    talk.type_line("");
    talk.type_line(PASSWORD);
    let (status, said) = talk.end();
    assert!(!said.contains("Your password goes out"), "{said}");
    assert!(said.contains("your password is asked for after them"), "{said}");
    assert!(said.contains("Signed in: Anna Berg"), "{said}");
    assert_eq!(status, Some(0));
}
