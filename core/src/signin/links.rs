//! Links at the driver: read without network (pain 33), shown, and sent once when the employee has agreed (R15).

use std::sync::Arc;

use time::{Duration, OffsetDateTime};
use url::Url;

use super::driver::{CarriedOut, SignIns};
use super::live::{HeldLink, Live};
use super::machine::events::{Event, Verdict};
use super::machine::{LinkStep, Number, State};
use super::typed::looks_like_login;
use super::verdict::portal_at;
use crate::advice::{self, LinkWarning};
use crate::errors::CallError;
use crate::ledger::fold_login;
use crate::phone::{Memory, Row, portal_ref};
use crate::portal::cookies::Jar;
use crate::portal::host::host_shown;
use crate::portal::link::{self, Invitation, InvitationForm, Oddity, Parsed, What};
use crate::portal::request::{CheckoutCall, Credential};
use crate::records::{Link, LinkKind, LinkKnown, PortalKind, PortalRef, ProblemCode, SignIn, Step, Trouble, Warning};
use crate::secret::Secret;
use crate::vault::seal;

/// P12, K3: how long a link of this kind lives.
const LIVES: Duration = Duration::seconds(600);
/// Under this name, which no login has, hashes that were sent are remembered among what was refused.
const SENT_LINK: &str = "\u{0}link";

impl SignIns {
    /// What a text says, without network. Holds no secret.
    pub(crate) fn read_link(&self, text: &str) -> Link {
        let parsed = link::read(text, self.phone.allow_plain_loopback);
        let until = self.phone.now() + LIVES;
        self.phone.read(|memory| record(&parsed, memory, until))
    }

    /// Begins a sign-in with a link. A second tap on the same link finds what the first has begun.
    pub(super) async fn start_with(self: &Arc<Self>, text: &Secret) -> Result<SignIn, CallError> {
        // EXPOSE: into the reader of links.
        let parsed = link::read(text.expose(), self.phone.allow_plain_loopback);
        let turn = self.starting.lock().await;
        if let Some(open) = self.shows(&parsed) {
            return self.get(&open);
        }
        let sign_in = self.begin(State::new()).await?;
        let opened = self.open_link(&sign_in.id, parsed).await;
        drop(turn);
        opened
    }

    fn shows(&self, parsed: &Parsed) -> Option<String> {
        let (What::SignIn { hash, .. }, Some(at)) = (&parsed.what, &parsed.at) else { return None };
        let origin = origin_of(at);
        let same = |live: &&Live| {
            let held = live.link.as_ref().and_then(|link| link.secret.as_ref());
            let there = live.state.stage.link().is_some_and(|link| link.portal.origin == origin);
            there && held.is_some_and(|(known, _)| known == hash)
        };
        self.lock().iter().find(same).map(|live| live.doc.id.clone())
    }

    /// What was pasted where an address is asked for, if it is more than an address.
    pub(super) fn pasted(&self, text: &str) -> Option<Parsed> {
        let parsed = link::read(text, self.phone.allow_plain_loopback);
        let telling = match &parsed.what {
            What::SignIn { .. } | What::Recovery { .. } | What::Invitation(_) | What::PushSetup { .. } => true,
            What::Unknown => !parsed.oddities.is_empty(),
            What::Portal => false,
        };
        telling.then_some(parsed)
    }

