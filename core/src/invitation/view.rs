//! An invitation as a view draws it, worded when read.

use super::{Invitations, Live};
use crate::accounts::worded;
use crate::clock::Clock;
use crate::errors::CallError;
use crate::phone::{Memory, as_of_now, portal_ref};
use crate::portal::link::is_cloud_host;
use crate::records::{Invitation, InvitationStage, PortalKind, Step, Tries};

impl Invitations {
    /// One invitation as it stands.
    pub(crate) fn get(&self, id: &str) -> Result<Invitation, CallError> {
        let sign_in = self.with(id, |live| live.sign_in.clone())?;
        let step = sign_in.and_then(|id| Some(self.sign_ins.get(&id).ok()?.step));
        let account = if let Some(Step::Done { account }) = step { Some(account) } else { None };
        let now = self.phone.moment();
        self.phone.read(|memory| self.with(id, |live| view(live, account, memory, &now)))
    }
}

fn view(live: &Live, account: Option<String>, memory: &Memory, now: &dyn Clock) -> Invitation {
    let origin = live.portal.origin().ascii_serialization();
    let in_browser = live.stage == InvitationStage::Browser;
    let cloud = live.at_network || live.portal.host_str().is_some_and(is_cloud_host);
    let kind = if cloud { PortalKind::Cloud } else { PortalKind::Box };
    let portal = portal_ref(&origin, kind);
    let problem = live.problem.as_ref().map(|trouble| {
        let trouble = as_of_now(trouble.clone(), now).with("invitation", &live.id).with("host", &portal.host);
        // The Network is no portal to sign in to (M6): its address is nobody's to offer.
        let trouble = if live.at_network { trouble } else { trouble.with("origin", &origin) };
        worded(&trouble, &Tries::default(), &memory.locale)
    });
    Invitation {
        id: live.id.clone(),
        portal,
        person: live.person.clone(),
        invited_by: None,
        stage: live.stage,
        busy: live.busy,
        url: in_browser.then(|| live.portal.to_string()),
        account,
        sign_in: live.sign_in.clone(),
        problem,
    }
}
