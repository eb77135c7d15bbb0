//! What a person typed is not lost by leaving, nor by a call that fails.

use crate::screen::{CTRL_C, Terminal};
use crate::support::{Ended, PASSWORD, folder, portal, run};

#[test]
fn a_login_is_offered_again_after_leaving_at_the_password() {
    let (folder, portal) = (folder(), portal());
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in {}", portal.url()));
    terminal.hear("Login:");
    terminal.press("anna.berg\n");
    terminal.hear("login):");
    terminal.press(CTRL_C);
    assert_eq!(terminal.end().1, Some(130));
    let listed = run(folder.path(), &portal, &["accounts"], "").said;
    assert!(listed.contains("as anna.berg"), "{listed}");
    let said = run(folder.path(), &portal, &["sign-in", portal.url()], "").said;
    assert!(said.contains("Login [anna.berg]:"), "{said}");
}

/// R5: a password typed into the wrong field is not written down.
#[test]
fn what_may_be_a_password_is_not_kept_as_a_login() {
    let (folder, portal) = (folder(), portal());
    run(folder.path(), &portal, &["sign-in", portal.url()], format!("{PASSWORD}\n"));
    let said = run(folder.path(), &portal, &["--json", "accounts"], "").said
        + &run(folder.path(), &portal, &["sign-in", portal.url()], "").said;
    assert!(!said.contains(PASSWORD), "{said}");
}

#[test]
fn a_login_is_offered_again_after_a_call_that_failed_and_why_is_said_in_words() {
    let (folder, portal) = (folder(), portal());
    let long = "x".repeat(2_000);
    let mut terminal = Terminal::start(folder.path(), &portal, &format!("portico sign-in {}", portal.url()));
    terminal.hear("Login:");
    terminal.press("anna\n");
    terminal.hear("login):");
    terminal.press(&format!("{long}\n"));
    let failed = terminal.hear("Login [anna]:");
    assert!(failed.contains("This password is too long") && !failed.contains("invalid argument"), "{failed}");
    terminal.press("\n");
    terminal.hear("login):");
    terminal.press(&format!("{PASSWORD}\n"));
    let (said, status) = terminal.end();
    assert!(said.contains("Signed in: Anna Berg"), "{said}");
    assert_eq!(status, Some(0));
}

#[test]
fn an_answer_that_cannot_be_one_is_refused_in_words() {
    let (folder, portal) = (folder(), portal());
    let login = "l".repeat(1_025);
    let Ended { status, said, errors } =
        run(folder.path(), &portal, &["sign-in", portal.url()], format!("{login}\n{PASSWORD}\n"));
    assert_eq!(status, Some(1), "{said}{errors}");
    assert!(said.contains("This login is too long"), "{said}");
    run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n"));
    let Ended { status, errors, .. } = run(folder.path(), &portal, &["call", "no such"], "");
    assert_eq!(status, Some(1));
    assert!(errors.contains("profile") && !errors.contains("invalid argument"), "{errors}");
}
