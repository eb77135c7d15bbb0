//! Checkout (A, B): `/mobile/?mobile_action=checkout`, and the other actions at that address.

mod answer;

use serde_json::json;

use crate::db::Stored;
use crate::passwords::MOBILE;
use crate::policy::Generation;
use crate::reply::Reply;
use crate::users::User;
use crate::visit::{CodeResult, Visit};

pub(crate) use answer::Refused;
use answer::{CodeError, Discovered, Ordered, SignedIn2013, SignedIn2015, SignedInNow};

/// O5, P9: Network cannot be reached.
const NETWORK_DOWN: u16 = 521;

pub(crate) fn network_down() -> Reply {
    Reply::html(NETWORK_DOWN, "Internal Bitrix24.Network error")
}

pub(crate) fn answer(visit: &mut Visit<'_>) -> Stored<Reply> {
    match visit.hit.field("mobile_action").unwrap_or_default() {
        "checkout" => checkout(visit).map(|reply| remembering_version(visit, named(visit, reply))),
        "logout" if visit.generation() == Generation::Y2013 => signed_out(visit),
        // P5: 200, nothing in it, nothing changes.
        "logout" => Ok(Reply::empty(200)),
        "save_device_token" | "" => needs_sign_in(visit),
        // B11, P22.
        _ => Ok(Reply::script(200, &json!({"error": "unknown action for data request"}))),
    }
}

/// E10: the handler of 12.5.
fn signed_out(visit: &mut Visit<'_>) -> Stored<Reply> {
    visit.sign_out()?;
    Ok(Reply::script(200, &json!({"logout_status": "success", "token_status": "deleted"})))
}

/// B11: 17.5 and later.
fn named(visit: &Visit<'_>, reply: Reply) -> Reply {
    if visit.generation() >= Generation::Y2024 { reply.with("bx-mobile-action", "checkout") } else { reply }
}

/// B3: a whole number comes back in a cookie.
fn remembering_version(visit: &Visit<'_>, reply: Reply) -> Reply {
    let version = visit.hit.field("api_version").and_then(|version| version.parse::<u32>().ok());
    match version {
        Some(version) => reply.with("set-cookie", format!("BITRIX_SM_MOBILE_APP_VERSION={version}; Path=/; HttpOnly")),
        None => reply,
    }
}

/// B16.
fn challenged(reply: Reply, sessid: &str) -> Reply {
    reply.with("www-authenticate", "Basic realm=\"Bitrix24\"").with("bx-authorize", sessid)
}

fn sign_in_first(visit: &Visit<'_>) -> Reply {
    let sessid = visit.sessid();
    challenged(Reply::script(401, &Refused::bare(sessid.clone())), &sessid)
}

/// B16, E12.
fn needs_sign_in(visit: &Visit<'_>) -> Stored<Reply> {
    if visit.user()?.is_none() {
        return Ok(sign_in_first(visit));
    }
    if visit.hit.field("mobile_action").is_none() {
        return Ok(Reply::html(200, "<!DOCTYPE html><title>Mobile</title><h1>Mobile application</h1>"));
    }
    let fresh = visit.hit.field("sessid") == Some(visit.sessid().as_str());
    let token = if fresh { "created" } else { "fail" };
    Ok(Reply::script(200, &json!({"register_token": token})))
}

fn checkout(visit: &mut Visit<'_>) -> Stored<Reply> {
    if let Some(discovered) = discovery(visit)? {
        return Ok(discovered);
    }
    // P21: the session of a foreign page.
    if visit.hit.filled("sessid").is_some_and(|sessid| sessid != visit.sessid()) {
        return Ok(sign_in_first(visit));
    }
    if visit.switches.network_down() && visit.tried_credentials() {
        return Ok(network_down());
    }
    match visit.user()? {
        Some(user) => signed_in(visit, &user),
        None => refused(visit),
    }
}

