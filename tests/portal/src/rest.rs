//! REST with the session (L): `profile`, `user.current`, `im.counters.get`, `server.time`, and the event log.

use serde::Serialize;
use serde_json::{Value, json};

use crate::clock::{rfc3339, with_offset};
use crate::db::Stored;
use crate::event_list;
use crate::hit::Hit;
use crate::policy::Generation;
use crate::reply::Reply;
use crate::users::User;
use crate::visit::Visit;

/// L6: REST's own budget begins anew after this many seconds.
const OPERATING_RESET_S: i64 = 600;

/// L1: both addresses.
pub(crate) fn is_rest(hit: &Hit) -> bool {
    hit.path.starts_with("/rest/") || hit.path == "/bitrix/services/rest/index.php"
}

/// L3, and P25: the fresh token stands at the top level.
#[derive(Debug, Serialize)]
struct Failure<'a> {
    error: &'a str,
    error_description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sessid: Option<&'a str>,
}

pub(crate) fn failure(status: u16, error: &str, error_description: &str) -> Reply {
    Reply::json(status, &Failure { error, error_description, sessid: None })
}

fn unauthorised(error: &str, error_description: &str, sessid: &str) -> Reply {
    Reply::json(401, &Failure { error, error_description, sessid: Some(sessid) })
        .with("www-authenticate", "Basic realm=\"Bitrix REST\"")
}

/// L2: nobody is signed in.
pub(crate) fn not_authorised(sessid: &str) -> Reply {
    unauthorised("access_denied", "User not authorized", sessid)
}

fn method(hit: &Hit) -> String {
    let named = hit.path.strip_prefix("/rest/").or_else(|| hit.field("method")).unwrap_or_default();
    named.strip_suffix(".json").unwrap_or(named).to_lowercase()
}

/// P42; older servers have no REST 3.0.
fn has_rest_3(visit: &Visit<'_>) -> bool {
    visit.generation() >= Generation::Y2025
}

fn unknown_method() -> Reply {
    failure(404, "ERROR_METHOD_NOT_FOUND", "Method not found!")
}

/// L1, L2: the session, then its token; which comes first where both fail is a switch.
pub(crate) fn answer(visit: &Visit<'_>) -> Stored<Reply> {
    if visit.hit.path.starts_with("/rest/api/") && !has_rest_3(visit) {
        return Ok(unknown_method());
    }
    let sessid = visit.sessid();
    let stale = visit.offered_token() != Some(sessid.as_str());
    let user = visit.user()?;
    let user = match user {
        Some(user) if !stale => user,
        None if !stale || !visit.switches.token_first() => return Ok(not_authorised(&sessid)),
        Some(_) | None => return Ok(unauthorised("session_failed", "Sessid check failed", &sessid)),
    };
    call(visit, &user)
}

/// A call of this employee, whoever makes it.
pub(crate) fn call(visit: &Visit<'_>, user: &User) -> Stored<Reply> {
    Ok(match method(visit.hit).as_str() {
        "api/main.eventlog.list" if has_rest_3(visit) => match event_list::answer(visit, user)? {
            Ok(result) => success(visit, result),
            Err(refusal) => refusal,
        },
        "profile" => success(visit, profile(user)),
        "user.current" => success(visit, current(visit, user)),
        "im.counters.get" => success(visit, counters()),
        "server.time" => success(visit, json!(with_offset(visit.now))),
        _ => unknown_method(),
    })
}

fn profile(user: &User) -> Value {
    json!({
        "ID": user.id.to_string(),
        "ADMIN": user.admin,
        "NAME": user.first_name(),
        "LAST_NAME": user.last_name(),
        "PERSONAL_GENDER": user.gender,
        "TIME_ZONE": "",
    })
}

/// L4: nobody has written to anybody here, and empty maps arrive as lists.
fn counters() -> Value {
    let none: [u32; 0] = [];
    json!({
        "TYPE": {"ALL": 0, "NOTIFY": 0, "CHAT": 0, "LINES": 0, "DIALOG": 0, "MESSENGER": 0},
        "CHAT": none,
        "CHAT_MUTED": none,
        "CHAT_UNREAD": none,
        "LINES": none,
        "DIALOG": none,
        "DIALOG_UNREAD": none,
    })
}

fn current(visit: &Visit<'_>, user: &User) -> Value {
    let now = with_offset(visit.now);
    json!({
        "ID": user.id.to_string(),
        "ACTIVE": user.active,
        "NAME": user.first_name(),
        "LAST_NAME": user.last_name(),
        "EMAIL": user.email,
        "LAST_LOGIN": now,
        "DATE_REGISTER": with_offset(0),
        "IS_ONLINE": "Y",
        "LAST_ACTIVITY_DATE": now,
        "WORK_POSITION": user.position,
        "UF_DEPARTMENT": [1],
    })
}

/// L6.
#[derive(Debug, Serialize)]
struct Time {
    start: f64,
    finish: f64,
    duration: f64,
    processing: f64,
    date_start: String,
    date_finish: String,
    operating: u32,
    operating_reset_at: i64,
}

#[derive(Debug, Serialize)]
struct Success {
    result: Value,
    time: Time,
}

fn success(visit: &Visit<'_>, result: Value) -> Reply {
    let finish = visit.server.clock.now_precise().as_secs_f64();
    // The work is done within the second in which it began.
    let start = (finish - 0.01).max(0.0);
    let date = rfc3339(visit.now).replace('Z', "+00:00");
    let time = Time {
        start,
        finish,
        duration: finish - start,
        processing: finish - start,
        date_start: date.clone(),
        date_finish: date,
        operating: 0,
        operating_reset_at: visit.now.saturating_add(OPERATING_RESET_S),
    };
    Reply::json(200, &Success { result, time })
}
