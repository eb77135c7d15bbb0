//! The page behind an invitation link (J2, P41); on the cloud Network's, which this portal plays itself (J3, P36).

use axum::http::Method;
use serde_json::json;

use super::not_found;
use super::template::{Message, page};
use crate::db::Stored;
use crate::reply::Reply;
use crate::requests::Credential;
use crate::users::User;
use crate::visit::Visit;

/// J2, and extranet's.
const BOX: [&str; 2] = ["/bitrix/tools/intranet_invite_dialog.php", "/extranet/confirm/"];
/// J3, M7.
const CLOUD: &str = "/invite/";
pub(super) const PATHS: [&str; 3] = [BOX[0], BOX[1], CLOUD];

/// J2: why an invitation is not accepted. The texts are those of H25, H24 and H19; the facts have none for E21 and E22.
#[derive(Debug)]
enum Refusal {
    SignedIn,
    Inactive,
    NoCheckword,
    WrongCheckword,
    Password(Vec<String>),
    Confirmation,
    NoName,
    NoLastName,
    Confirmed,
}

impl Refusal {
    fn code(&self) -> &'static str {
        match self {
            Self::SignedIn => "E02",
            Self::Inactive => "E03",
            Self::NoCheckword => "E04",
            Self::WrongCheckword => "E05",
            Self::Password(_) => "E07",
            Self::Confirmation => "E08",
            Self::NoName => "E21",
            Self::NoLastName => "E22",
            Self::Confirmed => "E30",
        }
    }

    fn text(&self) -> String {
        let text = match self {
            Self::SignedIn => {
                "Since you are already authorized you cannot confirm your invitation, please use your existing \
                 authorization."
            }
            Self::Inactive => "The user is inactive.",
            Self::NoCheckword => "The checkword is required.",
            Self::WrongCheckword => "The checkword is incorrect.",
            Self::Password(faults) => return faults.join(" "),
            Self::Confirmation => "Incorrect password confirmation",
            Self::NoName => "The first name is required.",
            Self::NoLastName => "The last name is required.",
            Self::Confirmed => "The profile registration has already been confirmed.",
        };
        text.to_owned()
    }

    /// The person can mend it in the form.
    fn leaves_form(&self) -> bool {
        matches!(self, Self::Password(_) | Self::Confirmation | Self::NoName | Self::NoLastName)
    }
}

fn user_field(visit: &Visit<'_>) -> &'static str {
    if visit.hit.path == CLOUD { "profile_id" } else { "user_id" }
}

pub(super) fn answer(visit: &mut Visit<'_>) -> Stored<Reply> {
    if visit.hit.path == CLOUD && !visit.switches.cloud() {
        return Ok(not_found());
    }
    let user = match invited(visit)? {
        Ok(user) => user,
        Err(refusal) => return Ok(form(visit, None, Some(&refusal))),
    };
    let sent = visit.hit.method == Method::POST && visit.hit.filled("confirm").is_some();
    // F3: a form of another page changes nothing; the page is shown with a token that counts.
    if !sent || visit.hit.posted("sessid") != Some(visit.sessid().as_str()) {
        return Ok(form(visit, Some(&user), None));
    }
    match accept(visit, &user)? {
        Ok(()) => Ok(Reply::redirect("/")),
        Err(refusal) => Ok(form(visit, Some(&user).filter(|_| refusal.leaves_form()), Some(&refusal))),
    }
}

/// Whom the link invites, if it still does.
fn invited(visit: &mut Visit<'_>) -> Stored<Result<User, Refusal>> {
    if visit.user()?.is_some() {
        return Ok(Err(Refusal::SignedIn));
    }
    let id = visit.hit.field(user_field(visit)).and_then(|id| id.parse().ok()).unwrap_or_default();
    let Some(user) = visit.server.store.user(id)? else {
        visit.learned.right = Some(false);
        return Ok(Err(Refusal::WrongCheckword));
    };
    if !user.active {
        return Ok(Err(Refusal::Inactive));
    }
    let Some(invitation) = visit.server.store.invitation(user.id)? else {
        return Ok(Err(Refusal::Confirmed));
    };
    visit.learned.login = Some(user.login.clone());
    let Some(checkword) = visit.hit.filled("checkword") else {
        return Ok(Err(Refusal::NoCheckword));
    };
    let right = checkword == invitation.checkword;
    visit.learned.right = Some(right);
    Ok(if right { Ok(user) } else { Err(Refusal::WrongCheckword) })
}

fn accept(visit: &mut Visit<'_>, user: &User) -> Stored<Result<(), Refusal>> {
    let field = |name| visit.hit.posted(name).unwrap_or_default();
    let (name, last_name) = (field("NAME").trim(), field("LAST_NAME").trim());
    let password = field("PASSWORD");
    let faults = visit.policy.faults_of(password);
    let refusal = if name.is_empty() {
        Some(Refusal::NoName)
    } else if last_name.is_empty() {
        Some(Refusal::NoLastName)
    } else if !faults.is_empty() {
        Some(Refusal::Password(faults))
    } else {
        (field("CONFIRM_PASSWORD") != password).then_some(Refusal::Confirmation)
    };
    if let Some(refusal) = refusal {
        return Ok(Err(refusal));
    }
    if !visit.server.store.accept_invitation(user.id, &format!("{name} {last_name}"))? {
        return Ok(Err(Refusal::Confirmed));
    }
    visit.server.set_login_password(user.id, password)?;
    visit.learned.credential = Some(Credential::Checkword);
    visit.complete(user, false)?;
    Ok(Ok(()))
}

/// P41. The code stands before its text, because nobody may decide on a text (Q5). Who invited is not on this page: no
/// fact says so.
fn form(visit: &Visit<'_>, user: Option<&User>, refusal: Option<&Refusal>) -> Reply {
    let message = refusal.map(|refusal| Message::refusal([format!("{}: {}", refusal.code(), refusal.text())]));
    let typed = |name| visit.hit.posted(name).map(str::to_owned);
    let fields = json!({
        "open": user.is_some(),
        "action": visit.hit.path,
        "user_field": user_field(visit),
        "user": user.map(|user| user.id),
        "login": user.map(|user| user.login.as_str()),
        "checkword": visit.hit.field("checkword").unwrap_or_default(),
        "sessid": visit.sessid(),
        "name": typed("NAME").or_else(|| user.map(|user| user.first_name().to_owned())),
        "last_name": typed("LAST_NAME").or_else(|| user.map(|user| user.last_name().to_owned())),
    });
    page("invite.html", message.as_ref(), false, fields)
}
