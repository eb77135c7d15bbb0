//! The second step of a sign-in (D): the code post, what a code turned out to be, and whose duty a code is.

use crate::db::Stored;
use crate::events::Audit;
use crate::otp::Typed;
use crate::remembered;
use crate::requests::Credential;
use crate::users::{Moment, User};
use crate::visit::{CodeResult, Visit};

impl Visit<'_> {
    /// The code post (B10, D5, P13 to P16).
    pub(crate) fn by_code(&mut self, code: &str) -> Stored<()> {
        let pending = match self.session.pending {
            Some(id) => self.server.store.user(id)?.filter(|user| user.may_sign_in(self.now)),
            None => None,
        };
        let Some(user) = pending else {
            if self.session.user.is_none() {
                self.code = Some(CodeResult::Wrong);
                self.learn_code(false, None);
            }
            return Ok(());
        };
        let result = self.check_code(&user, code)?;
        self.code = Some(result);
        let right = (result != CodeResult::NeedsPicture).then_some(result == CodeResult::Accepted);
        self.learn_code(right == Some(true), Some(&user));
        if right.is_none() && self.learned.credential == Some(Credential::Code) {
            self.learned.right = None;
        }
        if result == CodeResult::Accepted { self.complete_with_login_password(&user) } else { Ok(()) }
    }

    /// A request with password and code stays a `login_password` in the desk's log, as its README says.
    fn learn_code(&mut self, right: bool, user: Option<&User>) {
        if self.hit.credential() == Credential::Code {
            self.learned.credential = Some(Credential::Code);
            self.learned.right = Some(right);
        }
        if self.learned.login.is_none() {
            self.learned.login = user.map(|user| user.login.clone());
        }
    }

    pub(crate) fn check_code(&mut self, user: &User, code: &str) -> Stored<CodeResult> {
        let result = self.judge_code(user, code)?;
        if result != CodeResult::Accepted {
            self.note(Audit::Login, None, &user.login)?;
        }
        Ok(result)
    }

    /// D5: at the limit a picture comes before the code; rubbish is wrong without counting.
    fn judge_code(&mut self, user: &User, code: &str) -> Stored<CodeResult> {
        let at_limit = self.policy.answer_carries_picture(user.otp_attempts);
        self.session.needs_picture = at_limit;
        if at_limit && !self.picture_answered()? {
            return Ok(CodeResult::NeedsPicture);
        }
        let accepted = match Typed::read(code) {
            Typed::Rubbish => return Ok(CodeResult::Wrong),
            Typed::Digits(digits) => {
                let accepted = self.digits_accepted(user, digits)?;
                self.remember_device(user, accepted);
                accepted
            }
            Typed::Recovery(word) => {
                self.server.store.use_recovery_code(user.id, word, self.now, &self.hit.peer.to_string())?
            }
        };
        if accepted {
            self.server.store.set_code_attempts(user.id, 0)?;
            return Ok(CodeResult::Accepted);
        }
        let count = self.server.store.count_code(user.id)?;
        self.session.needs_picture = self.policy.answer_carries_picture(count);
        Ok(CodeResult::Wrong)
    }

    /// D7; D6: a recovery code never sets it.
    fn remember_device(&mut self, user: &User, accepted: bool) {
        let wished = accepted && self.hit.field("OTP_REMEMBER") == Some("Y");
        let device = user.otp.as_ref().filter(|_| wished);
        let until = self.now.saturating_add(self.policy.store_seconds());
        self.remembered = device.map(|device| remembered::value(device, until));
    }

    fn digits_accepted(&self, user: &User, digits: &str) -> Stored<bool> {
        match user.otp.as_ref().and_then(|device| device.accept(digits, self.now)) {
            Some(place) => self.server.store.move_otp(user.id, place),
            None => Ok(false),
        }
    }

    /// D8: the first sign-in under the duty starts the grace period; afterwards sign-in is refused.
    pub(crate) fn duty_is_due(&self, user: &User) -> Stored<bool> {
        if user.otp_required || !self.policy.otp_mandatory {
            return Ok(user.otp_required);
        }
        if let Some(until) = user.otp_grace_until {
            return Ok(self.now >= until);
        }
        let until = self.now.saturating_add(self.policy.otp_grace_seconds());
        self.server.store.set_moment(user.id, Moment::OtpGraceUntil, Some(until))?;
        Ok(self.now >= until)
    }
}
