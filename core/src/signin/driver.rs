//! Carries the machine's effects out. Events of one sign-in are taken one at a time; requests are not waited for in between,
//! so that cancelling, resetting and reading never wait for the network (R8).

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::check::RefusedMemory;
use super::live::Live;
use super::machine::events::{Effect, Event, Save};
use super::machine::{Number, Stage, State};
use super::transition;
use crate::clock::Clock as _;
use crate::errors::CallError;
use crate::phone::{Phone, seal_text, waiting};
use crate::records::SignIn;
use crate::session::Sessions;
use crate::store::Read;
use crate::store::documents::SignInDoc;
use crate::task::{self, joined_in_time};
use crate::vault::seal::Place;

/// From so many on, the oldest one that has ended makes room for another.
const AT_MOST: usize = 64;
/// How often held passwords and hashes are looked at (real time) while there are any.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// All sign-ins of this process.
pub(crate) struct SignIns {
    pub(super) phone: Arc<Phone>,
    pub(super) sessions: Arc<Sessions>,
    live: Mutex<Vec<Live>>,
    refused: Mutex<RefusedMemory>,
    /// Whether a task looks after held secrets.
    watching: AtomicBool,
    /// One start for an account at a time.
    pub(super) starting: tokio::sync::Mutex<()>,
}

/// What to keep of what was typed, where an event is taken.
type Hold = Box<dyn FnOnce(&mut Live) + Send>;

/// What a run begins with.
enum First {
    Event(Event, Hold),
    Effects(Vec<Effect>),
}

/// What carrying out an effect came to.
pub(super) struct CarriedOut {
    /// What to tell the machine.
    pub(super) event: Option<Event>,
    /// What the caller got wrong, or the phone could not do.
    pub(super) error: Option<CallError>,
}

impl CarriedOut {
    pub(super) fn nothing() -> Self {
        Self { event: None, error: None }
    }

    pub(super) fn event(event: Event) -> Self {
        Self { event: Some(event), error: None }
    }

    /// Nothing was sent.
    pub(super) fn not_started(request: Number, error: CallError) -> Self {
        Self { event: Some(Event::NotStarted { request }), error: Some(error) }
    }
}

fn push(all: &mut Vec<Live>, live: Live) {
    while all.len() >= AT_MOST {
        let Some(oldest) = all.iter().position(|live| live.state.ended()) else { break };
        all.remove(oldest);
    }
    all.push(live);
}

