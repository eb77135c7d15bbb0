//! A sign-in as this process holds it: its state, and what must never be written down.

use std::sync::Arc;
use std::time::Duration;

use time::OffsetDateTime;

use super::machine::{Number, State, Waits};
use crate::clock::{Clock, Wait};
use crate::phone::new_device_id;
use crate::portal::answer::SignedIn;
use crate::portal::cookies::Jar;
use crate::portal::link::Oddity;
use crate::records::{Picture, Trouble};
use crate::secret::Secret;
use crate::store::documents::SignInDoc;
use crate::vault::seal::Key;

/// Typed passwords are held this long, and this long while the app is in the background.
const HELD_AT_MOST: Duration = Duration::from_secs(5 * 60);
const HELD_IN_BACKGROUND: Duration = Duration::from_secs(60);
/// Refused codes remembered in one sign-in; a portal asks for a picture long before (D5).
const MOST_REFUSED: usize = 32;

/// Whether the time of something typed is over that is held since `since`. All three are boot times.
pub(crate) fn held_too_long(since: Duration, now: Duration, background_since: Option<Duration>) -> bool {
    now.saturating_sub(since) > HELD_AT_MOST
        || background_since.is_some_and(|since| now.saturating_sub(since) > HELD_IN_BACKGROUND)
}

/// One sign-in.
pub(super) struct Live {
    pub(super) state: State,
    /// As last written; what is held for the next writing (entry, installation, device id) stands in it already.
    pub(super) doc: SignInDoc,
    /// The typed password: on its way, while a picture is answered, and at a code that goes by itself (B10).
    pub(super) held: Option<Held>,
    /// The word of an answered picture, until it went out.
    pub(super) word: Option<String>,
    /// The code, until it went out.
    pub(super) code: Option<Secret>,
    /// The codes the portal called wrong: none is sent again (T11).
    pub(super) refused_codes: Vec<Secret>,
    /// The link that is shown, or that waits for its portal's address.
    pub(super) link: Option<HeldLink>,
    /// The login may be a password typed into the wrong field: kept in memory only (R5).
    pub(super) login_may_be_secret: bool,
    /// The same of what is typed and not sent yet.
    pub(super) typed_login_may_be_secret: bool,
    /// An invitation's link led here.
    pub(super) by_link: bool,
    /// Cookies of this sign-in alone (R6).
    pub(super) jar: Option<Jar>,
    /// Key of its document, once put into the vault by this process.
    pub(super) key: Option<Key>,
    /// The picture as the portal gave it, with its challenge.
    pub(super) picture: Option<(Number, Picture)>,
    /// Since when the open picture is asked for.
    pub(super) picture_since: Option<PictureSince>,
    /// What the portal gave, until it is written down.
    pub(super) gained: Option<Gained>,
    /// Phone minus portal in seconds, from the last answer's `Date`.
    pub(super) drift_s: Option<i64>,
    /// The CSRF token of the pending session (F3), as its last answer gave it.
    pub(super) sessid: Option<Secret>,
    /// Until the portal sends another message (D12).
    pub(super) sms_wait: Option<Wait>,
    /// Something about what was typed that needs no state: gone with the next event.
    pub(super) notice: Option<Trouble>,
    /// It has stopped or ended, and the disk refused to hear of it (R9).
    pub(super) owed: bool,
    /// One event at a time; requests are not waited for under it.
    pub(super) gate: Arc<tokio::sync::Mutex<()>>,
    /// One request for the picture of a challenge: the second caller gets what the first brought.
    pub(super) picture_turn: Arc<tokio::sync::Mutex<()>>,
}

/// How old the open picture is.
pub(super) struct PictureSince {
    challenge: Number,
    /// When (boot time) this process learnt of it, and how old it was then.
    learnt: Duration,
    age: Duration,
}

/// A typed password in memory.
pub(super) struct Held {
    pub(super) password: Secret,
    pub(super) since: Duration,
}

