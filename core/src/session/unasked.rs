//! Checks that no call asked for: the app came to the front, the network changed. At most once in 60 s for each account, three
//! at a time over all, never by a timer ("Storms").

use std::sync::Arc;
use std::time::Duration;

use super::{Sessions, Wish};
use crate::phone::{Memory, Row};
use crate::records::{AccountState, Reason};
use crate::task;

/// At most one unasked check of an account in this time.
const PAUSE: Duration = Duration::from_secs(60);

impl Sessions {
    /// The network changed: accounts that it may have kept out are looked at once.
    pub(crate) async fn network_changed(self: &Arc<Self>) {
        let now = self.phone.clock.boot();
        let hindered = |memory: &Memory, row: &Row| {
            let standing = row.standing(&memory.vault);
            standing.reason == Some(Reason::IpRule)
                || (standing.state == AccountState::SignedIn
                    && (!row.session_is_open(now) && has_lost(row) || row.session.is_none() && row.passing.is_some()))
        };
        self.check_unasked(true, hindered).await;
    }

    /// The app came to the front: the selected account's session is renewed if its time is over.
    pub(crate) async fn foreground(self: &Arc<Self>) {
        let now = self.phone.clock.boot();
        let ended = |memory: &Memory, row: &Row| {
            let selected = memory.selected.as_deref() == Some(row.index.id.as_str());
            // What the front may not repeat (R1) uses up no check: the change of networks that comes with it may.
            let may_send = row.standing(&memory.vault).state == AccountState::SignedIn && !has_lost(row);
            selected && may_send && !row.session_is_open(now)
        };
        self.check_unasked(false, ended).await;
    }

    async fn check_unasked(self: &Arc<Self>, network_changed: bool, wants: impl Fn(&Memory, &Row) -> bool) {
        let now = self.phone.clock.boot();
        let due = self.phone.edit(|memory| {
            let due: Vec<String> = memory
                .rows
                .iter()
                .filter(|row| row.document().is_some_and(|doc| doc.sealed.is_some()))
                .filter(|row| row.checked_unasked.is_none_or(|last| now.saturating_sub(last) >= PAUSE))
                .filter(|row| wants(memory, row))
                .map(|row| row.index.id.clone())
                .collect();
            for id in &due {
                if let Some(row) = memory.row_mut(id) {
                    row.checked_unasked = Some(now);
                }
            }
            due
        });
        let checks = due.into_iter().map(|account| {
            let sessions = Arc::clone(self);
            task::spawn(&self.phone.runtime, async move {
                // The semaphore is never closed.
                let _turn = sessions.unasked.acquire().await;
                sessions.checkout(&account, Wish::Unasked { network_changed }).await;
            })
        });
        for check in checks.collect::<Vec<_>>() {
            let _ = check.await;
        }
    }
}

/// Whether the last answer to its stored secret was lost.
fn has_lost(row: &Row) -> bool {
    row.document().is_some_and(|doc| doc.marks.lost > 0)
}
