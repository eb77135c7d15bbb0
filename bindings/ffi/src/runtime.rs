//! The core's own thread. Vault and fsync run beside it, on the runtime's blocking pool.

use std::io;
use std::panic::resume_unwind;
use std::sync::LazyLock;
use std::time::Duration;

use tokio::runtime::{Builder, Handle, Runtime};
use tokio::task::JoinError;

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

/// Runs a call on the core's thread. A caller who goes away stops only the waiting: what was begun is finished.
pub(crate) async fn run<T: Send + 'static>(
    call: impl Future<Output = Result<T, PorticoError>> + Send + 'static,
) -> Result<T, PorticoError> {
    ended(handle()?.spawn(call).await)
}

/// A panic goes on to the caller, whose language gets it as an exception.
pub(crate) fn ended<T>(joined: Result<Result<T, PorticoError>, JoinError>) -> Result<T, PorticoError> {
    match joined {
        Ok(result) => result,
        Err(error) if error.is_panic() => resume_unwind(error.into_panic()),
        Err(_) => Err(PorticoError::Cancelled),
    }
}
