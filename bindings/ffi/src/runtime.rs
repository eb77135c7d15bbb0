//! The core's own thread. Vault and fsync run beside it, on the runtime's blocking pool.

use std::io;
use std::panic::resume_unwind;
use std::pin::Pin;
use std::sync::LazyLock;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::oneshot;
use tokio::task::{AbortHandle, JoinHandle};

use crate::error::PorticoError;

/// How long an idle thread of the blocking pool lives.
const IDLE: Duration = Duration::from_secs(10);

/// One for all of the process, so that opening a folder twice gives one core.
static RUNTIME: LazyLock<io::Result<Runtime>> = LazyLock::new(|| {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).thread_name("portico").thread_keep_alive(IDLE).enable_all().build()
});

/// Where the core runs.
pub(crate) fn handle() -> Result<Handle, PorticoError> {
    RUNTIME.as_ref().map(|runtime| runtime.handle().clone()).map_err(|_| PorticoError::NoThread)
}

type Call<T> = Pin<Box<dyn Future<Output = Result<T, PorticoError>> + Send>>;

/// A call on the core's thread. It goes on if nobody waits for it any more.
pub(crate) struct Running<T> {
    task: JoinHandle<()>,
    result: oneshot::Receiver<Result<T, PorticoError>>,
}

/// Begins a call on the core's thread. All are of one type for the runtime: a type for each would bring a copy of its machinery
/// into the library for each.
pub(crate) fn begin<T: Send + 'static>(
    call: impl Future<Output = Result<T, PorticoError>> + Send + 'static,
) -> Result<Running<T>, PorticoError> {
    begin_boxed(Box::pin(call))
}

fn begin_boxed<T: Send + 'static>(call: Call<T>) -> Result<Running<T>, PorticoError> {
    let (done, result) = oneshot::channel();
    let call: Pin<Box<dyn Future<Output = ()> + Send>> = Box::pin(async move {
        // Nobody may wait for it any more.
        let _ = done.send(call.await);
    });
    Ok(Running { task: handle()?.spawn(call), result })
}

impl<T> Running<T> {
    /// Drops the call where it stands, which is then `Cancelled`.
    pub(crate) fn abort_handle(&self) -> AbortHandle {
        self.task.abort_handle()
    }

    /// A panic goes on to the caller, whose language gets it as an exception.
    pub(crate) async fn ended(self) -> Result<T, PorticoError> {
        match self.task.await {
            Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
            Ok(()) | Err(_) => self.result.await.unwrap_or(Err(PorticoError::Cancelled)),
        }
    }
}
