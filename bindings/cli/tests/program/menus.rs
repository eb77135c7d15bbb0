//! Small manners of the list and its questions.

use serde_json::json;

use crate::screen::Terminal;
use crate::support::{PASSWORD, folder, lock_out, portal, run};

#[test]
fn keys_are_taken_in_any_case_and_q_quits_from_an_account_too() {
    let (folder, portal) = (folder(), portal());
    for person in [format!("anna\n{PASSWORD}\n"), "boris\nRain-coat7\n".to_owned()] {
        run(folder.path(), &portal, &["sign-in", portal.url()], person);
    }
    let mut terminal = Terminal::start(folder.path(), &portal, "portico accounts; portico select; portico accounts");
    terminal.hear("What now?");
    terminal.press("N\n");
    terminal.hear("Address:");
    terminal.press("/cancel\n");
    terminal.hear("What now?");
    terminal.press("1\n");
    terminal.hear("q: quit.");
    terminal.hear("What now?");
    terminal.press("K\n");
    terminal.hear("signed in");
    terminal.hear("What now?");
    terminal.press("Q\n");
    // Which account: asked again until one is named.
    for wrong in ["nobody", ""] {
        terminal.hear("Which account?");
        terminal.press(&format!("{wrong}\n"));
    }
    terminal.hear("Which account?");
    terminal.press("2\n");
    terminal.hear("in use");
    terminal.hear("What now?");
    terminal.press("q\n");
    let (said, status) = terminal.end();
    assert_eq!(status, Some(0), "{said}");
}

#[test]
fn a_history_says_its_times_readably_and_of_which_clock_they_are() {
    let (folder, portal) = (folder(), portal());
    run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n"));
    let said = run(folder.path(), &portal, &["history"], "").said;
    assert!(said.contains(" UTC this phone:"), "{said}");
    assert!(!said.lines().any(|line| line.contains('T') && line.contains("Z this phone")), "{said}");
}

#[test]
fn a_picture_that_cannot_be_seen_says_why() {
    let (folder, portal) = (folder(), portal());
    lock_out(&portal);
    portal.desk().fault(&json!({"kind": "garbage", "count": 9, "path": "/mobile/ajax.php?captcha_sid"})).unwrap();
    let typed = format!("anna\n{PASSWORD}\n/file\n");
    let said = run(folder.path(), &portal, &["sign-in", portal.url()], typed).said;
    assert!(said.contains("There is no picture to save"), "{said}");
    portal.desk().clear_faults();
    let mut terminal =
        Terminal::start(folder.path(), &portal, &format!("stty cols 30; portico sign-in {}", portal.url()));
    terminal.hear("with it?");
    terminal.press("y\n");
    terminal.hear("too narrow");
    terminal.hear("Characters:");
    terminal.press("/cancel\n");
    terminal.end();
}
