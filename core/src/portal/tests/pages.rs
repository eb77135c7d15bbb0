//! Pages for people, read by their markers (I8), and the requests that bring them (I1, I3).

use proptest::prelude::*;

use super::{now, portal, response};
use crate::portal::answer::Answer;
use crate::portal::page::{MAX_PAGE_BODY, Page, read_page};
use crate::portal::recovery::{NewPassword, RecoveryAnswer, change_password, read_recovery, send_mail};
use crate::secret::Secret;
use crate::transport::{Method, Request};

fn page(html: &str) -> Page {
    read_page(&response(200, &[], html))
}

fn answer(html: &str) -> RecoveryAnswer {
    read_recovery(&response(200, &[("content-type", "text/html")], html), &portal(), now())
}

fn body(request: &Request) -> String {
    request.body.as_ref().unwrap().expose().to_owned()
}

const FORM: &str = "<form><input name=\"USER_CHECKWORD\" value=\"old\"></form>";

#[test]
fn the_words_of_an_old_portal_are_read_in_the_charset_it_names() {
    // "Пароль"
    let page = b"<font class=errortext>\xCF\xE0\xF0\xEE\xEB\xFC</font>";
    let old = response(200, &[("content-type", "text/html; charset=windows-1251")], page);
    let RecoveryAnswer::Refused { says, .. } = read_recovery(&old, &portal(), now()) else { unreachable!() };
    assert_eq!(says.as_deref(), Some("Пароль"));
}

#[test]
fn the_stock_markers() {
    let refused = page("<p><font class=\"errortext\">Login or E-mail not found<br></font></p>");
    assert_eq!((refused.refusal.as_deref(), refused.acceptance), (Some("Login or E-mail not found"), None));
    let accepted = page("<html><P CLASS='note notetext'>A code has <b>just</b> been sent.</P>rest");
    assert_eq!((accepted.acceptance.as_deref(), accepted.refusal), (Some("A code has just been sent."), None));
}

#[test]
fn markers_in_every_writing() {
    for html in [
        "<div class=errortext>no</div>",
        "<div class = \"errortext\" id=x>no</div>",
        "<div id=a class='big errortext\tred'>no</div>",
        "<DIV data-x='a>b' CLASS=\"errortext\">no",
        "<div class=\"errortext\"><div>no</div></div>",
        "<span class=\"error&#116;ext errortext\">no</span>",
        "<!-- <p class=notetext>yes</p> --><p class=errortext>no</p>",
        "<script>'<p class=notetext>yes</p>'</script><p class=errortext>no</p>",
        "<p class=errortext> </p><p class=errortext>no</p>",
    ] {
        let read = page(html);
        assert_eq!((read.refusal.as_deref(), read.acceptance), (Some("no"), None), "{html}");
    }
}

#[test]
fn what_is_no_marker() {
    for html in [
        "",
        "errortext",
        "<p>errortext</p>",
        "<p class=\"my-errortext\">no</p>",
        "<p class=\"errortext\"></p>",
        "<p class=\"notetext\"> &nbsp; </p>",
        "<p title=\"class=errortext\">no</p>",
        "<!-- <p class=\"errortext\">no</p>",
        "<style>.errortext {}</style>",
        "<input class=\"errortext\" value=\"no\">",
        "< p class=\"errortext\">no</p>",
    ] {
        assert_eq!(page(html), Page::default(), "{html}");
    }
}

#[test]
fn an_element_ends_where_it_ends() {
    let nested = page("<div class=\"errortext\">a<div>b</div>c</div>d<div>e</div>");
    assert_eq!(nested.refusal.as_deref(), Some("a b c"));
    let open = page(&format!("<div class=\"errortext\">{}", "x".repeat(10_000)));
    assert_eq!(open.refusal.unwrap().chars().count(), 300, "shown, so it is short");
}

#[test]
fn fields_by_name() {
    let read = page(
        "<input type=hidden name='captcha_sid' value=\"75d8\"><select name=a><option value=1></select>\
         <textarea name=t></textarea><input name=\"NAME\" value=\"Anna &amp; Co\"><input value=x><input name=NAME value=later>",
    );
    assert_eq!(read.field("captcha_sid"), Some("75d8"));
    assert_eq!(read.field("NAME"), Some("Anna & Co"));
    assert_eq!((read.field("a"), read.field("t"), read.field("x")), (Some(""), Some(""), None));
    assert!(!format!("{read:?}").contains("75d8"), "values may be secrets");
}

