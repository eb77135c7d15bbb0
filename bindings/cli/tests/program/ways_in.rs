//! Ways in beside the password, at a pipe: a mail's link, a QR code's link, an invitation.
#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico_portal::Portal;

use crate::support::{folder, portal, portico};
use crate::turns::Talk;

const NEW: &str = "River-stone41";

fn mailed(portal: &Portal) -> String {
    portal.desk().mails().into_iter().rev().find_map(|mail| mail.link).unwrap()
}

#[test]
fn a_forgotten_password_is_made_anew_with_the_mails_link_and_signs_in() {
    let (folder, portal) = (folder(), portal());
    let mut talk = Talk::start(folder.path(), &portal, &["recover", portal.url()]);
    talk.type_line("anna");
    talk.hear("The link of the last mail");
    talk.type_line("no link at all");
    talk.type_line(NEW);
    talk.hear("! ");
    talk.type_line(&mailed(&portal));
    talk.type_line(NEW);
    let (status, said) = talk.end();
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("Signed in: Anna Berg") && !said.contains(NEW), "{said}");

    let mut talk = Talk::start(folder.path(), &portal, &["recover", portal.url()]);
    talk.type_line("anna");
    talk.hear("The link of the last mail");
    let (status, said) = talk.end();
    assert_eq!(status, Some(130), "left, with no problem open: {said}");
    let mut talk = Talk::start(folder.path(), &portal, &["recover", portal.url()]);
    talk.type_line("anna");
    talk.type_line("no link at all");
    talk.type_line(NEW);
    let (status, said) = talk.end();
    assert_eq!(status, Some(3), "stopped at a problem: {said}");
}

#[test]
fn with_the_mails_link_in_hand_only_the_new_password_is_asked_for() {
    let (folder, portal) = (folder(), portal());
    let mut talk = Talk::start(folder.path(), &portal, &["recover", portal.url()]);
    talk.type_line("anna");
    talk.hear("The link of the last mail");
    talk.end();
    let link = mailed(&portal);
    let mut talk = Talk::start(folder.path(), &portal, &["recover", &link]);
    talk.type_line(NEW);
    let (status, said) = talk.end();
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("Signed in: Anna Berg") && !said.contains("Login or e-mail"), "{said}");
    assert_eq!(mailed(&portal), link, "another mail would have ended this one");
}

#[test]
fn an_invitations_link_is_accepted_with_names_and_a_password_and_signs_in() {
    let (folder, portal) = (folder(), portal());
    let link = portal.desk().invite("dora@example.com", Some("anna")).unwrap().link;
    let mut talk = Talk::start(folder.path(), &portal, &["sign-in", &link]);
    for line in ["Dora", "Falk", NEW] {
        talk.type_line(line);
    }
    let (status, said) = talk.end();
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("Signed in: Dora Falk") && !said.contains(NEW), "{said}");
}

#[test]
fn a_forgotten_password_is_made_anew_in_the_middle_of_a_sign_in() {
    let (folder, portal) = (folder(), portal());
    let mut talk = Talk::start(folder.path(), &portal, &["sign-in", portal.url()]);
    for line in ["anna", "not-her-password", "/forgot", "", "no link at all", NEW] {
        talk.type_line(line);
    }
    talk.hear("The link of the last mail");
    talk.type_line(&mailed(&portal));
    talk.type_line(NEW);
    let (status, said) = talk.end();
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("Login or e-mail [anna]") && said.contains("Signed in: Anna Berg"), "{said}");
    let left = portico(folder.path(), &[&portal]).args(["--json", "accounts"]).output().unwrap();
    let left = String::from_utf8(left.stdout).unwrap();
    assert_eq!(left.matches("\"origin\"").count(), 1, "the sign-in that asked is gone: {left}");
}
