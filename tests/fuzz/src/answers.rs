//! Answers of a portal, written as a file that people can read: the status, headers, an empty line, the body's bytes.

use std::time::Duration;

use portico::portal::answer::{Answer, RestAnswer};
use portico::portal::checkout::read_checkout;
use portico::portal::clean::{MAX_PAGE, MAX_TEXT, clean_page};
use portico::portal::cookies::Jar;
use portico::portal::headers::LONGEST_WAIT_S;
use portico::portal::host::{is_loopback, may_name};
use portico::portal::invitation::{InvitationAnswer, read_invitation};
use portico::portal::logout;
use portico::portal::picture::{MAX_SIDE, read_new_sid, read_picture};
use portico::portal::push_otp::{SmsAnswer, read_sms, read_token};
use portico::portal::recovery::{RecoveryAnswer, read_recovery};
use portico::portal::rest::read_rest;
use portico::secret::Secret;
use portico::transport::Response;
use time::OffsetDateTime;
use url::Url;

/// What was sent: no text that is shown may repeat it (R5),
const SENT: &str = "correct horse";
/// nor in another spelling.
const SPELT: [&str; 6] =
    [SENT, "correct+horse", "correct%20horse", "correct\\u0020horse", "correct&#32;horse", "y29ycmvjdcbob3jz"];

/// An answer to checkout (section B), and to a logout, which is read less closely (E10).
pub(crate) fn checkout(bytes: &[u8]) {
    let (response, portal) = (response(bytes), portal());
    let answer = read_checkout(&response, &portal, now());
    let signed_in = matches!(answer, Answer::SignedIn(_));
    assert!(!signed_in || response.status == 200, "T1: nothing but 200 signs in");
    of_checkout(&answer, &portal);
    logout::is_portals_answer(&response, &portal);
    read_token(&response);
}

/// An answer to a REST call (section L).
pub(crate) fn rest(bytes: &[u8]) {
    let (response, portal) = (response(bytes), portal());
    let answer = read_rest(&response, &portal, now());
    let result = matches!(answer, RestAnswer::Result(_));
    assert!(!result || response.status == 200, "L3: nothing but 200 is a result");
    of_rest(&answer, &portal);
}

/// A page for people: recovery (I8), an invitation (J2), what stands on a page that forbids (T17).
pub(crate) fn page(bytes: &[u8]) {
    let (response, portal) = (response(bytes), portal());
    match read_recovery(&response, &portal, now()) {
        RecoveryAnswer::Refused { says, .. } => shown(says.as_deref(), MAX_TEXT),
        RecoveryAnswer::Other(answer) => of_checkout(&answer, &portal),
        RecoveryAnswer::Accepted | RecoveryAnswer::Unmarked => {}
    }
    match read_invitation(&response, &portal, now()) {
        InvitationAnswer::Form { person: says, .. } | InvitationAnswer::Refused { says, .. } => {
            shown(says.as_deref(), MAX_TEXT);
        }
        InvitationAnswer::Other(answer) => of_checkout(&answer, &portal),
        InvitationAnswer::Accepted | InvitationAnswer::Unmarked => {}
    }
    shown(clean_page(&response).as_deref(), MAX_PAGE);
}

/// A picture (C1, C5), or the id of a new one (C4).
pub(crate) fn picture(bytes: &[u8]) {
    let response = response(bytes);
    if let Ok(picture) = read_picture(&response, now()) {
        assert!((1..=MAX_SIDE).contains(&picture.width) && (1..=MAX_SIDE).contains(&picture.height));
        assert_eq!(picture.bytes, response.body, "the picture is what came");
    }
    if let Some(sid) = read_new_sid(&response) {
        assert!(!sid.is_empty() && !sid.contains(char::is_whitespace), "an id is one word");
    }
}

/// An answer to `sendSms` (D7).
pub(crate) fn sms(bytes: &[u8]) {
    let (response, portal) = (response(bytes), portal());
    match read_sms(&response, &portal, now()) {
        SmsAnswer::Sent { wait_s, .. } | SmsAnswer::TooSoon { wait_s } => assert!(wait_s <= LONGEST_WAIT_S, "Q15"),
        SmsAnswer::Refused { text, .. } => shown(text.as_deref(), MAX_TEXT),
        SmsAnswer::StaleToken { .. } => {}
        SmsAnswer::Other(answer) => of_rest(&answer, &portal),
    }
}

