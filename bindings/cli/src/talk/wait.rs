//! A line for every wait that a person would notice.

use std::time::Duration;

use crate::say;

/// From here on a wait is noticed.
const NOTICED: Duration = Duration::from_secs(1);
/// Then a line that often: enough to see life, few enough for a screen reader.
const AGAIN: Duration = Duration::from_secs(10);

/// Waits, and says so on standard error if it takes over a second.
pub(crate) async fn waiting<T>(what: &str, work: impl Future<Output = T>) -> T {
    tokio::pin!(work);
    let (mut next, mut seconds) = (NOTICED, 0);
    loop {
        match tokio::time::timeout(next, &mut work).await {
            Ok(done) => return done,
            Err(_) if seconds == 0 => say::error(&format!("Waiting for {what} … (Ctrl-C leaves, nothing is lost)")),
            Err(_) => say::error(&format!("Still waiting for {what}, {seconds} s, at most a minute.")),
        }
        seconds += next.as_secs();
        next = AGAIN;
    }
}
