//! The second factor: codes of every kind, in whatever order a portal asks, and every way on without them (D, T9–T11, T14, S4).

#![expect(clippy::unwrap_used, reason = "a test says no by panicking")]

#[path = "codes/clock.rs"]
mod clock;
#[path = "codes/generation_2024.rs"]
mod generation_2024;
#[path = "codes/lost_phone.rs"]
mod lost_phone;
#[path = "codes/orders.rs"]
mod orders;
#[path = "codes/sms.rs"]
mod sms;

use portico::Portico;
use portico::records::{OtherWay, SignIn, Step};
use portico_behaviour::PASSWORD;
use portico_behaviour::steps::{at_credentials, employee, patch, submit};
use portico_portal::Portal;
use serde_json::json;

/// Anna at the code step, with a device of that kind.
async fn at_code(app: &Portico, portal: &Portal, kind: &str) -> SignIn {
    patch(portal, "anna", json!({"otp": {"type": kind}}));
    let open = at_credentials(app, portal).await;
    submit(app, &open, "anna", PASSWORD).await
}

fn generation(portal: &Portal, generation: &str) {
    portal.desk().patch_policy(&json!({"generation": generation})).unwrap();
}

fn ways(open: &SignIn) -> Vec<OtherWay> {
    let Step::SecondFactor { other_ways, .. } = &open.step else { unreachable!("no code but {open:?}") };
    other_ways.clone()
}

fn kinds(open: &SignIn) -> Vec<String> {
    ways(open).into_iter().map(|way| way.kind).collect()
}

/// One of the employee's ten, and another each time.
fn backup_code(portal: &Portal) -> String {
    employee(portal, "anna").otp.unwrap().recovery_codes.swap_remove(0)
}
