//! Why the tour ends before its last act.

use portico::CallError;
use portico_portal::desk::DeskError;

use crate::stop::Stop;

/// Something did not happen: the tour ends here, and not with success.
#[derive(Debug)]
pub(super) struct Missed(pub(super) String);

impl From<CallError> for Missed {
    fn from(error: CallError) -> Self {
        Self(format!("a call failed: {error} ({})", error.code()))
    }
}

impl From<DeskError> for Missed {
    fn from(error: DeskError) -> Self {
        Self(format!("the desk says: {error}"))
    }
}

impl From<Stop> for Missed {
    fn from(stop: Stop) -> Self {
        Self(stop.line().unwrap_or_default())
    }
}
