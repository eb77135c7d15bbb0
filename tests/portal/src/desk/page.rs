//! The desk's page for people: the same functions as the JSON calls, by forms that work without script.

mod forms;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use minijinja::{Environment, UndefinedBehavior};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::desk::page::forms::{Deed, Form};
use crate::desk::{Desk, DeskError, DeskState};

/// A form is short; what is longer is none.
const MOST_BYTES: usize = 64 * 1024;
/// Requests and events shown, the newest.
const REQUESTS: usize = 50;
/// Pictures shown, the newest.
const PICTURES: u32 = 12;

const TEMPLATES: &[(&str, &str)] = &[
    ("page.html", include_str!("templates/page.html")),
    ("employees.html", include_str!("templates/employees.html")),
    ("requests.html", include_str!("templates/requests.html")),
    ("events.html", include_str!("templates/events.html")),
    ("invitations.html", include_str!("templates/invitations.html")),
    ("outbox.html", include_str!("templates/outbox.html")),
    ("clock.html", include_str!("templates/clock.html")),
    ("faults.html", include_str!("templates/faults.html")),
    ("rules.html", include_str!("templates/rules.html")),
    ("new.html", include_str!("templates/new.html")),
];

/// Nothing from elsewhere, no script but the page's own, no frame around it.
const ONLY_OWN: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
                        form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub(crate) fn router() -> Router<DeskState> {
    Router::new()
        .route("/", get(page))
        .route("/page.css", get(async || ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], STYLE)))
        .route("/page.js", get(async || ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8")], SCRIPT)))
        .route("/picture/{sid}", get(picture))
        .route("/do/{what}", post(act))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

const STYLE: &str = include_str!("templates/page.css");
const SCRIPT: &str = include_str!("templates/page.js");

/// What changes something is taken from the desk's own page, or from a program, which names no page at all.
pub(super) async fn own_pages_only(request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads || is_of_own_page(request.headers()) {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "this came from a page of another site").into_response()
}

fn is_of_own_page(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("unreadable"));
    let own = format!("http://{}", text("host").unwrap_or_default());
    text("origin").is_none_or(|origin| origin == own)
        && text("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none")
}

#[derive(Deserialize)]
struct Told {
    /// A name of [`Deed`]; anything else says nothing.
    done: Option<String>,
}

async fn page(State(state): State<DeskState>, Query(told): Query<Told>) -> Response {
    let told = Deed::all().find(|deed| Some(deed.name()) == told.done.as_deref()).map(Deed::sentence);
    show(state, StatusCode::OK, told, None).await
}

async fn picture(State(state): State<DeskState>, Path(sid): Path<String>) -> Response {
    let drawn = tokio::task::spawn_blocking(move || state.desk.picture(&sid));
    match drawn.await {
        Ok(Ok(jpeg)) => {
            ([(header::CONTENT_TYPE, "image/jpeg"), (header::CACHE_CONTROL, "no-store")], jpeg).into_response()
        }
        Ok(Err(_)) | Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}

/// One form of the page was sent: done, and back to its place; or the page again with what was wrong.
async fn act(State(state): State<DeskState>, Path(what): Path<String>, body: String) -> Response {
    let desk = state.desk.clone();
    let done = tokio::task::spawn_blocking(move || {
        let form = Form::read(&body);
        let deed = Deed::all().find(|deed| deed.name() == what);
        let deed = deed.ok_or_else(|| DeskError::Unknown("such form".to_owned()))?;
        deed.run(&desk, &form)?;
        Ok(deed)
    });
    let done = done.await.unwrap_or_else(|error| Err(DeskError::Bad(format!("the call broke off: {error}"))));
    match done {
        Ok(deed) => Redirect::to(&format!("/?done={}#{}", deed.name(), deed.place())).into_response(),
        Err(error) => {
            let status = StatusCode::from_u16(error.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            show(state, status, None, Some(error.to_string())).await
        }
    }
}

/// Renders the page off the threads that serve connections.
async fn show(state: DeskState, status: StatusCode, told: Option<&'static str>, problem: Option<String>) -> Response {
    let rendered = tokio::task::spawn_blocking(move || render(&state.desk, told, problem.as_deref())).await;
    match rendered {
        Ok(Ok(html)) => {
            let bounds = [(header::CONTENT_SECURITY_POLICY, ONLY_OWN), (header::CACHE_CONTROL, "no-store")];
            (status, bounds, Html(html)).into_response()
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "the page could not be shown");
            (StatusCode::INTERNAL_SERVER_ERROR, "the page could not be shown").into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Why the page cannot be shown.
#[derive(Debug, thiserror::Error)]
enum Unshown {
    #[error(transparent)]
    Desk(#[from] DeskError),
    #[error(transparent)]
    Template(#[from] minijinja::Error),
}

fn render(desk: &Desk, told: Option<&str>, problem: Option<&str>) -> Result<String, Unshown> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, text) in TEMPLATES {
        templates.add_template(name, text)?;
    }
    let state = desk.state()?;
    let locked: Vec<Value> = state.users.iter().filter_map(|user| locked_out(desk, user)).collect();
    let mut requests = desk.requests(0);
    let requests = requests.split_off(requests.len().saturating_sub(REQUESTS)).into_iter().rev().collect::<Vec<_>>();
    let mut events = desk.events()?;
    let events = events.split_off(events.len().saturating_sub(REQUESTS)).into_iter().rev().collect::<Vec<_>>();
    let reason = state.switches.get("P1").filter(|reason| reason.is_object()).cloned();
    let shown = json!({
        "portal": desk.portal_url(),
        "limit": state.policy.login_attempts,
        "locked": locked,
        "requests": requests,
        "events": events,
        "pictures": desk.pictures(PICTURES)?,
        "mails": desk.mails(),
        "sms": desk.sms(),
        "invitations": desk.invitations()?,
        "faults": desk.faults(),
        "policy": rules(&state.policy),
        "switches": rows(&desk.switches()),
        "reason": reason.unwrap_or_else(|| json!({ "error": "", "error_message": "" })),
        "allowed": state.ip_rules,
        "seen_as": state.seen_as.as_deref().unwrap_or_default(),
        "renamed": state.renamed.as_deref().unwrap_or_default(),
        "state": state,
        "told": told,
        "problem": problem,
    });
    Ok(templates.get_template("page.html")?.render(minijinja::value::Serde(shown))?)
}

fn locked_out(desk: &Desk, user: &super::UserState) -> Option<Value> {
    let why = if !user.active {
        "dismissed; every password is refused".to_owned()
    } else if user.blocked {
        let until =
            user.blocked_until.as_ref().map_or("until somebody lifts it".to_owned(), |time| format!("until {time}"));
        format!("blocked {until}; every password is refused")
    } else if user.locked_out {
        let limit = desk.server.rules().policy.login_attempts;
        format!("{} failed tries of {limit}; a picture is wanted before any password", user.attempts)
    } else {
        return None;
    };
    Some(json!({ "name": user.name, "login": user.login, "why": why }))
}

/// The policy's rules as the page asks for them.
fn rules(policy: &crate::Policy) -> Vec<Value> {
    let label = |name: &str| match name {
        "LOGIN_ATTEMPTS" => "Failed tries before a picture (LOGIN_ATTEMPTS, 0 = never)".to_owned(),
        "BLOCK_LOGIN_ATTEMPTS" => "Failed tries before a block (BLOCK_LOGIN_ATTEMPTS, 0 = never)".to_owned(),
        "BLOCK_TIME" => "Minutes of a block (BLOCK_TIME, 0 = no block)".to_owned(),
        "SESSION_TIMEOUT" => "Minutes until an idle session ends (SESSION_TIMEOUT)".to_owned(),
        "STORE_TIMEOUT" => "Minutes for which a remembered device needs no code (STORE_TIMEOUT)".to_owned(),
        "OTP_MANDATORY" => "A second factor is everybody's duty (OTP_MANDATORY)".to_owned(),
        "OTP_MANDATORY_SKIP_DAYS" => "Days of grace of that duty (OTP_MANDATORY_SKIP_DAYS)".to_owned(),
        "PASSWORD_LENGTH" => "Fewest characters of a new password (PASSWORD_LENGTH)".to_owned(),
        "CHECKWORD_TIMEOUT" => "Minutes a recovery link lives (CHECKWORD_TIMEOUT)".to_owned(),
        "generation" => "Generation of the server".to_owned(),
        other => other.to_owned(),
    };
    let values = |name: &str, value: &Value| match (name, value) {
        ("generation", _) => json!(["2025", "2024", "2015", "2013"]),
        (_, Value::Bool(_)) => json!(["true", "false"]),
        _ => json!([]),
    };
    let all = json!(policy);
    let named = all.as_object().into_iter().flatten();
    named
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned);
            json!({ "name": name, "label": label(name), "values": values(name, value), "value": text })
        })
        .collect()
}

/// The switches that are chosen from a list: P1 has fields of its own, P31 is the policy's.
fn rows(described: &Value) -> Vec<Value> {
    let named = described.as_object().into_iter().flatten();
    let chosen = named.filter(|(number, _)| !matches!(number.as_str(), "P1" | "P31"));
    chosen
        .map(|(number, row)| {
            json!({
                "number": number,
                "decides": row.get("decides"),
                "values": row.get("values"),
                "in_force": row.get("in_force"),
            })
        })
        .collect()
}
