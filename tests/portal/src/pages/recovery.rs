//! Password recovery (I1 to I3, I8). On the cloud this portal is its own Network host and shows the same page (I9, P36).

use axum::http::Method;
use serde_json::json;

use super::sign_in;
use super::template::{Message, page};
use crate::checkout;
use crate::checkwords::Judged;
use crate::db::Stored;
use crate::events::Audit;
use crate::hit::Hit;
use crate::mails::{Letter, recovery_link};
use crate::policy::Generation;
use crate::reply::Reply;
use crate::users::User;
use crate::visit::Visit;

/// I6, I9: seconds between two mails; Network's rule only.
const NETWORK_WAIT_S: i64 = 60;

const CAPTCHA_WRONG: &str = "Word for protecting against automatic registration is entered incorrectly"; // H6
const CHECKWORD_EXPIRE: &str = "Check word validity period has expired. You need to request it again."; // H11
const NOT_FOUND: &str = "User profile was not found."; // H13, from 22.4 on
const NOT_FOUND_BEFORE: &str = "Login or E-mail not found"; // H13
const SENT: &str = "A code to reset your password and your registration information has just been sent to your e-mail \
                    address. Note that the reset code is re-generated on each request."; // H14
const TOO_EARLY: &str = "Timeout has not expired yet."; // H16
const CHANGED: [&str; 2] =
    ["Password successfully changed.", "New registration information has just been sent to your E-mail address."]; // H18
const CONFIRMATION_WRONG: &str = "Incorrect password confirmation"; // H19

/// What is wanted of the recovery pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// The form of I1.
    ForgotForm,
    /// I1: a mail.
    Send,
    /// The form of I3; a link opened in a browser.
    ChangeForm,
    /// I3: a new password.
    Change,
}

pub(super) fn wish(hit: &Hit) -> Option<Wish> {
    let posted = hit.method == Method::POST && hit.filled("AUTH_FORM").is_some();
    match hit.field("TYPE").filter(|_| posted) {
        Some("SEND_PWD") => return Some(Wish::Send),
        Some("CHANGE_PWD") => return Some(Wish::Change),
        Some(_) => return None,
        None => {}
    }
    let asks = |name| hit.field(name) == Some("yes");
    if asks("change_password") { Some(Wish::ChangeForm) } else { asks("forgot_password").then_some(Wish::ForgotForm) }
}

pub(super) fn answer(visit: &mut Visit<'_>, wish: Wish) -> Stored<Reply> {
    if visit.switches.network_down() {
        return Ok(checkout::network_down());
    }
    match wish {
        Wish::ForgotForm => forgot_form(visit, None),
        Wish::ChangeForm => change_form(visit, None),
        Wish::Send => {
            let message = send(visit)?;
            forgot_form(visit, Some(&message))
        }
        Wish::Change => match change(visit)? {
            Ok(message) => changed(visit, &message),
            Err(refusal) => change_form(visit, Some(&refusal)),
        },
    }
}

fn forgot_form(visit: &Visit<'_>, message: Option<&Message>) -> Stored<Reply> {
    let fields = json!({
        "cloud": visit.switches.cloud(),
        "login": visit.hit.field("USER_LOGIN").unwrap_or_default(),
        "sid": picture(visit)?,
    });
    Ok(page("forgot.html", message, visit.switches.recovery_without_markers(), fields))
}

fn change_form(visit: &Visit<'_>, message: Option<&Message>) -> Stored<Reply> {
    let fields = json!({
        "cloud": visit.switches.cloud(),
        "login": visit.hit.field("USER_LOGIN").unwrap_or_default(),
        "checkword": visit.hit.field("USER_CHECKWORD").unwrap_or_default(),
        "sid": picture(visit)?,
    });
    Ok(page("change.html", message, visit.switches.recovery_without_markers(), fields))
}

/// I8: an acceptance, above the form to sign in with the new password.
fn changed(visit: &Visit<'_>, message: &Message) -> Stored<Reply> {
    sign_in::show(visit, Some(message), visit.switches.recovery_without_markers())
}

/// I1: where the option wants one, every form comes with a fresh picture.
fn picture(visit: &Visit<'_>) -> Stored<Option<String>> {
    let wanted = visit.switches.recovery_wants_picture();
    wanted.then(|| visit.server.store.new_captcha(visit.now)).transpose()
}

fn picture_refused(visit: &Visit<'_>) -> Stored<bool> {
    Ok(visit.switches.recovery_wants_picture() && !visit.picture_answered()?)
}

