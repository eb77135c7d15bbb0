use serde_json::{Value, json};

use super::{now, portal, response};
use crate::portal::answer::{Answer, CaptchaDemand, CodeDemand, CodeKind, Discovery, NotSignedIn, SignedIn};
use crate::portal::checkout::read_checkout;
use crate::secret::Secret;

pub(super) const X1: &str =
    r#"{"status":"failed","bitrix_sessid":"5813fcecedbd817c2ae25cf5ef52950b","cloud":false,"host":null}"#;
pub(super) const X2: &str = r#"{"status":"success","id":"17","login":"anna","name":"Anna Berg",
 "sessid_md5":"ca6709171442d8d57c49bffe3ee0ce89","cloud":false,"backend_version":1,
 "target":"4909e630b11722599843499bf0509302","photoUrl":"","whiteList":[],"tabs":[],
 "user":{"type":"employee","avatar":""},"avamenu":{},"services":[],
 "canTakeScreenshot":true,"canCopyText":true,
 "appmap":{"main":{},"menu":{},"notification":{}},
 "isCollabToolEnabled":false,"featureFlags":[],"appPassword":"qwhzkfnmtrxbpdla"}"#;
pub(super) const X3: &str = r#"{"status":"failed","bitrix_sessid":"9f8ddb645721850e27203f55b4003a8c"}"#;
pub(super) const X4: &str = r#"{"status":"failed","bitrix_sessid":"9f8ddb645721850e27203f55b4003a8c",
 "captchaCode":"75d885f9e4dc84bb56a99ebb6a630d86"}"#;
pub(super) const X6: &str = r#"{"status":"failed","bitrix_sessid":"4e9f0b816aeed4c9a191d313cf4bea66","needOtp":true,
 "otpType":"totp","canLoginBySms":false,"canUseRecoveryCodes":true}"#;
pub(super) const X8: &str = r#"{"status":"failed","bitrix_sessid":"4e9f0b816aeed4c9a191d313cf4bea66",
 "error":{"message":"Failed to authorize with OTP.","code":"WRONG_OTP"}}"#;

const JS: &[(&str, &str)] = &[("content-type", "application/x-javascript"), ("bx-mobile-action", "checkout")];

pub(super) fn read(status: u16, body: impl AsRef<[u8]>) -> Answer {
    read_checkout(&response(status, JS, body), &portal(), now())
}

pub(super) fn with(status: u16, headers: &[(&str, &str)], body: &str) -> Answer {
    read_checkout(&response(status, headers, body), &portal(), now())
}

pub(super) fn signed_in(body: impl AsRef<[u8]>) -> SignedIn {
    let answer = read(200, body);
    let Answer::SignedIn(signed_in) = answer else { panic!("{answer:?}") };
    *signed_in
}

fn refused(body: &str) -> NotSignedIn {
    let answer = read(401, body);
    let Answer::NotSignedIn(refused) = answer else { panic!("{body}: {answer:?}") };
    refused
}

/// X2 with some keys replaced or added.
fn x2_with(changes: &Value) -> String {
    let mut body: Value = serde_json::from_str(X2).unwrap();
    for (key, value) in changes.as_object().unwrap() {
        body[key] = value.clone();
    }
    body.to_string()
}

fn captcha(sid: &str) -> Option<CaptchaDemand> {
    Some(CaptchaDemand { sid: sid.to_owned(), url: None })
}

