//! One portal: its rules, its store, and which page answers which address.

use std::net::IpAddr;
use std::path::Path;
use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use axum::http::Method;
use tokio_util::sync::CancellationToken;

use crate::checkout;
use crate::clock::Clock;
use crate::controller;
use crate::db::{Store, Stored};
use crate::faults::Faults;
use crate::hit::Hit;
use crate::identity::Identity;
use crate::ip_rules::{self, IpRange};
use crate::mails::{self, Letter, Outbox};
use crate::pages;
use crate::passwords::hash_login_password;
use crate::policy::Policy;
use crate::reply::Reply;
use crate::requests::{Learned, RequestLog};
use crate::rest;
use crate::switches::Switches;
use crate::users::{Flag, Text, User};
use crate::visit::Visit;

/// What the desk sets and every request reads.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    pub(crate) policy: Policy,
    pub(crate) switches: Switches,
    pub(crate) ip: Vec<IpRange>,
    /// A7: the origin this portal moved to.
    pub(crate) renamed: Option<String>,
    /// Where every request seems to come from (N1); not kept over a restart.
    pub(crate) seen_as: Option<IpAddr>,
}

impl Rules {
    /// As the desk left them; a row that this version no longer knows falls back to its assumption.
    fn stored(store: &Store) -> Stored<Self> {
        let mut switches = Switches::default();
        let set: serde_json::Map<String, serde_json::Value> = store.setting("switches")?.unwrap_or_default();
        for (number, value) in &set {
            let _ = switches.set(number, value);
        }
        let ranges: Vec<String> = store.setting("ip_rules")?.unwrap_or_default();
        Ok(Self {
            policy: store.setting("policy")?.unwrap_or_default(),
            switches,
            ip: ranges.iter().filter_map(|range| IpRange::parse(range)).collect(),
            renamed: store.setting("renamed")?.flatten(),
            seen_as: None,
        })
    }

    /// Whether anybody ever set one.
    pub(crate) fn were_set(store: &Store) -> Stored<bool> {
        Ok(store.setting::<serde_json::Value>("policy")?.is_some())
    }

    pub(crate) fn store(&self, store: &Store) -> Stored<()> {
        store.set_setting("policy", &self.policy)?;
        store.set_setting("switches", &self.switches.in_force(self.policy.generation))?;
        store.set_setting("ip_rules", &self.ip.iter().map(ToString::to_string).collect::<Vec<_>>())?;
        store.set_setting("renamed", &self.renamed)
    }
}

/// Everything of one portal but its listeners.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) store: Store,
    pub(crate) clock: Clock,
    pub(crate) requests: RequestLog,
    pub(crate) faults: Faults,
    pub(crate) outbox: Outbox,
    rules: RwLock<Rules>,
    pub(crate) identity: Identity,
    /// Cancelled, and replaced, when every open connection shall close (a TLS fault was ordered).
    connections: RwLock<CancellationToken>,
}

impl Server {
    pub(crate) fn open(db: Option<&Path>) -> Stored<Self> {
        let store = Store::open(db)?;
        let identity = Identity::stored(&store)?;
        let rules = Rules::stored(&store)?;
        let clock = Clock::default();
        clock.set_advanced(store.setting("advanced_s")?.unwrap_or_default());
        clock.set_skew(store.setting("skew_s")?.unwrap_or_default());
        Ok(Self {
            store,
            clock,
            requests: RequestLog::default(),
            faults: Faults::default(),
            outbox: Outbox::default(),
            rules: RwLock::new(rules),
            identity,
            connections: RwLock::default(),
        })
    }

    pub(crate) fn rules(&self) -> RwLockReadGuard<'_, Rules> {
        self.rules.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn change_rules(&self) -> RwLockWriteGuard<'_, Rules> {
        self.rules.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// E9, P6: a new login password ends the sessions; application passwords survive unless the switch says otherwise.
    pub(crate) fn set_login_password(&self, user: i64, password: &str) -> Stored<()> {
        self.store.set_text(user, Text::Password, &hash_login_password(password))?;
        self.store.set_flag(user, Flag::PasswordExpired, false)?;
        self.store.end_sessions(user)?;
        if self.rules().switches.new_password_revokes() {
            self.store.revoke_application_passwords(user)?;
        }
        Ok(())
    }

