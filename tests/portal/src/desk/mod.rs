//! The desk, a second listener: what people and tests do to the portal from behind. The same functions serve its JSON, its
//! page and tests in the same process.

mod api;
mod error;
mod events;
mod invitations;
mod page;
mod refusals;
mod state;
mod users;

use std::net::IpAddr;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::captchas::{self, Size};
use crate::clock::rfc3339;
use crate::company::Company;
use crate::faults::{Fault, FaultKind};
use crate::ip_rules::IpRange;
use crate::mails::{Mail, Sms};
use crate::requests::LoggedRequest;
use crate::server::{Rules, Server};
use crate::words;

pub use error::DeskError;
pub use state::{AppPasswordState, InvitationState, OtpState, PictureState, State, UserState};

/// P12: seconds a hash lives.
const HASH_S: i64 = 600;

/// What every handler of the desk gets.
#[derive(Debug, Clone)]
pub(crate) struct DeskState {
    /// The functions behind every button.
    pub(crate) desk: Desk,
}

/// JSON and page, for loopback names only: no page of another site may reach them by a name of its own, nor send them
/// anything that changes something.
pub(crate) fn router(desk: Desk) -> axum::Router {
    let state = DeskState { desk };
    api::router()
        .merge(page::router())
        .layer(axum::middleware::from_fn(page::own_pages_only))
        .layer(axum::middleware::from_fn(api::loopback_names_only))
        .layer(axum::middleware::from_fn(refusals::as_json))
        .with_state(state)
}

/// The desk of one portal, in the same process. Cheap to clone; its calls block for a moment at most.
#[derive(Debug, Clone)]
pub struct Desk {
    server: Arc<Server>,
    /// The portal's own address, for links.
    portal: Arc<str>,
}

/// What every call of the desk gives.
pub type Done<T> = Result<T, DeskError>;

impl Desk {
    pub(crate) fn new(server: Arc<Server>, portal: &str) -> Self {
        Self { server, portal: portal.into() }
    }

    /// The portal's address.
    #[must_use]
    pub fn portal_url(&self) -> &str {
        &self.portal
    }

    /// Employees, policy, switches, clock.
    ///
    /// # Errors
    /// The database failed.
    pub fn state(&self) -> Done<State> {
        let rules = self.server.rules().clone();
        Ok(State {
            users: self.users()?,
            switches: rules.switches.in_force(rules.policy.generation),
            ip_rules: rules.ip.iter().map(ToString::to_string).collect(),
            renamed: rules.renamed,
            seen_as: rules.seen_as.map(|address| address.to_string()),
            policy: rules.policy,
            clock: self.server.clock.state(),
        })
    }

    /// Requests numbered above `after`, oldest first.
    #[must_use]
    pub fn requests(&self, after: u64) -> Vec<LoggedRequest> {
        self.server.requests.after(after)
    }

    /// Empties the log; numbers go on.
    pub fn clear_requests(&self) {
        self.server.requests.clear();
    }

    /// The word of a picture.
    ///
    /// # Errors
    /// The sid was never given out, or is used up.
    pub fn captcha_word(&self, sid: &str) -> Done<String> {
        self.server.store.captcha_word(sid)?.ok_or_else(|| DeskError::Unknown("picture with this sid".to_owned()))
    }

    /// The newest pictures that wait for their word, at most `most`.
    ///
    /// # Errors
    /// The database failed.
    pub fn pictures(&self, most: u32) -> Done<Vec<PictureState>> {
        let shown = |(sid, word, made)| PictureState { sid, word, made: rfc3339(made) };
        Ok(self.server.store.newest_captchas(most)?.into_iter().map(shown).collect())
    }

    /// A picture as the phone gets it: JPEG, 240×80 (C1).
    ///
    /// # Errors
    /// As [`Desk::captcha_word`].
    pub fn picture(&self, sid: &str) -> Done<Vec<u8>> {
        captchas::draw(&self.captcha_word(sid)?, Size::Mobile)
            .ok_or_else(|| DeskError::Bad("the picture could not be drawn".to_owned()))
    }

