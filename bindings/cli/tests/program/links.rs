//! A link from a mail goes on as what it is, wherever it is pasted.
#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

use portico_portal::Portal;

use crate::support::{Ended, PASSWORD, folder, portal, run};

const NEW: &str = "River-stone41";

/// Where a link can be pasted: the command, and the lines up to the link.
fn prompts(portal: &Portal) -> [(Vec<&str>, &'static str); 3] {
    [(vec!["sign-in"], ""), (vec!["sign-in", portal.url()], "/link\n"), (vec!["sign-in", portal.url()], "/back\n")]
}

#[test]
fn an_invitation_is_accepted_at_every_prompt_that_asks_for_a_link() {
    for at in 0..3 {
        let (folder, portal) = (folder(), portal());
        let link = portal.desk().invite("carla@company.example", None).unwrap().link;
        let prompts = prompts(&portal);
        let (arguments, before) = prompts.get(at).unwrap();
        let typed = format!("{before}{link}\nCarla\nDunn\n{NEW}\n");
        let Ended { status, said, errors } = run(folder.path(), &portal, arguments, typed);
        assert_eq!(status, Some(0), "{arguments:?} {before}: {said}{errors}");
        assert!(said.contains("Signed in: Carla Dunn"), "{said}");
        let listed = run(folder.path(), &portal, &["accounts"], "").said;
        assert!(!listed.contains("unfinished"), "the sign-in that asked is gone: {listed}");
    }
}

fn mailed(portal: &Portal) -> String {
    let folder = folder();
    run(folder.path(), portal, &["recover", portal.url()], "anna\n");
    portal.desk().mails().into_iter().rev().find_map(|mail| mail.link).unwrap()
}

#[test]
fn a_recoverys_link_makes_a_new_password_at_every_prompt_that_asks_for_a_link() {
    for at in 0..4 {
        let (folder, portal) = (folder(), portal());
        let link = mailed(&portal);
        let prompts = prompts(&portal);
        let ended = match prompts.get(at) {
            Some((arguments, before)) => run(folder.path(), &portal, arguments, format!("{before}{link}\n{NEW}\n")),
            None => run(folder.path(), &portal, &["sign-in", &link], format!("{NEW}\n")),
        };
        let Ended { status, said, errors } = ended;
        assert_eq!(status, Some(0), "{at}: {said}{errors}");
        assert!(said.contains("a new password at localhost") && said.contains("Signed in: Anna Berg"), "{said}");
        let listed = run(folder.path(), &portal, &["accounts"], "").said;
        assert!(!listed.contains("unfinished"), "the sign-in that asked is gone: {listed}");
    }
}

#[test]
fn a_link_that_is_left_leads_back_to_the_step_it_was_pasted_at() {
    let (folder, portal) = (folder(), portal());
    let link = portal.desk().invite("carla@company.example", None).unwrap().link;
    let typed = format!("/link\n{link}\n/back\nanna\n{PASSWORD}\n");
    let Ended { status, said, errors } = run(folder.path(), &portal, &["sign-in", portal.url()], typed);
    assert_eq!(status, Some(0), "{said}{errors}");
    assert!(said.contains("Nothing was accepted") && said.contains("Signed in: Anna Berg"), "{said}");
}
