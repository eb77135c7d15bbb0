//! Why the program ends before its work is done.

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use portico::CallError;

/// What becomes of something unfinished.
const KEPT: &str =
    " What was begun is kept: `portico sign-in` with the portal's address, or `portico recover`, goes on with it.";

/// Whether a sign-in or a recovery is open, at which the program may be left by a signal that knows nothing of it.
static BEGUN: AtomicBool = AtomicBool::new(false);

/// Carries out what is kept when the program is left in the middle of it.
pub(crate) async fn keeping<T>(work: impl Future<Output = Result<T, Stop>>) -> Result<T, Stop> {
    let around = BEGUN.swap(true, Ordering::Relaxed);
    let done = work.await;
    if !matches!(done, Err(Stop::Left | Stop::Stuck)) {
        BEGUN.store(around, Ordering::Relaxed);
    }
    done
}

/// What a person can choose where there is no key store.
pub(crate) const NO_KEY_STORE: &str = "Choose: start a key store (on Linux a Secret Service such as GNOME Keyring, KWallet or \
     KeePassXC) and run this again; --vault memory keeps the keys only while the program runs; --vault file keeps them as \
     files in the data folder, which is INSECURE.";

/// The end of a command.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The command line asks for something that is not there.
    Usage(String),
    /// It did not work, in a sentence for people.
    Failed(String),
    /// Everything was said already.
    Said,
    /// A problem was shown, and nobody is there to answer it: standard input, not a terminal, is at its end.
    Stuck,
    /// Ctrl-C, or the end of standard input. An unfinished sign-in is listed the next time.
    Left,
}

impl Stop {
    /// What is still to be said.
    pub(crate) fn line(&self) -> Option<String> {
        match self {
            Self::Usage(text) | Self::Failed(text) => Some(text.clone()),
            Self::Said => None,
            Self::Stuck => Some(format!("It stopped at this problem.{}", kept())),
            Self::Left => Some(format!("Left.{}", kept())),
        }
    }

    /// The program's exit status.
    pub(crate) fn status(&self) -> ExitCode {
        match self {
            Self::Failed(_) | Self::Said => ExitCode::FAILURE,
            Self::Usage(_) => ExitCode::from(2),
            Self::Stuck => ExitCode::from(3),
            Self::Left => ExitCode::from(130),
        }
    }
}

/// The demo's end: its portals go with it.
#[cfg(feature = "demo")]
pub(crate) fn nothing_is_kept() {
    BEGUN.store(false, Ordering::Relaxed);
}

fn kept() -> &'static str {
    if BEGUN.load(Ordering::Relaxed) { KEPT } else { "" }
}

impl From<CallError> for Stop {
    fn from(error: CallError) -> Self {
        Self::Failed(sentence(&error))
    }
}

/// A failed call in words. A portal's failure is told as its problem instead, where there is room for it.
pub(crate) fn sentence(error: &CallError) -> String {
    match error {
        CallError::CallFailed { problem } => format!("{}. {}", problem.title, problem.cause),
        CallError::VaultLocked => "The key store is locked. Unlock it, then try again; nothing was sent.".to_owned(),
        CallError::VaultUnavailable => format!("The key store does not work here. {}", NO_KEY_STORE),
        CallError::StorageFailed => {
            "The data folder cannot be read or written. Nothing has changed; try again.".to_owned()
        }
        CallError::Newer => {
            "The data folder was written by a newer version of this program; it is not touched.".to_owned()
        }
        CallError::UnknownTopic => "The topics are S1 to S11, for example `portico explain S8`.".to_owned(),
        CallError::InvalidArgument { what } => unfit(what),
        CallError::UnknownAccount
        | CallError::UnknownSignIn
        | CallError::UnknownRecovery
        | CallError::UnknownInvitation
        | CallError::StaleChallenge
        | CallError::VaultDamaged
        | CallError::Cancelled
        | CallError::Closed
        | CallError::DraftTooLong { .. } => format!("It did not work: {error}."),
    }
}

/// What is wrong with something that was typed, and was not sent.
fn unfit(what: &str) -> String {
    match what {
        "login" => "This login is too long, or there is none. Nothing was sent.".to_owned(),
        "password" | "new_password" => "This password is too long. Nothing was sent.".to_owned(),
        "text" => "No picture shows so many characters. Nothing was sent.".to_owned(),
        "not a method" => "A method is one word, such as profile or user.current. Nothing was sent.".to_owned(),
        _ => match what.strip_prefix("allowed: ") {
            Some(place) => format!(
                "Number {place} of what is allowed is no address, range or network. Write 192.0.2.7, 192.0.2.1-192.0.2.9 or 192.0.2.0/24."
            ),
            None => format!("It did not work: invalid argument: {what}."),
        },
    }
}
