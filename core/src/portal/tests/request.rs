use proptest::prelude::*;
use serde_json::{Value, json};

use super::{portal, url};
use crate::portal::form::{FormProblem, MAX_FIELDS, flatten};
use crate::portal::request::{
    CheckoutCall, Credential, REST_TIMEOUT, RequestProblem, RestCall, USER_AGENT, checkout, discovery, logout, new_sid,
    picture, rest,
};
use crate::secret::Secret;
use crate::transport::{Method, Request};

const UUID: &str = "3F2504E0-4F89-41D3-9A0C-0305E82C3301";
const SID: &str = "75d885f9e4dc84bb56a99ebb6a630d86";

/// A request as section X writes it, without Host, Content-Length, our own User-Agent and the coding we can read.
fn written(request: &Request) -> String {
    let method = match request.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let mut text = format!("{method} {}{query}\n", request.url.path());
    for (name, value) in request.headers.iter().filter(|(name, _)| !matches!(*name, "User-Agent" | "Accept-Encoding")) {
        text.push_str(&format!("{name}: {}\n", value.expose()));
    }
    if let Some(body) = &request.body {
        text.push_str(&format!("\n{}", body.expose()));
    }
    assert_eq!(request.url.origin(), portal().origin());
    assert_eq!(
        request.headers.iter().filter(|(name, value)| *name == "User-Agent" && value.expose() == USER_AGENT).count(),
        1
    );
    // Without it a server may choose any coding (RFC 9110, 12.5.3), and no answer could be read.
    let codings: Vec<&str> = request
        .headers
        .iter()
        .filter(|(name, _)| *name == "Accept-Encoding")
        .map(|(_, value)| value.expose())
        .collect();
    assert_eq!(codings, ["identity"]);
    text
}

fn basic(password: &str) -> Credential {
    Credential::Basic { login: "anna".into(), password: Secret::from(password) }
}

fn call(credential: Credential) -> CheckoutCall {
    CheckoutCall {
        credential,
        device_id: UUID.into(),
        device_name: None,
        want_app_password: false,
        captcha: None,
        cookies: None,
        background: false,
    }
}

fn checkout_of(call: &CheckoutCall) -> String {
    written(&checkout(&portal(), call).unwrap())
}

fn code(code: &str) -> CheckoutCall {
    let credential = Credential::Code { login: "anna".into(), code: Secret::from(code) };
    CheckoutCall {
        device_name: Some("Anna phone".into()),
        want_app_password: true,
        cookies: Some(Secret::from("PHPSESSID=s6d3r5t7")),
        ..call(credential)
    }
}

#[test]
fn x1_discovery_carries_nothing() {
    assert_eq!(written(&discovery(&portal())), "GET /mobile/?mobile_action=checkout&servercheck=1\n");
    assert_eq!(
        written(&discovery(&url("https://portal.example/x/?y=z#t"))),
        "GET /mobile/?mobile_action=checkout&servercheck=1\n"
    );
}

#[test]
fn x2_first_sign_in() {
    let call =
        CheckoutCall { device_name: Some("Anna phone".into()), want_app_password: true, ..call(basic("Sun-flower9")) };
    assert_eq!(
        checkout_of(&call),
        "POST /mobile/?mobile_action=checkout\n\
         Authorization: Basic YW5uYTpTdW4tZmxvd2VyOQ==\n\
         BX-APP-PASS: mobile\n\
         BX-APP-UUID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301\n\
         BX-DEVICE-NAME: Anna phone\n"
    );
    assert_eq!(checkout(&portal(), &call).unwrap().body, None);
    assert!(!format!("{call:?}").contains("flower") && !format!("{:?}", checkout(&portal(), &call)).contains("YW5u"));
}

#[test]
fn x5_captcha_with_the_password() {
    let call = CheckoutCall {
        want_app_password: true,
        captcha: Some((SID.into(), "k7rwm".into())),
        cookies: Some(Secret::from("PHPSESSID=s3c9n5v2")),
        ..call(basic("Sun-flower9"))
    };
    assert_eq!(
        checkout_of(&call),
        "POST /mobile/?mobile_action=checkout\n\
         Cookie: PHPSESSID=s3c9n5v2\n\
         Authorization: Basic YW5uYTpTdW4tZmxvd2VyOQ==\n\
         BX-APP-PASS: mobile\n\
         BX-APP-UUID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301\n\
         Content-Type: application/x-www-form-urlencoded\n\
         \n\
         captcha_sid=75d885f9e4dc84bb56a99ebb6a630d86&captcha_word=k7rwm"
    );
}

