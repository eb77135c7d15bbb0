//! The mail is asked for (I1): at the portal itself, or on the cloud in a browser (I9, P36).

use std::sync::Arc;

use url::Url;

use super::verdict::{Verdict, mail_answered, verdict};
use super::view::wait_s;
use super::{BETWEEN_MAILS, Doing, Live, Recoveries};
use crate::accounts::call_failed;
use crate::clock::Wait;
use crate::errors::CallError;
use crate::ledger::fold_login;
use crate::phone::Folder;
use crate::portal::address::read_address;
use crate::portal::answer::Answer;
use crate::portal::checkout::read_checkout;
use crate::portal::host::{host_shown, may_name};
use crate::portal::recovery::send_mail;
use crate::portal::{request, trouble};
use crate::records::{PortalKind, ProblemCode, Recovery, RecoveryStage, Trouble};
use crate::secret::Secret;
use crate::signin::{LONGEST_TYPED, looks_like_login};
use crate::store::documents::{Header, RecoveryDoc, RecoverySend};

/// Network's own address, where the portal names none (M6, A1: only 2024 and later do).
const NETWORK: &str = "www.bitrix24.net";

impl Recoveries {
    /// Begins a recovery and asks for the mail; an open one for this portal and login goes on. The mail's whole link instead of the
    /// address: the mail is there already, and another one would end it (I2), so nothing is sent.
    pub(crate) async fn start(self: &Arc<Self>, address: &str, login: &str) -> Result<Recovery, CallError> {
        self.phone.wake_folder().await;
        if self.phone.read(|memory| memory.folder == Folder::Unreadable) {
            return Err(CallError::StorageFailed);
        }
        let plain = self.phone.allow_plain_loopback;
        let link = super::link::in_address_field(address, plain);
        let named = link.as_ref().and_then(|(_, login)| login.as_deref()).unwrap_or_default();
        let login = if login.trim().is_empty() { named } else { login.trim() };
        if login.is_empty() || login.len() > LONGEST_TYPED {
            return Err(CallError::InvalidArgument { what: "login".to_owned() });
        }
        if let Some(trouble) = super::link::in_login_field(login, plain) {
            return Err(call_failed(&self.phone, &trouble));
        }
        let read = || read_address(address, plain).map(|address| address.origin);
        let origin = link.as_ref().map_or_else(read, |(origin, _)| Ok(origin.clone()));
        let origin = origin.map_err(|problem| call_failed(&self.phone, &trouble::of_address(&problem)))?;
        self.resume().await;
        let (id, waits) = self.open_or_begin(&origin, login).await?;
        if link.is_some() {
            self.stop(&id, |doc| {
                if doc.kind != Some(PortalKind::Cloud) {
                    (doc.stage, doc.problem, doc.url) = (RecoveryStage::Checkword, None, None);
                }
            })
            .await?;
            return self.get(&id);
        }
        // The mail of a moment ago is on its way: not one more, and nothing to complain about.
        if waits {
            self.get(&id)
        } else {
            self.run(&id, Doing::Asking, |me, id| async move { me.ask(&id, None).await }).await
        }
    }

    async fn open_or_begin(&self, origin: &str, login: &str) -> Result<(String, bool), CallError> {
        let _turn = self.starting.lock().await;
        let folded = fold_login(login);
        let same = |live: &&Live| !live.ended() && live.doc.origin == origin && fold_login(live.login()) == folded;
        let now = self.phone.moment();
        let open = self.lock().iter().find(same).map(|live| {
            let waits = live.doc.mails > 0 && wait_s(live, &now) > 0;
            (live.doc.id.clone(), waits)
        });
        if let Some(open) = open {
            return Ok(open);
        }
        let id = uuid::Uuid::new_v4().simple().to_string();
        let written = Some(login.to_owned()).filter(|login| looks_like_login(login));
        let doc = RecoveryDoc {
            header: Header::default(),
            id: id.clone(),
            origin: origin.to_owned(),
            kind: None,
            login: written.clone().unwrap_or_default(),
            stage: RecoveryStage::Start,
            problem: None,
            url: None,
            sid: None,
            wait_until: None,
            mail_at: None,
            mails: 0,
            under_way: None,
            lost: Vec::new(),
            touched_at: self.phone.now(),
        };
        let unwritten_login = if written.is_none() { Some(login.to_owned()) } else { None };
        self.add(Live { unwritten_login, ..Live::new(doc, None) });
        if let Err(error) = self.gain(&id, |_| true).await {
            self.lock().retain(|live| live.doc.id != id);
            return Err(error);
        }
        Ok((id, false))
    }

    /// Another mail. Before its time nothing is sent, and the recovery says so.
    pub(crate) async fn resend(self: &Arc<Self>, id: &str) -> Result<Recovery, CallError> {
        self.phone.wake_folder().await;
        self.run(id, Doing::Asking, |me, id| async move { me.ask(&id, None).await }).await
    }

    /// Finds the portal where it is not found yet, then asks it for the mail. `word`: the answered picture's.
    pub(super) async fn ask(&self, id: &str, word: Option<String>) -> Result<(), CallError> {
        let now = self.phone.moment();
        let (stage, kind, waits) = self.with(id, |live| (live.doc.stage, live.doc.kind, wait_s(live, &now)))?;
        if stage == RecoveryStage::Done {
            return Ok(());
        }
        if self.with(id, |live| live.login().is_empty())? {
            // It was not written, and the program was closed since: whose mail it is must be typed again.
            return self.say(id, Trouble::new(ProblemCode::NoLongerThere));
        }
        if waits > 0 {
            return self.say(id, Trouble::new(ProblemCode::RecoveryWait));
        }
        let kind = match kind {
            Some(kind) => kind,
            None => match self.find(id).await? {
                Some(kind) => kind,
                None => return Ok(()),
            },
        };
        match kind {
            PortalKind::Cloud => Ok(()),
            PortalKind::Box => self.ask_portal(id, word).await,
        }
    }