/// A1, A2; older servers know neither (A3).
fn discovery(visit: &Visit<'_>) -> Stored<Option<Reply>> {
    if visit.generation() < Generation::Y2024 {
        return Ok(None);
    }
    let mut found = Discovered::new(visit.sessid());
    if visit.hit.field("servercheck") == Some("1") {
        found.cloud = Some(visit.switches.cloud());
        found.host = Some(visit.switches.cloud().then(|| network_host(visit)));
    } else if visit.hit.field("logincheck") == Some("1") {
        let login = visit.hit.field("login").unwrap_or_default();
        let short = login.split_once('\\').map(|(_, rest)| rest);
        let known = |login: &str| Ok::<_, crate::db::StoreError>(visit.server.store.user_by_login(login)?.is_some());
        found.exists = Some(known(login)? || short.map_or(Ok(false), known)?);
    } else {
        return Ok(None);
    }
    Ok(Some(Reply::script(200, &found)))
}

/// P36: in cloud mode this portal is its own Network host.
fn network_host(visit: &Visit<'_>) -> String {
    visit.hit.origin.split_once("://").map(|(_, host)| host.to_owned()).unwrap_or_default()
}

/// B12, B14: who is not signed in.
fn refused(visit: &Visit<'_>) -> Stored<Reply> {
    let mut refused = Refused::bare(visit.sessid());
    if visit.generation() == Generation::Y2013 {
        // B18: "failed" came with 200, and no picture.
        return Ok(Reply::script(200, &refused));
    }
    let asked = visit.challenge()?;
    if visit.login_for_answer().is_some() {
        describe(visit, asked, &mut refused);
    }
    let reply = Reply::script(401, &refused);
    Ok(if visit.switches.checkout_challenges() { challenged(reply, &visit.sessid()) } else { reply })
}

fn describe(visit: &Visit<'_>, asked: crate::visit::Asked, refused: &mut Refused) {
    if let Some(sid) = asked.picture {
        if visit.switches.cloud() {
            refused.captcha_url = Some(format!("{}/mobile/ajax.php?captcha_sid={sid}", visit.hit.origin));
        }
        refused.captcha_code = Some(sid);
    }
    let modern = visit.generation() >= Generation::Y2025;
    if modern && visit.code.is_some() {
        // B14: `needOtp` is not repeated; either a picture is wanted now, or the code was wrong.
        if refused.captcha_code.is_none() && visit.code != Some(CodeResult::Accepted) {
            refused.error = Some(Ordered::Code(CodeError::WRONG_OTP));
        }
    } else if let Some(code) = asked.code {
        refused.need_otp = Some(true);
        if modern {
            refused.otp_type = code.kind;
            refused.can_login_by_sms = Some(code.by_sms);
            refused.can_use_recovery_codes = Some(code.recovery_codes);
        }
    }
    if let Some(reason) = &visit.switches.network_reason {
        // B13, P1: what Network said last; it does not take the place of a code's own error.
        refused.error = refused.error.take().or_else(|| Some(Ordered::Text(reason.error.clone())));
        refused.error_message = Some(reason.error_message.clone());
    }
}

/// B17, B18.
fn signed_in(visit: &mut Visit<'_>, user: &User) -> Stored<Reply> {
    let app_password = issue(visit, user)?;
    let (sessid, target) = (visit.sessid(), visit.server.identity.target(user.id));
    Ok(match visit.generation() {
        Generation::Y2013 => Reply::script(200, &SignedIn2013::new(sessid)),
        Generation::Y2015 => Reply::script(200, &SignedIn2015::new(sessid, target, app_password)),
        Generation::Y2024 | Generation::Y2025 => {
            Reply::script(200, &SignedInNow::new(visit, user, sessid, target, app_password))
        }
    })
}

/// E2 to E4: once, and only by a sign-in that earns it. 2013 servers have none (Q13).
fn issue(visit: &mut Visit<'_>, user: &User) -> Stored<Option<String>> {
    if !visit.earns_app_password || visit.generation() == Generation::Y2013 {
        return Ok(None);
    }
    let code = visit.hit.header("bx-app-uuid").unwrap_or_default();
    let device = visit.hit.header("bx-device-name");
    let any_case = visit.generation() >= Generation::Y2024;
    let password = visit.server.store.issue_application_password(user.id, code, any_case, device, &visit.session.id)?;
    if visit.switches.ends_every_phone() {
        visit.session.application = Some(MOBILE.to_owned());
    }
    Ok(Some(password))
}
