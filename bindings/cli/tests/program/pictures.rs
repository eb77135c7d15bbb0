//! What a person types at a picture, and what becomes of it.

use crate::screen::Terminal;
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
    let mut terminal = Terminal::start(folder.path(), &portal, "portico sign-in");
    terminal.hear("Go on with it?");
    terminal.press("y\n");
    let shown = terminal.hear("Characters:").split_whitespace().collect::<Vec<_>>().join(" ");
    terminal.press(&format!("{}\n", word(&portal)));
    terminal.hear("back to the picture):");
    terminal.press("\n");
    terminal.hear(&format!("Characters [{}]:", word(&portal)));
    terminal.press("\n");
    terminal.hear("back to the picture):");
    terminal.press(&format!("{PASSWORD}\n"));
    let (said, status) = terminal.end();
    assert!(!shown.contains("Your password goes out"), "{shown}");
    assert!(shown.contains("your password is asked for after them"), "{shown}");
    assert!(said.contains("Signed in: Anna Berg"), "{said}");
    assert_eq!(status, Some(0));
}
