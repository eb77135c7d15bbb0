//! An invitation is opened: its link is read, and its page is looked at, which spends nothing (J2).

use std::sync::Arc;

use super::verdict::{Seen, on_page, seen};
use super::{Invitations, Live};
use crate::accounts::call_failed;
use crate::errors::CallError;
use crate::phone::waiting;
use crate::portal::cookies::Jar;
use crate::portal::host::host_shown;
use crate::portal::invitation::{Invited, show_page};
use crate::portal::link::{InvitationForm, What, is_network_host, read};
use crate::records::{Invitation, InvitationStage, ProblemCode, Trouble};
use crate::secret::Secret;

impl Invitations {
    /// Reads the link and asks its portal what it says. Errors: [`CallError::CallFailed`] for what is no invitation.
    pub(crate) async fn open(self: &Arc<Self>, link: &Secret) -> Result<Invitation, CallError> {
        // EXPOSE: into the reader; what it finds is a secret again.
        let parsed = read(link.expose(), self.phone.allow_plain_loopback);
        let (What::Invitation(found), Some(portal)) = (parsed.what, parsed.at) else {
            return Err(call_failed(&self.phone, &Trouble::new(ProblemCode::NotAnInvitation)));
        };
        let at_network = found.form == InvitationForm::Network || portal.host_str().is_some_and(is_network_host);
        let invited = match found.form {
            InvitationForm::Portal { path } => {
                let (user_id, checkword) = (found.user_id, found.checkword);
                Some(Invited { portal: portal.clone(), path, user_id, checkword })
            }
            InvitationForm::Network | InvitationForm::Registration => None,
        };
        let known =
            self.lock().iter().find(|live| invited.is_some() && live.invited == invited).map(|live| live.id.clone());
        let id = match known {
            Some(known) => known,
            None => {
                let id = uuid::Uuid::new_v4().simple().to_string();
                let in_browser = invited.is_none();
                self.add(Live {
                    id: id.clone(),
                    portal,
                    at_network,
                    invited,
                    stage: if in_browser { InvitationStage::Browser } else { InvitationStage::Open },
                    person: None,
                    jar: None,
                    sessid: None,
                    problem: in_browser.then(|| Trouble::new(ProblemCode::InvitationInBrowser)),
                    lost: false,
                    sign_in: None,
                    busy: false,
                    accepting: false,
                    turn: Arc::default(),
                });
                id
            }
        };
        self.run(&id, false, |me, id| async move { me.look(&id).await }).await
    }

    async fn look(&self, id: &str) -> Result<(), CallError> {
        let open = self.with(id, |live| live.invited.clone().filter(|_| live.stage == InvitationStage::Open))?;
        let Some(invited) = open else { return Ok(()) };
        let portal = invited.portal.clone();
        let sent = self.phone.transport.send(show_page(&invited)).await;
        let (moment, now) = (self.phone.moment(), self.phone.now());
        let jar = sent.as_ref().ok().map(|response| {
            let mut jar = Jar::new(&portal);
            jar.take(&portal, &response.headers, now);
            jar
        });
        let seen = seen(sent, &portal, &host_shown(&portal), now);
        self.with(id, |live| {
            live.jar = jar.or(live.jar.take());
            // Opened again, its page says what became of it: with the form and no word against it (E30), nothing.
            live.lost &= !matches!(seen, Seen::Form { .. });
            let lost = live.lost.then(|| Trouble::new(ProblemCode::InvitationLost));
            (live.person, live.sessid, live.problem) = on_page(&seen, live.person.take(), live.sessid.take());
            live.problem = live.problem.take().or(lost).map(|trouble| waiting(trouble, &moment));
        })
    }
}
