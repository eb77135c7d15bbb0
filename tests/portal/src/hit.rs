//! One request as the portal's pages see it, and what credential it carries.

use std::borrow::Cow;
use std::net::IpAddr;

use axum::http::{HeaderMap, Method, header};
use data_encoding::BASE64;
use serde_json::Value;

use crate::form::{self, Fields};
use crate::passwords::looks_like_application_password;
use crate::requests::Credential;
use crate::rest;

/// Method, address, fields, headers; nothing of it is trusted.
#[derive(Debug)]
pub(crate) struct Hit {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) query: String,
    pub(crate) peer: IpAddr,
    /// Scheme and authority as the client used them, for addresses the portal names itself.
    pub(crate) origin: String,
    headers: HeaderMap,
    asked: Fields,
    posted: Fields,
    json: Value,
}

/// Login and password of B4.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LoginAndPassword {
    pub(crate) login: String,
    pub(crate) password: String,
}

/// PHP keeps the last of several.
fn last<'a>(fields: &'a Fields, name: &str) -> Option<&'a str> {
    fields.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

impl Hit {
    pub(crate) fn new(parts: &axum::http::request::Parts, body: &[u8], peer: IpAddr, secure: bool) -> Self {
        let kind = header_text(&parts.headers, "content-type").unwrap_or_default();
        let is_json = kind.to_ascii_lowercase().starts_with("application/json");
        let json = if is_json { serde_json::from_slice(body).ok() } else { None };
        let query = parts.uri.query().unwrap_or_default().to_owned();
        let host = header_text(&parts.headers, "host").filter(|host| is_plain_host(host));
        let scheme = if secure { "https" } else { "http" };
        Self {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            asked: form::urlencoded(query.as_bytes()),
            // PHP reads no form of another method.
            posted: if parts.method == Method::POST { form::of_body(kind, body) } else { Fields::new() },
            json: json.unwrap_or(Value::Null),
            origin: format!("{scheme}://{}", host.unwrap_or("localhost")),
            headers: parts.headers.clone(),
            query,
            peer,
        }
    }

    /// A field of body or query; the body wins (`$_REQUEST`). Only REST reads fields of JSON (L4): checkout's are those of
    /// B1, query or form.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let in_json = || self.json.get(name).filter(|_| rest::is_rest(self)).and_then(Value::as_str);
        last(&self.posted, name).or_else(in_json).or_else(|| last(&self.asked, name))
    }

    /// A field that is there and not empty.
    pub(crate) fn filled(&self, name: &str) -> Option<&str> {
        self.field(name).filter(|value| !value.is_empty())
    }

    /// A field of the form body only (B10, 2025+).
    pub(crate) fn posted(&self, name: &str) -> Option<&str> {
        last(&self.posted, name)
    }

    /// A JSON body; null where there is none.
    pub(crate) fn json(&self) -> &Value {
        &self.json
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        header_text(&self.headers, name)
    }

    pub(crate) fn cookie(&self, name: &str) -> Option<&str> {
        let lines = self.headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next_back()
    }

    /// B4, B6: the pair of a Basic header. `cut`: the password ends at its first colon (P19).
    pub(crate) fn basic(&self, cut: bool) -> Option<LoginAndPassword> {
        let (scheme, coded) = self.header("authorization")?.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let bytes = BASE64.decode(coded.trim().as_bytes()).ok()?;
        let pair = text(&bytes);
        let (login, password) = pair.split_once(':').unwrap_or((&pair, ""));
        let password = if cut { password.split(':').next().unwrap_or_default() } else { password };
        let login = without_host(login);
        (!login.is_empty()).then(|| LoginAndPassword { login: login.to_owned(), password: password.to_owned() })
    }

    /// B10: login and password of the form that stands for Basic.
    pub(crate) fn form_login(&self) -> Option<LoginAndPassword> {
        let is_form = self.filled("AUTH_FORM").is_some() && self.field("TYPE") == Some("AUTH");
        let login = without_host(self.filled("USER_LOGIN").filter(|_| is_form)?);
        let password = self.field("USER_PASSWORD").unwrap_or_default();
        Some(LoginAndPassword { login: login.to_owned(), password: password.to_owned() })
    }

    /// B10: AUTH_FORM not empty and TYPE=OTP; `in_body`: only in the POST body.
    pub(crate) fn code(&self, in_body: bool) -> Option<&str> {
        let read = |name| if in_body { self.posted(name) } else { self.field(name) };
        let is_form = self.filled("AUTH_FORM").is_some() && read("TYPE") == Some("OTP");
        is_form.then(|| read("USER_OTP").unwrap_or_default())
    }

    /// K2.
    pub(crate) fn hit_hash(&self) -> Option<&str> {
        self.filled("bx_hit_hash")
    }

    /// What credential this request carries, by its looks: what the desk's log names.
    pub(crate) fn credential(&self) -> Credential {
        let pair = self.basic(false).or_else(|| self.form_login());
        if let Some(pair) = pair {
            if looks_like_application_password(&pair.password) {
                return Credential::AppPassword;
            }
            return Credential::LoginPassword;
        }
        if self.code(false).is_some() {
            Credential::Code
        } else if self.hit_hash().is_some() {
            Credential::Hash
        } else if self.filled("USER_CHECKWORD").or_else(|| self.filled("checkword")).is_some() {
            Credential::Checkword
        } else {
            Credential::None
        }
    }

    /// The login this request names.
    pub(crate) fn named_login(&self) -> Option<String> {
        let pair = self.basic(false).or_else(|| self.form_login());
        pair.map(|pair| pair.login).or_else(|| self.filled("USER_LOGIN").map(|login| without_host(login).to_owned()))
    }

    /// Whether this is one of checkout's addresses (B1), extranet's included.
    pub(crate) fn is_mobile(&self) -> bool {
        ["/mobile/", "/mobile/index.php", "/mobile/ajax.php"].iter().any(|end| self.path.ends_with(end))
    }
}

