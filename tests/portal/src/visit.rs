//! One request in its session: who is it, does a credential sign it in, what is asked of it (B4, B5, B10, G, D).

use serde::Serialize;

use crate::db::Stored;
use crate::events::Audit;
use crate::hit::Hit;
use crate::otp::OtpType;
use crate::policy::{Generation, Policy};
use crate::remembered;
use crate::reply::Reply;
use crate::requests::{Credential, Learned};
use crate::rest;
use crate::server::Server;
use crate::sessions::Session;
use crate::switches::Switches;
use crate::users::User;

/// F1.
const SESSION_COOKIE: &str = "PHPSESSID";
/// E7, 17.5: where an application password may go. Extranet's `mobile/` is known by its ending.
const MOBILE_SCOPE: &[&str] = &[
    "/mobile/",
    "/rest/",
    "/bitrix/services/rest/index.php",
    "/bitrix/services/mobile/jscomponent.php",
    "/bitrix/services/disk/index.php",
    "/bitrix/tools/disk/uf.php",
    "/bitrix/tools/check_appcache.php",
    "/bitrix/tools/composite_data.php",
    "/bitrix/tools/crm_show_file.php",
    "/bitrix/tools/dav_profile.php",
    "/bitrix/groupdav.php",
];

/// What the code step of this request came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CodeResult {
    /// The right one.
    Accepted,
    /// Wrong, or nothing was pending (P13).
    Wrong,
    /// At the limit and no right picture with it: not looked at (D5).
    NeedsPicture,
}

/// One request being worked on.
#[derive(Debug)]
pub(crate) struct Visit<'a> {
    pub(crate) server: &'a Server,
    pub(crate) hit: &'a Hit,
    pub(crate) session: Session,
    pub(crate) policy: Policy,
    pub(crate) switches: Switches,
    pub(crate) now: i64,
    /// E2, K2: this request's sign-in earns an application password.
    pub(crate) earns_app_password: bool,
    /// The session id before P24 gave a new one.
    pub(crate) former_id: Option<String>,
    pub(crate) code: Option<CodeResult>,
    /// D7: what the cookie of a remembered device becomes; empty: it is cleared.
    pub(crate) remembered: Option<String>,
    /// K3: the channel of a hash that sets up the push type.
    pub(crate) push_channel: Option<String>,
    pub(crate) learned: Learned,
    before: Session,
}

/// What has to be asked of the person before sign-in can go on.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    /// A fresh sid.
    pub(crate) picture: Option<String>,
    /// A code.
    pub(crate) code: Option<CodeAsked>,
}

/// B12: how a code can be had.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct CodeAsked {
    /// None where nobody has set a device up (D10) and the portal shows it.
    pub(crate) kind: Option<OtpType>,
    pub(crate) by_sms: bool,
    pub(crate) recovery_codes: bool,
}

impl<'a> Visit<'a> {
    /// Finds the session, or begins one.
    pub(crate) fn open(server: &'a Server, hit: &'a Hit) -> Stored<Self> {
        let (policy, switches) = {
            let rules = server.rules();
            (rules.policy.clone(), rules.switches.clone())
        };
        let now = server.clock.now();
        let known = match hit.cookie(SESSION_COOKIE) {
            Some(id) => server.store.session(id, now, policy.session_seconds())?,
            None => None,
        };
        let session = known.unwrap_or_else(Session::begin);
        let before = session.clone();
        Ok(Self {
            server,
            hit,
            session,
            policy,
            switches,
            now,
            earns_app_password: false,
            former_id: None,
            code: None,
            remembered: None,
            push_channel: None,
            learned: Learned { login: hit.named_login(), ..Learned::default() },
            before,
        })
    }

    /// Writes the session down and gives the cookie lines that the answer needs (P24, D7).
    pub(crate) fn close(mut self, learned: &mut Learned) -> Stored<Vec<String>> {
        if self.learned.login.is_none() {
            self.learned.login = self.user()?.map(|user| user.login);
        }
        if let Some(former) = &self.former_id {
            self.server.store.forget_session(former)?;
        }
        if self.session.fresh || self.session != self.before {
            self.server.store.keep_session(&self.session, self.now, self.policy.session_seconds())?;
        }
        self.learned.session = self.server.identity.sessid(&self.session.id).get(..8).map(str::to_owned);
        *learned = self.learned;
        let session = self.session.fresh.then(|| format!("{SESSION_COOKIE}={}; Path=/; HttpOnly", self.session.id));
        let remembered = self.remembered.map(|value| remembered::cookie_line(&value, self.policy.store_seconds()));
        Ok(session.into_iter().chain(remembered).collect())
    }

    pub(crate) fn generation(&self) -> Generation {
        self.policy.generation
    }

    /// F3.
    pub(crate) fn sessid(&self) -> String {
        self.server.identity.sessid(&self.session.id)
    }

