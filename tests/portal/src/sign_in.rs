//! Sign-in on every hit (B4): hash, Basic or form, code; the counters of G and the application passwords of E.

use crate::db::Stored;
use crate::events::Audit;
use crate::hit::LoginAndPassword;
use crate::passwords::{MOBILE, is_login_password};
use crate::policy::Generation;
use crate::push;
use crate::remembered;
use crate::requests::Credential;
use crate::users::{Flag, User};
use crate::visit::{CodeResult, Visit};

/// A password of this shape may carry a code at its end (B10).
const CODE_LENGTH: usize = 6;
/// K2: a hash is bound to this prefix; elsewhere nobody looks at it.
const HASH_PATH: &str = "/mobile/";

/// What a password turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Match<'p> {
    LoginPassword,
    /// The login password, and six digits after it (B10).
    WithCode(&'p str),
    ApplicationPassword,
    Nothing,
}

impl Visit<'_> {
    /// B4, B19: by hash, by password, then by code; whatever comes of it stands in the session.
    pub(crate) fn sign_in(&mut self) -> Stored<()> {
        if self.switches.security_block() {
            return self.blocked_portal();
        }
        self.drop_if_no_longer_allowed()?;
        if self.switches.network_down() && self.tried_credentials() {
            return Ok(());
        }
        if self.generation() >= Generation::Y2024
            && self.hit.hit_hash().is_some()
            && self.hit.path.starts_with(HASH_PATH)
        {
            return self.by_hash();
        }
        let pair = self.hit.basic(self.switches.colon_cuts()).or_else(|| self.hit.form_login());
        if let Some(pair) = pair {
            self.by_password(&pair)?;
        }
        let in_body = self.generation() >= Generation::Y2025;
        if let Some(code) = self.hit.code(in_body) {
            self.by_code(code.trim())?;
        }
        Ok(())
    }

    /// G12: nothing is compared and nothing counted; REST finds nobody signed in either.
    fn blocked_portal(&mut self) -> Stored<()> {
        self.session.sign_out();
        if !self.offers_sign_in() {
            return Ok(());
        }
        self.learned.right = Some(false);
        let login = self.hit.named_login().unwrap_or_default();
        self.note(Audit::Login, None, &login)
    }

    /// E9: a dismissed employee's session is over.
    fn drop_if_no_longer_allowed(&mut self) -> Stored<()> {
        if self.session.user.is_some() && self.user()?.is_none() {
            self.session.sign_out();
        }
        Ok(())
    }

    /// K2, P11, P45: one use, no picture, always an application password.
    fn by_hash(&mut self) -> Stored<()> {
        let hash = self.hit.hit_hash().unwrap_or_default();
        let (user, intent) = match self.server.store.spend_hash(hash, self.now)? {
            Some((id, intent)) => (self.server.store.user(id)?, intent),
            None => (None, String::new()),
        };
        let user = user.filter(|user| user.may_sign_in(self.now));
        self.learned.credential = Some(Credential::Hash);
        self.learned.right = Some(user.is_some());
        let Some(user) = user else {
            return self.note(Audit::LoginByHash, None, "");
        };
        self.complete(&user, false)?;
        self.earns_app_password = true;
        self.push_channel = push::channel(&intent);
        Ok(())
    }

    fn by_password(&mut self, pair: &LoginAndPassword) -> Stored<()> {
        let Some(user) = self.server.store.user_by_login(&pair.login)? else {
            // G7: unknown logins are not counted and never demand a picture.
            self.learned.right = Some(false);
            return self.first_factor_failed(&pair.login, false);
        };
        if self.session.user == Some(user.id) {
            // B5: the session already belongs to that login; the password is not looked at.
            return Ok(());
        }
        let Some(user) = self.unblocked(user)? else {
            // P27, B15: not counted, and answered as a wrong login.
            self.learned.right = Some(false);
            return self.first_factor_failed(&pair.login, false);
        };
        let needs_picture = self.policy.attempt_needs_picture(user.attempts);
        if needs_picture && !self.picture_answered()? {
            // G6: counts even with the right password, which is not compared.
            return self.count_failure(&user, true);
        }
        self.compare(&user, &pair.password, needs_picture)
    }

    /// G8: a block that is over is lifted; `None` while it lasts.
    fn unblocked(&self, mut user: User) -> Stored<Option<User>> {
        if user.is_blocked(self.now) {
            return Ok(None);
        }
        if !user.blocked {
            return Ok(Some(user));
        }
        self.server.store.set_blocked(user.id, false, None)?;
        user.blocked = false;
        Ok(Some(user))
    }

    /// C3: the word belongs to the sid, wherever the sid came from (P37).
    pub(crate) fn picture_answered(&self) -> Stored<bool> {
        match (self.hit.filled("captcha_sid"), self.hit.filled("captcha_word")) {
            (Some(sid), Some(word)) => self.server.store.answer_captcha(sid, word),
            _ => Ok(false),
        }
    }

    fn compare(&mut self, user: &User, password: &str, needed_picture: bool) -> Stored<()> {
        let found = self.find_match(user, password)?;
        self.learned.right = Some(found != Match::Nothing);
        if found == Match::Nothing {
            return self.count_failure(user, needed_picture);
        }
        self.learned.credential = Some(match found {
            Match::ApplicationPassword => Credential::AppPassword,
            Match::LoginPassword | Match::WithCode(_) | Match::Nothing => Credential::LoginPassword,
        });
        if !user.active || (found != Match::ApplicationPassword && self.password_has_expired(user)) {
            // B15, P34: right, and refused all the same.
            return self.first_factor_failed(&user.login, needed_picture);
        }
        self.session.needs_picture = needed_picture;
        match found {
            Match::ApplicationPassword => self.complete(user, true),
            Match::LoginPassword | Match::Nothing => self.after_login_password(user),
            Match::WithCode(code) => {
                self.first_factor_accepted(user);
                let result = self.check_code(user, code)?;
                if result == CodeResult::Accepted { self.complete_with_login_password(user) } else { Ok(()) }
            }
        }
    }

    /// G11, from 22.4 on. E6 names no such check for application passwords.
    fn password_has_expired(&self, user: &User) -> bool {
        user.password_expired && self.generation() >= Generation::Y2024
    }

    /// B10, P18: the full text first, then without six digits at its end; together one attempt.
    fn find_match<'p>(&self, user: &User, password: &'p str) -> Stored<Match<'p>> {
        let ip = self.hit.peer.to_string();
        if self.server.store.application_password(user.id, password, self.now, &ip)?.is_some() {
            return Ok(Match::ApplicationPassword);
        }
        if is_login_password(&user.password, password) {
            return Ok(Match::LoginPassword);
        }
        let split = password.len().checked_sub(CODE_LENGTH).and_then(|at| password.split_at_checked(at));
        Ok(match split {
            Some((front, code))
                if code.bytes().all(|b| b.is_ascii_digit())
                    && user.second_factor(self.now).is_some()
                    && is_login_password(&user.password, front) =>
            {
                Match::WithCode(code)
            }
            _ => Match::Nothing,
        })
    }

    fn after_login_password(&mut self, user: &User) -> Stored<()> {
        let wants_code = match user.second_factor(self.now) {
            Some(device) => !remembered::is_good(device, self.hit.cookie(remembered::COOKIE), self.now),
            // D10: where 2FA is mandatory and not set up, a code is asked for that no code can answer.
            None => !user.second_factor_is_off(self.now) && self.duty_is_due(user)?,
        };
        if !wants_code {
            return self.complete_with_login_password(user);
        }
        self.first_factor_accepted(user);
        Ok(())
    }

    /// Q3: the pending employee is kept in the session. Whoever was signed in before no longer is (B5).
    fn first_factor_accepted(&mut self, user: &User) {
        let needs_picture = self.session.needs_picture;
        self.session.sign_out();
        self.session.needs_picture = needs_picture;
        self.session.pending = Some(user.id);
    }

    /// D9: from 2022 on a failed first factor clears the pending code step.
    fn first_factor_failed(&mut self, login: &str, needed_picture: bool) -> Stored<()> {
        self.session.needs_picture = needed_picture;
        if self.generation() >= Generation::Y2024 {
            self.session.pending = None;
        }
        self.note(Audit::Login, None, login)
    }

    fn count_failure(&mut self, user: &User, needed_picture: bool) -> Stored<()> {
        let n = self.server.store.count_attempt(user.id)?;
        if self.policy.attempt_blocks(n) {
            self.block(user)?;
        }
        self.first_factor_failed(&user.login, needed_picture)
    }

    /// G8: `BLOCKED=Y` for BLOCK_TIME minutes; before 22.4 `ACTIVE=N` until someone lifts it.
    fn block(&self, user: &User) -> Stored<()> {
        self.note(Audit::Blocked, None, &user.id.to_string())?;
        if self.generation() <= Generation::Y2015 {
            return self.server.store.set_flag(user.id, Flag::Active, false);
        }
        let until = self.now.saturating_add(i64::from(self.policy.block_time).saturating_mul(60));
        self.server.store.set_blocked(user.id, true, Some(until))
    }

    /// E2: an application password for those who ask for one.
    pub(crate) fn complete_with_login_password(&mut self, user: &User) -> Stored<()> {
        self.complete(user, false)?;
        self.earns_app_password = self.hit.header("bx-app-pass").is_some_and(|wish| wish.trim() == MOBILE);
        Ok(())
    }

    /// G7, P32, P45: a completed sign-in sets the count to 0.
    pub(crate) fn complete(&mut self, user: &User, by_app_password: bool) -> Stored<()> {
        self.server.store.set_attempts(user.id, 0)?;
        self.note(Audit::Authorize, Some(user.id), &user.id.to_string())?;
        self.session.sign_out();
        self.session.user = Some(user.id);
        self.session.by_app_password = by_app_password;
        self.session.application = by_app_password.then(|| MOBILE.to_owned());
        if self.switches.new_session_id() && !self.session.fresh {
            let next = crate::sessions::Session::begin();
            self.former_id = Some(std::mem::replace(&mut self.session.id, next.id));
            self.session.fresh = true;
        }
        Ok(())
    }
}
