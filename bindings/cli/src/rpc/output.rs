//! One writer for all answers, so that lines never mix.

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Notify, mpsc, oneshot};

use crate::say;

/// What may wait for a slow reader. The queue itself has no limit, because a call that waits to answer would keep the end of input
/// from being seen; who lets this much lie is not reading.
const MOST_WAITING: usize = 64 * 1024 * 1024;

enum Item {
    Line(String),
    /// Answered when everything before it is written.
    Mark(oneshot::Sender<()>),
}

/// Where answers go.
#[derive(Clone)]
pub(super) struct Output {
    queue: mpsc::UnboundedSender<Item>,
    waiting: Arc<AtomicUsize>,
    gone: Arc<Notify>,
}

/// Starts the writing thread: a pipe that nobody reads blocks it, not the calls.
pub(super) fn start(mut to: impl Write + Send + 'static) -> Output {
    let (queue, mut items) = mpsc::unbounded_channel();
    let (waiting, gone) = (Arc::new(AtomicUsize::new(0)), Arc::new(Notify::new()));
    let output = Output { queue, waiting: Arc::clone(&waiting), gone: Arc::clone(&gone) };
    std::thread::spawn(move || {
        while let Some(item) = items.blocking_recv() {
            match item {
                Item::Line(line) => {
                    if let Err(error) = to.write_all(line.as_bytes()).and_then(|()| to.flush()) {
                        say::not_written(&error);
                        break;
                    }
                    waiting.fetch_sub(line.len(), Ordering::Relaxed);
                }
                Item::Mark(mark) => {
                    let _ = mark.send(());
                }
            }
        }
        gone.notify_one();
    });
    output
}

impl Output {
    /// Writes one message, in its turn. Nobody there to read it is found out by [`Output::closed`].
    pub(super) fn send(&self, mut message: String) {
        message.push('\n');
        if self.waiting.fetch_add(message.len(), Ordering::Relaxed) > MOST_WAITING {
            self.gone.notify_one();
            return;
        }
        let _ = self.queue.send(Item::Line(message));
    }

    /// Waits until nobody reads any more.
    pub(super) async fn closed(&self) {
        self.gone.notified().await;
    }

    /// Waits until everything sent so far is written.
    pub(super) async fn written(&self) {
        let (mark, done) = oneshot::channel();
        if self.queue.send(Item::Mark(mark)).is_ok() {
            let _ = done.await;
        }
    }
}
