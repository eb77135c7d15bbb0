//! Many calls at once: that a list is read meanwhile, and that they renew a session once.

use std::path::Path;
use std::time::{Duration, Instant};

use portico::Portico;
use serde_json::{Value, json};

use crate::phone;
use crate::portal::Portal;
use crate::table::{Limit, Row};

/// Readings of the list.
const READINGS: usize = 20_000;
/// Calls that wait meanwhile.
const WAITING: usize = 20;
/// Calls at once that need a session.
const AT_ONCE: usize = 100;

/// Both rows, with one account in `folder`.
pub(crate) async fn measure(portal: &Portal, folder: &Path) -> Vec<Row> {
    let app = phone::open(folder, portal, None).await;
    let account = phone::sign_in(&app, portal, 1).await;
    let first = list_while_calls_wait(portal, &app, &account).await;
    app.close().await;
    drop(app);
    // Sessions live in memory: after a start the first call renews.
    let app = phone::open(folder, portal, None).await;
    vec![first, renewals(portal, &app, &account).await]
}

async fn list_while_calls_wait(portal: &Portal, app: &Portico, account: &str) -> Row {
    let slow = json!({"kind": "delay", "ms": 4000, "count": WAITING, "path": "/rest/"});
    portal.desk(reqwest::Method::POST, "/faults", slow).await;
    let seen = portal.last().await;
    let calls = call_many(app, account, WAITING);
    // All are at the portal, which takes its time.
    while portal.requests(seen).await.len() < WAITING {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let mut times: Vec<Duration> = (0..READINGS)
        .map(|_| {
            let start = Instant::now();
            let list = app.accounts_list();
            let took = start.elapsed();
            drop(list);
            took
        })
        .collect();
    let waited = calls.iter().filter(|call| !call.is_finished()).count();
    assert_eq!(waited, WAITING, "the calls waited all the time");
    for call in calls {
        call.await.unwrap();
    }
    times.sort();
    let p99 = times.get(READINGS * 99 / 100).copied().unwrap_or_default().as_nanos() as f64 / 1000.0;
    Row::new(format!("accounts.list while {WAITING} calls wait, 99 of 100"), Limit::Time(10.0))
        .reached(p99, format!("{p99:.1} µs"))
}

async fn renewals(portal: &Portal, app: &Portico, account: &str) -> Row {
    let seen = portal.last().await;
    for call in call_many(app, account, AT_ONCE) {
        call.await.unwrap();
    }
    let requests = portal.requests(seen).await;
    let renews = |request: &&Value| request.get("credential").and_then(Value::as_str) == Some("app_password");
    let renewals = requests.iter().filter(renews).count();
    Row::new(format!("renewals for {AT_ONCE} calls at once"), Limit::Count(1.0))
        .reached(renewals as f64, renewals.to_string())
}

fn call_many(app: &Portico, account: &str, count: usize) -> Vec<tokio::task::JoinHandle<()>> {
    let one = |_| {
        let (app, account) = (app.clone(), account.to_owned());
        tokio::spawn(async move {
            app.session_call(&account, "server.time", json!({})).await.unwrap();
        })
    };
    (0..count).map(one).collect()
}