    /// F3: the token that came along: a field, or from 20.0 on a header.
    pub(crate) fn offered_token(&self) -> Option<&str> {
        let header = || self.hit.header("x-bitrix-csrf-token").filter(|_| self.generation() >= Generation::Y2024);
        self.hit.field("sessid").or_else(header)
    }

    /// The employee signed in, if still allowed to be (E9).
    pub(crate) fn user(&self) -> Stored<Option<User>> {
        match self.session.user {
            Some(id) => Ok(self.server.store.user(id)?.filter(|user| user.active)),
            None => Ok(None),
        }
    }

    pub(crate) fn tried_credentials(&self) -> bool {
        self.hit.credential() != Credential::None
    }

    /// A credential that could sign somebody in; a checkword only opens its page (I3, J2).
    pub(crate) fn offers_sign_in(&self) -> bool {
        !matches!(self.hit.credential(), Credential::None | Credential::Checkword)
    }

    /// P2, N1: an address outside the rule is refused before any credential is looked at, so that nothing is counted.
    /// P2 speaks of checkout and REST: the pages that take a checkword (I3, J2) answer everywhere.
    pub(crate) fn refused_by_address(&self) -> Option<Reply> {
        let first = !self.switches.ip_rule_after_sign_in();
        if first && (self.session.user.is_some() || self.offers_sign_in()) { self.outside_rule() } else { None }
    }

    /// S5: where the notice comes after the sign-in, only who is signed in gets it.
    pub(crate) fn refused_after_sign_in(&self) -> Option<Reply> {
        let late = self.switches.ip_rule_after_sign_in();
        if late && self.session.user.is_some() { self.outside_rule() } else { None }
    }

    fn outside_rule(&self) -> Option<Reply> {
        if self.server.allows(self.hit.peer) {
            return None;
        }
        if !self.switches.ip_rule_is_bare_401() {
            let page = format!(
                "<!DOCTYPE html><html lang=\"en\"><title>Access denied</title><h1>Access denied</h1>\
                 <p>Your address {} may not be used to work on this portal. Please ask your administrator.</p></html>",
                self.hit.peer
            );
            return Some(Reply::html(403, &page));
        }
        if rest::is_rest(self.hit) {
            return Some(rest::not_authorised(&self.sessid()));
        }
        let bare = crate::checkout::Refused::bare(self.sessid());
        Some(Reply::script(401, &bare))
    }

    /// E10: the session is nobody's from now on, and a remembered device is forgotten (D7).
    pub(crate) fn sign_out(&mut self) -> Stored<()> {
        if let Some(user) = self.session.user {
            self.note(Audit::Logout, Some(user), &user.to_string())?;
        }
        self.session.sign_out();
        self.remembered = Some(String::new());
        Ok(())
    }

    /// E7.
    pub(crate) fn outside_scope(&self) -> bool {
        let path = self.hit.path.as_str();
        let inside = MOBILE_SCOPE.iter().any(|allowed| path.starts_with(allowed)) || self.hit.is_mobile();
        self.session.user.is_some() && self.session.by_app_password && !inside
    }

    /// The login that may be named in an answer's keys: Basic's, from 2025 on also USER_LOGIN (B10, B14).
    pub(crate) fn login_for_answer(&self) -> Option<String> {
        let basic = self.hit.basic(self.switches.colon_cuts()).map(|pair| pair.login);
        if self.generation() >= Generation::Y2025 { basic.or_else(|| self.hit.named_login()) } else { basic }
    }

    /// What a failed sign-in asks for (B12, B14, D10). A browser's page names the login in its form.
    pub(crate) fn challenge(&self) -> Stored<Asked> {
        let login = if self.hit.is_mobile() { self.login_for_answer() } else { self.hit.named_login() };
        let Some(login) = login else {
            return Ok(Asked::default());
        };
        let picture = self.wants_picture(&login)?;
        let picture = if picture { Some(self.server.store.new_captcha(self.now)?) } else { None };
        Ok(Asked { picture, code: self.code_asked()? })
    }

    /// B12: the login's counter is at the limit, or this session's last attempt needed a picture.
    fn wants_picture(&self, login: &str) -> Stored<bool> {
        let user = self.server.store.user_by_login(login)?;
        let counted = user.is_some_and(|user| self.policy.answer_carries_picture(user.attempts));
        Ok(counted || self.session.needs_picture)
    }

    fn code_asked(&self) -> Stored<Option<CodeAsked>> {
        let Some(pending) = self.session.pending else {
            return Ok(None);
        };
        let Some(user) = self.server.store.user(pending)? else {
            return Ok(None);
        };
        let recovery_codes = !self.server.store.recovery_codes(user.id)?.is_empty();
        // D10: where nothing is set up, the kind is that of the portal's wizard (D4), or none is named.
        let wizards = (!self.switches.missing_device_has_no_type()).then_some(OtpType::Totp);
        let kind = user.otp.map(|device| device.kind).or(wizards);
        let by_sms = kind == Some(OtpType::Push) && !user.phone.is_empty();
        Ok(Some(CodeAsked { kind, by_sms, recovery_codes }))
    }
}
