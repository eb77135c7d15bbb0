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
    if let Ok(done) = tokio::time::timeout(NOTICED, &mut work).await {
        return done;
    }
    say::error(&format!("Waiting for {what} … (Ctrl-C leaves; what was sent stays sent)"));
    let mut waited = NOTICED;
    loop {
        if let Ok(done) = tokio::time::timeout(AGAIN, &mut work).await {
            return done;
        }
        waited += AGAIN;
        say::error(&format!("Still waiting for {what}, {} s, at most a minute.", waited.as_secs()));
    }
}