/// X7, X8 and X9: the code without Basic, in the same session.
#[test]
fn x7_code() {
    let head = "POST /mobile/?mobile_action=checkout\n\
         Cookie: PHPSESSID=s6d3r5t7\n\
         BX-APP-PASS: mobile\n\
         BX-APP-UUID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301\n\
         BX-DEVICE-NAME: Anna phone\n\
         Content-Type: application/x-www-form-urlencoded\n\n";
    let form = "AUTH_FORM=Y&TYPE=OTP&USER_LOGIN=anna&USER_OTP=";
    assert_eq!(checkout_of(&code("492817")), format!("{head}{form}492817"));
    assert_eq!(checkout_of(&code("h4t9-x2qm")), format!("{head}{form}h4t9-x2qm"));
    let with_picture = CheckoutCall { captcha: Some(("c1c9".into(), "H3 PXT".into())), ..code("492818") };
    assert_eq!(checkout_of(&with_picture), format!("{head}{form}492818&captcha_sid=c1c9&captcha_word=H3+PXT"));
}

/// X10 and X11.
#[test]
fn x10_stored_application_password() {
    let head = "POST /mobile/?mobile_action=checkout\n\
         Authorization: Basic YW5uYTpxd2h6a2ZubXRyeGJwZGxh\n\
         BX-APP-UUID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301\n";
    let stored = call(basic("qwhzkfnmtrxbpdla"));
    assert_eq!(checkout_of(&stored), head);
    let captcha = Some(("4dd9daa73516cb686f11231d76cebaf3".to_owned(), "H3PXT".to_owned()));
    let answered = CheckoutCall { captcha, ..stored.clone() };
    assert!(checkout_of(&answered).ends_with("\n\ncaptcha_sid=4dd9daa73516cb686f11231d76cebaf3&captcha_word=H3PXT"));
    let background = CheckoutCall { background: true, ..stored };
    assert_eq!(checkout_of(&background), format!("{head}BX-MOBILE-BACKGROUND: true\n"));
}

#[test]
fn x12_rest() {
    let sessid = Secret::from("ca6709171442d8d57c49bffe3ee0ce89");
    let params = Value::Null;
    let call = RestCall {
        method: "profile",
        params: &params,
        sessid: &sessid,
        cookies: Some(Secret::from("PHPSESSID=sAe9u6w2")),
        background: false,
        timeout: REST_TIMEOUT,
    };
    let head = "POST /rest/profile.json\n\
         Cookie: PHPSESSID=sAe9u6w2\n\
         Content-Type: application/x-www-form-urlencoded\n\n\
         sessid=ca6709171442d8d57c49bffe3ee0ce89";
    assert_eq!(written(&rest(&portal(), &call).unwrap()), head);
    let background = RestCall { background: true, ..call.clone() };
    assert_eq!(written(&rest(&portal(), &background).unwrap()), format!("{head}&bx_mobile_background=Y"));
    let params = json!({"filter": {">ID": 5, "ACTIVE": true}, "order": ["a b", null, []], "x": false});
    let with_params = RestCall { method: "User.Current", params: &params, ..call.clone() };
    let text = written(&rest(&portal(), &with_params).unwrap());
    assert!(text.starts_with("POST /rest/user.current.json\n"));
    let fields = "&filter%5B%3EID%5D=5&filter%5BACTIVE%5D=1&order%5B0%5D=a+b&order%5B1%5D=&x=0";
    let mut sorted: Vec<&str> = text.rsplit('\n').next().unwrap().split('&').skip(1).collect();
    sorted.sort_unstable();
    let mut expected: Vec<&str> = fields.split('&').skip(1).collect();
    expected.sort_unstable();
    assert_eq!(sorted, expected);
    for method in
        ["", ".", "a.", ".a", "a..b", "../x", "a/b", "a?b", "profile.json/../x", "a%2fb", "a b", "я", &"a".repeat(200)]
    {
        let refused = rest(&portal(), &RestCall { method, ..call.clone() });
        assert_eq!(refused.err(), Some(RequestProblem::Method), "{method:?}");
    }
}