#[test]
fn x1_discovery() {
    assert_eq!(read(200, X1), Answer::Portal(Discovery { cloud: false, network_host: None }));
    let cloud = r#"{"status":"failed","bitrix_sessid":"58","cloud":true,"host":"www.bitrix24.net"}"#;
    assert_eq!(
        read(200, cloud),
        Answer::Portal(Discovery { cloud: true, network_host: Some("www.bitrix24.net".into()) })
    );
    let logincheck = r#"{"status":"failed","bitrix_sessid":"58","exists":true}"#;
    assert_eq!(read(200, logincheck), Answer::Portal(Discovery { cloud: false, network_host: None }));
    for (host, read_as) in [
        (json!("https://www.bitrix24.net/"), Some("www.bitrix24.net")),
        (json!("net.example:8443"), Some("net.example:8443")),
        (json!("net.example/path"), None),
        (json!("u:p@net.example"), None),
        (json!("a b"), None),
        (json!(""), None),
        (json!(17), None),
        (json!([]), None),
    ] {
        let body = json!({"status": "failed", "bitrix_sessid": "58", "cloud": true, "host": host}).to_string();
        assert_eq!(
            read(200, &body),
            Answer::Portal(Discovery { cloud: true, network_host: read_as.map(Into::into) }),
            "{body}"
        );
    }
}

#[test]
fn x2_signed_in() {
    let expected = SignedIn {
        user_id: Some("17".into()),
        login: Some("anna".into()),
        name: Some("Anna Berg".into()),
        position: None,
        sessid: Some(Secret::from("ca6709171442d8d57c49bffe3ee0ce89")),
        target: Some("4909e630b11722599843499bf0509302".into()),
        cloud: Some(false),
        photo_url: None,
        restricted: false,
        blocked: false,
        screenshots: true,
        copy: true,
        app_password: Some(Secret::from("qwhzkfnmtrxbpdla")),
    };
    assert_eq!(signed_in(X2), expected);
    assert!(!format!("{:?}", signed_in(X2)).contains("qwhz"));
}

/// P26, T3, Q7: types as PHP gives them.
#[test]
fn types_are_taken_loosely() {
    let number =
        signed_in(x2_with(&json!({"id": 17, "backend_version": "1", "user": [], "avamenu": [], "appmap": []})));
    assert_eq!(number.user_id.as_deref(), Some("17"));
    let strange = signed_in(x2_with(&json!({"id": -1.5, "login": ["a"], "name": 7, "target": null, "appPassword": 5})));
    assert_eq!((strange.user_id, strange.login, strange.name, strange.target), (None, None, None, None));
    assert_eq!(strange.app_password, None);
    for (value, expected) in [
        (json!(true), true),
        (json!("Y"), true),
        (json!(1), true),
        (json!({"till": 5}), true),
        (json!(false), false),
        (json!("N"), false),
        (json!("0"), false),
        (json!(""), false),
        (json!([]), false),
        (json!(null), false),
    ] {
        let read = signed_in(x2_with(&json!({"restricted": value, "blocked": value})));
        assert_eq!((read.restricted, read.blocked), (expected, expected), "{value}");
    }
    let policy = signed_in(x2_with(&json!({"canTakeScreenshot": false, "canCopyText": "N"})));
    assert!(!policy.screenshots && !policy.copy);
    let names = signed_in(x2_with(
        &json!({"name": "<b>Anna</b>\n &quot;A&quot; Berg\u{202E}", "position": "R&amp;D", "login": "a\nb"}),
    ));
    assert_eq!(names.name.as_deref(), Some("Anna \"A\" Berg"));
    assert_eq!(names.position.as_deref(), Some("R&D"));
    assert_eq!(names.login, None);
}

#[test]
fn photo_is_absolute_and_within_r15() {
    let photo = |address: &str| signed_in(x2_with(&json!({"photoUrl": address}))).photo_url;
    assert_eq!(photo("/upload/a.jpg").as_deref(), Some("https://portal.example/upload/a.jpg"));
    assert_eq!(photo("https://cdn.example/a.jpg").as_deref(), Some("https://cdn.example/a.jpg"));
    assert_eq!(photo("//cdn.example/a.jpg").as_deref(), Some("https://cdn.example/a.jpg"));
    for refused in ["http://cdn.example/a.jpg", "https://10.0.0.1/a.jpg", "https://localhost/", "javascript:1", "", " "]
    {
        assert_eq!(photo(refused), None, "{refused}");
    }
    assert_eq!(photo(&format!("/{}", "a".repeat(3000))), None);
}

