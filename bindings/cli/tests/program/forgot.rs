//! A new password at a keyboard: the mail's link is judged when it is pasted, and typed once.
#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico_portal::Portal;

use crate::screen::Terminal;
use crate::support::{folder, portal};

const NEW: &str = "River-stone41";

fn mailed(portal: &Portal) -> String {
    portal.desk().mails().into_iter().rev().find_map(|mail| mail.link).unwrap()
}

/// At the question for the link.
fn at_the_link(terminal: &mut Terminal) {
    terminal.hear("Login or e-mail:");
    terminal.press("anna\n");
    terminal.hear("(not shown");
    terminal.hear("):");
}

fn press_twice(terminal: &mut Terminal, password: &str) {
    for question in ["back):", "Once more:"] {
        terminal.hear(question);
        terminal.press(&format!("{password}\n"));
    }
}

#[test]
fn the_link_of_a_mail_is_typed_once_whatever_becomes_of_the_passwords() {
    let (folder, portal) = (folder(), portal());
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico recover {}", portal.url()));
    at_the_link(&mut terminal);
    terminal.press(&format!("{}\n", mailed(&portal)));
    press_twice(&mut terminal, "abc");
    let short = terminal.hear("too short");
    assert!(!short.contains("link of the last mail"), "{short}");
    press_twice(&mut terminal, NEW);
    let (said, status) = terminal.end();
    assert!(said.contains("Signed in: Anna Berg") && !said.contains("link of the last mail"), "{said}");
    assert_eq!(status, Some(0));

    // With the link as what is recovered.
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico recover {}", portal.url()));
    at_the_link(&mut terminal);
    terminal.press("/later\n");
    terminal.end();
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico recover '{}'", mailed(&portal)));
    press_twice(&mut terminal, "abc");
    press_twice(&mut terminal, NEW);
    let (said, status) = terminal.end();
    assert!(said.contains("Signed in: Anna Berg") && !said.contains("link of the last mail"), "{said}");
    assert_eq!(status, Some(0));
}

#[test]
fn a_link_that_cannot_be_the_right_one_is_said_so_before_a_password_is_typed() {
    let (folder, portal) = (folder(), portal());
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico recover {}", portal.url()));
    at_the_link(&mut terminal);
    let link = mailed(&portal);
    let foreign = link.replace("https://localhost", "https://other.example");
    let cut = link.split("USER_CHECKWORD").next().unwrap();
    for wrong in [foreign.as_str(), cut] {
        terminal.press(&format!("{wrong}\n"));
        let said = terminal.hear("mail, or its");
        assert!(said.contains("! ") && !said.contains("New password"), "{wrong}: {said}");
        terminal.hear("):");
    }
    terminal.press("/AGAIN\n");
    let said = terminal.hear("mail, or its");
    assert!(!said.contains("There is no /AGAIN"), "{said}");
    terminal.hear("):");
    // Back from the password the link is still there.
    terminal.press(&format!("{link}\n"));
    terminal.hear("back):");
    terminal.press("\n");
    terminal.hear("empty: the one from before):");
    terminal.press("\n");
    press_twice(&mut terminal, NEW);
    let (said, status) = terminal.end();
    assert!(said.contains("Signed in: Anna Berg"), "{said}");
    assert_eq!(status, Some(0));
}
