//! A script at a pipe: a line answers the question it was meant for, or none.

use serde_json::json;

use crate::support::{Ended, PASSWORD, folder, portal, run};

/// R5: a line that is read as an address goes out in a name look-up and into a file.
#[test]
fn a_portal_that_does_not_answer_makes_no_address_of_a_scripts_login_or_password() {
    for arguments in [&["sign-in"][..], &["--json", "sign-in"]] {
        let (folder, portal) = (folder(), portal());
        portal.desk().fault(&json!({"kind": "status", "status": 503, "count": 1})).unwrap();
        let Ended { status, said, errors } =
            run(folder.path(), &portal, &[arguments, &[portal.url()]].concat(), "boris\nsunflower\n");
        assert_eq!(status, Some(3), "{said}{errors}");
        assert!(!format!("{said}{errors}").contains("Address"), "{said}{errors}");
        let listed = run(folder.path(), &portal, &["--json", "accounts"], "").said + &said + &errors;
        assert!(!listed.contains("boris") && !listed.contains("sunflower"), "{listed}");
    }
}

#[test]
fn at_a_pipe_an_address_is_asked_for_once() {
    let (folder, portal) = (folder(), portal());
    let Ended { status, said, errors } = run(folder.path(), &portal, &["sign-in"], "no address\nboris\nsunflower\n");
    assert_eq!(status, Some(3), "{said}{errors}");
    assert_eq!(said.matches("Address").count(), 1, "{said}");
    assert!(!said.contains("boris") && !said.contains("sunflower"), "{said}");
}

/// A link is agreed to with a yes; everything else a script says there was meant for another question.
#[test]
fn a_scripts_lines_for_a_password_do_not_become_an_address_at_a_link() {
    let (folder, portal) = (folder(), portal());
    let hash = portal.desk().hash("anna", "preset_task", None).unwrap();
    let link = hash["link"].as_str().unwrap();
    for typed in [format!("anna\n{PASSWORD}\n"), format!("n\n{PASSWORD}\n")] {
        let Ended { status, said, errors } = run(folder.path(), &portal, &["sign-in", link], &typed);
        assert_eq!(status, Some(1), "{said}{errors}");
        assert!(!said.contains("Address"), "{said}");
    }
}

#[test]
fn a_script_that_stopped_goes_on_with_its_unfinished_sign_in() {
    let (folder, portal) = (folder(), portal());
    let stopped = run(folder.path(), &portal, &["sign-in", portal.url()], "boris\nwrong\n");
    assert_eq!(stopped.status, Some(3), "{}", stopped.said);
    assert!(stopped.errors.contains("`portico sign-in` with the portal's address"), "{}", stopped.errors);
    let Ended { status, said, errors } = run(folder.path(), &portal, &["sign-in", portal.url()], "\nRain-coat7\n");
    assert_eq!(status, Some(0), "{said}{errors}");
    assert!(said.starts_with("Going on with the unfinished sign-in to localhost"), "{said}");
    assert!(said.contains("Login [boris]") && !said.contains("Address"), "{said}");
    let listed = run(folder.path(), &portal, &["accounts"], "").said;
    assert!(!listed.contains("unfinished"), "{listed}");
}

#[test]
fn a_script_that_names_no_portal_types_nothing_into_a_sign_in_that_was_left() {
    let (folder, portal) = (folder(), portal());
    run(folder.path(), &portal, &["sign-in", portal.url()], "boris\nwrong\n");
    let before = portal.desk().requests(0).len();
    let elsewhere = run(folder.path(), &portal, &["sign-in"], "https://127.0.0.1:1\nboris\nRain-coat7\n");
    assert!(elsewhere.said.contains("Address") && !elsewhere.said.contains("Going on"), "{}", elsewhere.said);
    assert_eq!(portal.desk().requests(0).len(), before, "a password for another portal is not tried at this one");
}

#[test]
fn a_script_that_begins_again_at_the_same_portal_leaves_no_second_row_and_is_asked_the_same_questions() {
    let (folder, portal) = (folder(), portal());
    let anna = portal.desk().state().unwrap().users[0].id;
    portal.desk().patch_user(anna, &json!({"otp": {"type": "totp"}})).unwrap();
    for typed in ["anna\nwrong\n".to_owned(), format!("anna\n{PASSWORD}\n"), format!("anna\n{PASSWORD}\n")] {
        let ended = run(folder.path(), &portal, &["sign-in", portal.url()], &typed);
        assert!(ended.said.contains("Login") && !ended.said.contains("cannot be a code"), "{}", ended.said);
    }
    let listed = run(folder.path(), &portal, &["accounts"], "").said;
    assert!(listed.contains("u1. ") && !listed.contains("u2. "), "{listed}");
    // The portal was away: what is left is at its address.
    portal.desk().fault(&json!({"kind": "status", "status": 503, "count": 1})).unwrap();
    run(folder.path(), &portal, &["sign-in", portal.url()], "/back\n\n");
    let code = portal.desk().user(anna).unwrap().otp.unwrap().current_code;
    let done = run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n{code}\n"));
    assert!(done.said.contains("Signed in: Anna Berg"), "{}{}", done.said, done.errors);
    let listed = run(folder.path(), &portal, &["accounts"], "").said;
    assert!(!listed.contains("unfinished"), "{listed}");
}