/// A link in memory (Q14): never written down.
pub(super) struct HeldLink {
    /// Hash and intent; gone when their time is over, or where it has none.
    pub(super) secret: Option<(Secret, String)>,
    pub(super) oddities: Vec<Oddity>,
    /// The portal it was shown with: its hash goes nowhere else (R15). None before one is known.
    pub(super) origin: Option<String>,
    /// Boot time.
    pub(super) since: Duration,
    /// It works until then at the latest.
    pub(super) until: OffsetDateTime,
}

/// A success of the portal that is not written down yet.
#[derive(Clone)]
pub(super) struct Gained {
    pub(super) facts: SignedIn,
    pub(super) at: Duration,
    /// Whether a backup code did it (D6).
    pub(super) by_backup_code: bool,
}

impl Live {
    pub(super) fn new(state: State, doc: SignInDoc) -> Self {
        Self {
            state,
            doc,
            held: None,
            word: None,
            code: None,
            refused_codes: Vec::new(),
            link: None,
            login_may_be_secret: false,
            typed_login_may_be_secret: false,
            by_link: false,
            jar: None,
            key: None,
            picture: None,
            picture_since: None,
            gained: None,
            drift_s: None,
            sessid: None,
            sms_wait: None,
            notice: None,
            owed: false,
            gate: Arc::default(),
            picture_turn: Arc::default(),
        }
    }

    /// Whether a typed password is held and its time is not over, be it wiped already or not. `background_since`: boot time.
    pub(super) fn holds_password(&self, now: Duration, background_since: Option<Duration>) -> bool {
        self.held.as_ref().is_some_and(|held| !held_too_long(held.since, now, background_since))
    }

    /// Whether a code could go at the end of the held password. Not behind a colon: some servers cut the password there (B6),
    /// and the code with it.
    pub(super) fn holds_joinable_password(&self, now: Duration, background_since: Option<Duration>) -> bool {
        // EXPOSE: only looked at.
        let whole = self.held.as_ref().is_some_and(|held| !held.password.expose().contains(':'));
        whole && self.holds_password(now, background_since)
    }

    /// Hash and intent of the link that is held, if it was shown with this portal.
    pub(super) fn hash_for(&self, origin: &str) -> Option<&(Secret, String)> {
        self.link.as_ref().filter(|link| link.origin.as_deref() == Some(origin))?.secret.as_ref()
    }

    /// Whether a typed password or a link's hash is held.
    pub(super) fn holds_secret(&self) -> bool {
        self.held.is_some() || self.link.as_ref().is_some_and(|link| link.secret.is_some())
    }

    /// What an answer may repeat of this sign-in, whatever its own request carries. A code goes out now, or never.
    pub(super) fn secrets(&mut self) -> Vec<Secret> {
        let login = self.state.login.as_deref().filter(|_| self.login_may_be_secret).map(Secret::from);
        let password = self.held.as_ref().map(|held| held.password.clone());
        [login, password, self.code.take(), self.sessid.clone()].into_iter().flatten().collect()
    }

    /// Drops a typed password and a link's hash whose time is over.
    pub(super) fn drop_stale_secrets(&mut self, now: Duration, background_since: Option<Duration>) -> bool {
        // A secret on its way is not taken away from under its request.
        if self.state.stage.busy() {
            return false;
        }
        let held = self.held.take_if(|held| held_too_long(held.since, now, background_since)).is_some();
        let link = self.link.as_mut().filter(|link| held_too_long(link.since, now, background_since));
        let hash = link.and_then(|link| link.secret.take()).is_some();
        held || hash
    }

    /// Never one device id for two accounts (R6, Q11): one that came from an account, for a login typed before, is left to it.
    pub(super) fn leave_device_id(&mut self, taken: &[String]) {
        if taken.contains(&self.doc.device_id) {
            self.doc.device_id = new_device_id();
        }
    }

