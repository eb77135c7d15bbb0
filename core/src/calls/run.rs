//! How a call runs: on the core's runtime, so that what was begun is finished whoever waits for it.

use std::sync::Arc;
use std::time::Duration;

use super::Portico;
use super::house::House;
use crate::errors::CallError;
use crate::task::{self, Task, Unfinished, joined, joined_in_time};

/// Pause (real time) between two looks whether what was locked has been unlocked.
const KNOCK_PAUSE: Duration = Duration::from_millis(250);

impl Portico {
    /// A call that goes on by itself if its caller goes away: a transition begun is finished.
    pub(super) fn detached<R, F>(
        &self,
        call: impl FnOnce(Arc<House>) -> F,
    ) -> impl Future<Output = Result<R, CallError>>
    where
        R: Send + 'static,
        F: Future<Output = Result<R, CallError>> + Send + 'static,
    {
        ended(self.begun(call))
    }

    /// A call that ends where it stands if its caller goes away.
    pub(super) fn dropped_with_caller<R, F>(
        &self,
        call: impl FnOnce(Arc<House>) -> F,
    ) -> impl Future<Output = Result<R, CallError>>
    where
        R: Send + 'static,
        F: Future<Output = Result<R, CallError>> + Send + 'static,
    {
        AbortOnDrop(self.begun(call)).finish()
    }

    /// Begins a call, whether or not anybody waits for it.
    pub(super) fn begun<R, F>(&self, call: impl FnOnce(Arc<House>) -> F) -> Task<Result<R, CallError>>
    where
        R: Send + 'static,
        F: Future<Output = Result<R, CallError>> + Send + 'static,
    {
        task::spawn(&self.door.house.phone.runtime, call(Arc::clone(&self.door.house)))
    }

    /// The revision once this is done, or after a minute: what takes longer goes on by itself (each account is checked for up to
    /// 20 s, three at a time).
    pub(super) async fn revision_after(&self, done: Task<Result<(), CallError>>) -> u64 {
        let phone = &self.door.house.phone;
        // Where it failed, the revision says as much as there is to say.
        let _ = joined_in_time(&phone.runtime, done).await;
        phone.revision()
    }

    /// What was locked may have been unlocked: looks again, without the reader waiting for it.
    pub(super) fn knock(&self) {
        let house = Arc::clone(&self.door.house);
        if house.phone.may_knock() {
            task::spawn(&self.door.house.phone.runtime, async move {
                house.phone.wake().await;
                house.recoveries.resume().await;
                // Readers that look at every change must not make one look follow the other.
                tokio::time::sleep(KNOCK_PAUSE).await;
                house.phone.knocked();
            });
        }
    }
}

async fn ended<R>(task: Task<Result<R, CallError>>) -> Result<R, CallError> {
    joined(task.await)
}

/// A task that ends with its caller.
struct AbortOnDrop<R>(Task<Result<R, CallError>>);

impl<R> AbortOnDrop<R> {
    async fn finish(mut self) -> Result<R, CallError> {
        match (&mut self.0).await {
            Err(Unfinished::Stopped) => Err(CallError::Cancelled),
            ended => joined(ended),
        }
    }
}

impl<R> Drop for AbortOnDrop<R> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