    /// Mails sent since the start, oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.server.outbox.mails()
    }

    /// Text messages sent since the start, oldest first.
    #[must_use]
    pub fn sms(&self) -> Vec<Sms> {
        self.server.outbox.sms()
    }

    /// Changes the rules that are named; the others stay.
    ///
    /// # Errors
    /// A name or value that no rule has.
    pub fn patch_policy(&self, change: &Value) -> Done<Value> {
        let rules = self.change_rules(|rules| merge_policy(rules, fields(change)?))?;
        Ok(json!(rules.policy))
    }

    /// All of a change or nothing of it, and written down (`--db`).
    fn change_rules(&self, change: impl FnOnce(&mut Rules) -> Done<()>) -> Done<Rules> {
        let mut rules = self.server.change_rules();
        let mut next = rules.clone();
        change(&mut next)?;
        next.store(&self.server.store)?;
        *rules = next;
        Ok(rules.clone())
    }

    /// Table P: for each number what it decides, its values and the one in force.
    #[must_use]
    pub fn switches(&self) -> Value {
        let rules = self.server.rules();
        rules.switches.described(rules.policy.generation)
    }

    /// Sets the rows that are named: `{"P2": "bare_401"}`.
    ///
    /// # Errors
    /// A row without a second form, or a value it does not take; then no row is changed.
    pub fn patch_switches(&self, change: &Value) -> Done<Value> {
        let rules = self.change_rules(|rules| set_switches(rules, fields(change)?))?;
        Ok(rules.switches.in_force(rules.policy.generation))
    }

    /// Addresses and ranges from which the portal may be used; none lifts the rule.
    ///
    /// # Errors
    /// A text that is no address, range or network.
    pub fn put_ip_rules(&self, allowed: &[String]) -> Done<()> {
        let ranges = read_ranges(allowed)?;
        self.change_rules(|rules| {
            rules.ip = ranges;
            Ok(())
        })?;
        Ok(())
    }

    /// Moves the portal's time: sessions, blocks, links, hashes, one-time codes, `Date`.
    ///
    /// # Errors
    /// The database failed.
    pub fn advance(&self, seconds: i64) -> Done<()> {
        // One after the other, so that the last one written down is the last one made.
        let _alone = self.server.change_rules();
        self.server.clock.advance(seconds);
        Ok(self.server.store.set_setting("advanced_s", &self.server.clock.state().advanced_s)?)
    }

    /// Sets how far only the `Date` header is off.
    ///
    /// # Errors
    /// The database failed.
    pub fn skew(&self, seconds: i64) -> Done<()> {
        self.server.clock.set_skew(seconds);
        Ok(self.server.store.set_setting("skew_s", &self.server.clock.state().skew_s)?)
    }

    /// Every request seems to come from this address until it is `None` again (N1).
    ///
    /// # Errors
    /// That is no address.
    pub fn seen_as(&self, address: Option<&str>) -> Done<()> {
        let seen_as = address.map(read_address).transpose()?;
        self.change_rules(|rules| {
            rules.seen_as = seen_as;
            Ok(())
        })?;
        Ok(())
    }

    /// Orders a fault: `{kind, count?, path?, after?, …}`. Without `after` a faulted request is not processed (but
    /// `delay` and `cut` always process it); with it the request is processed and its answer lost.
    ///
    /// # Errors
    /// No such kind, or a field of it is missing.
    pub fn fault(&self, order: &Value) -> Done<()> {
        let fault = Fault::read(order).map_err(DeskError::Bad)?;
        let meets_connections = matches!(fault.kind, FaultKind::Tls { .. });
        self.server.faults.order(fault);
        if meets_connections {
            self.server.close_connections();
        }
        Ok(())
    }

    /// Orders still open, oldest first.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        self.server.faults.pending()
    }

    /// No more faults.
    pub fn clear_faults(&self) {
        self.server.faults.clear();
    }

    /// K1: a one-time link for an employee (login or id); `{hash, link}`.
    ///
    /// # Errors
    /// No such employee.
    pub fn hash(&self, user: &str, intent: &str, ttl_s: Option<i64>) -> Done<Value> {
        let user = self.find_user(user)?;
        let hash = words::hash();
        let until = self.server.clock.now().saturating_add(ttl_s.unwrap_or(HASH_S));
        self.server.store.add_hash(&hash, user.id, intent, Some(until))?;
        let encode = |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let inner = format!("{}/?intent={}", self.portal, encode(&format!("{intent};{hash}")));
        let link = format!(
            "https://bitrix24.page.link/?link={}&apn=com.bitrix24.android&isi=561683423&ibi=com.bitrixsoft.cpmobile",
            encode(&inner)
        );
        Ok(json!({"hash": hash, "link": link, "plain_link": inner}))
    }

    /// A7: every request is answered 302 to another origin; `None` ends that.
    ///
    /// # Errors
    /// That is no http or https address.
    pub fn rename(&self, to: Option<&str>) -> Done<()> {
        let origin = to.map(|to| origin_of(to).ok_or_else(|| DeskError::Bad(format!("{to:?} is no http(s) address"))));
        let renamed = origin.transpose()?;
        self.change_rules(|rules| {
            rules.renamed = renamed;
            Ok(())
        })?;
        Ok(())
    }

    /// B17: registers the portal anew: every `target` changes, and every token of a session (F3); employees, sessions and
    /// passwords stay.
    ///
    /// # Errors
    /// The database failed.
    pub fn reregister(&self) -> Done<()> {
        Ok(self.server.identity.renew(&self.server.store)?)
    }

    /// Sets up a company: its employees are added where their login is new, its rules count where none were ever set
    /// (`--db`: what the desk changed since the first start stays).
    pub(crate) fn open_company(&self, company: &Company) -> Done<()> {
        for employee in &company.users {
            if self.server.store.user_by_login(&employee.login)?.is_none() {
                self.add_employee(employee)?;
            }
        }
        // Last and all at once: a start that fails leaves no rule behind that a better file could no longer set.
        if company.has_rules() && !Rules::were_set(&self.server.store)? {
            let ranges = read_ranges(&company.ip_rules)?;
            self.change_rules(|rules| {
                merge_policy(rules, &company.policy)?;
                set_switches(rules, &company.switches)?;
                rules.ip = ranges;
                Ok(())
            })?;
        }
        Ok(())
    }
}

