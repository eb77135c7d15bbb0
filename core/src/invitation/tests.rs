//! Pages of invitations, read by markers and codes (J2, P41, R11).

use proptest::prelude::*;
use time::macros::datetime;
use url::Url;

use super::verdict::{Seen, seen};
use crate::records::ProblemCode;
use crate::transport::{Response, TransportProblem};

fn answer(status: u16, location: Option<&str>, body: &str) -> Seen {
    let headers = location.map(|to| ("location".to_owned(), to.to_owned())).into_iter().collect();
    let response = Response {
        status,
        headers,
        body: body.as_bytes().to_vec(),
        round_trip: Default::default(),
        secrets: Vec::new(),
    };
    let portal = Url::parse("https://portal.example/").unwrap();
    seen(Ok(response), &portal, "portal.example", datetime!(2025-03-01 12:00 UTC))
}

const FORM: &str = "<input name=NAME value=Anna><input name=LAST_NAME value=\"Berg \"><input name=CONFIRM_PASSWORD><input name=sessid value=5813>";

#[test]
fn each_code_is_its_own_problem_and_without_one_the_form_tells() {
    for (text, form, want) in [
        ("E02: signed in", false, ProblemCode::InvitationSignedIn),
        ("E03: ist inaktiv", false, ProblemCode::InvitationInactive),
        ("E04", false, ProblemCode::InvitationWrongLink),
        ("E05: The checkword is incorrect.", false, ProblemCode::InvitationWrongLink),
        ("E07: kurz", true, ProblemCode::InvitationPasswordRefused),
        ("E08 - other", true, ProblemCode::InvitationPasswordRefused),
        ("E21: name", true, ProblemCode::NamesNeeded),
        ("E22: name", true, ProblemCode::NamesNeeded),
        ("E30: confirmed", false, ProblemCode::InvitationUsed),
        ("E99: unheard of", true, ProblemCode::InvitationNotTaken),
        ("E055 is a street", false, ProblemCode::InvitationRefused),
        ("The checkword is incorrect.", false, ProblemCode::InvitationRefused),
    ] {
        let page = format!("<p class=errortext>{text}</p>{}", if form { FORM } else { "" });
        let Seen::Refused(trouble, _) = answer(200, None, &page) else { unreachable!("{text}") };
        assert_eq!((trouble.code, trouble.detail.as_deref()), (want, Some(text)));
    }
}

#[test]
fn only_a_redirect_into_the_portal_accepts() {
    assert_eq!(answer(302, Some("/"), ""), Seen::Accepted);
    assert_eq!(answer(302, Some("https://portal.example/?done=1"), ""), Seen::Accepted);
    for (status, to) in [(302, "/auth/?x=1"), (302, "https://elsewhere.example/"), (301, "/"), (307, "/")] {
        assert!(matches!(answer(status, Some(to), ""), Seen::NotJudged(_)), "{status} {to}");
    }
    assert_eq!(answer(200, None, "<h1>Welcome</h1>"), Seen::Unreadable);
    assert_eq!(answer(200, None, "<p class=notetext>Welcome</p>"), Seen::Unreadable);
    let Seen::Form { person, sessid } = answer(200, None, FORM) else { unreachable!() };
    assert_eq!((person.as_deref(), sessid.is_some()), (Some("Anna Berg"), true));
}

#[test]
fn what_was_not_sent_is_not_lost() {
    let portal = Url::parse("https://portal.example/").unwrap();
    let at = datetime!(2025-03-01 12:00 UTC);
    let lost = seen(Err(TransportProblem::Broken { sent: true }), &portal, "h", at);
    assert_eq!(lost, Seen::Lost);
    let kept = seen(Err(TransportProblem::NoConnection), &portal, "h", at);
    assert!(matches!(kept, Seen::NotJudged(_)));
}

proptest! {
    /// R14, R11: no page whatever accepts.
    #[test]
    fn no_page_accepts(body in "\\PC{0,200}") {
        prop_assert_ne!(answer(200, None, &body), Seen::Accepted);
    }
}
