//! What every wire test needs: one real portal program for each test, and raw HTTP to it. Nothing here comes from the
//! portal's own code: the bytes are judged by the protocol document alone.

pub(crate) mod code;
pub(crate) mod http;
pub(crate) mod template;
pub(crate) mod tls;

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

pub(crate) use http::{Ask, Reply};

/// The login of the examples (X).
pub(crate) const ANNA: &str = "anna";
/// Her login password in the examples (X).
pub(crate) const RIGHT: &str = "Sun-flower9";
/// The wrong one of X3.
pub(crate) const WRONG: &str = "Sun-flower8";
/// The device id of the examples (X2).
pub(crate) const DEVICE: &str = "3F2504E0-4F89-41D3-9A0C-0305E82C3301";
/// A second factor's secret: 20 bytes in Base32 (D1), those of RFC 4226, appendix D.
pub(crate) const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

/// A bare refusal (B12 without any key that names a cause).
pub(crate) const BARE: &str = r#"{"status":"failed","bitrix_sessid":"<hex>"}"#;
/// A refusal with a picture (X4).
pub(crate) const PICTURE: &str = r#"{"status":"failed","bitrix_sessid":"<hex>","captchaCode":"<sid>"}"#;
/// A wrong code (X8).
pub(crate) const WRONG_OTP: &str = r#"{"status":"failed","bitrix_sessid":"<hex>","error":{"message":"Failed to authorize with OTP.","code":"WRONG_OTP"}}"#;
/// A code wanted (X6).
pub(crate) const CODE_WANTED: &str = r#"{"status":"failed","bitrix_sessid":"<hex>","needOtp":true,"otpType":"totp","canLoginBySms":false,"canUseRecoveryCodes":true}"#;
/// Signed in, without an application password (X10); the placeholders: id, `sessid_md5`, version, `target`.
pub(crate) const SIGNED_IN: &str = concat!(
    r#"{"status":"success","id":"<digits>","login":"anna","name":"Anna Berg","sessid_md5":"<hex>","cloud":false,"#,
    r#""backend_version":<number>,"target":"<hex>","photoUrl":"","whiteList":[],"tabs":[],"#,
    r#""user":{"type":"employee","avatar":""},"avamenu":{},"services":[],"#,
    r#""canTakeScreenshot":true,"canCopyText":true,"appmap":{"main":{},"menu":{},"notification":{}},"#,
    r#""isCollabToolEnabled":false,"featureFlags":[]}"#
);

