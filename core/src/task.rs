//! Tasks of ours on the host's runtime. All are of one type for the runtime, a boxed future without a result: with a type for
//! each call, each brought a copy of the runtime's machinery into the library (0.35 MB of it).

use std::any::Any;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::task::JoinHandle;

use crate::errors::CallError;

/// One deadline covers a whole call.
pub(crate) const WHOLE_CALL: Duration = Duration::from_secs(60);

/// Work that goes to the runtime.
pub(crate) type Work<R> = Pin<Box<dyn Future<Output = R> + Send>>;
/// Work that may block.
pub(crate) type Blocking<R> = Box<dyn FnOnce() -> R + Send>;

/// Work under way. It goes on by itself if nobody waits for it any more.
pub(crate) struct Task<R> {
    handle: JoinHandle<()>,
    result: Slot<R>,
}

/// Why a task has no result.
pub(crate) enum Unfinished {
    /// It panicked, with this.
    Panicked(Box<dyn Any + Send>),
    /// It was aborted, or the runtime ended.
    Stopped,
}

/// Where a task leaves its result.
struct Slot<R>(Arc<Mutex<Option<R>>>);

impl<R> Slot<R> {
    fn put(&self, result: R) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
    }

    fn take(&self) -> Option<R> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Begins `work`, whether or not anybody waits for it.
pub(crate) fn spawn<R: Send + 'static>(runtime: &Handle, work: impl Future<Output = R> + Send + 'static) -> Task<R> {
    spawn_boxed(runtime, Box::pin(work))
}

fn spawn_boxed<R: Send + 'static>(runtime: &Handle, work: Work<R>) -> Task<R> {
    let (ours, theirs) = slots();
    let work: Work<()> = Box::pin(async move { theirs.put(work.await) });
    Task { handle: runtime.spawn(work), result: ours }
}

/// Begins `work` on a thread that may block.
pub(crate) fn spawn_blocking<R: Send + 'static>(runtime: &Handle, work: Blocking<R>) -> Task<R> {
    let (ours, theirs) = slots();
    let work: Blocking<()> = Box::new(move || theirs.put(work()));
    Task { handle: runtime.spawn_blocking(work), result: ours }
}

fn slots<R>() -> (Slot<R>, Slot<R>) {
    let slot = Arc::new(Mutex::new(None));
    (Slot(Arc::clone(&slot)), Slot(slot))
}

impl<R> Task<R> {
    /// Drops the work where it stands.
    pub(crate) fn abort(&self) {
        self.handle.abort();
    }
}

impl<R> Future for Task<R> {
    type Output = Result<R, Unfinished>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let ended = ready!(Pin::new(&mut self.handle).poll(cx));
        Poll::Ready(match (ended, self.result.take()) {
            (_, Some(result)) => Ok(result),
            (Err(error), None) if error.is_panic() => Err(Unfinished::Panicked(error.into_panic())),
            (_, None) => Err(Unfinished::Stopped),
        })
    }
}

/// What a task of ours came to. Its panic is the caller's, who must not take it for an orderly end.
pub(crate) fn joined<R>(ended: Result<Result<R, CallError>, Unfinished>) -> Result<R, CallError> {
    match ended {
        Ok(result) => result,
        Err(Unfinished::Panicked(with)) => resume_unwind(with),
        Err(Unfinished::Stopped) => Err(CallError::Closed),
    }
}

/// As [`joined`], for a call that answers with how things stand: after a minute of the portal's silence that is what it does, and
/// the work goes on by itself.
pub(crate) async fn joined_in_time(runtime: &Handle, task: Task<Result<(), CallError>>) -> Result<(), CallError> {
    // The minute runs on the runtime: the caller's thread may be none of its.
    let minute = async move { tokio::time::timeout(WHOLE_CALL, task).await.map_or(Ok(()), joined) };
    joined(spawn(runtime, minute).await)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_task_gives_its_result_once_it_has_one() {
        let runtime = Handle::current();
        let task = spawn(&runtime, async {
            tokio::task::yield_now().await;
            7
        });
        assert!(matches!(task.await, Ok(7)));
        assert!(matches!(spawn_blocking(&runtime, Box::new(|| "aside")).await, Ok("aside")));
    }

    #[tokio::test]
    async fn a_panic_is_told_from_being_stopped() {
        let runtime = Handle::current();
        let panicked = spawn(&runtime, async { assert_eq!(1, 2, "on purpose") });
        assert!(matches!(panicked.await, Err(Unfinished::Panicked(_))));
        let stopped = spawn(&runtime, std::future::pending::<()>());
        stopped.abort();
        assert!(matches!(stopped.await, Err(Unfinished::Stopped)));
    }

    #[tokio::test]
    async fn nobody_need_wait_for_a_task() {
        let runtime = Handle::current();
        let (said, heard) = tokio::sync::oneshot::channel();
        drop(spawn(&runtime, async move { said.send(()) }));
        assert_eq!(heard.await, Ok(()));
    }
}