/// I1, I2.
fn send(visit: &Visit<'_>) -> Stored<Message> {
    if picture_refused(visit)? {
        return Ok(Message::refusal([CAPTCHA_WRONG]));
    }
    let users = asked_for(visit)?;
    if users.is_empty() {
        let text = if visit.generation() >= Generation::Y2024 { NOT_FOUND } else { NOT_FOUND_BEFORE };
        return Ok(Message::refusal([text]));
    }
    for user in &users {
        visit.note(Audit::Info, None, &user.id.to_string())?;
        if !mail(visit, user)? {
            return Ok(Message::refusal([TOO_EARLY]));
        }
    }
    Ok(Message::acceptance([SENT]))
}

/// I1: by login or by e-mail, active ones only; several employees may share an address.
fn asked_for(visit: &Visit<'_>) -> Stored<Vec<User>> {
    let login = visit.hit.filled("USER_LOGIN").map(str::trim);
    let email = visit.hit.filled("USER_EMAIL").map(str::trim);
    let mut users = visit.server.store.users()?;
    users.retain(|user| {
        let by_login = login.is_some_and(|login| user.has_login(login));
        let by_email = email.is_some_and(|email| user.has_email(email));
        user.active && (by_login || by_email)
    });
    Ok(users)
}

/// False: Network's wait is not over (I9).
fn mail(visit: &Visit<'_>, user: &User) -> Stored<bool> {
    let (store, origin) = (&visit.server.store, visit.hit.origin.as_str());
    // I1: who has not accepted an invitation yet gets that mail again.
    if visit.server.mail_invitation(user, origin)?.is_some() {
        return Ok(true);
    }
    let last = store.checkword_made(user.id)?;
    if visit.switches.cloud() && last.is_some_and(|last| visit.now < last.saturating_add(NETWORK_WAIT_S)) {
        return Ok(false);
    }
    let checkword = store.new_checkword(user.id, visit.now)?;
    visit.server.mail(user, origin, Letter::Recovery { link: recovery_link(origin, &user.login, &checkword) });
    Ok(true)
}

/// I3: what the newest servers check last, the older ones check first.
fn change(visit: &mut Visit<'_>) -> Stored<Result<Message, Message>> {
    if picture_refused(visit)? {
        return Ok(Err(Message::refusal([CAPTCHA_WRONG])));
    }
    let login = visit.hit.field("USER_LOGIN").unwrap_or_default().trim().to_owned();
    let checkword = visit.hit.field("USER_CHECKWORD").unwrap_or_default().to_owned();
    let password = visit.hit.field("USER_PASSWORD").unwrap_or_default().to_owned();
    let newest = visit.generation() >= Generation::Y2024;
    let faults = password_faults(visit, &password);
    if !newest && !faults.is_empty() {
        return Ok(Err(Message::refusal(faults)));
    }
    let user = visit.server.store.user_by_login(&login)?.filter(|user| user.active);
    let Some(user) = user else {
        let text = if newest { incorrect(&login) } else { format!("User under login \"{login}\" not found") };
        visit.learned.right = Some(false);
        return Ok(Err(Message::refusal([text])));
    };
    let life = visit.policy.checkword_seconds();
    let judged = visit.server.store.judge_checkword(user.id, &checkword, visit.now, life)?;
    visit.learned.right = Some(judged == Judged::Right);
    match judged {
        Judged::Wrong => return Ok(Err(Message::refusal([incorrect(&login)]))),
        Judged::Expired => return Ok(Err(Message::refusal([CHECKWORD_EXPIRE]))),
        Judged::Right => {}
    }
    if !faults.is_empty() {
        return Ok(Err(Message::refusal(faults)));
    }
    if !visit.server.store.spend_checkword(user.id, &checkword)? {
        return Ok(Err(Message::refusal([incorrect(&login)])));
    }
    set_password(visit, &user, &password)?;
    Ok(Ok(Message::acceptance(CHANGED)))
}

/// H24, H19.
fn password_faults(visit: &Visit<'_>, password: &str) -> Vec<String> {
    let faults = visit.policy.faults_of(password);
    let confirmed = visit.hit.field("USER_CONFIRM_PASSWORD") == Some(password);
    if faults.is_empty() && !confirmed { vec![CONFIRMATION_WRONG.to_owned()] } else { faults }
}

/// H10, P28.
fn incorrect(login: &str) -> String {
    format!("Incorrect check word for login \"{login}\"")
}

/// E9. The counter stays where it is: only a completed sign-in sets it to 0 (G7).
fn set_password(visit: &mut Visit<'_>, user: &User, password: &str) -> Stored<()> {
    visit.server.set_login_password(user.id, password)?;
    if visit.session.user == Some(user.id) || visit.session.pending == Some(user.id) {
        visit.session.sign_out();
    }
    visit.note(Audit::PasswordChanged, None, &user.id.to_string())?;
    visit.server.mail(user, &visit.hit.origin, Letter::PasswordChanged);
    Ok(())
}
