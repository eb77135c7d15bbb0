//! Accepting: sent once, then sign-in goes on with the password that was just chosen.

use std::sync::Arc;

use url::Url;

use super::Invitations;
use super::verdict::{Seen, seen};
use crate::errors::CallError;
use crate::phone::{VaultSays, portal_ref, waiting};
use crate::portal::answer::Answer;
use crate::portal::checkout::read_checkout;
use crate::portal::cookies::Jar;
use crate::portal::host::host_shown;
use crate::portal::invitation::{Acceptance, Invited, LONGEST_NAME, accept};
use crate::portal::recovery::SHORTEST_PASSWORD;
use crate::portal::request;
use crate::records::{Invitation, InvitationStage, PortalKind, ProblemCode, Trouble};
use crate::secret::Secret;
use crate::signin::LONGEST_TYPED;

impl Invitations {
    /// Accepts with names and a new password. What can be known to be refused is not sent.
    pub(crate) async fn accept(
        self: &Arc<Self>,
        id: &str,
        name: &str,
        last_name: &str,
        password: Secret,
    ) -> Result<Invitation, CallError> {
        let (stage, lost) = self.with(id, |live| (live.stage, live.lost))?;
        if stage != InvitationStage::Open {
            return self.get(id);
        }
        if password.expose().len() > LONGEST_TYPED {
            return Err(CallError::InvalidArgument { what: "password".to_owned() });
        }
        let (name, last_name) = (name.trim().to_owned(), last_name.trim().to_owned());
        let fits = |name: &str| (1..=LONGEST_NAME).contains(&name.chars().count());
        let known = if lost {
            Some(ProblemCode::InvitationLost)
        } else if !fits(&name) || !fits(&last_name) {
            Some(ProblemCode::NamesNeeded)
        } else {
            (password.expose().chars().count() < SHORTEST_PASSWORD).then_some(ProblemCode::NewPasswordShort)
        };
        if let Some(code) = known {
            self.with(id, |live| live.problem = Some(Trouble::new(code)))?;
            self.phone.notify();
            return self.get(id);
        }
        // A locked key store would lose the sign-in that follows: asked before the link is spent.
        self.phone.wake().await;
        if let VaultSays::Problem(problem) = self.phone.ask_vault().await {
            return Err(problem.into());
        }
        self.phone.installation().await?;
        let acceptance = Acceptance { name, last_name, password, sessid: None };
        self.run(id, true, |me, id| async move { me.send(&id, acceptance).await }).await
    }

    async fn send(self: &Arc<Self>, id: &str, acceptance: Acceptance) -> Result<(), CallError> {
        let (open, jar, sessid) = self.with(id, |live| {
            let open = live.invited.clone().filter(|_| live.stage == InvitationStage::Open && !live.lost);
            (open, live.jar.clone(), live.sessid.clone())
        })?;
        let Some(invited) = open else { return Ok(()) };
        let Invited { portal, .. } = &invited;
        let mut jar = jar.unwrap_or_else(|| Jar::new(portal));
        let cookies = jar.header(portal);
        let acceptance = Acceptance { sessid, ..acceptance };
        let sent = self.phone.transport.send(accept(&invited, &acceptance, cookies.as_ref())).await;
        let (moment, now) = (self.phone.moment(), self.phone.now());
        if let Ok(response) = &sent {
            jar.take(portal, &response.headers, now);
        }
        let seen = seen(sent, portal, &host_shown(portal), now);
        if seen == Seen::Accepted {
            return self.accepted(id, portal, &jar, acceptance.password).await;
        }
        self.with(id, |live| {
            live.jar = Some(jar);
            let trouble = match seen {
                // The form without a word: its token was not good any more (F3), the next one is.
                Seen::Form { sessid, .. } => {
                    live.sessid = sessid;
                    Trouble::new(ProblemCode::InvitationNotTaken)
                }
                Seen::Refused(trouble, sessid) => {
                    live.sessid = sessid.or(live.sessid.take());
                    trouble
                }
                Seen::NotJudged(trouble) => trouble,
                Seen::Unreadable => {
                    live.lost = true;
                    Trouble::new(ProblemCode::InvitationUnreadable)
                }
                Seen::Accepted | Seen::Lost => {
                    live.lost = true;
                    Trouble::new(ProblemCode::InvitationLost)
                }
            };
            live.problem = Some(waiting(trouble, &moment));
        })
    }

    /// The portal's session says who was invited; with that login and the new password sign-in goes on (E2).
    async fn accepted(self: &Arc<Self>, id: &str, portal: &Url, jar: &Jar, password: Secret) -> Result<(), CallError> {
        self.with(id, |live| {
            (live.stage, live.problem, live.invited) = (InvitationStage::Done, None, None);
            (live.jar, live.sessid) = (None, None);
        })?;
        let Some(login) = self.login_of(portal, jar).await else {
            return self.with(id, |live| live.problem = Some(Trouble::new(ProblemCode::InvitationAccepted)));
        };
        let portal = portal_ref(&portal.origin().ascii_serialization(), PortalKind::Box);
        let begun = self.sign_ins.go_on_with(portal, &login, password, true).await;
        let sign_in = match begun {
            Ok(sign_in) => Some(sign_in.id),
            Err(stopped) => {
                tracing::warn!(invitation = id, error = stopped.error.code(), "sign-in could not go on by itself");
                stopped.sign_in
            }
        };
        self.with(id, |live| {
            live.problem = sign_in.is_none().then(|| Trouble::new(ProblemCode::InvitationAccepted));
            live.sign_in = sign_in;
        })
    }

    async fn login_of(&self, portal: &Url, jar: &Jar) -> Option<String> {
        let asked = self.phone.transport.send(request::who_am_i(portal, jar.header(portal))).await;
        match read_checkout(&asked.ok()?, portal, self.phone.now()) {
            Answer::SignedIn(facts) => facts.login,
            Answer::Portal(_)
            | Answer::NotSignedIn(_)
            | Answer::NotCheckout
            | Answer::Gone
            | Answer::Forbidden { .. }
            | Answer::Moved { .. }
            | Answer::Busy { .. }
            | Answer::Failing { .. }
            | Answer::NetworkServiceDown
            | Answer::Unreadable { .. } => None,
        }
    }
}
