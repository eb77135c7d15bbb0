//! Calls of `session.call` that a host may give up, by the number it gave each. Kotlin's and Swift's cancelling does not reach a
//! Rust future by itself, and may come before the call does.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::task::AbortHandle;

/// Tickets given up whose call has not come, at most.
pub(crate) const GIVEN_UP_AT_MOST: usize = 64;

/// All tickets of one open object.
#[derive(Default)]
pub(crate) struct Tickets(Mutex<Calls>);

#[derive(Default)]
struct Calls {
    under_way: HashMap<u64, AbortHandle>,
    /// Given up before they began, the newest last.
    given_up: VecDeque<u64>,
}

impl Calls {
    fn take_given_up(&mut self, ticket: u64) -> bool {
        let before = self.given_up.len();
        self.given_up.retain(|given_up| *given_up != ticket);
        self.given_up.len() < before
    }
}

/// A call under way; dropping it drops the request.
pub(crate) struct UnderWay<'a> {
    tickets: &'a Tickets,
    ticket: u64,
    call: AbortHandle,
}

impl Tickets {
    /// Whether the call of this ticket was given up before it came: then it is not begun.
    pub(crate) fn was_given_up(&self, ticket: u64) -> bool {
        self.lock().take_given_up(ticket)
    }

    /// The call of this ticket has begun; where it was given up in that moment, it ends at once.
    pub(crate) fn begun(&self, ticket: u64, call: AbortHandle) -> UnderWay<'_> {
        let mut calls = self.lock();
        if calls.take_given_up(ticket) {
            call.abort();
        }
        calls.under_way.insert(ticket, call.clone());
        drop(calls);
        UnderWay { tickets: self, ticket, call }
    }

    /// Drops the call of this ticket, or the one that has not come yet.
    pub(crate) fn give_up(&self, ticket: u64) {
        let mut calls = self.lock();
        if let Some(call) = calls.under_way.remove(&ticket) {
            call.abort();
        } else {
            calls.given_up.push_back(ticket);
            // Of a call that was over nobody comes for it any more: only the newest may still be of one that is about to begin.
            if calls.given_up.len() > GIVEN_UP_AT_MOST {
                calls.given_up.pop_front();
            }
        }
    }

    /// How many are under way, and how many given up.
    #[cfg(test)]
    pub(crate) fn kept(&self) -> (usize, usize) {
        let calls = self.lock();
        (calls.under_way.len(), calls.given_up.len())
    }

    fn lock(&self) -> MutexGuard<'_, Calls> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.call.abort();
        self.tickets.lock().under_way.remove(&self.ticket);
    }
}