#[test]
fn parameters_that_cannot_be_sent() {
    for params in [json!([]), json!("a"), json!(5), json!(true)] {
        assert_eq!(flatten(&params), Err(FormProblem::NotAnObject));
    }
    for key in ["sessid", " sessid", "sessid[x]", "sessid["] {
        let params: Value = [(key.to_owned(), json!("x"))].into_iter().collect();
        assert_eq!(flatten(&params), Err(FormProblem::Reserved), "{key:?}");
    }
    assert_eq!(flatten(&json!({"a": vec![1; MAX_FIELDS + 1]})), Err(FormProblem::TooLarge));
    assert_eq!(flatten(&json!({"a": "x".repeat(2_000_000)})), Err(FormProblem::TooLarge));
    let deep = (0..100).fold(json!(1), |inner, _| json!({ "a": inner }));
    assert_eq!(flatten(&deep), Err(FormProblem::TooLarge));
    assert_eq!(flatten(&json!({"a": {"b": ["c"]}})), Ok(vec![("a[b][0]".into(), "c".into())]));
}

#[test]
fn x14_hash() {
    let hash = Secret::from("8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa");
    let call = CheckoutCall {
        device_name: Some("Anna phone".into()),
        want_app_password: true,
        ..call(Credential::Hash { hash, intent: "preset_task".into() })
    };
    assert_eq!(
        checkout_of(&call),
        "GET /mobile/?mobile_action=checkout&bx_hit_hash=8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa&intent=preset_task\n\
         BX-APP-UUID: 3F2504E0-4F89-41D3-9A0C-0305E82C3301\n\
         BX-DEVICE-NAME: Anna phone\n"
    );
    assert!(!format!("{call:?}").contains("8f2k"));
}

#[test]
fn pictures_and_sign_out() {
    assert_eq!(written(&picture(&portal(), SID, None)), format!("GET /mobile/ajax.php?captcha_sid={SID}\n"));
    assert_eq!(written(&picture(&portal(), "a&b=c", None)), "GET /mobile/ajax.php?captcha_sid=a%26b%3Dc\n");
    let named = picture(&portal(), SID, Some(&url("https://www.bitrix24.net/c?x=1")));
    assert_eq!((named.url.as_str(), named.headers.len()), ("https://www.bitrix24.net/c?x=1", 2));
    assert_eq!(written(&new_sid(&portal())), "GET /bitrix/tools/ajax_captcha.php\n");
    let told = logout(&portal(), UUID, Some(Secret::from("PHPSESSID=s")));
    assert_eq!(written(&told), format!("GET /mobile/ajax.php?mobile_action=logout&uuid={UUID}\nCookie: PHPSESSID=s\n"));
    assert_eq!(
        written(&logout(&portal(), UUID, None)),
        format!("GET /mobile/ajax.php?mobile_action=logout&uuid={UUID}\n")
    );
}

/// RFC 7617: Basic would cut the login; UTF-8 goes as it is.
#[test]
fn logins_and_passwords() {
    let with = |login: &str, password: &str| {
        let credential = Credential::Basic { login: login.into(), password: Secret::from(password) };
        checkout(&portal(), &call(credential)).map(|request| request.headers[0].1.expose().to_owned())
    };
    assert_eq!(with("a:b", "c"), Err(RequestProblem::ColonInLogin));
    assert_eq!(with("a", "b:c").unwrap(), "Basic YTpiOmM=");
    assert_eq!(with("FIRMA\\анна", "пароль").unwrap(), "Basic RklSTUFc0LDQvdC90LA60L/QsNGA0L7Qu9GM");
}

proptest! {
    /// Whatever is typed, no header gets a line break and no field another field.
    #[test]
    fn nothing_breaks_out(login in "\\PC{0,20}|[\\r\\n&=]{1,5}", secret in "\\PC{1,20}|[\\r\\n&=]{1,5}", device in "[\\PC\\r\\n]{0,80}") {
        for credential in [
            Credential::Basic { login: login.replace(':', ""), password: Secret::from(secret.as_str()) },
            Credential::Code { login: login.clone(), code: Secret::from(secret.as_str()) },
            Credential::Hash { hash: Secret::from(secret.as_str()), intent: login.clone() },
        ] {
            let call = CheckoutCall {
                device_name: Some(device.clone()), device_id: device.clone(), want_app_password: true,
                captcha: Some((login.clone(), secret.clone())), ..call(credential)
            };
            let request = checkout(&portal(), &call).unwrap();
            for (_, value) in &request.headers {
                prop_assert!(value.expose().bytes().all(|b| (b' '..=b'~').contains(&b)));
            }
            let form = request.body.as_ref().map_or(request.url.query().unwrap_or_default(), |body| body.expose());
            prop_assert!(!form.contains(['\r', '\n']));
            let fields: Vec<_> = url::form_urlencoded::parse(form.as_bytes()).collect();
            prop_assert_eq!(&fields.last().unwrap().1, &secret);
            prop_assert!(fields.len() <= 6);
        }
    }
}
