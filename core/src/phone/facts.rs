//! What a portal says about an employee at a success (B17, B18), taken into the account's document. What it does not say stays.

use crate::portal::answer::SignedIn;
use crate::records::{Policy, PortalKind};
use crate::store::documents::AccountDoc;

/// Takes over what the answer names.
pub(crate) fn take_facts(doc: &mut AccountDoc, facts: &SignedIn) {
    take(&mut doc.user_id, &facts.user_id);
    take(&mut doc.target, &facts.target);
    take(&mut doc.position, &facts.position);
    if let Some(login) = &facts.login {
        doc.login.clone_from(login);
    }
    if let Some(name) = &facts.name {
        doc.name.clone_from(name);
    }
    if let Some(cloud) = facts.cloud {
        doc.kind = if cloud { PortalKind::Cloud } else { PortalKind::Box };
    }
    doc.photo_url.clone_from(&facts.photo_url);
    doc.restricted = facts.restricted;
    doc.policy = Policy { screenshots: facts.screenshots, copy: facts.copy };
}

/// Whether another portal answers at this address (B17 `target`): it is not taken for this account's.
pub(crate) fn is_of_another_portal(doc: &AccountDoc, facts: &SignedIn) -> bool {
    doc.target.is_some() && facts.target.is_some() && doc.target != facts.target
}

fn take(field: &mut Option<String>, said: &Option<String>) {
    if said.is_some() {
        field.clone_from(said);
    }
}
