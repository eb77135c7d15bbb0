//! Portals, firewalls and debuggers repeat what they were sent; nobody is shown the secrets in it (R5).

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use proptest::prelude::*;
use serde_json::json;

use super::{now, portal, response};
use crate::portal::answer::Answer;
use crate::portal::checkout::read_checkout;
use crate::portal::clean::clean_text;
use crate::portal::invitation::{Acceptance, Invited, accept, read_invitation, show_page};
use crate::portal::push_otp::read_sms;
use crate::portal::recovery::{NewPassword, change_password, read_recovery};
use crate::portal::request::{CheckoutCall, Credential, REST_TIMEOUT, RestCall, checkout, event_log, rest, send_sms};
use crate::portal::rest::read_rest;
use crate::secret::Secret;
use crate::transport::{Request, Response};

const PASSWORD: &str = "Sun-flower & 9ä";
const CODE: &str = "271828";
const HASH: &str = "0123456789abcdef0123456789abcdef";
const CHECKWORD: &str = "c4e5k6w7";
const SESSID: &str = "5e551d5e551d5e551d5e551d5e551d00";
const COOKIE: &str = "c00c1ec00c1ec00c1e";
/// `anna:Sun-flower & 9ä`
const BASIC: &str = "YW5uYTpTdW4tZmxvd2VyICYgOcOk";

fn requests() -> Vec<Request> {
    let (portal, cookies) = (portal(), || Some(Secret::new(format!("PHPSESSID={COOKIE}; BITRIX_SM_X={COOKIE}2"))));
    let signing_in = |credential| {
        let call = CheckoutCall {
            credential,
            device_id: "D".into(),
            device_name: None,
            want_app_password: true,
            captcha: None,
            cookies: cookies(),
            background: false,
        };
        checkout(&portal, &call).unwrap()
    };
    let (login, password) = ("anna".to_owned(), Secret::from(PASSWORD));
    let invited = Invited {
        portal: portal.clone(),
        path: "/extranet/confirm/".into(),
        user_id: "7".into(),
        checkword: Secret::from(CHECKWORD),
    };
    let sessid = Secret::from(SESSID);
    let acceptance = Acceptance {
        name: "Anna".into(),
        last_name: "Berg".into(),
        password: password.clone(),
        sessid: Some(sessid.clone()),
    };
    let call = RestCall {
        method: "profile",
        params: &json!({}),
        sessid: &sessid,
        cookies: cookies(),
        background: false,
        timeout: REST_TIMEOUT,
    };
    vec![
        signing_in(Credential::Basic { login: login.clone(), password: password.clone() }),
        signing_in(Credential::Code { login: login.clone(), code: Secret::from(CODE) }),
        signing_in(Credential::Hash { hash: Secret::from(HASH), intent: "open".into() }),
        change_password(&portal, &NewPassword { login, checkword: Secret::from(CHECKWORD), password }, None),
        show_page(&invited),
        accept(&invited, &acceptance, cookies().as_ref()),
        rest(&portal, &call).unwrap(),
        send_sms(&portal, Some(&sessid), cookies()),
        event_log(&portal, (50, 0), &sessid, cookies(), REST_TIMEOUT),
    ]
}

/// Everything that a request carries, as it went out and as people typed it, in one text.
fn echo(request: &Request) -> String {
    let headers = request.headers.iter().map(|(name, value)| format!("{name}: {}", value.expose()));
    let body = request.body.as_ref().map(|body| body.expose().to_owned());
    let typed = request.secrets.iter().map(|secret| secret.expose().to_owned());
    let lines = [request.url.to_string()].into_iter().chain(headers).chain(body).chain(typed);
    lines.collect::<Vec<_>>().join(" \n ")
}

/// The same text wherever an answer has room for words.
fn answers(text: &str) -> Vec<Response> {
    let html = text.replace('&', "&amp;");
    let failed = json!({"status": "failed", "bitrix_sessid": "abc", "error_message": text});
    vec![
        response(401, &[], failed.to_string()),
        response(200, &[], json!({"status": "failed", "captchaCode": null, "error": {"message": text}}).to_string()),
        response(403, &[], format!("<html><body>Forbidden. You sent: <pre>{html}</pre></body></html>")),
        response(403, &[], json!({"error_message": text}).to_string()),
        response(400, &[], json!({"error": "WRONG", "error_description": text}).to_string()),
        response(400, &[], json!({"error": {"code": text, "message": text}}).to_string()),
        response(400, &[], json!({"errors": [{"code": "wrong", "message": text}]}).to_string()),
        response(200, &[], format!("<p class=\"errortext\">{html}</p><input name=\"USER_CHECKWORD\">")),
        response(200, &[], format!("<p class=\"errortext\">E07 {html}</p><input name=\"CONFIRM_PASSWORD\">")),
    ]
}

