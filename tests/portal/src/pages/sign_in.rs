//! The sign-in page for people (G7: who signs in here sets the counter to 0 for every device).

use serde_json::json;

use super::template::{Message, page};
use crate::db::Stored;
use crate::reply::Reply;
use crate::visit::Visit;

/// H1.
const WRONG_LOGIN: &str = "Incorrect login or password";

pub(super) fn answer(visit: &Visit<'_>) -> Stored<Reply> {
    let refused = visit.tried_credentials() && visit.user()?.is_none();
    let message = refused.then(|| Message::refusal([WRONG_LOGIN]));
    show(visit, message.as_ref(), false)
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