    /// Shows a link, or says what else is to be done with it. Nothing is sent.
    pub(super) async fn open_link(self: &Arc<Self>, id: &str, parsed: Parsed) -> Result<SignIn, CallError> {
        let typed = parsed.at.as_ref().map(origin_of).unwrap_or_default();
        let Parsed { what, at, oddities } = parsed;
        let about = |code: ProblemCode| {
            let host = at.as_ref().map(host_shown).unwrap_or_default();
            Trouble::new(code).with("to", host).with("link_origin", &typed)
        };
        match (what, &at) {
            (What::SignIn { intent, hash }, Some(at)) if !self.was_sent(&typed, &hash) => {
                let held = self.held_link(Some((hash, intent)), oddities);
                self.show_link(id, &typed, at, held).await
            }
            (What::SignIn { .. }, Some(_)) => self.no_link(id, typed.clone(), about(ProblemCode::LinkUsedOrLost)).await,
            (What::SignIn { intent, hash }, None) => {
                let held = self.held_link(Some((hash, intent)), oddities);
                self.with(id, |live| {
                    // Beside a link that is shown or on its way it waits for no address.
                    let beside = live.state.stage.link().is_some() || live.state.stage.busy();
                    if !beside {
                        live.link = Some(held);
                    }
                    live.notice = Some(Trouble::new(ProblemCode::LinkWithoutPortal).with("beside", beside));
                })?;
                self.watch_held_secrets();
                self.phone.notify();
                self.get(id)
            }
            (What::Portal, Some(at)) => self.show_link(id, &typed, at, self.held_link(None, oddities)).await,
            (What::Recovery { login, .. }, _) => {
                let login = login.filter(|login| looks_like_login(login)).unwrap_or_default();
                let trouble = about(ProblemCode::LinkForRecovery).with("link_login", login);
                self.no_link(id, typed.clone(), trouble).await
            }
            (What::Invitation(Invitation { form: InvitationForm::Network, .. }), _) => {
                // The Network is no portal (M6).
                self.no_link(id, String::new(), Trouble::new(ProblemCode::LinkForInvitation)).await
            }
            (What::Invitation(_), _) => self.no_link(id, typed.clone(), about(ProblemCode::LinkForInvitation)).await,
            (What::PushSetup { .. }, _) => self.no_link(id, typed.clone(), about(ProblemCode::LinkForPushSetup)).await,
            (What::Portal, None) | (What::Unknown, _) => {
                self.no_link(id, typed.clone(), Trouble::new(ProblemCode::LinkUnreadable)).await
            }
        }
    }

    fn held_link(&self, secret: Option<(Secret, String)>, oddities: Vec<Oddity>) -> HeldLink {
        HeldLink { secret, oddities, origin: None, since: self.phone.clock.boot(), until: self.phone.now() + LIVES }
    }

    async fn show_link(self: &Arc<Self>, id: &str, typed: &str, at: &Url, held: HeldLink) -> Result<SignIn, CallError> {
        let portal = self.phone.read(|memory| known_portal(memory, at));
        let (account, origin) =
            self.with(id, |live| (live.state.account.is_some(), live.state.origin().map(str::to_owned)))?;
        if account && origin.as_deref() != Some(portal.origin.as_str()) {
            let trouble = Trouble::new(ProblemCode::OtherPortalsLink);
            let trouble = trouble.with("to", &portal.host).with("link_origin", &portal.origin);
            return self.no_link(id, typed.to_owned(), trouble).await;
        }
        let held = HeldLink { origin: Some(portal.origin.clone()), ..held };
        let link = LinkStep { portal, hash: held.secret.is_some() };
        self.run(id, Event::LinkGiven { typed: typed.to_owned(), link }, move |live| live.link = Some(held)).await
    }

    /// Says why a link is not for signing in: at the address where that is asked for, beside the step that is open where not.
    async fn no_link(self: &Arc<Self>, id: &str, typed: String, trouble: Trouble) -> Result<SignIn, CallError> {
        if self.with(id, |live| live.state.account.is_some())? {
            self.with(id, |live| live.notice = Some(trouble))?;
            self.phone.notify();
            return self.get(id);
        }
        self.run(id, Event::AddressRefused { typed, trouble }, |_| {}).await
    }

    /// The address of a link that did not say its portal: now it can be shown.
    pub(super) async fn complete_link(self: &Arc<Self>, id: &str, at: &Url) -> Result<Option<SignIn>, CallError> {
        self.drop_stale_secrets();
        let waiting = self.with(id, |live| {
            let stage = &live.state.stage;
            let waits = stage.link().is_none() && !stage.busy() && !live.state.ended();
            live.link.take_if(|link| waits && link.secret.is_some() && link.origin.is_none())
        })?;
        let Some(held) = waiting else { return Ok(None) };
        self.show_link(id, &origin_of(at), at, held).await.map(Some)
    }

