//! Password recovery on the portal's own pages (section I): a mail is asked for (I1), a new password is set (I3). Both forms
//! answer with a page that is read by its markers (I8).

use time::OffsetDateTime;
use url::Url;

use super::answer::Answer;
use super::checkout::read_checkout;
use super::page::{self, MAX_PAGE_BODY};
use super::request::{at, hiding, post};
use super::{form, json};
use crate::secret::Secret;
use crate::transport::{Request, Response};

/// A page of recovery; portals send the mail before they answer.
pub const PAGE_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(20);

/// Every policy wants at least as many characters of a password (G2: PASSWORD_LENGTH); the portal's own number may be larger.
pub const SHORTEST_PASSWORD: usize = 6;

/// The picture that goes along where the form wants one (`captcha_restoring_password`, I1).
pub type Picture<'a> = Option<(&'a str, &'a str)>;

/// A new password for one login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPassword {
    /// `USER_LOGIN`.
    pub login: String,
    /// `USER_CHECKWORD`: sent once (Q14).
    pub checkword: Secret,
    /// `USER_PASSWORD` and `USER_CONFIRM_PASSWORD`.
    pub password: Secret,
}

/// Asks for the mail (I1). What looks like an address is given as `USER_EMAIL` too: employees are found by either.
pub fn send_mail(portal: &Url, login: &str, picture: Picture<'_>) -> Request {
    let mut fields = vec![("AUTH_FORM", "Y"), ("TYPE", "SEND_PWD"), ("USER_LOGIN", login)];
    if login.contains('@') {
        fields.push(("USER_EMAIL", login));
    }
    fields.extend(picture_fields(picture));
    let body = Secret::new(form::encode(fields));
    let page = at(portal, "/auth/", Some("forgot_password=yes"));
    post(page, Vec::new(), Some(body), MAX_PAGE_BODY, PAGE_TIMEOUT)
}

/// Sets the new password (I3); only ever in the body.
pub fn change_password(portal: &Url, new: &NewPassword, picture: Picture<'_>) -> Request {
    // EXPOSE: checkword and new password go into the body of the one request they were typed for.
    let (checkword, password) = (new.checkword.expose(), new.password.expose());
    let mut fields = vec![
        ("AUTH_FORM", "Y"),
        ("TYPE", "CHANGE_PWD"),
        ("USER_LOGIN", new.login.as_str()),
        ("USER_CHECKWORD", checkword),
        ("USER_PASSWORD", password),
        ("USER_CONFIRM_PASSWORD", password),
    ];
    fields.extend(picture_fields(picture));
    let body = Secret::new(form::encode(fields));
    let url = at(portal, "/auth/", Some("change_password=yes"));
    hiding(post(url, Vec::new(), Some(body), MAX_PAGE_BODY, PAGE_TIMEOUT), [&new.checkword, &new.password])
}

fn picture_fields<'a>(picture: Picture<'a>) -> impl Iterator<Item = (&'static str, &'a str)> {
    picture.into_iter().flat_map(|(sid, word)| [("captcha_sid", sid), ("captcha_word", word)])
}

/// What a page of recovery says.
#[derive(Debug, Clone, PartialEq)]
pub enum RecoveryAnswer {
    /// An element of class `notetext`, and none of class `errortext`.
    Accepted,
    /// An element of class `errortext`, or the form of I3 once more.
    Refused {
        /// The portal's words, cleaned: shown, never decided on.
        says: Option<String>,
        /// Whether the page has the form of I3 (`USER_CHECKWORD`).
        form: bool,
        /// Id of the picture on the form.
        sid: Option<String>,
    },
    /// 200 without any marker: nothing may be concluded (I8).
    Unmarked,
    /// No page: what every request may meet (T16–T19).
    Other(Answer),
}

/// Reads the answer to either form.
pub fn read_recovery(response: &Response, portal: &Url, now: OffsetDateTime) -> RecoveryAnswer {
    if response.status != 200 {
        return RecoveryAnswer::Other(read_checkout(response, portal, now));
    }
    let page = page::read_page(response);
    let form = page.field("USER_CHECKWORD").is_some();
    if page.refusal.is_none() && page.acceptance.is_some() {
        return RecoveryAnswer::Accepted;
    }
    if page.refusal.is_none() && !form {
        return RecoveryAnswer::Unmarked;
    }
    let sid = page.field("captcha_sid").filter(|sid| json::is_id(sid)).map(str::to_owned);
    RecoveryAnswer::Refused { says: page.refusal, form, sid }
}