#[test]
fn no_words_of_an_answer_show_a_secret_of_its_request() {
    let mut shown = 0;
    for request in requests() {
        for answer in answers(&echo(&request)) {
            let answer = Response { secrets: request.secrets.clone(), ..answer };
            let read = [
                format!("{:?}", read_checkout(&answer, &portal(), now())),
                format!("{:?}", read_rest(&answer, &portal(), now())),
                format!("{:?}", read_sms(&answer, &portal(), now())),
                format!("{:?}", read_recovery(&answer, &portal(), now())),
                format!("{:?}", read_invitation(&answer, &portal(), now())),
            ];
            for read in read {
                for secret in [PASSWORD, "Sun-flower", CODE, HASH, CHECKWORD, SESSID, COOKIE, BASIC] {
                    assert!(!read.contains(secret), "{secret} in {read}");
                }
                shown += usize::from(read.contains("•••"));
            }
        }
    }
    assert!(shown > 100, "the words themselves are shown: {shown}");
}

/// T17: the address in it is wanted.
#[test]
fn small_cookies_and_a_login_hide_nothing_of_a_text() {
    let cookies = Secret::from("BITRIX_SM_SOUND=Y; BITRIX_SM_X=1; BITRIX_SM_LOGIN=anna.berg@company.example");
    let (portal, page) = (portal(), "anna.berg@company.example: 10.1.1.1 is not allowed. You know");
    let secrets = send_sms(&portal, None, Some(cookies)).secrets;
    let answer = Response { secrets, ..response(403, &[], page) };
    let Answer::Forbidden { page: Some(shown) } = read_checkout(&answer, &portal, now()) else { unreachable!() };
    assert_eq!(shown, page);
}

#[test]
fn a_long_text_ends_in_no_part_of_a_secret() {
    let requests = requests();
    let request = requests.first().unwrap();
    for before in 280..300 {
        let text = format!("{} {PASSWORD}", "x".repeat(before));
        let answer = json!({"status": "failed", "bitrix_sessid": "abc", "error_message": text}).to_string();
        let answer = Response { secrets: request.secrets.clone(), ..response(401, &[], answer) };
        assert!(!format!("{:?}", read_checkout(&answer, &portal(), now())).contains("Sun"));
    }
}

/// What shows nothing, and more than one blank, is taken out of a text: what stood around it may only then be a secret.
#[test]
fn a_secret_in_pieces_is_not_put_together() {
    let secrets = vec![Secret::from("correct horse"), Secret::from("qwhzkfnmtrxbpdla")];
    for between in ["\u{AD}", "\u{200B}", "\u{1}", "\r\n ", "&nbsp; ", "<wbr>", "<b> </b>", "!", " \u{FEFF} "] {
        for text in
            [format!("correct{between}horse"), format!("correct {between}horse"), format!("qwhzkfnm{between}trxbpdla")]
        {
            for answer in answers(&text) {
                let answer = Response { secrets: secrets.clone(), ..answer };
                let read = [
                    format!("{:?}", read_checkout(&answer, &portal(), now())),
                    format!("{:?}", read_rest(&answer, &portal(), now())),
                    format!("{:?}", read_sms(&answer, &portal(), now())),
                    format!("{:?}", read_recovery(&answer, &portal(), now())),
                ];
                for read in read {
                    assert!(
                        !read.contains("correct horse") && !read.contains("qwhzkfnmtrxbpdla"),
                        "{between:?}: {read}"
                    );
                }
            }
        }
    }
}