impl SignIns {
    pub(crate) fn new(phone: Arc<Phone>, sessions: Arc<Sessions>, refused: RefusedMemory) -> Arc<Self> {
        Arc::new(Self {
            phone,
            sessions,
            live: Mutex::new(Vec::new()),
            refused: Mutex::new(refused),
            watching: AtomicBool::new(false),
            starting: tokio::sync::Mutex::default(),
        })
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Vec<Live>> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was refused lately.
    pub(super) fn refused(&self) -> MutexGuard<'_, RefusedMemory> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Looks at or changes one sign-in. Errors: [`CallError::UnknownSignIn`].
    pub(super) fn with<R>(&self, id: &str, work: impl FnOnce(&mut Live) -> R) -> Result<R, CallError> {
        self.lock().iter_mut().find(|live| live.doc.id == id).map(work).ok_or(CallError::UnknownSignIn)
    }

    /// Adds a new sign-in; the oldest ended ones make room.
    pub(super) fn add(&self, live: Live) {
        let mut all = self.lock();
        // A folder that was read right after its document was written may have shown it, as if from before a restart.
        all.retain(|known| known.doc.id != live.doc.id);
        push(&mut all, live);
    }

    /// Adds a sign-in that was found in the folder, unless it is known. Whether it was added.
    pub(super) fn add_found(&self, live: Live) -> bool {
        let mut all = self.lock();
        let new = all.iter().all(|known| known.doc.id != live.doc.id);
        if new {
            push(&mut all, live);
        }
        new
    }

    /// Gives the machine an event and carries out what follows, to the next step that needs the employee. Runs on by itself if
    /// the caller goes away. `hold` is run where the event is taken, before anything is written.
    pub(super) fn run(
        self: &Arc<Self>,
        id: &str,
        event: Event,
        hold: impl FnOnce(&mut Live) + Send + 'static,
    ) -> impl Future<Output = Result<SignIn, CallError>> {
        self.run_from(id, First::Event(event, Box::new(hold)))
    }

    /// One task for both beginnings: with one for each, all that follows would be in the library twice.
    async fn run_from(self: &Arc<Self>, id: &str, first: First) -> Result<SignIn, CallError> {
        let (sign_ins, name) = (Arc::clone(self), id.to_owned());
        let task = task::spawn(&self.phone.runtime, async move {
            let effects = match first {
                First::Event(event, hold) => sign_ins.step(&name, &event, hold).await?,
                First::Effects(effects) => effects,
            };
            sign_ins.run_on(&name, effects).await
        });
        joined_in_time(&self.phone.runtime, task).await?;
        self.get(id)
    }

    /// A new sign-in that has taken its first event when it is written: one writing for both.
    pub(super) async fn begin_with(self: &Arc<Self>, event: Event) -> Result<SignIn, CallError> {
        let (state, effects) = transition(&State::new(), &event);
        let id = self.begin(state).await?.id;
        self.run_from(&id, First::Effects(effects)).await
    }

    async fn run_on(self: &Arc<Self>, id: &str, effects: Vec<Effect>) -> Result<(), CallError> {
        let mut error = None;
        let mut effects = VecDeque::from(effects);
        let mut ended = false;
        while let Some(effect) = effects.pop_front() {
            ended |= effect == Effect::End;
            let done = self.carry_out(id, effect).await;
            error = error.or(done.error);
            if let Some(event) = done.event {
                match self.step(id, &event, Box::new(|_| {})).await {
                    Ok(next) => effects.extend(next),
                    Err(failed) => {
                        error = error.or(Some(failed));
                        effects.extend(self.give_up(id).await?);
                    }
                }
            }
        }
        let done = |live: &mut Live| {
            if let (true, Stage::Done { account }) = (ended, &live.state.stage) { Some(account.clone()) } else { None }
        };
        if let Some(account) = self.with(id, done)? {
            self.signed_in_elsewhere(&account).await;
        }
        error.map_or(Ok(()), Err)
    }

    /// What follows an answer could not be written down, so it was not begun: nothing waits for it.
    async fn give_up(self: &Arc<Self>, id: &str) -> Result<Vec<Effect>, CallError> {
        match self.with(id, |live| live.state.stage.request())? {
            Some(request) => self.step(id, &Event::NotStarted { request }, Box::new(|_| {})).await,
            None => Ok(Vec::new()),
        }
    }

    /// One event: what it leads to is written, then shown (R9). Gives the effects that remain.
    pub(super) async fn step(self: &Arc<Self>, id: &str, event: &Event, hold: Hold) -> Result<Vec<Effect>, CallError> {
        let gate = self.with(id, |live| Arc::clone(&live.gate))?;
        let _turn = gate.lock().await;
        let now = self.phone.moment();
        let (next, effects, marks) = self.with(id, |live| {
            // Going on typing answers nothing.
            if !matches!(event, Event::Kept { .. }) {
                live.notice = None;
            }
            let (mut next, effects) = transition(&live.state, event);
            next.problem = next.problem.map(|trouble| waiting(trouble, &now));
            let marks = (live.login_may_be_secret, live.typed_login_may_be_secret);
            if next != live.state {
                hold(live);
            }
            (next, effects, marks)
        })?;
        // What is held is looked after even where its writing fails.
        self.watch_held_secrets();
        let save = effects.iter().find_map(|effect| if let Effect::Save(save) = effect { Some(*save) } else { None });
        match save {
            Some(Save::Gain) => {
                if let Err(error) = self.write(id, &next).await {
                    // What the state still says as login is what it was (R5).
                    self.with(id, |live| (live.login_may_be_secret, live.typed_login_may_be_secret) = marks)?;
                    return Err(error);
                }
                self.show(id, next)?;
            }
            Some(Save::Stop) => {
                self.show(id, next.clone())?;
                if let Err(error) = self.write(id, &next).await {
                    tracing::warn!(sign_in = id, error = error.code(), "a step could not be written yet");
                    self.with(id, |live| live.owed = true)?;
                }
            }
            None => self.show(id, next)?,
        }
        Ok(effects)
    }

    fn show(&self, id: &str, next: State) -> Result<(), CallError> {
        let now = self.phone.moment();
        let age = self.age_at_account(&next).unwrap_or_default();
        self.with(id, |live| {
            live.state = next;
            live.note_picture(now.boot(), age);
            live.note_sms_wait(&now);
        })?;
        self.phone.notify();
        Ok(())
    }

    /// Writes the document: the state, and at a code step the portal's session cookie, sealed.
    pub(super) async fn write(&self, id: &str, next: &State) -> Result<(), CallError> {
        let now = self.phone.now();
        let doc = self.with(id, |live| -> Result<SignInDoc, CallError> {
            let login = next.login.clone().filter(|_| !live.login_may_be_secret);
            let typed_login = next.typed_login.clone().filter(|_| !live.typed_login_may_be_secret);
            let state = serde_json::to_value(State { login, typed_login, ..next.clone() })
                .map_err(|_| CallError::StorageFailed)?;
            let mut doc = SignInDoc { state, touched_at: now, ..live.doc.clone() };
            match (live.waits_for_code(next), &live.jar, &live.key, &doc.entry) {
                (true, Some(jar), Some(key), Some(entry)) => {
                    doc.sealed = Some(seal_text(key, Place::SignIn, id, entry, &jar.to_sealed_json())?);
                }
                // After a restart key and jar are not read again before they are needed.
                (true, _, _, _) => {}
                (false, _, _, _) => doc.sealed = None,
            }
            Ok(doc)
        })??;
        let written = self.phone.write(move |tx| {
            let mut doc = doc;
            // Another process may have written it: what is on disk counts as its revision. Or removed it: then it is over.
            doc.header = tx.sign_in(&doc.id).required()?.header;
            tx.put_sign_in(&mut doc)?;
            Ok(doc)
        });
        match written.await {
            Ok(doc) => self.with(id, |live| (live.doc, live.owed) = (doc, false)),
            Err(CallError::UnknownAccount) => {
                // Ended by another process: over here too, or the next start for its account would lead to it again.
                self.with(id, |live| {
                    live.forget();
                    live.state.stage = Stage::Cancelled;
                })?;
                self.phone.notify();
                Err(CallError::UnknownSignIn)
            }
            Err(error) => Err(error),
        }
    }

    async fn carry_out(self: &Arc<Self>, id: &str, effect: Effect) -> CarriedOut {
        match effect {
            Effect::Save(_) => CarriedOut::nothing(),
            Effect::Discover { request, origin } => self.discover(request, &origin).await,
            Effect::SendPassword { request, origin, sid } => self.send_password(id, request, &origin, sid, false).await,
            Effect::SendStored { request, account, sid } => self.send_stored(id, request, &account, sid).await,
            Effect::SendCode { request, origin, joined: true, .. } => {
                self.send_password(id, request, &origin, None, true).await
            }
            Effect::SendCode { request, origin, sid, joined: false } => self.send_code(id, request, &origin, sid).await,
            Effect::SendSms { request, origin } => self.ask_for_sms(id, request, &origin).await,
            Effect::SendHash { request, origin } => self.send_hash(id, request, &origin).await,
            Effect::RenewPicture { request, origin } => self.renew_picture(request, &origin).await,
            Effect::Commit { request } => self.commit(id, request).await,
            Effect::ForgetPassword => self.forget(id, |live| live.held = None),
            Effect::ForgetWord => self.forget(id, |live| live.word = None),
            Effect::ForgetLink => self.forget(id, |live| live.link = None),
            Effect::End => self.end(id).await,
        }
    }

    fn forget(&self, id: &str, what: impl FnOnce(&mut Live)) -> CarriedOut {
        // Gone already is forgotten too.
        let _ = self.with(id, what);
        CarriedOut::nothing()
    }

    /// The end: everything held goes, the document, and the key unless the account has taken it over.
    pub(super) async fn end(&self, id: &str) -> CarriedOut {
        let entry = self.with(id, |live| {
            live.forget();
            live.doc.entry.take()
        });
        let (name, entry) = (id.to_owned(), entry.unwrap_or_default());
        let kept = entry.clone();
        // Under the folder's lock: either the commit finds the document gone, or this finds the account naming the entry.
        let removed = self.phone.write(move |tx| {
            tx.remove_sign_in(&name)?;
            if kept.is_none() {
                return Ok(true);
            }
            let accounts = tx.accounts()?;
            Ok(accounts.values().filter_map(Read::value).any(|doc| doc.entry == kept))
        });
        match (removed.await, entry) {
            (Ok(false), Some(entry)) => {
                self.phone.drop_key(&entry).await;
            }
            (Ok(_), _) => {}
            (Err(error), entry) => {
                tracing::warn!(sign_in = id, error = error.code(), "an ended sign-in could not be removed yet");
                let _ = self.with(id, |live| (live.doc.entry, live.owed) = (entry, true));
            }
        }
        self.phone.notify();
        CarriedOut::nothing()
    }

    /// Stops and ends that the disk refused are written now, if it takes them (R9).
    pub(crate) async fn write_owed(&self) {
        let owed = |live: &&Live| live.owed;
        let name = |live: &Live| (live.doc.id.clone(), Arc::clone(&live.gate));
        let owed: Vec<_> = self.lock().iter().filter(owed).map(name).collect();
        for (id, gate) in owed {
            let _turn = gate.lock().await;
            let Ok(state) = self.with(&id, |live| live.state.clone()) else { continue };
            if state.ended() {
                let _ = self.with(&id, |live| live.owed = false);
                self.end(&id).await;
            } else if let Err(error) = self.write(&id, &state).await {
                tracing::warn!(sign_in = id, error = error.code(), "a step could not be written yet");
            }
        }
    }

    /// Wipes typed passwords and links when their time is over, whether or not anybody looks.
    pub(super) fn watch_held_secrets(self: &Arc<Self>) {
        let holding = self.lock().iter().any(Live::holds_secret);
        if !holding || self.watching.swap(true, Ordering::AcqRel) {
            return;
        }
        let sign_ins = Arc::downgrade(self);
        task::spawn(&self.phone.runtime, async move {
            loop {
                tokio::time::sleep(LOOK_AGAIN).await;
                let Some(sign_ins) = sign_ins.upgrade() else { return };
                if !sign_ins.drop_stale_secrets() {
                    sign_ins.watching.store(false, Ordering::Release);
                    // One may have come in between.
                    return sign_ins.watch_held_secrets();
                }
            }
        });
    }

    /// Drops passwords and hashes whose time is over. Whether any other is still held.
    pub(crate) fn drop_stale_secrets(&self) -> bool {
        let now = self.phone.clock.boot();
        let background = self.phone.read(|memory| memory.background_since);
        let mut dropped = false;
        let mut all = self.lock();
        for live in all.iter_mut() {
            dropped |= live.drop_stale_secrets(now, background);
        }
        let holding = all.iter().any(Live::holds_secret);
        drop(all);
        if dropped {
            self.phone.notify();
        }
        holding
    }
}
