//! The desk as JSON: one handler for each call that the README lists.

use axum::extract::{DefaultBodyLimit, Path, Query, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch, post, put};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::desk::{Desk, DeskError, DeskState, Done};
use crate::front::MOST_BYTES;

pub(super) fn router() -> Router<DeskState> {
    Router::new()
        .route("/state", get(state))
        .route("/requests", get(requests).delete(clear_requests))
        .route("/captcha/{sid}", get(captcha))
        .route("/mails", get(mails))
        .route("/sms", get(sms))
        .route("/events", get(events))
        .route("/integration", post(integration))
        .route("/seen-as", post(seen_as))
        .route("/users", post(add_user))
        .route("/users/{id}", patch(patch_user).delete(delete_user))
        .route("/users/{id}/revoke", post(revoke))
        .route("/policy", patch(patch_policy))
        .route("/switches", get(switches).patch(patch_switches))
        .route("/ip-rules", put(put_ip_rules))
        .route("/clock", post(clock))
        .route("/faults", get(faults).post(add_fault).delete(clear_faults))
        .route("/hash", post(hash))
        .route("/invitations", get(invitations))
        .route("/invite", post(invite))
        .route("/rename", post(rename))
        .route("/reregister", post(reregister))
        .layer(DefaultBodyLimit::max(MOST_BYTES))
}

/// A browser that was led here by another site's name is turned away.
pub(super) async fn loopback_names_only(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let host = host.to_ascii_lowercase();
    let host = host.as_str();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    let loopback = bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if loopback || bare == "localhost" || bare.ends_with(".localhost") {
        return next.run(request).await;
    }
    (StatusCode::FORBIDDEN, "the desk answers to loopback names only").into_response()
}

impl IntoResponse for DeskError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        (status, Json(self.body())).into_response()
    }
}

/// Runs a call that may hash a password or ask SQLite off the threads that serve connections.
async fn call<T: Serialize + Send + 'static>(
    state: DeskState,
    work: impl FnOnce(&Desk) -> Done<T> + Send + 'static,
) -> Result<Json<T>, DeskError> {
    match tokio::task::spawn_blocking(move || work(&state.desk)).await {
        Ok(done) => done.map(Json),
        Err(error) => Err(DeskError::Bad(format!("the call broke off: {error}"))),
    }
}

fn ok() -> Value {
    json!({"ok": true})
}

/// Bodies are read by hand, so that every refusal is JSON and no content type is demanded. Each is an object: a list would
/// be taken for its fields in their order.
fn parse<T: for<'de> Deserialize<'de>>(body: &str) -> Done<T> {
    let _: Map<String, Value> =
        serde_json::from_str(body).map_err(|error| DeskError::Bad(format!("a JSON object is wanted: {error}")))?;
    Ok(serde_json::from_str(body)?)
}

type Answer = Result<Json<Value>, DeskError>;

async fn state(State(desk): State<DeskState>) -> Result<Json<super::State>, DeskError> {
    call(desk, Desk::state).await
}

#[derive(Deserialize)]
struct After {
    #[serde(default)]
    after: u64,
}

async fn requests(State(desk): State<DeskState>, Query(after): Query<After>) -> Answer {
    call(desk, move |desk| Ok(json!({"requests": desk.requests(after.after)}))).await
}

async fn clear_requests(State(desk): State<DeskState>) -> Json<Value> {
    desk.desk.clear_requests();
    Json(ok())
}

async fn captcha(State(desk): State<DeskState>, Path(sid): Path<String>) -> Answer {
    call(desk, move |desk| Ok(json!({"word": desk.captcha_word(&sid)?}))).await
}

async fn mails(State(desk): State<DeskState>) -> Json<Value> {
    Json(json!({"mails": desk.desk.mails()}))
}

async fn sms(State(desk): State<DeskState>) -> Json<Value> {
    Json(json!({"sms": desk.desk.sms()}))
}

async fn events(State(desk): State<DeskState>) -> Answer {
    call(desk, |desk| Ok(json!({"events": desk.events()?}))).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Integration {
    user: Value,
    method: String,
    address: String,
}

async fn integration(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| {
        let wish: Integration = parse(&body)?;
        let (status, answer) = desk.integration(&named(&wish.user), &wish.method, &wish.address)?;
        Ok(json!({"status": status, "answer": answer}))
    })
    .await
}

