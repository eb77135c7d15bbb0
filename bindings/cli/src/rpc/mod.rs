//! `portico rpc`: JSON-RPC 2.0, one message a line on standard input and output.
//!
//! Messages are begun in the order they come and answered as they finish, so a slow call blocks no other. Rubbish changes nothing.
//! The end of the input, or the system's wish, ends the program: what is under way gets a moment to finish, then the core writes it
//! down, and a call that has not finished is answered with `closed`.

mod call;
mod lines;
mod message;
mod output;
mod params;
mod run;

use std::rc::Rc;
use std::time::Duration;

use portico::{CallError, Portico};
use serde_json::{json, value::RawValue};
use tokio::sync::Notify;
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{Instant, timeout_at};

use call::Call;
use lines::Line;
use message::{Fault, Incoming};
use output::Output;

use crate::stop::Stop;

/// From the end of input to the end of the program (surface: at most 5 s), with room for the last of the answers.
const LONGEST_END: Duration = Duration::from_millis(4_500);
/// How long calls under way may still finish by themselves before the core is closed over them.
const TO_FINISH: Duration = Duration::from_millis(2_500);
/// From the end of input until the core must have written down what it can.
const TO_CLOSE: Duration = Duration::from_millis(4_000);

/// Serves until standard input ends, standard output is closed, or the system asks to `leave`.
pub(crate) async fn serve(portico: Portico, leave: impl Future<Output = ()>) -> Result<(), Stop> {
    let output = output::start(std::io::stdout());
    let lines = lines::start(std::io::stdin());
    // Tasks begin in the order of their messages here.
    LocalSet::new().run_until(converse(portico, lines, output, leave)).await
}

async fn converse(
    portico: Portico,
    mut lines: tokio::sync::mpsc::Receiver<Line>,
    output: Output,
    leave: impl Future<Output = ()>,
) -> Result<(), Stop> {
    let mut session = Session { portico, output, calls: JoinSet::new(), over: Rc::default(), observing: false };
    let mut leave = std::pin::pin!(leave);
    let mut done = Ok(());
    loop {
        tokio::select! {
            line = lines.recv() => match line {
                Some(line) => session.line(line),
                None => break,
            },
            () = session.output.closed() => break,
            () = &mut leave => {
                done = Err(Stop::Left);
                break;
            }
            Some(_) = session.calls.join_next() => {}
        }
    }
    session.end().await;
    done
}

struct Session {
    portico: Portico,
    output: Output,
    calls: JoinSet<()>,
    /// Told when nothing is waited for any more.
    over: Rc<Notify>,
    observing: bool,
}

impl Session {
    fn line(&mut self, line: Line) {
        let text = match line {
            Line::Text(text) => text,
            Line::TooLong => {
                self.output.send(message::fault(None, &Fault::parse("a message has at most 1 MiB")));
                return;
            }
        };
        if text.trim_ascii().is_empty() {
            return;
        }
        let (id, call) = match message::read(&text) {
            Ok(Incoming { id, method, params }) => (id, Call::read(&method, params)),
            Err((id, fault)) => {
                self.output.send(message::fault(id.as_deref(), &fault));
                return;
            }
        };
        drop(text); // Wiped: from here on secrets are only in `Secret`.
        match call {
            Ok(Call::Observe) => self.observe(id),
            Ok(call) => self.begin(id, call),
            Err(fault) => {
                if let Some(id) = id {
                    self.output.send(message::fault(Some(&id), &fault));
                }
            }
        }
    }

    fn begin(&mut self, id: Option<Box<RawValue>>, call: Call) {
        let (portico, output, over) = (self.portico.clone(), self.output.clone(), Rc::clone(&self.over));
        self.calls.spawn_local(async move {
            let answer = tokio::select! {
                biased;
                answer = call.run(&portico) => answer,
                () = over.notified() => Err(CallError::Closed),
            };
            if let Some(id) = id {
                output.send(message::answer(&id, answer));
            }
        });
    }

    /// Once is enough: a second call is answered, and nothing is told twice.
    fn observe(&mut self, id: Option<Box<RawValue>>) {
        let mut revisions = self.portico.observe();
        let now = *revisions.borrow_and_update();
        if let Some(id) = id {
            self.output.send(message::answer(&id, Ok(json!({"revision": now}))));
        }
        if std::mem::replace(&mut self.observing, true) {
            return;
        }
        let output = self.output.clone();
        // Not among the calls: it never finishes by itself.
        tokio::task::spawn_local(async move {
            while revisions.changed().await.is_ok() {
                let revision = *revisions.borrow_and_update();
                output.send(message::changed(revision));
                // A slow reader gets the last value, not all that came meanwhile.
                output.written().await;
            }
        });
    }

    async fn end(mut self) {
        let now = Instant::now();
        let _ = timeout_at(now + TO_FINISH, async { while self.calls.join_next().await.is_some() {} }).await;
        let _ = timeout_at(now + TO_CLOSE, self.portico.close()).await;
        self.over.notify_waiters();
        let _ = timeout_at(now + LONGEST_END, async { while self.calls.join_next().await.is_some() {} }).await;
        let _ = timeout_at(now + LONGEST_END, self.output.written()).await;
    }
}