    /// A1. `None`: not found, and the recovery says why.
    async fn find(&self, id: &str) -> Result<Option<PortalKind>, CallError> {
        let portal = self.portal(id)?;
        let host = host_shown(&portal);
        let found = match self.phone.transport.send(request::discovery(&portal)).await {
            Ok(response) => of_discovery(&read_checkout(&response, &portal, self.phone.now()), &portal, &host),
            Err(problem) => Err(trouble::of_transport(problem, &host)),
        };
        let kind = found.as_ref().ok().map(|(kind, _)| *kind);
        self.stop(id, move |doc| match &found {
            Ok((kind, network)) => {
                (doc.kind, doc.problem) = (Some(*kind), None);
                if let Some(network) = network {
                    (doc.stage, doc.url) = (RecoveryStage::Browser, Some(network.to_string()));
                    doc.problem = Some(Trouble::new(ProblemCode::RecoveryInBrowser));
                }
            }
            Err(trouble) => doc.problem = Some(trouble.clone()),
        })
        .await?;
        Ok(kind)
    }

    /// The wait is on disk before anything goes out, so that neither a kill nor a second process makes two mails of one.
    async fn ask_portal(&self, id: &str, word: Option<String>) -> Result<(), CallError> {
        let portal = self.portal(id)?;
        let wait = Wait::starting(self.phone.clock.as_ref(), BETWEEN_MAILS);
        let (until, known) = (wait.until_wall(), self.with(id, |live| live.doc.wait_until)?);
        let now = self.phone.now();
        let may = self.gain(id, move |doc| {
            let elsewhere = doc.wait_until.filter(|stored| known != Some(*stored));
            if elsewhere.is_some_and(|stored| !crate::clock::remaining(stored, now, BETWEEN_MAILS).is_zero()) {
                return false;
            }
            (doc.under_way, doc.wait_until) = (Some(RecoverySend::Mail), Some(until));
            true
        });
        if !may.await? {
            let now = self.phone.moment();
            self.with(id, |live| {
                live.wait = live.doc.wait_until.map(|until| Wait::resumed(&now, until, BETWEEN_MAILS))
            })?;
            return self.say(id, Trouble::new(ProblemCode::RecoveryWait));
        }
        let (login, may_be_secret, sid) = self.with(id, |live| {
            live.wait = Some(wait);
            (live.login().to_owned(), live.doc.login.is_empty(), live.doc.sid.clone())
        })?;
        let answered = word.is_some();
        let picture = sid.as_deref().zip(word.as_deref());
        let mut request = send_mail(&portal, &login, picture);
        // The portal's words may repeat it, and they are written.
        request.secrets.extend(may_be_secret.then(|| Secret::new(login)));
        let sent = self.phone.transport.send(request).await;
        let now = self.phone.now();
        let verdict = verdict(sent, &portal, &host_shown(&portal), now);
        self.settle_mail(id, verdict, answered).await
    }

    async fn settle_mail(&self, id: &str, verdict: Verdict, answered: bool) -> Result<(), CallError> {
        let now = self.phone.now();
        let waits = self.with(id, |live| mail_answered(&mut live.doc.clone(), &verdict, answered, now))?;
        if !waits {
            self.with(id, |live| live.wait = None)?;
        }
        self.with(id, |live| match (&verdict, &mut live.held) {
            // What waits behind a picture does so still.
            (Verdict::NotJudged(_), Some(held)) => held.problem = None,
            // After a new mail its checkword is dead (I2), and a picture for the mail is another one.
            _ => (live.held, live.picture) = (None, None),
        })?;
        self.stop(id, move |doc| {
            mail_answered(doc, &verdict, answered, now);
        })
        .await
    }

    /// The portal of a recovery.
    pub(super) fn portal(&self, id: &str) -> Result<Url, CallError> {
        let origin = self.with(id, |live| live.doc.origin.clone())?;
        Url::parse(&origin).map_err(|_| CallError::InvalidArgument { what: "address".to_owned() })
    }
}

/// Cloud or box; on the cloud where Network recovers passwords (I9), within R15 and always https.
fn of_discovery(answer: &Answer, portal: &Url, host: &str) -> Result<(PortalKind, Option<Url>), Trouble> {
    match answer {
        Answer::Portal(found) if found.cloud => Ok((PortalKind::Cloud, network(found.network_host.as_deref(), portal))),
        // Servers of 2013–18 know no discovery and answer as to any stranger (A3).
        Answer::Portal(_) | Answer::NotSignedIn(_) | Answer::SignedIn(_) => Ok((PortalKind::Box, None)),
        Answer::NotCheckout | Answer::Gone | Answer::Unreadable { .. } | Answer::Moved { to: None } => {
            Err(Trouble::new(ProblemCode::NotAPortal).with("host", host))
        }
        Answer::Moved { to: Some(_) }
        | Answer::Forbidden { .. }
        | Answer::Busy { .. }
        | Answer::Failing { .. }
        | Answer::NetworkServiceDown => {
            Err(trouble::of_answer(answer, host).unwrap_or_else(|| Trouble::new(ProblemCode::NotAPortal)))
        }
    }
}

fn network(named: Option<&str>, portal: &Url) -> Option<Url> {
    let at = |host: &str| Url::parse(&format!("https://{host}/")).ok();
    named.and_then(at).filter(|url| may_name(portal, url)).or_else(|| at(NETWORK))
}
