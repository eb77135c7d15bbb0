//! `portico rpc`: JSON-RPC 2.0, one message a line on standard input and output.
//!
//! Messages are begun in the order they come and answered as they finish, so a slow call blocks no other. Rubbish changes nothing.
//! The end of the input ends the program: what is under way gets a moment to finish, then the core writes it down.

mod call;
mod lines;
mod message;
mod output;
mod params;
mod run;

use std::time::Duration;

use portico::Portico;
use serde_json::{json, value::RawValue};
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{Instant, timeout_at};

use call::Call;
use lines::Line;
use message::{Fault, Incoming};
use output::Output;

/// From the end of input to the end of the program (surface: at most 5 s), with room for the last of the answers.
const LONGEST_END: Duration = Duration::from_millis(4_500);
/// How long calls under way may still finish by themselves before the core is closed over them.
const TO_FINISH: Duration = Duration::from_millis(2_500);

/// Serves until standard input ends or standard output is closed.
pub(crate) async fn serve(portico: Portico) {
    let output = output::start(std::io::stdout());
    let lines = lines::start(std::io::stdin());
    // Tasks begin in the order of their messages here; on the runtime's workers two neighbours could change places.
    LocalSet::new().run_until(converse(portico, lines, output)).await;
}

async fn converse(portico: Portico, mut lines: tokio::sync::mpsc::Receiver<Line>, output: Output) {
    let mut session = Session { portico, output, calls: JoinSet::new(), observing: false };
    loop {
        tokio::select! {
            line = lines.recv() => match line {
                Some(line) => session.line(line),
                None => break,
            },
            () = session.output.closed() => break,
            Some(_) = session.calls.join_next() => {}
        }
    }
    session.end().await;
}

struct Session {
    portico: Portico,
    output: Output,
    calls: JoinSet<()>,
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
        let (portico, output) = (self.portico.clone(), self.output.clone());
        self.calls.spawn_local(async move {
            let answer = call.run(&portico).await;
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
        // The core answers what is still waiting with `closed`, or finishes it.
        let rest = async {
            self.portico.close().await;
            while self.calls.join_next().await.is_some() {}
        };
        let _ = timeout_at(now + LONGEST_END, rest).await;
        let _ = timeout_at(now + LONGEST_END, self.output.written()).await;
    }
}
