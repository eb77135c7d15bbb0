//! The sign-in page for people (G7: who signs in here sets the counter to 0 for every device).

use serde_json::json;

use super::template::{Message, page};
use crate::db::Stored;
use crate::policy::Generation;
use crate::reply::Reply;
use crate::visit::Visit;

/// H1.
const WRONG_LOGIN: &str = "Incorrect login or password";
/// H2.
const LOGIN_BLOCK: &str = "Your login is blocked";

pub(super) fn answer(visit: &Visit<'_>) -> Stored<Reply> {
    let refused = visit.tried_credentials() && visit.user()?.is_none();
    let text = if inactive_before_22_4(visit)? { LOGIN_BLOCK } else { WRONG_LOGIN };
    let message = refused.then(|| Message::refusal([text]));
    show(visit, message.as_ref(), false)
}

/// G8, 20.0: the right password of somebody inactive gets a text of its own.
fn inactive_before_22_4(visit: &Visit<'_>) -> Stored<bool> {
    let login = visit.hit.named_login().filter(|_| visit.learned.right == Some(true));
    let user = login.map(|login| visit.server.store.user_by_login(&login)).transpose()?.flatten();
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