/// [`SIGNED_IN`] with the application password at its end (X2), the fifth placeholder.
pub(crate) fn signed_in_new() -> String {
    format!(r#"{},"appPassword":"<letters>"}}"#, SIGNED_IN.strip_suffix('}').unwrap())
}

/// A running portal program; it ends with the test.
pub(crate) struct Portal {
    child: Child,
    folder: PathBuf,
    /// As printed: `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    pub(crate) address: SocketAddr,
    pub(crate) desk: SocketAddr,
    /// The file of its CA, with TLS.
    pub(crate) ca: Option<PathBuf>,
}

impl Portal {
    /// A portal over plain HTTP where Anna works.
    pub(crate) fn start() -> Self {
        let portal = Self::empty(&["--plain"]);
        portal.add_user(ANNA, RIGHT, "Anna Berg");
        portal
    }

    /// The same, in an older generation (P31).
    pub(crate) fn of_generation(generation: &str) -> Self {
        let portal = Self::start();
        portal.policy(&json!({ "generation": generation }));
        portal
    }

    /// The same, where Anna has a second factor that counts time.
    pub(crate) fn with_code() -> Self {
        let portal = Self::start();
        portal.patch_user(ANNA, &json!({ "otp": { "type": "totp", "secret": SECRET } }));
        portal
    }

    /// A portal with nobody in it.
    pub(crate) fn empty(arguments: &[&str]) -> Self {
        let folder = fresh_folder();
        let errors = std::fs::File::create(folder.join("stderr")).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_portico-portal"))
            .args(["--listen", "127.0.0.1:0", "--desk", "127.0.0.1:0"])
            .args(arguments)
            .current_dir(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(errors)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not ready: {line:?}"));
        let url = ready["portal"].as_str().unwrap().trim_end_matches('/').to_owned();
        Self {
            child,
            address: address_of(&url),
            desk: address_of(ready["desk"].as_str().unwrap()),
            ca: ready["ca"].as_str().map(|file| folder.join(file)),
            folder,
            url,
        }
    }

    /// What it said on standard error up to now.
    pub(crate) fn said(&self) -> String {
        std::fs::read_to_string(self.folder.join("stderr")).unwrap()
    }

    /// The program still answers, and nothing in it has panicked.
    pub(crate) fn assert_well(&self) {
        let reply = self.send(&Ask::discovery());
        assert_eq!(reply.status, 200, "the portal does not answer any more");
        assert_eq!(self.desk_get("/state").status, 200, "the desk does not answer any more");
        assert!(!self.said().contains("panicked"), "{}", self.said());
    }

    /// One connection, one request, one answer.
    pub(crate) fn send(&self, ask: &Ask) -> Reply {
        self.try_send(ask).unwrap_or_else(|| panic!("no answer to {} {}", ask.method, ask.target))
    }

    /// The same where no answer is one of the answers.
    pub(crate) fn try_send(&self, ask: &Ask) -> Option<Reply> {
        Reply::read(&self.raw(&ask.bytes(&self.address.to_string())), &ask.method)
    }

    /// Any bytes in, whatever comes back out.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        http::exchange(connect(self.address), bytes)
    }

    /// The desk's answer to a request without a body.
    pub(crate) fn desk_get(&self, target: &str) -> Reply {
        self.desk_send(&Ask::get(target))
    }

    /// The desk's answer to JSON.
    pub(crate) fn desk_json(&self, method: &str, target: &str, body: &Value) -> Reply {
        self.desk_send(&Ask::new(method, target).json(body))
    }

    /// The desk's answer to anything.
    pub(crate) fn desk_send(&self, ask: &Ask) -> Reply {
        let bytes = http::exchange(connect(self.desk), &ask.bytes(&self.desk.to_string()));
        Reply::read(&bytes, &ask.method).unwrap_or_else(|| panic!("the desk said nothing to {}", ask.target))
    }

    fn desk_done(&self, method: &str, target: &str, body: &Value) -> Reply {
        let reply = self.desk_json(method, target, body);
        assert!((200..300).contains(&reply.status), "{method} {target} {body}: {} {}", reply.status, reply.text());
        reply
    }

    pub(crate) fn add_user(&self, login: &str, password: &str, name: &str) {
        let email = format!("{login}@company.example");
        let user = json!({ "login": login, "password": password, "name": name, "email": email });
        self.desk_done("POST", "/users", &user);
    }

    pub(crate) fn state(&self) -> Value {
        self.desk_get("/state").json()
    }

    /// One employee as `GET /state` shows them.
    pub(crate) fn user(&self, login: &str) -> Value {
        let state = self.state();
        let users = state["users"].as_array().unwrap();
        users.iter().find(|user| user["login"] == login).unwrap_or_else(|| panic!("no {login} in {state}")).clone()
    }

    /// The id of one employee, as text.
    pub(crate) fn id(&self, login: &str) -> String {
        let id = &self.user(login)["id"];
        id.as_str().map_or_else(|| id.to_string(), ToOwned::to_owned)
    }

    /// The stored count of failed attempts (G4).
    pub(crate) fn attempts(&self, login: &str) -> u64 {
        self.user(login)["attempts"].as_u64().unwrap()
    }

    /// How many sessions are open for one employee.
    pub(crate) fn sessions(&self, login: &str) -> u64 {
        self.user(login)["sessions"].as_u64().unwrap()
    }

    pub(crate) fn patch_user(&self, login: &str, change: &Value) {
        self.desk_done("PATCH", &format!("/users/{}", self.id(login)), change);
    }

    pub(crate) fn revoke(&self, login: &str) {
        self.desk_done("POST", &format!("/users/{}/revoke", self.id(login)), &json!({}));
    }

    pub(crate) fn policy(&self, change: &Value) {
        self.desk_done("PATCH", "/policy", change);
    }

    pub(crate) fn switches(&self, change: &Value) {
        self.desk_done("PATCH", "/switches", change);
    }

    pub(crate) fn allow_addresses(&self, allowed: &[&str]) {
        self.desk_done("PUT", "/ip-rules", &json!({ "allowed": allowed }));
    }

    pub(crate) fn advance(&self, seconds: u64) {
        self.desk_done("POST", "/clock", &json!({ "advance_s": seconds }));
    }

    pub(crate) fn fault(&self, fault: &Value) {
        self.desk_done("POST", "/faults", fault);
    }

    /// The word on a picture.
    pub(crate) fn word(&self, sid: &str) -> String {
        self.desk_get(&format!("/captcha/{sid}")).json()["word"].as_str().unwrap().to_owned()
    }

    /// The requests that the portal has seen, oldest first.
    pub(crate) fn requests(&self) -> Vec<Value> {
        self.desk_get("/requests?after=0").json()["requests"].as_array().unwrap().clone()
    }

    /// The portal's time as its `Date` header tells it.
    pub(crate) fn now(&self) -> u64 {
        let reply = self.send(&Ask::discovery());
        let date = httpdate::parse_http_date(reply.header("date").unwrap()).unwrap();
        date.duration_since(UNIX_EPOCH).unwrap().as_secs()
    }

    /// The code that an authenticator with [`SECRET`] shows at the portal's time.
    pub(crate) fn code(&self) -> String {
        code::totp(SECRET, self.now())
    }

    /// A code that is wrong for every step near the portal's time (D2).
    pub(crate) fn wrong_code(&self) -> String {
        let now = self.now();
        let near: Vec<String> = (0..9).map(|step| code::totp(SECRET, now + 30 * step - 120)).collect();
        (0..).map(|number: u32| format!("{number:06}")).find(|wrong| !near.contains(wrong)).unwrap()
    }

    /// A sign-in with the login password from a phone: the reply of X2.
    pub(crate) fn sign_in(&self, login: &str, password: &str, device: &str) -> Reply {
        let reply = self.send(&Ask::checkout().basic(login, password).phone(device));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply
    }

    /// The application password of Anna's phone.
    pub(crate) fn app_password(&self) -> String {
        self.sign_in(ANNA, RIGHT, DEVICE).field("appPassword")
    }

    /// `count` wrong passwords for `login`, each from a fresh session; the last reply.
    pub(crate) fn wrong_tries(&self, login: &str, count: u32) -> Reply {
        let ask = Ask::checkout().basic(login, WRONG);
        (1..count).for_each(|_| drop(self.send(&ask)));
        self.send(&ask)
    }

    /// The whole way of X6 and X7.
    pub(crate) fn sign_in_with_code(&self) -> Reply {
        let reply = self.send(&Ask::code(&self.half_signed_in(), ANNA, &self.code()).phone(DEVICE));
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply
    }

    /// The picture that `refusal` brought, answered together with Anna's password (X5).
    pub(crate) fn sign_in_with_picture(&self, refusal: &Reply) -> Reply {
        let (session, sid) = (refusal.session().unwrap(), refusal.field("captchaCode"));
        let ask = Ask::checkout().cookie(&session).basic(ANNA, RIGHT).captcha(&sid, &self.word(&sid));
        let reply = self.send(&ask);
        assert_eq!(reply.status, 200, "{}", reply.text());
        reply
    }

    /// Moves the clock out of the last seconds of a code's step, so that no step ends within a test.
    pub(crate) fn leave_end_of_step(&self) {
        if self.now() % 30 >= 20 {
            self.advance(12);
        }
    }

    /// Anna's password accepted, her code not yet given: the session that waits for it.
    pub(crate) fn half_signed_in(&self) -> String {
        let reply = self.send(&Ask::checkout().basic(ANNA, RIGHT).phone(DEVICE));
        assert!(reply.text().contains(r#""needOtp":true"#), "{}", reply.text());
        reply.session().unwrap()
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
        drop(std::fs::remove_dir_all(&self.folder));
    }
}

/// A folder of its own for each portal of each run.
pub(crate) fn fresh_folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos();
    let name = format!("portal-{}-{since}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Puts one switch of table P on the first value that is not in force.
pub(crate) fn flip(portal: &Portal, number: &str) {
    let all = portal.desk_get("/switches").json();
    let row = all.get("switches").unwrap_or(&all)[number].clone();
    let values = row["values"].as_array().unwrap_or_else(|| panic!("no values of {number} in {all}"));
    let other = values.iter().find(|value| **value != row["in_force"]).unwrap();
    portal.switches(&json!({ number: other }));
}

/// A connection that gives up after ten seconds of silence instead of hanging the tests.
pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    stream.set_write_timeout(Some(Duration::from_secs(10))).unwrap();
    stream
}

fn address_of(url: &str) -> SocketAddr {
    let (_, authority) = url.split_once("://").unwrap();
    let authority = authority.split('/').next().unwrap().replace("localhost", "127.0.0.1");
    authority.parse().unwrap_or_else(|_| panic!("no address in {url}"))
}
