//! Where a sign-in begins: at nothing, at an address, or at an account as it stands.

use std::sync::Arc;

use url::Url;

use super::driver::SignIns;
use super::live::Live;
use super::machine::events::Event;
use super::machine::{Picture, Stage, State, Waits};
use super::transition;
use super::typed::Start;
use super::verdict::portal_at;
use crate::errors::CallError;
use crate::phone::{Folder, new_device_id, portal_ref};
use crate::records::{AccountState, ProblemCode, Reason, SignIn, Trouble};
use crate::store::documents::{Header, SignInDoc};

impl SignIns {
    /// Begins a sign-in and runs it to the next step that needs the employee.
    pub(crate) async fn start(self: &Arc<Self>, from: Start) -> Result<SignIn, CallError> {
        self.phone.wake_folder().await;
        if self.phone.read(|memory| memory.folder == Folder::Unreadable) {
            return Err(CallError::StorageFailed);
        }
        match from {
            Start::Nothing => self.begin(State::new()).await,
            Start::Address(address) => match self.pasted(&address) {
                Some(link) => {
                    let sign_in = self.begin(State::new()).await?;
                    self.open_link(&sign_in.id, link).await
                }
                None => self.begin_with(self.address_event(&address)).await,
            },
            Start::Link(link) => self.start_with(&link).await,
            Start::Account(account) => self.start_for(&account).await,
        }
    }

    /// One unfinished sign-in for an account: a second start gives the first (pain 14).
    async fn start_for(self: &Arc<Self>, account: &str) -> Result<SignIn, CallError> {
        self.phone.find(account).await?;
        // Two taps at once: the second finds what the first has begun. Not held over a request.
        let turn = self.starting.lock().await;
        let state = self.state_for(account)?;
        let id = match self.open_for(account).into_iter().next() {
            Some(open) => {
                self.catch_up(&open).await?;
                open
            }
            None => self.begin(state).await?.id,
        };
        drop(turn);
        let picture = |live: &mut Live| live.state.stage.picture().cloned();
        match self.with(&id, picture)?.filter(|picture| picture.sid.is_empty() && picture.waits == Waits::Stored) {
            // The picture of the last refusal is not known any more: a new one costs nothing (C4).
            Some(Picture { challenge, .. }) => self.run(&id, Event::PictureWanted { challenge }, |_| {}).await,
            None => self.get(&id),
        }
    }

    /// Leads a sign-in to where its account stands by now (pain 11). Whether that is another step than the one it asked.
    pub(super) async fn catch_up(self: &Arc<Self>, id: &str) -> Result<bool, CallError> {
        let Some(account) = self.with(id, |live| live.state.account.clone())? else { return Ok(false) };
        // Another process may have heard from the portal. An account that is being deleted ends its sign-ins itself.
        if self.phone.find(&account).await.is_err() {
            return Ok(false);
        }
        let Ok(begin) = self.state_for(&account) else { return Ok(false) };
        let said = self.phone.read(|memory| {
            let row = memory.row(&account)?;
            let heard = row.document().and_then(|doc| doc.history.last()).map(|last| last.at);
            Some((row.standing(&memory.vault).trouble, heard))
        });
        let (why, heard) = said.unwrap_or_default();
        let begin = Box::new(State { problem: begin.problem.clone().or(why), ..begin });
        let heard_since = self.with(id, |live| heard.is_some_and(|heard| heard > live.doc.touched_at))?;
        let event = Event::AccountStands { begin, heard_since };
        let moves = self.with(id, |live| transition(&live.state, &event).0 != live.state)?;
        if moves {
            self.run(id, event, |_| {}).await?;
        }
        Ok(moves)
    }

    /// The same for what is asked about an account whose portal has just answered. A form for login and password stays as it is:
    /// somebody may be typing there.
    pub(crate) async fn catch_up_questions(self: &Arc<Self>, account: &str) {
        for id in self.open_for(account) {
            let form = self.with(&id, |live| matches!(live.state.stage, Stage::Credentials));
            if form.is_ok_and(|form| !form) {
                // Ended meanwhile, it asks nothing any more.
                let _ = self.catch_up(&id).await;
            }
        }
    }

    /// Where a sign-in to this account begins: at its picture, at its new address, or at login and password.
    fn state_for(&self, account: &str) -> Result<State, CallError> {
        self.phone.read(|memory| {
            let row = memory.row(account).ok_or(CallError::UnknownAccount)?;
            let standing = row.standing(&memory.vault);
            let portal = portal_ref(&row.index.origin, row.index.kind);
            let mut state = State::for_account(account, portal, &row.index.login);
            let doc = row.document();
            match (standing.state, standing.reason) {
                (AccountState::Deleting, _) => return Err(CallError::UnknownAccount),
                (AccountState::CaptchaNeeded, _) => {
                    let known = doc.and_then(|doc| doc.picture.as_ref());
                    let sid = known.map(|picture| picture.sid.clone()).unwrap_or_default();
                    let url = known.and_then(|picture| picture.url.clone());
                    state.last = 1;
                    state.stage = Stage::Picture { picture: Picture { challenge: 1, sid, url, waits: Waits::Stored } };
                    state.problem = Some(Trouble::new(ProblemCode::CaptchaForStored));
                }
                // Signing in may be of no use, or go to another portal than the one that was here.
                (AccountState::Blocked, Some(Reason::PortalChanged | Reason::Licence)) => {
                    state.problem = doc.and_then(|doc| doc.problem.clone());
                }
                (AccountState::Blocked, Some(Reason::PortalMoved)) => {
                    // Not what a call met since: a network that is down says nothing of where the portal is.
                    let trouble = doc.and_then(|doc| doc.problem.clone());
                    let to = trouble.as_ref().and_then(|trouble| Url::parse(trouble.args.get("to_origin")?).ok());
                    if let Some(to) = to {
                        state.stage = Stage::Moved { to: portal_at(&to) };
                        state.problem = trouble;
                    }
                }
                (
                    AccountState::SignedIn | AccountState::NeedsSignIn | AccountState::Blocked | AccountState::Damaged,
                    _,
                ) => {}
            }
            Ok(state)
        })
    }

    /// A new sign-in, written before it is shown.
    pub(super) async fn begin(&self, state: State) -> Result<SignIn, CallError> {
        let id = uuid::Uuid::new_v4().simple().to_string();
        let device_id = new_device_id();
        let value = serde_json::to_value(&state).map_err(|_| CallError::StorageFailed)?;
        let doc = SignInDoc {
            header: Header::default(),
            id: id.clone(),
            account: state.account.clone(),
            device_id,
            entry: None,
            sealed: None,
            installation: None,
            state: value,
            touched_at: self.phone.now(),
        };
        let doc = self.phone.write(move |tx| {
            let mut doc = doc;
            tx.put_sign_in(&mut doc).map(|()| doc)
        });
        let mut live = Live::new(state, doc.await?);
        self.note_known_picture(&mut live);
        self.add(live);
        self.phone.notify();
        self.get(&id)
    }
}
