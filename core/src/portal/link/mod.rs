//! Links: what an employee pastes, opens from a mail or scans, read without any network (pains 33, 44). Reading never spends a
//! link: it goes nowhere. What a wrapper of a mail program or a carrier (K1) hides is read out of its text, never fetched.

mod kinds;
mod look_alike;
mod parts;
mod text;
mod wrappers;

use url::Url;

use super::host::host_shown;
use crate::order;
use crate::secret::Secret;

pub use look_alike::{is_cloud_host, is_network_host, looks_like, passes_for_another};

/// The most bytes of a text that are looked at.
pub const MAX_TEXT: usize = 32 * 1024;

/// How deep links may be wrapped in links.
pub const MAX_WRAPPED: u32 = 5;

/// How many wrappers are opened for one text.
const MAX_UNWRAPS: u32 = 256;

/// A link as it was read. `Debug` shows no secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What it is for.
    pub what: What,
    /// Where it leads: the only origin its secret may go to (R15), as an address with the path `/`. https, or http on loopback
    /// where that is allowed. None where it says no host, as the raw `intent;hash` (K1). The Network's for
    /// [`InvitationForm::Network`].
    pub at: Option<Url>,
    /// What is odd about it, each once, in the order of [`Oddity`].
    pub oddities: Vec<Oddity>,
}

/// What a link is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A new password (I2).
    Recovery {
        /// `USER_LOGIN`.
        login: Option<String>,
        /// `USER_CHECKWORD`.
        checkword: Secret,
    },
    /// An invitation or a registration to confirm (J1–J3).
    Invitation(Invitation),
    /// Signs in without a password, once (K1, K2).
    SignIn {
        /// What the phone is to show afterwards, as `preset_task`. Empty where the link does not say.
        intent: String,
        /// `bx_hit_hash`.
        hash: Secret,
    },
    /// Sets up the push type of the second factor (K3); its hash is nobody's business here and is not kept.
    PushSetup {
        /// `<channelTag>`.
        channel: String,
    },
    /// A portal's address, or a page of it: nothing secret was found.
    Portal,
    /// None of these.
    Unknown,
}

/// The way into a portal for somebody who was invited. Every part is needed to accept it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Which form.
    pub form: InvitationForm,
    /// The portal's number of the employee: `user_id`, `profile_id` or `confirm_user_id`.
    pub user_id: String,
    /// `checkword` or `confirm_code`.
    pub checkword: Secret,
}

/// Where an invitation is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InvitationForm {
    /// On the portal's own page (J2), which is at this path (an extranet has its own).
    Portal {
        /// As `/bitrix/tools/intranet_invite_dialog.php`.
        path: String,
    },
    /// On the Network's page (J3): in a browser.
    Network,
    /// By opening the link (J1).
    Registration,
}

/// Something odd about a link. Shown before anybody agrees to anything (pain 44).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// It came by way of a host that is neither the portal nor known for wrapping links.
    ForeignHost {
        /// The host as people read it.
        carrier: String,
    },
    /// Its host passes for another one: mixed alphabets, or Bitrix24's name where it is not Bitrix24's.
    LookAlike,
    /// A name stands before an `@`, where people take it for the host.
    UserInfo,
    /// It says http: https is used instead.
    PlainHttp,
    /// It holds a secret that is cut or mistyped.
    Incomplete,
    /// Its target cannot be seen without opening it.
    HiddenTarget,
    /// There are several different links in the text; the first one of the most telling kind counts.
    SeveralLinks,
}

/// Reads any text: a link, a sentence with a link in it, what a scanner read. Never fails and never waits: a text of which
/// nothing can be read is [`What::Unknown`]. Only the first [`MAX_TEXT`] bytes are looked at. `http://` origins only for
/// loopback hosts, and only with `allow_plain_loopback`; otherwise https takes its place.
pub fn read(text: &str, allow_plain_loopback: bool) -> Parsed {
    let mut reading = Reading { allow_plain_loopback, unwraps: MAX_UNWRAPS };
    let mut best = Found::nothing();
    for spelling in text::spellings(text) {
        // Broken lines are only put together where that is needed to understand the text.
        for candidates in [text::tokens(&spelling), text::over_lines(&spelling)] {
            for candidate in candidates {
                best = best.or(reading.follow(&candidate, MAX_WRAPPED));
            }
            if best.rank == Rank::Whole {
                return best.tidy();
            }
        }
    }
    best.tidy()
}

/// How much a candidate says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// Nothing.
    Nothing,
    /// That there is a link, and that its target is hidden.
    Hidden,
    /// A host.
    Host,
    /// A secret without all that belongs to it: it may be cut.
    Part,
    /// A secret that does not say where it leads (K1): the line before may.
    Placeless,
    /// A secret with all that belongs to it.
    Whole,
}

/// One reading of one candidate.
struct Found {
    parsed: Parsed,
    rank: Rank,
}

impl Found {
    fn nothing() -> Self {
        Self { parsed: Parsed { what: What::Unknown, at: None, oddities: Vec::new() }, rank: Rank::Nothing }
    }

    fn hidden() -> Self {
        let mut found = Self::nothing();
        found.parsed.oddities.push(Oddity::HiddenTarget);
        Self { rank: Rank::Hidden, ..found }
    }

    /// The one that says more; of equals the first. Two secrets that are not the same are worth a word.
    fn or(mut self, mut other: Self) -> Self {
        let differ = self.parsed.what != other.parsed.what || self.parsed.at != other.parsed.at;
        let several = (self.rank >= Rank::Part && other.rank == self.rank && differ).then_some(Oddity::SeveralLinks);
        if other.rank > self.rank {
            other.parsed.oddities.extend(several);
            return other;
        }
        self.parsed.oddities.extend(several);
        self
    }

    fn tidy(mut self) -> Parsed {
        self.parsed.oddities = order::set(self.parsed.oddities).into_iter().collect();
        self.parsed
    }
}

/// What one reading may and may still do.
struct Reading {
    allow_plain_loopback: bool,
    /// Wrappers that may still be opened.
    unwraps: u32,
}

impl Reading {
    /// A candidate through its wrappers to what they carry.
    fn follow(&mut self, candidate: &str, deeper: u32) -> Found {
        let here = kinds::classify(candidate, self.allow_plain_loopback);
        let known = here.parsed.at.as_ref().is_some_and(wrappers::is_known);
        // What stands in the query of a known wrapper belongs to what it wraps.
        if !known && here.rank >= Rank::Part {
            return here;
        }
        let mut inner = Found::nothing();
        for carried in wrappers::carried(candidate, known) {
            if deeper == 0 || self.unwraps == 0 {
                break;
            }
            self.unwraps -= 1;
            inner = inner.or(self.follow(&carried, deeper - 1));
        }
        match (known, here.parsed.at.as_ref()) {
            (true, _) if inner.rank == Rank::Nothing => Found::hidden(),
            (true, _) => inner,
            // A page of a portal that names another page (`backurl`) is no wrapper of it.
            (false, _) if inner.rank < Rank::Part => here,
            (false, Some(carrier)) if inner.parsed.at.as_ref().is_some_and(|at| at != carrier) => {
                inner.parsed.oddities.push(Oddity::ForeignHost { carrier: host_shown(carrier) });
                inner
            }
            (false, _) => inner,
        }
    }
}
