//! What these tests share: counting by the portal's log, restarts, and waiting for what must come.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use portico::records::{Problem, ProblemCode};
use portico::transport::{Answering, HttpConfig, HttpTransport, Request, Response, Transport};
use portico::{CallError, Config, Portico};
use portico_behaviour::Phone;
use portico_portal::{Credential, LoggedRequest, Portal};
use serde_json::{Value, json};

/// Nothing that must come takes longer.
const LONGEST: Duration = Duration::from_secs(20);

/// Requests of the portal's log that fit.
pub(crate) fn requests(portal: &Portal, fits: impl Fn(&LoggedRequest) -> bool) -> Vec<LoggedRequest> {
    portal.desk().requests(0).into_iter().filter(fits).collect()
}

/// How many requests carried an application password.
pub(crate) fn app_passwords(portal: &Portal) -> usize {
    requests(portal, |request| request.credential == Credential::AppPassword).len()
}

/// How many REST requests came.
pub(crate) fn rests(portal: &Portal) -> usize {
    requests(portal, |request| request.path.starts_with("/rest/")).len()
}

/// Waits until something has become true; looks often and gives up late.
pub(crate) async fn until(what: &str, mut is: impl FnMut() -> bool) {
    let waiting = async {
        while !is() {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    assert!(tokio::time::timeout(LONGEST, waiting).await.is_ok(), "it never came to this: {what}");
}

/// The employee's number on the portal.
pub(crate) fn user(portal: &Portal, login: &str) -> i64 {
    portal.desk().state().unwrap().users.into_iter().find(|user| user.login == login).unwrap().id
}

/// The portal's count of failed tries.
pub(crate) fn attempts(portal: &Portal, login: &str) -> u32 {
    portal.desk().user(user(portal, login)).unwrap().attempts
}

/// Time passes on the phone and at the portal.
pub(crate) fn pass(phone: &Phone, portal: &Portal, seconds: u32) {
    phone.advance(u64::from(seconds));
    portal.desk().advance(i64::from(seconds)).unwrap();
}

/// The session's 24 minutes pass, here and there.
pub(crate) fn session_ends(phone: &Phone, portal: &Portal) {
    pass(phone, portal, 1500);
}

/// Every session of the employee ends at the portal; application passwords stay (E9, P6).
pub(crate) fn end_sessions(portal: &Portal, login: &str) {
    let same = json!({"password": portico_behaviour::PASSWORD});
    portal.desk().patch_user(user(portal, login), &same).unwrap();
}

/// Orders a fault.
pub(crate) fn fault(portal: &Portal, order: Value) {
    portal.desk().fault(&order).unwrap();
}

/// The program ends and is started again; nothing of its memory is left.
pub(crate) async fn restarted(phone: &Phone, app: Portico) -> Portico {
    let mut revisions = app.observe();
    drop(app);
    // The last task that holds the program lets go of the sender.
    let gone = async { while revisions.changed().await.is_ok() {} };
    assert!(tokio::time::timeout(LONGEST, gone).await.is_ok(), "the program never ended");
    phone.open().await
}

/// A call of the app.
pub(crate) async fn call(app: &Portico, account: &str) -> Result<Value, ProblemCode> {
    app.session_call(account, "profile", json!({})).await.map_err(|error| problem(error).code)
}

/// The problem of a failed call.
pub(crate) fn problem(error: CallError) -> Problem {
    if let CallError::CallFailed { problem } = error {
        return *problem;
    }
    panic!("not a failed call but {error:?}")
}

/// So many calls at once.
pub(crate) async fn calls(app: &Portico, account: &str, n: usize) -> Vec<Result<Value, ProblemCode>> {
    let one = |_| {
        let (app, account) = (app.clone(), account.to_owned());
        tokio::spawn(async move { call(&app, &account).await })
    };
    let running: Vec<_> = (0..n).map(one).collect();
    let mut done = Vec::new();
    for call in running {
        done.push(call.await.unwrap());
    }
    done
}

/// Everything an app does by itself in a day: to the back, to the front, another network, calls, checks without a price.
pub(crate) async fn everything_unasked(phone: &Phone, app: &Portico, account: &str) {
    // Past the pause between two checks that nobody asked for.
    phone.advance(61);
    app.session_background();
    app.session_foreground().await;
    phone.advance(61);
    app.session_network_changed().await;
    for result in calls(app, account, 5).await {
        result.unwrap_err();
    }
    app.session_check(account, false).await.unwrap();
    phone.advance(61);
    app.session_foreground().await;
    app.session_network_changed().await;
}

/// The document of an account as it lies on disk.
pub(crate) fn document(phone: &Phone, account: &str) -> Value {
    let path = phone.folder().join("device/accounts").join(format!("{account}.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// The sealed secret and the entry of its key, as they lie on disk.
pub(crate) fn secret(phone: &Phone, account: &str) -> (Option<Value>, Option<Value>) {
    let document = document(phone, account);
    (document.get("sealed").cloned(), document.get("entry").cloned())
}

/// One request as it went out.
#[derive(Clone)]
pub(crate) struct Sent {
    /// To this origin.
    pub(crate) origin: String,
    /// Path and query.
    pub(crate) path: String,
    /// `Authorization`.
    pub(crate) basic: Option<String>,
    /// `Cookie`.
    pub(crate) cookies: Option<String>,
    /// `BX-APP-UUID`.
    pub(crate) device: Option<String>,
    /// The body.
    pub(crate) body: Option<String>,
}

type After = Box<dyn Fn(&Sent, &mut Response) + Send + Sync>;

/// The real transport, with somebody who reads along.
#[derive(Clone)]
pub(crate) struct Reader {
    inner: Arc<HttpTransport>,
    sent: Arc<Mutex<Vec<Sent>>>,
    after: Arc<After>,
}

impl Reader {
    /// Reads along with a phone. `after` sees each answer before the program does, and may change it.
    pub(crate) fn new(phone: &Phone, after: impl Fn(&Sent, &mut Response) + Send + Sync + 'static) -> Self {
        let http = HttpConfig { proxy: None, extra_roots: phone.config().extra_roots };
        let inner = Arc::new(HttpTransport::new(http).unwrap());
        Self { inner, sent: Arc::default(), after: Arc::new(Box::new(after)) }
    }

    /// The phone's configuration with this reader.
    pub(crate) fn config(&self, phone: &Phone) -> Config {
        Config { transport: Some(Arc::new(self.clone())), ..phone.config() }
    }

    /// Everything sent until now.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }
}

impl Transport for Reader {
    fn send(&self, request: Request) -> Answering<'_> {
        let header = |name: &str| {
            let found = request.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.expose().to_owned())
        };
        let query = request.url.query().map(|query| format!("?{query}")).unwrap_or_default();
        let sent = Sent {
            origin: request.url.origin().ascii_serialization(),
            path: format!("{}{query}", request.url.path()),
            basic: header("authorization"),
            cookies: header("cookie"),
            device: header("bx-app-uuid"),
            body: request.body.as_ref().map(|body| body.expose().to_owned()),
        };
        self.sent.lock().unwrap().push(sent.clone());
        Box::pin(async move {
            let mut answer = self.inner.send(request).await;
            if let Ok(response) = &mut answer {
                (self.after)(&sent, response);
            }
            answer
        })
    }

    fn forget_connections(&self) {
        self.inner.forget_connections();
    }
}