    /// To the employee's address; without one there is nowhere to send it.
    pub(crate) fn mail(&self, user: &User, origin: &str, letter: Letter<'_>) {
        if !user.email.is_empty() {
            let host = origin.split_once("://").map_or(origin, |(_, host)| host);
            self.outbox.send(letter.to(user, host, self.clock.now()));
        }
    }

    /// J2, J3: the link of an open invitation, as this portal is reached under `origin`.
    pub(crate) fn invitation_link(&self, origin: &str, user: i64, checkword: &str) -> String {
        let client = self.rules().switches.cloud().then(|| self.identity.network_client());
        mails::invitation_link(origin, client.as_deref(), user, checkword)
    }

    /// The mail of an open invitation, the first time or again (I1, J6); its link.
    pub(crate) fn mail_invitation(&self, user: &User, origin: &str) -> Stored<Option<String>> {
        let Some(invitation) = self.store.invitation(user.id)? else {
            return Ok(None);
        };
        let link = self.invitation_link(origin, user.id, &invitation.checkword);
        self.mail(user, origin, Letter::Invitation { link: link.clone(), inviter: invitation.inviter.as_deref() });
        Ok(Some(link))
    }

    pub(crate) fn allows(&self, address: IpAddr) -> bool {
        ip_rules::allows(&self.rules().ip, address)
    }

    /// Ends with the open connections of now.
    pub(crate) fn connection_token(&self) -> CancellationToken {
        self.connections.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn close_connections(&self) {
        let mut token = self.connections.write().unwrap_or_else(PoisonError::into_inner);
        token.cancel();
        *token = CancellationToken::new();
    }

    /// Works on one request. Runs on a thread that may block: passwords are hashed and SQLite is asked here.
    pub(crate) fn answer(&self, hit: &Hit) -> (Reply, Learned) {
        let mut learned = Learned::default();
        let reply = self.try_answer(hit, &mut learned).unwrap_or_else(|error| {
            tracing::error!(%error, "request failed");
            Reply::html(500, "<!DOCTYPE html><title>500</title><h1>Internal error</h1>")
        });
        (reply, learned)
    }

    fn try_answer(&self, hit: &Hit, learned: &mut Learned) -> Stored<Reply> {
        if let Some(location) = self.moved(hit) {
            return Ok(Reply::redirect(&location));
        }
        if let Some(reply) = pages::without_session(self, hit)? {
            return Ok(reply);
        }
        let mut visit = Visit::open(self, hit)?;
        let reply = Self::of_page(&mut visit)?;
        let cookies = visit.close(learned)?;
        Ok(cookies.into_iter().fold(reply, |reply, cookie| reply.with("set-cookie", cookie)))
    }

    fn of_page(visit: &mut Visit<'_>) -> Stored<Reply> {
        if let Some(refused) = visit.refused_by_address() {
            return Ok(refused);
        }
        visit.sign_in()?;
        if let Some(refused) = visit.refused_after_sign_in() {
            return Ok(refused);
        }
        if visit.outside_scope() {
            return Ok(Reply::empty(403));
        }
        if let Some(reply) = pages::logout(visit)? {
            return Ok(reply);
        }
        if rest::is_rest(visit.hit) {
            rest::answer(visit)
        } else if visit.hit.is_mobile() {
            checkout::answer(visit)
        } else if controller::is_controller(visit.hit) {
            controller::answer(visit)
        } else {
            pages::answer(visit)
        }
    }

    /// A7, P23: the same path and query at the new address.
    fn moved(&self, hit: &Hit) -> Option<String> {
        let rules = self.rules();
        let to = rules.renamed.as_deref()?;
        let query = if hit.query.is_empty() { String::new() } else { format!("?{}", hit.query) };
        Some(format!("{to}{}{query}", hit.path))
    }
}

/// B2: checkout's pre-flight answer.
pub(crate) fn preflight(hit: &Hit) -> Option<Reply> {
    (hit.method == Method::OPTIONS && hit.is_mobile()).then(|| {
        Reply::empty(200)
            .with("access-control-allow-methods", "POST, OPTIONS")
            .with("access-control-allow-headers", "X-Requested-With, Content-Type, Accept")
    })
}