fn read_ranges(allowed: &[String]) -> Done<Vec<IpRange>> {
    let read = |text: &String| {
        IpRange::parse(text).ok_or_else(|| DeskError::Bad(format!("{text:?} is no address, range a-b or network")))
    };
    allowed.iter().map(read).collect()
}

fn read_address(text: &str) -> Done<IpAddr> {
    text.trim().parse().map_err(|_| DeskError::Bad(format!("{text:?} is no address")))
}

fn origin_of(address: &str) -> Option<String> {
    let address = url::Url::parse(address).ok()?;
    let known = matches!(address.scheme(), "http" | "https") && address.has_host();
    known.then(|| address.origin().ascii_serialization())
}

fn fields(value: &Value) -> Done<&Map<String, Value>> {
    value.as_object().ok_or_else(|| DeskError::Bad("a JSON object is wanted".to_owned()))
}

fn merge_policy(rules: &mut Rules, change: &Map<String, Value>) -> Done<()> {
    for (name, value) in change {
        let mut whole = serde_json::to_value(&rules.policy)?;
        if let Some(whole) = whole.as_object_mut() {
            whole.insert(name.clone(), value.clone());
        }
        rules.policy = serde_json::from_value(whole).map_err(|error| DeskError::Bad(format!("`{name}`: {error}")))?;
    }
    Ok(())
}

fn set_switches(rules: &mut Rules, change: &Map<String, Value>) -> Done<()> {
    for (number, value) in change {
        if number == "P31" {
            merge_policy(rules, &Map::from_iter([("generation".to_owned(), value.clone())]))?;
        } else {
            rules.switches.set(number, value).map_err(DeskError::Bad)?;
        }
    }
    Ok(())
}