    /// Forgets everything held.
    pub(super) fn forget(&mut self) {
        (self.held, self.word, self.code, self.jar, self.key) = (None, None, None, None, None);
        self.link = None;
        (self.picture, self.gained, self.notice, self.sessid) = (None, None, None, None);
        self.refused_codes.clear();
    }

    /// Notes since when the open picture is asked for. `age`: of one that this process has not seen yet.
    pub(super) fn note_picture(&mut self, now: Duration, age: Duration) {
        match self.state.stage.picture().map(|picture| picture.challenge) {
            Some(challenge) if self.picture_since.as_ref().is_none_or(|known| known.challenge != challenge) => {
                self.picture_since = Some(PictureSince { challenge, learnt: now, age });
                self.picture = None;
            }
            Some(_) => {}
            None => (self.picture_since, self.picture) = (None, None),
        }
    }

    /// How old the picture of this challenge is.
    pub(super) fn picture_age(&self, challenge: Number, now: Duration) -> Duration {
        let since = self.picture_since.as_ref().filter(|since| since.challenge == challenge);
        since.map_or(Duration::ZERO, |since| since.age.saturating_add(now.saturating_sub(since.learnt)))
    }

    /// Whether the portal has already called this code wrong.
    pub(super) fn refused(&self, code: &Secret) -> bool {
        self.refused_codes.contains(code)
    }

    /// Remembers a code the portal called wrong.
    pub(super) fn remember_refused(&mut self, code: Secret) {
        if self.refused_codes.len() >= MOST_REFUSED {
            self.refused_codes.remove(0);
        }
        self.refused_codes.push(code);
    }

    /// Takes the wait for the next message from the state, on both clocks: at the answer that set it, and after a restart.
    pub(super) fn note_sms_wait(&mut self, clock: &dyn Clock) {
        let Some(texted) = self.state.stage.code().and_then(|code| code.texted.as_ref()) else { return };
        // Once only: with a clock set back, each new look at wall time would begin the wait again.
        if self.sms_wait.is_none_or(|wait| wait.until_wall() != texted.until) {
            self.sms_wait = Some(Wait::resumed(clock, texted.until, Duration::from_secs(texted.whole_s)));
        }
    }

    /// Whole seconds until another message may be asked for; none where it may be now.
    pub(super) fn sms_wait_s(&self, clock: &dyn Clock) -> Option<u64> {
        self.state.stage.code()?.texted.as_ref()?;
        // At 0 the portal must say yes.
        Some(self.sms_wait?.seconds_left(clock)).filter(|seconds| *seconds > 0)
    }

    /// Whether the portal's session cookie must outlive a restart (Q3, P40).
    pub(super) fn waits_for_code(&self, state: &State) -> bool {
        let picture = state.stage.picture();
        state.stage.code().is_some() || picture.is_some_and(|picture| matches!(picture.waits, Waits::Code { .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use crate::store::documents::Header;

    #[test]
    fn what_was_typed_or_given_does_not_outlive_the_sign_in() {
        let doc = SignInDoc {
            header: Header::default(),
            id: "1".to_owned(),
            account: None,
            device_id: "2".to_owned(),
            entry: None,
            sealed: None,
            installation: None,
            state: serde_json::Value::Null,
            touched_at: ManualClock::new().wall(),
        };
        let mut live = Live::new(State::new(), doc);
        live.held = Some(Held { password: Secret::new("Sun-flower9"), since: Duration::ZERO });
        live.word = Some("XJ4KT".to_owned());
        live.code = Some(Secret::new("492817"));
        live.sessid = Some(Secret::new("4e9f0b81"));
        live.refused_codes.push(Secret::new("111222"));
        live.forget();
        let kept = [live.word, live.held.map(|_| String::new())].into_iter().flatten().count();
        let secrets = [live.code, live.sessid].into_iter().flatten().count();
        assert_eq!((kept, secrets, live.refused_codes.len()), (0, 0, 0));
    }
}
