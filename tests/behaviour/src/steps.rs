//! Steps of a sign-in as a test takes them, and what the portal says of them from behind.

use std::time::Duration;

use portico::records::{ProblemCode, SignIn, Step};
use portico::secret::Secret;
use portico::transport::ExtraRoot;
use portico::{Portico, Start};
use portico_portal::Portal;
use portico_portal::desk::UserState;
use serde_json::{Value, json};

use crate::{Phone, captcha};

impl Phone {
    /// Trusts an authority for one more origin; from the next start on.
    pub fn trust(&mut self, portal: &Portal, origin: &str) {
        let pem = portal.ca_pem().unwrap().to_owned();
        self.roots.push(ExtraRoot { pem, origins: vec![origin.to_owned()] });
    }

    /// The program ends and is started again: nothing of it is left in memory.
    pub async fn begin_again(&self, app: Portico) -> Portico {
        let mut revisions = app.observe();
        drop(app);
        // There is no sender any more once the last task has let go of the old program.
        let gone = async { while revisions.changed().await.is_ok() {} };
        tokio::time::timeout(Duration::from_secs(20), gone).await.unwrap();
        self.open().await
    }

    /// The session's 24 minutes pass, here and there.
    pub fn let_session_end(&self, portal: &Portal) {
        self.advance(1500);
        portal.desk().advance(1500).unwrap();
    }

    /// Whether any file under the data folder holds this text.
    pub fn writes(&self, text: &str) -> bool {
        self.files().iter().any(|file| {
            let bytes = std::fs::read(file).unwrap_or_default();
            bytes.windows(text.len()).any(|window| window == text.as_bytes())
        })
    }
}

/// Faults that are the same problem whatever was asked for, and how long to wait (T19, Q15).
pub fn busy_or_failing() -> [(Value, ProblemCode, Option<u64>); 7] {
    let status = |status: u16| json!({"kind": "status", "status": status});
    let busy = |status: u16, wait: &str| json!({"kind": "status", "status": status, "headers": {"Retry-After": wait}});
    [
        (busy(429, "30"), ProblemCode::PortalBusy, Some(30)),
        (status(429), ProblemCode::PortalBusy, Some(60)),
        (busy(503, "7"), ProblemCode::PortalBusy, Some(7)),
        (status(503), ProblemCode::PortalFailing, Some(10)),
        (status(502), ProblemCode::PortalFailing, Some(10)),
        (status(521), ProblemCode::NetworkServiceDown, Some(10)),
        (json!({"kind": "captive"}), ProblemCode::CaptivePortal, None),
    ]
}

/// A new sign-in to this portal, at login and password.
pub async fn at_credentials(app: &Portico, portal: &Portal) -> SignIn {
    let open = app.sign_in_start(Start::Address(portal.url().to_owned())).await.unwrap();
    assert_eq!(open.step, Step::Credentials, "{:?}", open.problem);
    open
}

/// Types login and password.
pub async fn submit(app: &Portico, open: &SignIn, login: &str, password: &str) -> SignIn {
    app.sign_in_submit_credentials(&open.id, login, Secret::new(password)).await.unwrap()
}

/// Types the picture's word.
pub async fn answer(app: &Portico, open: &SignIn, word: &str, password: Option<&str>) -> SignIn {
    app.sign_in_submit_captcha(&open.id, &captcha(open), word, password.map(Secret::from)).await.unwrap()
}

/// Types a code.
pub async fn give_code(app: &Portico, open: &SignIn, code: &str) -> SignIn {
    app.sign_in_submit_code(&open.id, &code_challenge(open), Secret::new(code)).await.unwrap()
}

/// The challenge of the code step.
pub fn code_challenge(open: &SignIn) -> String {
    match &open.step {
        Step::SecondFactor { challenge, .. } => challenge.clone(),
        other => panic!("no code but {other:?}: {:?}", open.problem),
    }
}

/// The problem a sign-in shows.
pub fn problem(open: &SignIn) -> Option<ProblemCode> {
    open.problem.as_ref().map(|problem| problem.code)
}

/// An employee as the portal sees them.
pub fn employee(portal: &Portal, login: &str) -> UserState {
    portal.desk().state().unwrap().users.into_iter().find(|user| user.login == login).unwrap()
}

/// Changes an employee from behind.
pub fn patch(portal: &Portal, login: &str, change: serde_json::Value) {
    portal.desk().patch_user(employee(portal, login).id, &change).unwrap();
}

/// What the employee's device shows now.
pub fn device_code(portal: &Portal, login: &str) -> String {
    employee(portal, login).otp.unwrap().current_code
}

/// Six digits that the device does not show, others for each `n`.
pub fn wrong_code(portal: &Portal, login: &str, n: u32) -> String {
    let right: u32 = device_code(portal, login).parse().unwrap();
    format!("{:06}", (right + 137_911 * n) % 1_000_000)
}