/// The cookies of an answer: within bounds, only for where they came from (R6), and the same after a restart.
pub(crate) fn cookies(bytes: &[u8]) {
    let (response, portal) = (response(bytes), portal());
    let mut jar = Jar::new(&portal);
    jar.take(&portal, &response.headers, now());
    let sent = jar.header(&portal);
    for header in sent.iter().map(Secret::expose) {
        assert!(header.bytes().all(|byte| (b' '..=b'~').contains(&byte)), "a header of visible ASCII: {header:?}");
    }
    assert_eq!(jar.header(&elsewhere()), None, "R6");
    let again = Jar::from_sealed_json(&portal, &jar.to_sealed_json()).ok();
    assert_eq!(again.and_then(|jar| jar.header(&portal)), sent, "as before after a restart");
}

fn of_checkout(answer: &Answer, portal: &Url) {
    match answer {
        Answer::SignedIn(signed_in) => {
            let photo = signed_in.photo_url.as_deref().and_then(|photo| Url::parse(photo).ok());
            assert_eq!(photo.is_some(), signed_in.photo_url.is_some(), "a photo's address is one");
            assert!(photo.is_none_or(|photo| may_name(portal, &photo)), "R15");
        }
        Answer::NotSignedIn(refused) => {
            shown(refused.says.as_deref(), MAX_TEXT);
            let url = refused.captcha.as_ref().and_then(|captcha| captcha.url.as_ref());
            assert!(url.is_none_or(|url| may_name(portal, url)), "R15");
        }
        Answer::Forbidden { page } => shown(page.as_deref(), MAX_PAGE),
        Answer::Moved { to } => moved(to.as_ref(), portal),
        Answer::Busy { wait_s } => assert!((1..=LONGEST_WAIT_S).contains(wait_s), "Q15"),
        Answer::Portal(_)
        | Answer::NotCheckout
        | Answer::Gone
        | Answer::Failing { .. }
        | Answer::NetworkServiceDown
        | Answer::Unreadable { .. } => {}
    }
}

fn of_rest(answer: &RestAnswer, portal: &Url) {
    match answer {
        RestAnswer::Error { code, text, .. } => {
            shown(Some(code), MAX_TEXT);
            shown(text.as_deref(), MAX_TEXT);
        }
        RestAnswer::Forbidden { page } => shown(page.as_deref(), MAX_PAGE),
        RestAnswer::Moved { to } => moved(to.as_ref(), portal),
        RestAnswer::Busy { wait_s } => assert!((1..=LONGEST_WAIT_S).contains(wait_s), "Q15"),
        RestAnswer::Result(_)
        | RestAnswer::StaleToken { .. }
        | RestAnswer::NoSession
        | RestAnswer::Failing { .. }
        | RestAnswer::NetworkServiceDown
        | RestAnswer::Unreadable { .. } => {}
    }
}

/// T18: another origin, bare, and one that a portal may name (R15).
fn moved(to: Option<&Url>, portal: &Url) {
    if let Some(to) = to {
        assert!(may_name(portal, to) && to.origin() != portal.origin() && !is_loopback(to), "R15: {to}");
        assert_eq!((to.path(), to.query(), to.fragment()), ("/", None, None), "nothing of what was sent");
    }
}

/// What is shown is one line, bounded, and repeats nothing that was sent (R5).
fn shown(text: Option<&str>, most: usize) {
    if let Some(text) = text {
        assert!(text.chars().count() <= most, "{} characters", text.chars().count());
        assert!(!text.chars().any(char::is_control), "one line: {text:?}");
        let same_case = text.to_lowercase();
        assert!(!SPELT.iter().any(|spelt| same_case.contains(spelt)), "R5: {text:?}");
    }
}

fn response(bytes: &[u8]) -> Response {
    let end = bytes.windows(2).position(|two| two == b"\n\n");
    let (head, body) = end.and_then(|end| Some((bytes.get(..end)?, bytes.get(end + 2..)?))).unwrap_or((bytes, b""));
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.trim().parse().ok()).unwrap_or(200);
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    let headers = lines.filter_map(header).collect();
    Response { status, headers, body: body.to_vec(), round_trip: Duration::ZERO, secrets: vec![Secret::new(SENT)] }
}

#[expect(clippy::unwrap_used, reason = "these two are addresses")]
fn portal() -> Url {
    Url::parse("https://portal.example/").unwrap()
}

#[expect(clippy::unwrap_used, reason = "the same")]
fn elsewhere() -> Url {
    Url::parse("https://elsewhere.example/").unwrap()
}

fn now() -> OffsetDateTime {
    OffsetDateTime::UNIX_EPOCH + time::Duration::days(20_000)
}