/// B18, P31: 2015–16 and 2013.
#[test]
fn old_generations() {
    let y2015 = r#"{"status":"success","page_mark":"x","sessid_md5":"ca67","target":"4909","photoUrl":"","useModernStyle":true,
        "appmap":[],"whiteList":[],"appPassword":"qwhzkfnmtrxbpdla"}"#;
    let read_2015 = signed_in(y2015);
    assert_eq!((read_2015.user_id, read_2015.login, read_2015.cloud), (None, None, None));
    assert!(read_2015.screenshots && read_2015.copy && read_2015.app_password.is_some());
    let read_2013 = signed_in(r#"{"status":"success","sessid_md5":"ca67","appmap":{}}"#);
    assert_eq!((read_2013.target, read_2013.app_password), (None, None));
    assert_eq!(read(200, X3), Answer::NotSignedIn(NotSignedIn { old_form: true, ..NotSignedIn::default() }));
    assert_eq!(
        read(200, r#"{"status":"failed"}"#),
        Answer::NotSignedIn(NotSignedIn { old_form: true, ..NotSignedIn::default() })
    );
}

#[test]
fn refusals_t6_to_t15() {
    assert_eq!(refused(X3), NotSignedIn::default());
    assert_eq!(
        refused(X4),
        NotSignedIn { captcha: captcha("75d885f9e4dc84bb56a99ebb6a630d86"), ..NotSignedIn::default() }
    );
    let code =
        CodeDemand { kind: Some(CodeKind::Totp), sms: false, recovery_codes: true, names_type: true, bare: false };
    assert_eq!(refused(X6), NotSignedIn { code: Some(code), ..NotSignedIn::default() });
    let y2024 = r#"{"status":"failed","bitrix_sessid":"4e9f","needOtp":true}"#;
    let code = CodeDemand { kind: None, sms: false, recovery_codes: false, names_type: false, bare: true };
    assert_eq!(refused(y2024), NotSignedIn { code: Some(code), ..NotSignedIn::default() });
    assert_eq!(refused(X8), NotSignedIn { wrong_code: true, ..NotSignedIn::default() });
    let both = r#"{"status":"failed","bitrix_sessid":"4e9f","captchaCode":"c1c9","needOtp":true,"otpType":"PUSH","canLoginBySms":true}"#;
    let code =
        CodeDemand { kind: Some(CodeKind::Push), sms: true, recovery_codes: false, names_type: true, bare: false };
    assert_eq!(refused(both), NotSignedIn { captcha: captcha("c1c9"), code: Some(code), ..NotSignedIn::default() });
    let strange = refused(r#"{"status":"failed","bitrix_sessid":"4e9f","needOtp":true,"otpType":"mail"}"#);
    let strange = strange.code.unwrap();
    assert_eq!((strange.kind, strange.names_type, strange.bare), (None, true, false), "a type of the future");
    let nobody = refused(
        r#"{"status":"failed","bitrix_sessid":"4e9f","needOtp":true,"otpType":"","canLoginBySms":false,"canUseRecoveryCodes":false}"#,
    );
    let nobody = nobody.code.unwrap();
    assert_eq!(
        (nobody.names_type, nobody.bare),
        (false, false),
        "D10: the form of 2025, and nothing to make a code with"
    );
}

/// T15, P1, Q7: `error` is a string or an object.
#[test]
fn what_the_portal_says() {
    let says = |extra: Value| {
        let mut body = json!({"status": "failed", "bitrix_sessid": "4e9f"});
        for (key, value) in extra.as_object().unwrap() {
            body[key] = value.clone();
        }
        let refused = refused(&body.to_string());
        (refused.wrong_code, refused.says)
    };
    assert_eq!(
        says(json!({"error": "E_X", "error_message": "Your <b>profile</b> is &lt;closed&gt;"})),
        (false, Some("Your profile is <closed>".into()))
    );
    assert_eq!(says(json!({"error": "E_X"})), (false, Some("E_X".into())));
    assert_eq!(says(json!({"error": {"code": "OTHER", "message": "Hm"}})), (false, Some("Hm".into())));
    assert_eq!(says(json!({"error": {"code": "WRONG_OTP"}, "error_message": "Hm"})), (true, Some("Hm".into())));
    assert_eq!(says(json!({"error": "WRONG_OTP"})), (false, Some("WRONG_OTP".into())));
    for empty in [
        json!({"error": null}),
        json!({"error": ""}),
        json!({"error": []}),
        json!({"error": 5}),
        json!({"error": "<br>"}),
    ] {
        assert_eq!(says(empty.clone()), (false, None), "{empty}");
    }
    assert_eq!(says(json!({"error": "x".repeat(1000)})).1.unwrap().len(), 300);
}

/// A picture demand must never be lost: it would become a refusal (T7 taken for T13).
#[test]
fn captcha_ids_and_addresses() {
    let sid = |value: Value| {
        read(401, json!({"status": "failed", "bitrix_sessid": "4e9f", "captchaCode": value}).to_string())
    };
    for absent in [json!(null), json!(""), json!(false), json!([])] {
        assert_eq!(sid(absent), Answer::NotSignedIn(NotSignedIn::default()));
    }
    for strange in
        [json!("a b"), json!("a\nb"), json!("é"), json!("a".repeat(257)), json!({"x": 1}), json!([1]), json!(true)]
    {
        assert_eq!(sid(strange.clone()), Answer::Unreadable { status: 401, html: false }, "{strange}");
    }
    assert_eq!(sid(json!(123)), Answer::NotSignedIn(NotSignedIn { captcha: captcha("123"), ..NotSignedIn::default() }));
    let at = |address: &str| {
        let body =
            json!({"status": "failed", "bitrix_sessid": "4e9f", "captchaCode": "c", "captchaURL": address}).to_string();
        refused(&body).captcha.unwrap().url.map(String::from)
    };
    assert_eq!(at("https://www.bitrix24.net/c.php?s=c").as_deref(), Some("https://www.bitrix24.net/c.php?s=c"));
    assert_eq!(at("/c.php?s=c").as_deref(), Some("https://portal.example/c.php?s=c"));
    for refused in [
        "http://www.bitrix24.net/c",
        "https://192.168.0.1/c",
        "https://a:b@www.bitrix24.net/",
        "file:///etc/passwd",
        "",
    ] {
        assert_eq!(at(refused), None, "{refused}");
    }
}

/// R5; and what is in a cookie's attributes is no secret.
#[test]
fn a_success_shows_no_secret_that_it_brings_in_what_is_for_people() {
    let cookie = [("set-cookie", "PHPSESSID=c00c1ec00c1ec00c1e; path=/upload/photos/; domain=portal.example.com")];
    let read = |name: &str, photo: &str| {
        let answer = with(200, &cookie, &x2_with(&json!({"name": name, "photoUrl": photo})));
        let Answer::SignedIn(it) = answer else { panic!("{answer:?}") };
        (it.name.unwrap(), it.photo_url)
    };
    let (plain, url) =
        ("https://portal.example/upload/photos/17.png", |name: &str| format!("/upload/photos/{name}.png"));
    assert_eq!(read("Anna Berg", &url("17")), ("Anna Berg".into(), Some(plain.into())));
    for secret in ["c00c1ec00c1ec00c1e", "qwhzkfnmtrxbpdla", "QWHZKFNMTRXBPDLA", "ca6709171442d8d57c49bffe3ee0ce89"] {
        let (name, photo) = read(secret, &url(secret));
        assert_eq!((name.as_str(), photo), ("•••", None), "{secret}");
    }
}
