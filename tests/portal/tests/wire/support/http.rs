//! Raw HTTP/1.1: request bytes in, answer bytes out, read as little as a test needs.

use std::io::{Read, Write};

use data_encoding::BASE64;
use serde_json::Value;

/// A request, written out byte for byte.
#[derive(Clone)]
pub(crate) struct Ask {
    pub(crate) method: String,
    pub(crate) target: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Ask {
    pub(crate) fn new(method: &str, target: &str) -> Self {
        Self { method: method.to_owned(), target: target.to_owned(), headers: Vec::new(), body: Vec::new() }
    }

    pub(crate) fn get(target: &str) -> Self {
        Self::new("GET", target)
    }

    pub(crate) fn post(target: &str) -> Self {
        Self::new("POST", target)
    }

    /// The address of X2.
    pub(crate) fn checkout() -> Self {
        Self::post("/mobile/?mobile_action=checkout")
    }

    /// The request of X1.
    pub(crate) fn discovery() -> Self {
        Self::get("/mobile/?mobile_action=checkout&servercheck=1")
    }

    /// A REST call (L1) in `session`, with `sessid` in the body.
    pub(crate) fn rest(method: &str, session: &str, sessid: &str) -> Self {
        Self::post(&format!("/rest/{method}.json")).cookie(session).form(&format!("sessid={sessid}"))
    }

    /// The code post of X7 without the code's own headers.
    pub(crate) fn code(session: &str, login: &str, code: &str) -> Self {
        let body = format!("AUTH_FORM=Y&TYPE=OTP&USER_LOGIN={login}&USER_OTP={code}");
        Self::checkout().cookie(session).form(&body)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// B4.
    pub(crate) fn basic(self, login: &str, password: &str) -> Self {
        let value = format!("Basic {}", BASE64.encode(format!("{login}:{password}").as_bytes()));
        self.header("Authorization", &value)
    }

    /// The headers of B8 that ask for an application password.
    pub(crate) fn phone(self, device: &str) -> Self {
        self.header("BX-APP-PASS", "mobile").header("BX-APP-UUID", device).header("BX-DEVICE-NAME", "Anna phone")
    }

    pub(crate) fn cookie(self, session: &str) -> Self {
        self.header("Cookie", &format!("PHPSESSID={session}"))
    }

    /// A form body, already encoded.
    pub(crate) fn form(mut self, body: &str) -> Self {
        self.body = body.as_bytes().to_vec();
        self.header("Content-Type", "application/x-www-form-urlencoded")
    }

    /// The person's answer to a picture (X5).
    pub(crate) fn captcha(self, sid: &str, word: &str) -> Self {
        self.form(&format!("captcha_sid={sid}&captcha_word={word}"))
    }

    pub(crate) fn json(mut self, body: &Value) -> Self {
        self.body = body.to_string().into_bytes();
        self.header("Content-Type", "application/json")
    }

    pub(crate) fn body(mut self, body: Vec<u8>) -> Self {
        self.body = body;
        self
    }

    /// The request as it goes over the wire; the connection is for this one only.
    pub(crate) fn bytes(&self, host: &str) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        if !self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
            head.push_str(&format!("Host: {host}\r\n"));
        }
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if self.method != "GET" {
            head.push_str(&format!("Content-Length: {}\r\n", self.body.len()));
        }
        head.push_str("Connection: close\r\n\r\n");
        [head.into_bytes(), self.body.clone()].concat()
    }
}

/// An answer, taken apart but not interpreted.
pub(crate) struct Reply {
    /// The first line, without its end.
    pub(crate) line: String,
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Less came than `Content-Length` had promised.
    pub(crate) cut: bool,
}

impl Reply {
    /// Reads one answer; nothing if there is not even a whole head.
    pub(crate) fn read(bytes: &[u8], method: &str) -> Option<Self> {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
        let head = std::str::from_utf8(&bytes[..end]).ok()?;
        let mut lines = head.split("\r\n");
        let line = lines.next()?.to_owned();
        let status = line.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
        let headers: Vec<(String, String)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_owned(), value.trim().to_owned()))
            .collect();
        let mut reply = Self { line, status, headers, body: bytes[end + 4..].to_vec(), cut: false };
        if reply.header("transfer-encoding") == Some("chunked") {
            (reply.body, reply.cut) = unchunked(&reply.body);
        } else if let Some(length) = reply.header("content-length") {
            let length: usize = length.parse().ok()?;
            reply.cut = method != "HEAD" && reply.body.len() < length;
            assert!(reply.body.len() <= length, "more than Content-Length");
        }
        Some(reply)
    }

    /// The only header of that name; a second one is an error.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let all = self.all(name);
        assert!(all.len() < 2, "{name} comes {} times", all.len());
        all.first().copied()
    }

    pub(crate) fn all(&self, name: &str) -> Vec<&str> {
        let same = self.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {} {}", self.line, self.text()))
    }

    /// A text field of the answer's JSON object.
    pub(crate) fn field(&self, name: &str) -> String {
        self.json()[name].as_str().unwrap_or_else(|| panic!("no {name} in {}", self.text())).to_owned()
    }

    /// The session id, if the answer sets one; the cookie's form is fixed (P24).
    pub(crate) fn session(&self) -> Option<String> {
        let cookie = self.all("set-cookie").into_iter().find(|value| value.starts_with("PHPSESSID="))?;
        let id = cookie.strip_prefix("PHPSESSID=")?.strip_suffix("; Path=/; HttpOnly");
        let id = id.unwrap_or_else(|| panic!("not the cookie of P24: {cookie}"));
        assert!(!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{cookie}");
        Some(id.to_owned())
    }

    /// Both headers that the facts give to every answer of checkout (B11).
    pub(crate) fn assert_checkout_headers(&self) {
        assert_eq!(self.header("content-type"), Some("application/x-javascript"));
        assert_eq!(self.header("bx-mobile-action"), Some("checkout"));
    }

    /// Status line and body, by [`super::template`]; gives what stood at the placeholders.
    pub(crate) fn assert_is(&self, line: &str, template: &str) -> Vec<String> {
        assert_eq!(self.line, format!("HTTP/1.1 {line}"), "{}", self.text());
        super::template::read(template, &self.text())
    }

    /// A refusal of checkout with the headers of B11 and without those of P10.
    pub(crate) fn assert_refused(&self, template: &str) -> Vec<String> {
        self.assert_checkout_headers();
        assert_eq!(self.header("www-authenticate"), None, "P10");
        assert_eq!(self.header("bx-authorize"), None, "P10");
        self.assert_is("401 Unauthorized", template)
    }
}

/// Sends what the other side takes and reads until it closes; a reset is an end like any other.
pub(crate) fn exchange(mut stream: impl Read + Write, bytes: &[u8]) -> Vec<u8> {
    drop(stream.write_all(bytes));
    drop(stream.flush());
    let mut answer = Vec::new();
    let mut part = [0; 4096];
    while let Ok(count @ 1..) = stream.read(&mut part) {
        answer.extend_from_slice(&part[..count]);
    }
    answer
}

fn unchunked(mut bytes: &[u8]) -> (Vec<u8>, bool) {
    let mut body = Vec::new();
    while let Some(end) = bytes.windows(2).position(|window| window == b"\r\n") {
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).unwrap().trim(), 16).unwrap();
        let rest = &bytes[end + 2..];
        if size == 0 {
            return (body, false);
        }
        let here = size.min(rest.len());
        body.extend_from_slice(&rest[..here]);
        bytes = rest.get(size + 2..).unwrap_or_default();
    }
    (body, true)
}
