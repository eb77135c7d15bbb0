//! Where a sign-in begins: at nothing, at an address, or at an account as it stands.

use std::sync::Arc;

use url::Url;

use super::driver::SignIns;
use super::live::Live;
use super::machine::events::Event;
use super::machine::{Picture, Stage, State, Waits};
use super::typed::Start;
use super::verdict::portal_at;
use crate::accounts::portal_ref;
use crate::errors::CallError;
use crate::phone::{Folder, new_device_id};
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
        if let Some(open) = self.open_for(account).first() {
            return self.get(open);
        }
        let renew = matches!(&state.stage, Stage::Picture { picture } if picture.sid.is_empty());
        let sign_in = self.begin(state).await?;
        drop(turn);
        if renew {
            // The picture of the last refusal is not known any more: a new one costs nothing (C4).
            return self.run(&sign_in.id, Event::PictureWanted { challenge: 1 }, |_| {}).await;
        }
        Ok(sign_in)
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
                (AccountState::Blocked, Some(Reason::PortalMoved)) => {
                    let trouble = standing.trouble.or_else(|| doc.and_then(|doc| doc.problem.clone()));
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
