//! Ways in beside the password, at a pipe: a mail's link, a QR code's link, an invitation.
#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout};

use portico_portal::Portal;

use crate::support::{folder, portal, portico};

const NEW: &str = "River-stone41";

/// A command that is spoken to in turns.
struct Talk {
    child: Child,
    input: Option<ChildStdin>,
    output: ChildStdout,
    said: Vec<u8>,
}

impl Talk {
    fn start(data: &Path, portal: &Portal, arguments: &[&str]) -> Self {
        let mut child = portico(data, &[portal]).args(arguments).spawn().unwrap();
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        Self { child, input, output, said: Vec::new() }
    }

    fn type_line(&mut self, text: &str) {
        self.input.as_mut().unwrap().write_all(format!("{text}\n").as_bytes()).unwrap();
    }

    /// Reads until this was said.
    fn hear(&mut self, what: &str) {
        let mut part = [0; 4096];
        while !String::from_utf8_lossy(&self.said).contains(what) {
            let read = self.output.read(&mut part).unwrap();
            assert!(read > 0, "{what} in {}", String::from_utf8_lossy(&self.said));
            self.said.extend_from_slice(part.get(..read).unwrap());
        }
    }

    /// The end of input, and everything that was said.
    fn end(mut self) -> (Option<i32>, String) {
        drop(self.input.take());
        self.output.read_to_end(&mut self.said).unwrap();
        (self.child.wait().unwrap().code(), String::from_utf8(self.said).unwrap())
    }
}

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
