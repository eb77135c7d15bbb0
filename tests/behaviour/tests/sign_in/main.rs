//! Signing in, step by step: what each step shows, what a mistake costs, and that nothing typed is lost.

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

mod any_thread;
mod beside;
mod kept;
mod pictures;
mod second_factor;
mod shown;
mod ways_out;

use portico::records::{ProblemCode, SignIn};
use portico::{Portico, Start};
use portico_behaviour::steps::{at_credentials, patch, problem, submit};
use portico_behaviour::{PASSWORD, Phone, sign_in};
use portico_portal::Portal;
use serde_json::{Value, json};

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}

fn shown(open: &SignIn) -> Value {
    serde_json::to_value(open).unwrap()
}

fn requests(portal: &Portal) -> usize {
    portal.desk().requests(0).len()
}

/// A typed password that waits behind a picture.
async fn at_typed_picture(app: &Portico, portal: &Portal, password: &str) -> SignIn {
    patch(portal, "anna", json!({"attempts": 10}));
    let open = at_credentials(app, portal).await;
    let open = submit(app, &open, "anna", password).await;
    assert_eq!(problem(&open), Some(ProblemCode::CaptchaForTyped));
    open
}

/// A stored application password that waits behind a picture.
async fn at_stored_picture(app: &Portico, phone: &Phone, portal: &Portal) -> SignIn {
    let anna = sign_in(app, portal, "anna").await;
    patch(portal, "anna", json!({"attempts": 10}));
    phone.let_session_end(portal);
    app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
    app.sign_in_start(Start::Account(anna.id)).await.unwrap()
}

async fn at_code(app: &Portico, portal: &Portal, kind: &str) -> SignIn {
    patch(portal, "anna", json!({"otp": {"type": kind}}));
    let open = at_credentials(app, portal).await;
    submit(app, &open, "anna", PASSWORD).await
}
