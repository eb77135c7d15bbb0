//! What a problem advises can be done from where it is read.

use serde_json::json;

use crate::support::{PASSWORD, folder, lock_out, portal, run};

#[test]
fn each_step_of_a_problem_says_how() {
    let (folder, portal) = (folder(), portal());
    let say = |arguments: &[&str]| run(folder.path(), &portal, arguments, "").said;
    let told = say(&["explain", "S10"]);
    assert!(told.contains("https://www.bitrix24.net/passport/view/"), "a button's address: {told}");
    let wrong = run(folder.path(), &portal, &["sign-in", portal.url()], "anna\nwrong-one1\n").said;
    assert!(wrong.contains(&format!("(portico recover {})", portal.url())), "{wrong}");
    run(folder.path(), &portal, &["sign-in", portal.url()], format!("anna\n{PASSWORD}\n"));
    lock_out(&portal);
    portal.desk().advance(25 * 60).unwrap();
    let locked = say(&["check"]);
    assert!(locked.contains("(portico sign-in, or i in the list)"), "{locked}");
    let picture = run(folder.path(), &portal, &["sign-in", portal.url()], "anna\nwrong-one1\n").said;
    assert!(picture.contains("(/new)"), "{picture}");
}

#[test]
fn a_wait_is_said_as_people_say_it() {
    let (folder, portal) = (folder(), portal());
    let fault = json!({"kind": "status", "status": 429, "headers": {"Retry-After": "3600"}, "count": 1});
    portal.desk().fault(&fault).unwrap();
    let said = run(folder.path(), &portal, &["sign-in", portal.url()], "").said;
    assert!(said.contains(", in an hour.") && !said.contains("3600 s"), "{said}");
    let said = run(folder.path(), &portal, &["recover", portal.url()], "anna\n").said;
    assert!(said.contains("another mail, in 60 seconds;"), "{said}");
}
