//! Unfinished sign-ins over a restart (R3): before it nothing stays half written; after it each goes on at its step until it expires,
//! and no password was written for that.

use std::sync::Arc;

use time::Duration;

use super::driver::SignIns;
use super::live::Live;
use super::machine::events::{Effect, Event};
use super::machine::{Stage, State};
use super::transition;
use crate::order;
use crate::phone::{SESSION_S, waiting};
use crate::records::{ProblemCode, Trouble};
use crate::store::documents::SignInDoc;

/// Untouched for this long, a sign-in is over. One from further ahead too: a wrong clock lengthens nothing.
const EXPIRES: Duration = Duration::days(7);
/// For so long another process may hold a link, and wait for the answer to one.
const HELD: Duration = Duration::minutes(5);
const SENT: Duration = Duration::seconds(20);

impl SignIns {
    /// Waits until no event is being written down.
    pub(crate) async fn settle(&self) {
        let gates: Vec<_> = self.lock().iter().map(|live| Arc::clone(&live.gate)).collect();
        let all = async {
            for gate in gates {
                drop(gate.lock().await);
            }
        };
        // A write takes at most 5 s.
        let _ = tokio::time::timeout(std::time::Duration::from_secs(5), all).await;
    }

    /// Takes up what the last start left.
    pub(crate) async fn resume(self: &Arc<Self>, docs: Vec<SignInDoc>) {
        let now = self.phone.now();
        for doc in order::sorted(docs, |doc| (doc.touched_at.unix_timestamp_nanos(), String::new())) {
            let id = doc.id.clone();
            if self.with(&id, |_| ()).is_ok() {
                continue;
            }
            // From its text, as documents are read: what reads states from values too would be in the library twice.
            let Ok(state) = serde_json::from_slice::<State>(doc.state.to_string().as_bytes()) else {
                tracing::warn!(sign_in = id, "an unfinished sign-in cannot be read");
                continue;
            };
            let age = now - doc.touched_at;
            // A clock that was set back does not keep a session alive for longer than it lives.
            let lives = doc.sealed.is_some()
                && age >= Duration::ZERO
                && age < Duration::seconds(i64::try_from(SESSION_S).unwrap_or(0));
            // Its link is gone (Q14), unless another process of this phone has it: then the document is still needed there.
            let lost = age > if matches!(state.stage, Stage::Redeeming { .. }) { SENT } else { HELD };
            let (mut state, effects) = transition(&state, &Event::Restarted { session_lives: lives });
            state.problem = state.problem.map(|trouble| waiting(trouble, self.phone.clock.as_ref()));
            let mut live = Live::new(state, doc);
            self.note_known_picture(&mut live);
            live.note_sms_wait(self.phone.clock.as_ref());
            let expired = age.abs() > EXPIRES;
            if !self.add_found(live) {
                continue;
            }
            // Shown as ended, with the reason, for as long as this process runs.
            if effects.contains(&Effect::End) {
                if lost {
                    self.end(&id).await;
                }
            } else if expired {
                let _ = self.run(&id, Event::Cancel, |_| {}).await;
                let _ = self.with(&id, |live| live.state.problem = Some(Trouble::new(ProblemCode::SignInExpired)));
            }
        }
        self.phone.notify();
    }
}