/// Null ends it; a body without the field is not understood.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SeenAs {
    #[serde(deserialize_with = "Option::deserialize")]
    address: Option<String>,
}

async fn seen_as(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| desk.seen_as(parse::<SeenAs>(&body)?.address.as_deref()).map(|()| ok())).await
}

async fn add_user(State(desk): State<DeskState>, body: String) -> Result<Response, DeskError> {
    let added = call(desk, move |desk| desk.add_user(&parse(&body)?)).await?;
    Ok((StatusCode::CREATED, added).into_response())
}

async fn patch_user(
    State(desk): State<DeskState>,
    Path(id): Path<String>,
    body: String,
) -> Result<Json<super::UserState>, DeskError> {
    call(desk, move |desk| desk.patch_user(desk.find_user(&id)?.id, &parse(&body)?)).await
}

async fn revoke(State(desk): State<DeskState>, Path(id): Path<String>) -> Answer {
    call(desk, move |desk| desk.revoke_json(desk.find_user(&id)?.id)).await
}

async fn patch_policy(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| desk.patch_policy(&parse(&body)?)).await
}

async fn switches(State(desk): State<DeskState>) -> Json<Value> {
    Json(desk.desk.switches())
}

async fn patch_switches(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| desk.patch_switches(&parse(&body)?)).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IpRules {
    allowed: Vec<String>,
}

async fn put_ip_rules(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| desk.put_ip_rules(&parse::<IpRules>(&body)?.allowed).map(|()| ok())).await
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockMove {
    advance_s: Option<i64>,
    skew_s: Option<i64>,
}

async fn clock(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| {
        let wish: ClockMove = parse(&body)?;
        if let Some(seconds) = wish.advance_s {
            desk.advance(seconds)?;
        }
        if let Some(seconds) = wish.skew_s {
            desk.skew(seconds)?;
        }
        Ok(json!(desk.state()?.clock))
    })
    .await
}

async fn faults(State(desk): State<DeskState>) -> Json<Value> {
    Json(json!({"faults": desk.desk.faults()}))
}

async fn add_fault(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| desk.fault(&parse(&body)?).map(|()| ok())).await
}

async fn clear_faults(State(desk): State<DeskState>) -> Json<Value> {
    desk.desk.clear_faults();
    Json(ok())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HashWish {
    user: Value,
    #[serde(default)]
    intent: String,
    ttl_s: Option<i64>,
}

async fn hash(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| {
        let wish: HashWish = parse(&body)?;
        desk.hash(&named(&wish.user), &wish.intent, wish.ttl_s)
    })
    .await
}

/// Whom to invite (`email`, `by`), or whose invitation to send again (`user`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invite {
    email: Option<String>,
    by: Option<Value>,
    user: Option<Value>,
}

/// A login or an id, as text or number.
fn named(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

async fn invite(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| {
        let wish: Invite = parse(&body)?;
        let invited = match (wish.email, wish.user) {
            (Some(email), None) => desk.invite(&email, wish.by.as_ref().map(named).as_deref())?,
            (None, Some(user)) => desk.invite_again(&named(&user))?,
            _ => return Err(DeskError::Bad("`email` of a new one, or `user` of an invited one".to_owned())),
        };
        Ok(json!({"link": invited.link, "user": invited.user, "login": invited.login}))
    })
    .await
}

async fn invitations(State(desk): State<DeskState>) -> Answer {
    call(desk, |desk| Ok(json!({"invitations": desk.invitations()?}))).await
}

async fn delete_user(State(desk): State<DeskState>, Path(id): Path<String>) -> Answer {
    call(desk, move |desk| desk.take_back_invitation(&id).map(|()| ok())).await
}

/// As [`SeenAs`].
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rename {
    #[serde(deserialize_with = "Option::deserialize")]
    to: Option<String>,
}

async fn rename(State(desk): State<DeskState>, body: String) -> Answer {
    call(desk, move |desk| desk.rename(parse::<Rename>(&body)?.to.as_deref()).map(|()| ok())).await
}

async fn reregister(State(desk): State<DeskState>) -> Answer {
    call(desk, |desk| desk.reregister().map(|()| ok())).await
}
