//! The desk's calls on invitations (J2, J3, J4, J6).

use crate::desk::state::InvitationState;
use crate::desk::{Desk, DeskError, Done};
use crate::invitations::Invitation;
use crate::users::{NewUser, User};
use crate::words;

impl Desk {
    /// Invites an address; it becomes the login (J4). `by`: login or id of who invites.
    ///
    /// # Errors
    /// The text is no address, the address is somebody's login or contact e-mail (H22), or nobody is `by`.
    pub fn invite(&self, email: &str, by: Option<&str>) -> Done<InvitationState> {
        let email = email.trim();
        let parts = email.split_once('@').filter(|(name, host)| !name.is_empty() && !host.is_empty());
        if parts.is_none() || email.chars().any(char::is_whitespace) {
            return Err(DeskError::Bad(format!("{email:?} is no e-mail address")));
        }
        let inviter = by.map(|by| self.find_user(by)).transpose()?.map(|user| user.name);
        let store = &self.server.store;
        let exists = || DeskError::EmailExists(email.to_owned());
        if store.users()?.iter().any(|user| user.has_login(email) || user.has_email(email)) {
            return Err(exists());
        }
        let id = store.add_user(&NewUser { login: email, email, ..NewUser::default() })?.ok_or_else(exists)?;
        store.put_invitation(id, &Invitation { checkword: words::invitation_word(), inviter })?;
        self.send_invitation(&self.find_user(email)?)
    }

    /// J6: the same mail once more, to login or id.
    ///
    /// # Errors
    /// No such employee, or one without an open invitation.
    pub fn invite_again(&self, user: &str) -> Done<InvitationState> {
        self.send_invitation(&self.find_user(user)?)
    }

    /// J6: deletes the user of an invitation that was never accepted, so that the right address can be invited.
    ///
    /// # Errors
    /// No such employee, or one without an open invitation: those are dismissed.
    pub fn take_back_invitation(&self, user: &str) -> Done<()> {
        let user = self.find_user(user)?;
        self.open_invitation(&user)?;
        Ok(self.server.store.delete_user(user.id)?)
    }

    /// Invitations that nobody has accepted yet.
    ///
    /// # Errors
    /// The database failed.
    pub fn invitations(&self) -> Done<Vec<InvitationState>> {
        let users = self.server.store.users()?;
        let mut open = Vec::new();
        for user in &users {
            if let Some(invitation) = self.server.store.invitation(user.id)? {
                open.push(self.shown_invitation(user, invitation));
            }
        }
        Ok(open)
    }

    fn open_invitation(&self, user: &User) -> Done<Invitation> {
        let found = self.server.store.invitation(user.id)?;
        found.ok_or_else(|| DeskError::NotInvited(user.login.clone()))
    }

    fn send_invitation(&self, user: &User) -> Done<InvitationState> {
        let invitation = self.open_invitation(user)?;
        self.server.mail_invitation(user, &self.portal)?;
        Ok(self.shown_invitation(user, invitation))
    }

    fn shown_invitation(&self, user: &User, invitation: Invitation) -> InvitationState {
        InvitationState {
            user: user.id,
            login: user.login.clone(),
            link: self.server.invitation_link(&self.portal, user.id, &invitation.checkword),
            by: invitation.inviter,
        }
    }
}