#[test]
fn a_refusal_is_never_taken_for_an_acceptance() {
    let both = "<p class=notetext>Password changed</p><p class=errortext>Expired</p>";
    assert_eq!(answer(both), RecoveryAnswer::Refused { says: Some("Expired".to_owned()), form: false, sid: None });
    assert_eq!(answer("<p class=notetext>Sent</p>"), RecoveryAnswer::Accepted);
    assert_eq!(answer(&format!("<p class=notetext>Changed</p>{FORM}")), RecoveryAnswer::Accepted);
    assert_eq!(answer(FORM), RecoveryAnswer::Refused { says: None, form: true, sid: None });
    assert_eq!(answer("<h1>Password successfully changed</h1>"), RecoveryAnswer::Unmarked, "R11: words decide nothing");
    assert_eq!(answer(""), RecoveryAnswer::Unmarked);
    let picture = "<p class=errortext>no</p><input name=captcha_sid value=4dd9>";
    let RecoveryAnswer::Refused { sid, form, .. } = answer(picture) else { unreachable!() };
    assert_eq!((sid.as_deref(), form), (Some("4dd9"), false));
}

#[test]
fn another_status_is_no_page() {
    let accepted = "<p class=notetext>Sent</p>";
    for (status, want) in
        [(403, "Forbidden"), (503, "Failing"), (429, "Busy"), (521, "NetworkServiceDown"), (404, "Gone")]
    {
        let read = read_recovery(&response(status, &[], accepted), &portal(), now());
        let RecoveryAnswer::Other(answer) = read else { unreachable!("{status}: {read:?}") };
        assert!(format!("{answer:?}").starts_with(want), "{answer:?}");
    }
    let moved = response(302, &[("location", "https://new.example/auth/?USER_CHECKWORD=secret")], "");
    let RecoveryAnswer::Other(Answer::Moved { to }) = read_recovery(&moved, &portal(), now()) else { unreachable!() };
    assert_eq!(to.unwrap().as_str(), "https://new.example/");
}

#[test]
fn i1_the_request_for_a_mail() {
    let request = send_mail(&portal(), "anna", None);
    assert_eq!(
        (request.method, request.url.as_str()),
        (Method::Post, "https://portal.example/auth/?forgot_password=yes")
    );
    assert_eq!(body(&request), "AUTH_FORM=Y&TYPE=SEND_PWD&USER_LOGIN=anna");
    assert!(request.max_body <= MAX_PAGE_BODY);
    let by_mail = send_mail(&portal(), "anna@firm.example", Some(("75d8", "k7 rwm")));
    assert_eq!(
        body(&by_mail),
        "AUTH_FORM=Y&TYPE=SEND_PWD&USER_LOGIN=anna%40firm.example&USER_EMAIL=anna%40firm.example&captcha_sid=75d8&captcha_word=k7+rwm"
    );
}

#[test]
fn i3_the_new_password_is_in_the_body_alone() {
    let new =
        NewPassword { login: "anna".to_owned(), checkword: Secret::from("a1b2"), password: Secret::from("ne w&1") };
    let request = change_password(&portal(), &new, None);
    assert_eq!(
        (request.method, request.url.as_str()),
        (Method::Post, "https://portal.example/auth/?change_password=yes")
    );
    assert_eq!(
        body(&request),
        "AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_LOGIN=anna&USER_CHECKWORD=a1b2&USER_PASSWORD=ne+w%261&USER_CONFIRM_PASSWORD=ne+w%261"
    );
    let shown = format!("{new:?} {request:?}");
    assert!(!shown.contains("a1b2") && !shown.contains("ne w"), "{shown}");
}

/// Pieces that pages are made of, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[ -~]{0,12}",
        1 => "\\PC{0,8}",
        2 => prop_oneof![
            Just("<p class=errortext>"), Just("<p class=\"notetext\">"), Just("</p>"), Just("<div>"), Just("</div>"),
            Just("<!--"), Just("-->"), Just("<script>"), Just("</script>"), Just("<input name=USER_CHECKWORD>"),
            Just("<input name='"), Just("class="), Just("\""), Just("<"), Just("</"), Just("&#x3c;"), Just("<font class='errortext"),
        ].prop_map(str::to_owned),
    ]
}

proptest! {
    /// R14: whatever comes is read, in bounds.
    #[test]
    fn any_page_is_read(pieces in proptest::collection::vec(piece(), 0..60)) {
        let read = page(&pieces.concat());
        for text in [&read.refusal, &read.acceptance].into_iter().flatten() {
            prop_assert!(!text.is_empty() && text.chars().count() <= 300);
            prop_assert!(!text.contains(char::is_control));
        }
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_page(&response(200, &[], &bytes));
    }

    /// I8: without a filled marker nothing is ever accepted.
    #[test]
    fn only_the_marker_accepts(before in "[ -;=?-~]{0,80}", after in "[ -;=?-~]{0,80}") {
        prop_assert_ne!(answer(&format!("{before}<b>{after}</b>")), RecoveryAnswer::Accepted);
        let marked = answer(&format!("{before}<p class=\"notetext\">ok</p>{after}"));
        prop_assert_eq!(marked, RecoveryAnswer::Accepted);
    }

    /// A page is read in time that grows with its length alone.
    #[test]
    fn hostile_repetition_ends(unit in prop_oneof![Just("<p class=errortext>"), Just("<a b=c "), Just("<!--"), Just("</"), Just("<script>"), Just("='\"")], n in 1_usize..2_000) {
        let _ = page(&unit.repeat(n));
    }
}
