//! An invitation's link, at a keyboard and at a pipe.
#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico_portal::Portal;

use crate::screen::{CTRL_C, Terminal};
use crate::support::{Ended, folder, portal, run};

const PASSWORD: &str = "Moon-flower77";

fn invited(portal: &Portal) -> String {
    portal.desk().invite("carla@company.example", None).unwrap().link
}

fn is_open(portal: &Portal) -> bool {
    portal.desk().state().unwrap().users.into_iter().any(|user| user.login == "carla@company.example" && user.invited)
}

#[test]
fn a_command_at_an_invitation_is_no_name_and_names_outlive_passwords_that_differ() {
    let (folder, portal) = (folder(), portal());
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in '{}'", invited(&portal)));
    terminal.hear("Open it?");
    terminal.press("y\n");
    terminal.hear("First name:");
    terminal.press("/lateer\n");
    terminal.hear("There is no /lateer here.");
    terminal.hear("First name:");
    terminal.press("Carla\n");
    terminal.hear("Last name:");
    terminal.press("/Back\n");
    terminal.hear("First name [Carla]:");
    terminal.press("\n");
    terminal.hear("Last name:");
    terminal.press("Dunn\n");
    terminal.hear("back):");
    terminal.press(&format!("{PASSWORD}\n"));
    terminal.hear("Once more:");
    terminal.press("another-one1\n");
    terminal.hear("not the same");
    let asked = terminal.hear("back):");
    assert!(!asked.contains("name"), "{asked}");
    terminal.press(&format!("{PASSWORD}\n"));
    terminal.hear("Once more:");
    terminal.press(&format!("{PASSWORD}\n"));
    let (said, status) = terminal.end();
    assert!(said.contains("Signed in: Carla Dunn"), "{said}");
    assert_eq!(status, Some(0));
}

#[test]
fn leaving_an_invitation_accepts_nothing_and_promises_nothing() {
    for (keys, status) in [("/Later\n", 1), ("/back\n", 1), ("/cancel\n", 1), (CTRL_C, 130)] {
        let (folder, portal) = (folder(), portal());
        let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in '{}'", invited(&portal)));
        terminal.hear("Open it?");
        terminal.press("y\n");
        terminal.hear("First name:");
        terminal.press(keys);
        let (said, ended) = terminal.end();
        assert_eq!(ended, Some(status), "{keys:?}: {said}");
        assert!(!said.contains("What was begun is kept"), "{keys:?}: {said}");
        assert!(is_open(&portal), "{keys:?}");
    }
}

#[test]
fn an_invitation_that_is_used_up_ends_there() {
    let (folder, portal) = (folder(), portal());
    let link = invited(&portal);
    let accepted = run(folder.path(), &portal, &["sign-in", &link], format!("Carla\nDunn\n{PASSWORD}\n"));
    assert_eq!(accepted.status, Some(0), "{}", accepted.said);
    let Ended { status, said, errors } = run(folder.path(), &portal, &["sign-in", &link], "");
    assert_eq!(status, Some(1), "{said}{errors}");
    assert!(said.contains("accepted already") && !said.contains("First name"), "{said}");
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in '{link}'"));
    terminal.hear("Open it?");
    terminal.press("y\n");
    let (said, status) = terminal.end();
    assert!(said.contains("accepted already"), "{said}");
    assert_eq!(status, Some(1));
}

#[test]
fn a_script_whose_invitation_met_a_problem_is_told_so_and_nothing_untrue() {
    let (folder, portal) = (folder(), portal());
    let Ended { status, said, errors } =
        run(folder.path(), &portal, &["sign-in", &invited(&portal)], "Carla\nDunn\nabc\n");
    assert_eq!(status, Some(3), "{said}{errors}");
    assert!(!errors.contains("What was begun is kept"), "{errors}");
    let listed = run(folder.path(), &portal, &["accounts"], "").said;
    assert!(!listed.contains("unfinished"), "{listed}");
}