    /// The employee agrees to the link that is shown.
    pub(crate) async fn confirm_link(self: &Arc<Self>, id: &str) -> Result<SignIn, CallError> {
        self.drop_stale_secrets();
        let held = self.with(id, |live| {
            let shown = live.state.stage.link().map(|link| link.portal.origin.as_str());
            live.hash_for(shown.unwrap_or_default()).is_some()
        })?;
        if !held {
            return self.run(id, Event::LinkAgreed { held: false }, |_| {}).await;
        }
        self.phone.wake().await;
        let installation = self.phone.installation().await?;
        let entry = seal::new_entry_name().map_err(crate::vault::VaultProblem::from)?;
        let taken = self.device_ids();
        self.run(id, Event::LinkAgreed { held: true }, move |live| {
            live.doc.installation = Some(installation);
            live.doc.entry.get_or_insert(entry);
            // Whose hash it is shows only in the answer.
            live.leave_device_id(&taken);
        })
        .await
    }

    /// The device ids of the accounts that are here.
    pub(super) fn device_ids(&self) -> Vec<String> {
        self.phone.read(|memory| {
            let docs = memory.rows.iter().filter_map(Row::document);
            docs.map(|doc| doc.device_id.clone()).collect()
        })
    }

    /// The hash, once (X14). The key is in the vault before it goes out.
    pub(super) async fn send_hash(self: &Arc<Self>, id: &str, request: Number, origin: &str) -> CarriedOut {
        let (url, call, hash) = match self.prepare_hash(id, origin).await {
            Ok(prepared) => prepared,
            Err(error) => return CarriedOut::not_started(request, error),
        };
        let (verdict, sent) = self.exchange(id, url, &call).await;
        if sent {
            let now = self.phone.clock.boot();
            self.refused().remember(origin, SENT_LINK, &hash, now);
        }
        // The portal did not judge it, but it left the phone: it is not sent again (Q14).
        let verdict = if let (Verdict::NotJudged(trouble), true) = (&verdict, sent) {
            Verdict::Lost(trouble.clone())
        } else {
            verdict
        };
        CarriedOut::event(Event::Answered { request, verdict })
    }

    async fn prepare_hash(&self, id: &str, origin: &str) -> Result<(Url, CheckoutCall, Secret), CallError> {
        self.put_key_for(id).await?;
        let url = Url::parse(origin).map_err(|_| CallError::InvalidArgument { what: "link".to_owned() })?;
        let prepared = self.with(id, |live| {
            // Cookies of an earlier try in this sign-in say nothing about this one (B5).
            live.jar = Some(Jar::new(&url));
            let (hash, intent) = live.hash_for(origin).cloned()?;
            let credential = Credential::Hash { hash: hash.clone(), intent };
            Some((live.call(&url, &self.phone.device_name, credential, None), hash))
        })?;
        let (call, hash) = prepared.ok_or(CallError::Cancelled)?;
        Ok((url, call, hash))
    }

    fn was_sent(&self, origin: &str, hash: &Secret) -> bool {
        let now = self.phone.clock.boot();
        let refused = self.refused();
        // EXPOSE: compared by its digest.
        refused.knows(origin, SENT_LINK, hash.expose(), now)
    }
}

/// The step that shows a link.
pub(super) fn confirm_step(live: &Live, link: &LinkStep, memory: &Memory) -> Step {
    let account = live.state.account.as_deref().and_then(|account| memory.row(account));
    let known = match account {
        Some(_) => LinkKnown::ThisAccount,
        None if rows_at(memory, &link.portal.origin).next().is_some() => LinkKnown::KnownPortal,
        None => LinkKnown::NewPortal,
    };
    let oddities = live.link.as_ref().map(|link| link.oddities.as_slice()).unwrap_or_default();
    Step::ConfirmLink {
        portal: link.portal.clone(),
        host: link.portal.host.clone(),
        known,
        person: account.map(|row| row.index.name.clone()).filter(|name| !name.is_empty()),
        expires: live.link.as_ref().filter(|_| link.hash).map(|link| link.until),
        warnings: warnings(oddities, Some(&link.portal), link.hash, memory),
    }
}