/// B6: UTF-8 if valid, else byte by byte.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().copied().map(char::from).collect()),
    }
}

/// B6: `HOST\login` is `login`.
fn without_host(login: &str) -> &str {
    login.split_once('\\').map_or(login, |(_, rest)| rest)
}

fn header_text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| std::str::from_utf8(value.as_bytes()).ok())
}

fn is_plain_host(host: &str) -> bool {
    host.len() <= 255 && host.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn hit(uri: &str, headers: &[(&str, &str)], form: &str) -> Hit {
        let mut request = axum::http::Request::builder().method("POST").uri(uri);
        request = request.header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        Hit::new(&parts, form.as_bytes(), "127.0.0.1".parse().unwrap(), true)
    }

    fn basic(pair: &str) -> Hit {
        let value = format!("Basic {}", BASE64.encode(pair.as_bytes()));
        hit("/mobile/", &[("authorization", &value)], "")
    }

    #[test]
    fn basic_is_split_at_its_first_colon_or_cut() {
        let pair =
            |login: &str, password: &str| Some(LoginAndPassword { login: login.into(), password: password.into() });
        assert_eq!(basic("anna:a:b:c").basic(false), pair("anna", "a:b:c"));
        assert_eq!(basic("anna:a:b:c").basic(true), pair("anna", "a"));
        assert_eq!(basic(r"HOST\anna:x").basic(false), pair("anna", "x"));
        assert_eq!(basic("Änna:é").basic(false), pair("Änna", "é"));
        assert_eq!(basic("anna").basic(false), pair("anna", ""));
        assert_eq!(basic(":Sun-flower9").basic(false), None);
        let latin = format!("Basic {}", BASE64.encode(b"anna:\xe9"));
        assert_eq!(hit("/", &[("authorization", &latin)], "").basic(false), pair("anna", "é"));
        for rubbish in ["Basic", "Basic !!!", "Bearer YTpi", "Basic "] {
            assert_eq!(hit("/", &[("authorization", rubbish)], "").basic(false), None, "{rubbish}");
        }
    }

    #[test]
    fn the_body_wins_over_the_query_and_the_last_of_several_counts() {
        let hit = hit("/mobile/?a=1&b=1&b=2", &[], "a=3");
        assert_eq!((hit.field("a"), hit.field("b"), hit.posted("b")), (Some("3"), Some("2"), None));
    }

    #[test]
    fn a_credential_is_known_by_its_looks() {
        assert_eq!(basic("anna:Sun-flower9").credential(), Credential::LoginPassword);
        assert_eq!(basic("anna:qwhzkfnmtrxbpdla").credential(), Credential::AppPassword);
        assert_eq!(hit("/", &[], "AUTH_FORM=Y&TYPE=OTP&USER_OTP=1").credential(), Credential::Code);
        assert_eq!(hit("/?bx_hit_hash=abc", &[], "").credential(), Credential::Hash);
        assert_eq!(hit("/", &[], "AUTH_FORM=Y&TYPE=CHANGE_PWD&USER_CHECKWORD=a").credential(), Credential::Checkword);
        assert_eq!(hit("/", &[], "TYPE=OTP").credential(), Credential::None);
    }

    #[test]
    fn cookies_are_read_from_every_line() {
        let hit = hit("/", &[("cookie", "a=1; PHPSESSID=old"), ("cookie", "PHPSESSID=new;x")], "");
        assert_eq!((hit.cookie("PHPSESSID"), hit.cookie("x")), (Some("new"), None));
    }

    #[test]
    fn a_strange_host_header_is_not_repeated() {
        assert_eq!(hit("/", &[("host", "alfa.localhost:8443")], "").origin, "https://alfa.localhost:8443");
        assert_eq!(hit("/", &[("host", "a/b\"c")], "").origin, "https://localhost");
    }
}
