//! TLS on Android asks the phone's own verifier, which lives in Java: it needs the app's context once, before the first `open`.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::error::PorticoError;

/// Whether the verifier has its context.
pub(crate) struct Context(AtomicBool);

impl Context {
    /// It has none yet.
    pub(crate) const fn none() -> Self {
        Self(AtomicBool::new(false))
    }

    /// What an attempt to give it came to; once it has one, it keeps it.
    pub(crate) fn came(&self, came: bool) {
        self.0.fetch_or(came, Ordering::Release);
    }

    /// Without the context the first handshake would panic: said here instead.
    pub(crate) fn must_be_there(&self) -> Result<(), PorticoError> {
        if self.0.load(Ordering::Acquire) { Ok(()) } else { Err(PorticoError::TlsNotInitialised) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_says_that_the_apps_context_is_missing_until_it_came() {
        let context = Context::none();
        assert!(matches!(context.must_be_there(), Err(PorticoError::TlsNotInitialised)));
        context.came(false);
        assert!(matches!(context.must_be_there(), Err(PorticoError::TlsNotInitialised)));
        context.came(true);
        assert!(context.must_be_there().is_ok());
    }

    #[test]
    fn a_second_attempt_that_fails_takes_nothing_away() {
        let context = Context::none();
        context.came(true);
        context.came(false);
        assert!(context.must_be_there().is_ok());
    }
}