fn record(parsed: &Parsed, memory: &Memory, until: OffsetDateTime) -> Link {
    let portal = parsed.at.as_ref().map(|at| known_portal(memory, at));
    let at_portal = portal.as_ref().map(|portal| portal.origin.as_str()).unwrap_or_default();
    let named = |fits: &dyn Fn(&Row) -> bool| {
        let name = rows_at(memory, at_portal).find(|row| fits(row)).map(|row| row.index.name.clone());
        name.filter(|name| !name.is_empty())
    };
    let (kind, login, person) = match &parsed.what {
        What::Recovery { login, .. } => {
            let folded = login.as_deref().map(fold_login);
            let person = named(&|row| Some(fold_login(&row.index.login)) == folded);
            (LinkKind::Recovery, login.clone(), person)
        }
        What::Invitation(invitation) => {
            let person = named(&|row| row.index.user_id.as_ref() == Some(&invitation.user_id));
            (LinkKind::Invitation, None, person)
        }
        What::SignIn { .. } => (LinkKind::QrSignIn, None, None),
        What::PushSetup { .. } => (LinkKind::PushSetup, None, None),
        What::Portal => (LinkKind::Portal, None, None),
        What::Unknown => (LinkKind::Unknown, None, None),
    };
    // J3: the Network's page is no portal.
    let network = matches!(&parsed.what, What::Invitation(Invitation { form: InvitationForm::Network, .. }));
    let portal = portal.filter(|_| !network);
    let secret = !matches!(kind, LinkKind::Portal | LinkKind::Unknown);
    let expires = matches!(kind, LinkKind::QrSignIn | LinkKind::PushSetup).then_some(until);
    let warnings = warnings(&parsed.oddities, portal.as_ref(), secret, memory);
    Link { kind, portal, login, person, expires, warnings }
}

/// What to look at before a link is used. `secret`: it does more than name a portal.
fn warnings(oddities: &[Oddity], portal: Option<&PortalRef>, secret: bool, memory: &Memory) -> Vec<Warning> {
    let mut found = Vec::new();
    if let Some(portal) = portal {
        let like = memory.rows.iter().map(|row| portal_ref(&row.index.origin, row.index.kind).host);
        let like = like.into_iter().find(|known| link::looks_like(&portal.host, known));
        if like.is_some() || oddities.contains(&Oddity::LookAlike) {
            found.push(LinkWarning::LookAlikeHost { like });
        }
        if secret && rows_at(memory, &portal.origin).next().is_none() {
            found.push(LinkWarning::NewPortal);
        }
        let in_use = memory.selected.as_deref().and_then(|selected| memory.row(selected));
        if let Some(row) = in_use.filter(|row| secret && row.index.origin != portal.origin) {
            let in_use = portal_ref(&row.index.origin, row.index.kind).host;
            found.push(LinkWarning::OtherPortal { in_use });
        }
    }
    found.extend(oddities.iter().filter_map(|oddity| match oddity {
        Oddity::LookAlike => None,
        Oddity::ForeignHost { carrier } => Some(LinkWarning::ForeignHost { carrier: carrier.clone() }),
        Oddity::UserInfo => Some(LinkWarning::HiddenHost),
        Oddity::PlainHttp => Some(LinkWarning::NotSecure),
        Oddity::Incomplete => Some(LinkWarning::Incomplete),
        Oddity::HiddenTarget => Some(LinkWarning::HiddenTarget),
        Oddity::SeveralLinks => Some(LinkWarning::SeveralLinks),
    }));
    let host = portal.map(|portal| portal.host.as_str()).unwrap_or_default();
    found.iter().map(|warning| advice::link_warning(warning, host, &memory.locale)).collect()
}

fn rows_at<'a>(memory: &'a Memory, origin: &'a str) -> impl Iterator<Item = &'a Row> {
    memory.rows.iter().filter(move |row| row.index.origin == origin)
}

/// The portal as this phone knows it, or as its address says (A6).
fn known_portal(memory: &Memory, at: &Url) -> PortalRef {
    let portal = portal_at(at);
    let known = rows_at(memory, &portal.origin).next().map(|row| row.index.kind);
    let by_name = if link::is_cloud_host(&portal.host) { PortalKind::Cloud } else { PortalKind::Box };
    PortalRef { kind: known.unwrap_or(by_name), ..portal }
}

pub(super) fn origin_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}
