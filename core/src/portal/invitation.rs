//! The page behind an invitation (J2), read by its markers (P41): a form, a refusal with its code, or a redirect into the portal.

use time::OffsetDateTime;
use url::Url;

use super::answer::Answer;
use super::checkout::read_checkout;
use super::page::{self, MAX_PAGE_BODY};
use super::recovery::PAGE_TIMEOUT;
use super::request::{at, cookie_header, get, hiding, post};
use super::{clean, form, headers, json};
use crate::secret::Secret;
use crate::transport::{Request, Response};

/// The longest name that is taken, in characters.
pub const LONGEST_NAME: usize = 100;

/// Whom an invitation is for, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// The portal's origin, as an address.
    pub portal: Url,
    /// Path of the page; an extranet has its own.
    pub path: String,
    /// `user_id`.
    pub user_id: String,
    /// `checkword`.
    pub checkword: Secret,
}

/// What is needed to accept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acceptance {
    /// `NAME`.
    pub name: String,
    /// `LAST_NAME`.
    pub last_name: String,
    /// `PASSWORD` and `CONFIRM_PASSWORD`.
    pub password: Secret,
    /// `sessid`, from the page's form (F3).
    pub sessid: Option<Secret>,
}

impl Invited {
    fn page(&self) -> Url {
        // EXPOSE: into the query of the page it was made for (J2).
        let query = form::encode([("user_id", self.user_id.as_str()), ("checkword", self.checkword.expose())]);
        at(&self.portal, &self.path, Some(&query))
    }
}

/// Shows the page; that spends nothing, for it is the form that accepts (J2: POST).
pub fn show_page(invited: &Invited) -> Request {
    hiding(get(invited.page(), Vec::new(), MAX_PAGE_BODY, PAGE_TIMEOUT), [&invited.checkword])
}

/// Accepts, in the session of the page.
pub fn accept(invited: &Invited, acceptance: &Acceptance, cookies: Option<&Secret>) -> Request {
    // EXPOSE: password and token go into the body of the form they are for.
    let password = acceptance.password.expose();
    let sessid = acceptance.sessid.as_ref().map(|sessid| ("sessid", sessid.expose()));
    let fields = [
        ("confirm", "Y"),
        ("NAME", acceptance.name.as_str()),
        ("LAST_NAME", acceptance.last_name.as_str()),
        ("PASSWORD", password),
        ("CONFIRM_PASSWORD", password),
    ];
    let body = Secret::new(form::encode(fields.into_iter().chain(sessid)));
    let request = post(invited.page(), cookie_header(cookies), Some(body), MAX_PAGE_BODY, PAGE_TIMEOUT);
    hiding(request, [&invited.checkword, &acceptance.password].into_iter().chain(&acceptance.sessid))
}

/// What the page says.
#[derive(Debug, Clone, PartialEq)]
pub enum InvitationAnswer {
    /// The form, and nothing against it.
    Form {
        /// First and last name as the form has them filled in.
        person: Option<String>,
        /// Its token.
        sessid: Option<Secret>,
    },
    /// An element of class `errortext`.
    Refused {
        /// J2's code, where the text begins with one.
        code: Option<RefusalCode>,
        /// The portal's words, cleaned: shown, never decided on.
        says: Option<String>,
        /// Whether the form is there to be mended.
        form: bool,
        /// Its token.
        sessid: Option<Secret>,
    },
    /// A redirect to the portal's first page (P41).
    Accepted,
    /// 200 without any marker.
    Unmarked,
    /// No page: what every request may meet (T16–T19).
    Other(Answer),
}

/// J2's codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefusalCode {
    /// E02: the session is signed in already.
    SignedIn,
    /// E03: the employee is inactive.
    Inactive,
    /// E04, E05: no checkword, or a wrong one.
    Checkword,
    /// E07, E08: the password.
    Password,
    /// E21, E22: the names.
    Names,
    /// E30: confirmed before.
    Confirmed,
}

/// Reads the page, or the answer to its form.
pub fn read_invitation(response: &Response, portal: &Url, now: OffsetDateTime) -> InvitationAnswer {
    if response.status != 200 {
        return if into_portal(response, portal) {
            InvitationAnswer::Accepted
        } else {
            InvitationAnswer::Other(read_checkout(response, portal, now))
        };
    }
    let page = page::read_page(response);
    let form = page.field("CONFIRM_PASSWORD").is_some();
    let sessid = page.field("sessid").filter(|sessid| json::is_id(sessid)).map(Secret::from);
    if page.refusal.is_some() {
        let code = page.refusal.as_deref().and_then(refusal_code);
        return InvitationAnswer::Refused { code, says: page.refusal, form, sessid };
    }
    if !form {
        return InvitationAnswer::Unmarked;
    }
    let names = [page.field("NAME"), page.field("LAST_NAME")].map(|name| name.unwrap_or_default());
    InvitationAnswer::Form { person: clean::clean_text(&names.join(" "), &response.secrets), sessid }
}

/// P41: 302 to `/` of the same portal.
fn into_portal(response: &Response, portal: &Url) -> bool {
    let to = headers::values(&response.headers, "location").find_map(|value| portal.join(value).ok());
    matches!(response.status, 302 | 303) && to.is_some_and(|to| to.origin() == portal.origin() && to.path() == "/")
}

/// The code at the head of a refusal: `E05`, and nothing of a longer word. Not the text after it (R11).
fn refusal_code(text: &str) -> Option<RefusalCode> {
    let (code, rest) = text.split_at_checked(3)?;
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    match code {
        "E02" => Some(RefusalCode::SignedIn),
        "E03" => Some(RefusalCode::Inactive),
        "E04" | "E05" => Some(RefusalCode::Checkword),
        "E07" | "E08" => Some(RefusalCode::Password),
        "E21" | "E22" => Some(RefusalCode::Names),
        "E30" => Some(RefusalCode::Confirmed),
        _other => None,
    }
}
