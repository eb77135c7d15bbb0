//! The desk's calls around the event log (N2, N3, S5).

use axum::http::Request;
use serde_json::Value;

use crate::desk::{Desk, DeskError, Done, read_address};
use crate::events::{Audit, Event};
use crate::hit::Hit;
use crate::rest;
use crate::visit::Visit;

impl Desk {
    /// The whole event log, oldest first, without being its administrator.
    ///
    /// # Errors
    /// The database failed.
    pub fn events(&self) -> Done<Vec<Event>> {
        Ok(self.server.store.events()?)
    }

    /// An integration calls REST on behalf of an employee; status and answer. Applications of the portal's market (M) are
    /// not played here, so this goes past sign-in and the address rule; in the event log it is a login like any other (N2).
    ///
    /// # Errors
    /// No such employee, a method that is no name, or no address.
    pub fn integration(&self, user: &str, method: &str, address: &str) -> Done<(u16, Value)> {
        let user = self.find_user(user)?;
        let request = Request::post(format!("/rest/{method}.json"))
            .header("user-agent", "Integration")
            .body(())
            .map_err(|_| DeskError::Bad(format!("{method:?} is no method")))?;
        let hit = Hit::new(&request.into_parts().0, &[], read_address(address)?, true);
        let visit = Visit::open(&self.server, &hit)?;
        visit.note(Audit::Authorize, Some(user.id), &user.id.to_string())?;
        let reply = rest::call(&visit, &user)?;
        Ok((reply.status, serde_json::from_slice(&reply.body)?))
    }
}
