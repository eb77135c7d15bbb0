//! The sign-in page for people (G7: who signs in here sets the counter to 0 for every device).

use serde_json::json;

use super::template::{Message, page};
use crate::db::Stored;
use crate::policy::Generation;
use crate::reply::Reply;
use crate::visit::{CodeResult, Visit};

const WRONG_LOGIN: &str = "Incorrect login or password"; // H1
const LOGIN_BLOCK: &str = "Your login is blocked"; // H2
const PICTURE_WRONG: &str = "CAPTCHA code is incorrect."; // H5
const CODE_WRONG: &str = "One-time password is incorrect."; // H7
const NOTHING_PENDING: &str = "One-time password are disabled."; // H8

pub(super) fn answer(visit: &Visit<'_>) -> Stored<Reply> {
    let refused = visit.tried_credentials() && visit.user()?.is_none();
    let text = if refused { refusal(visit)? } else { None };
    show(visit, text.map(|text| Message::refusal([text])).as_ref(), false)
}

/// Why nobody is signed in; `None`: the password was right, and the form asks for the code (H9).
fn refusal(visit: &Visit<'_>) -> Stored<Option<&'static str>> {
    let pending = visit.session.pending.is_some();
    Ok(match (visit.code, visit.learned.right) {
        (Some(CodeResult::NeedsPicture), _) => Some(PICTURE_WRONG),
        (Some(_), _) => Some(if pending { CODE_WRONG } else { NOTHING_PENDING }),
        (None, Some(true)) if inactive_before_22_4(visit)? => Some(LOGIN_BLOCK),
        (None, Some(true)) if pending => None,
        // G6: not compared.
        (None, None) if visit.session.needs_picture => Some(PICTURE_WRONG),
        (None, _) => Some(WRONG_LOGIN),
    })
}

/// G8, 20.0: the right password of somebody inactive gets a text of its own.
fn inactive_before_22_4(visit: &Visit<'_>) -> Stored<bool> {
    let user = visit.hit.named_login().map(|login| visit.server.store.user_by_login(&login)).transpose()?.flatten();
    Ok(visit.generation() < Generation::Y2024 && user.is_some_and(|user| !user.active))
}

pub(super) fn show(visit: &Visit<'_>, message: Option<&Message>, no_marker: bool) -> Stored<Reply> {
    let user = visit.user()?;
    let asked = if user.is_some() { crate::visit::Asked::default() } else { visit.challenge()? };
    let fields = json!({
        "name": user.map(|user| user.name),
        "sessid": visit.sessid(),
        "login": visit.hit.named_login().unwrap_or_default(),
        "code": asked.code.is_some(),
        "sid": asked.picture,
    });
    Ok(page("sign_in.html", message, no_marker, fields))
}