/// What stands before a secret may take its first letter for the end of an escape.
#[test]
fn a_secret_behind_half_an_escape_is_hidden_too() {
    let secrets = vec![Secret::from("correct horse")];
    for half in ["%", "%A", "\\u0", "\\u00A", "&#x", "&#", "%%A", "%A%A"] {
        for spelled in spellings("correct horse").into_iter().chain(["correct&#32;horse".to_owned()]) {
            for answer in answers(&format!("{half}{spelled}")) {
                let answer = Response { secrets: secrets.clone(), ..answer };
                let read = [
                    format!("{:?}", read_checkout(&answer, &portal(), now())),
                    format!("{:?}", read_rest(&answer, &portal(), now())),
                    format!("{:?}", read_recovery(&answer, &portal(), now())),
                ];
                for read in read {
                    let read = read.to_lowercase();
                    for half in
                        ["orrect horse", "orrect&#32;horse", "orrect%20horse", "orrect+horse", "y29ycmvjdcbob3jz"]
                    {
                        assert!(!read.contains(half), "{spelled}: {read}");
                    }
                }
            }
        }
    }
}

/// A text in the spellings of JSON, addresses and pages, in capitals and small letters, and in Base64.
fn spellings(text: &str) -> Vec<String> {
    let each = |write: &dyn Fn(char) -> String| text.chars().map(write).collect::<String>();
    let bytes = |write: fn(u8) -> String| text.bytes().map(write).collect::<String>();
    let json = json!(text).to_string();
    let json = json.get(1..json.len() - 1).unwrap();
    let signs = |write: fn(u32) -> String| {
        each(&move |c| if c.is_ascii_alphanumeric() { c.to_string() } else { write(u32::from(c)) })
    };
    vec![
        text.to_uppercase(),
        text.to_lowercase(),
        json.to_owned(),
        json.replace('/', "\\/"),
        signs(|c| format!("\\u{c:04x}")),
        each(&|c| format!("\\u{:04X}", u32::from(c))),
        bytes(|b| format!("%{b:02X}")),
        bytes(|b| format!("%{b:02x}")),
        bytes(|b| format!("%25{b:02x}")),
        bytes(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02x}") }),
        bytes(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") }),
        bytes(|b| if b == b' ' { "+".to_owned() } else { format!("%{b:02x}") }),
        signs(|c| format!("&#{c};")),
        signs(|c| format!("&#x{c:x};")),
        signs(|c| format!("&#X{c:04X};")),
        signs(|c| format!("&amp;#{c};")),
        text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;"),
        STANDARD.encode(text),
        URL_SAFE.encode(text),
        STANDARD.encode(format!("{text}\n")),
    ]
}

#[test]
fn a_secret_is_not_shown_in_any_usual_spelling() {
    for secret in [PASSWORD, "a\"b/c'd<9\\Ä&", "Grün/100%41+1", "пароль-Ключ", COOKIE, CODE] {
        for spelling in spellings(secret) {
            let text = format!("<p>You sent <b>{spelling}</b>.</p>");
            let shown = clean_text(&text, &[Secret::from(secret)]).unwrap();
            assert!(shown == "•••" || shown == "You sent ••• .", "{secret} as {spelling}: {shown}");
        }
    }
}

#[test]
fn a_text_without_a_secret_is_shown_as_it_is() {
    let secrets = [PASSWORD, CODE, HASH, SESSID].map(Secret::from);
    for text in [
        "Sunflower 9 is wrong",
        "10.27.18.28 is not allowed (27182)",
        "100% of \\u00e4 &#1; %zz %",
        "hash 0123456789abcdef",
    ] {
        assert_eq!(clean_text(text, &secrets).as_deref(), Some(text));
    }
}

proptest! {
    /// Whatever stands around it.
    #[test]
    fn no_secret_is_shown_in_another_spelling(
        secret in "[A-Za-z0-9 %&+/\"\\\\;#-]{10,24}", before in "\\PC{0,8} ", after in " \\PC{0,8}", which in 0_usize..20,
    ) {
        let spelling = spellings(&secret)[which].clone();
        let text = clean_text(&format!("{before}{spelling}{after}"), &[]).unwrap_or_default();
        let shown = clean_text(&format!("{before}{spelling}{after}"), &[Secret::from(secret.as_str())]).unwrap_or_default();
        let there = clean_text(&spelling, &[]).filter(|seen| seen.chars().count() >= 6 && text.contains(seen.as_str()));
        prop_assert!(there.is_none_or(|seen| !shown.contains(&seen)), "{shown}");
    }
}
