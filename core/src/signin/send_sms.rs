//! The code in a message (D12): one request at a time, in the pending session alone (R6), and only when the portal may send one.

use std::sync::Arc;

use time::Duration;
use url::Url;

use super::driver::{CarriedOut, SignIns};
use super::machine::events::Event;
use super::machine::{Number, Texted};
use super::view::challenge_number;
use crate::errors::CallError;
use crate::phone::waiting;
use crate::portal::answer::RestAnswer;
use crate::portal::host::host_shown;
use crate::portal::push_otp::{SmsAnswer, read_sms};
use crate::portal::{request, trouble};
use crate::records::{ProblemCode, SignIn, Trouble};

impl SignIns {
    /// Asks for the code in a message. Too early, nothing is sent: the seconds are told.
    pub(crate) async fn send_sms(self: &Arc<Self>, id: &str, challenge: &str) -> Result<SignIn, CallError> {
        self.with(id, |_| ())?;
        let number = challenge_number(id, challenge).ok_or(CallError::StaleChallenge)?;
        let now = self.phone.moment();
        let open = self.with(id, |live| {
            let code = live.state.stage.code().filter(|code| code.challenge == number)?;
            Some((code.sms, live.sms_wait_s(&now)))
        })?;
        match open.ok_or(CallError::StaleChallenge)? {
            (false, _) => Err(CallError::InvalidArgument { what: "challenge".to_owned() }),
            (true, Some(wait_s)) => {
                let trouble = Trouble { wait_s: Some(wait_s), ..Trouble::new(ProblemCode::SmsTimeout) };
                let trouble = waiting(trouble, &now);
                self.with(id, |live| live.notice = Some(trouble))?;
                self.phone.notify();
                self.get(id)
            }
            (true, None) => self.run(id, Event::SmsWanted { challenge: number }, |_| {}).await,
        }
    }

    /// The request; once more where only the token was stale (F4).
    pub(super) async fn ask_for_sms(&self, id: &str, request: Number, origin: &str) -> CarriedOut {
        let Ok(url) = Url::parse(origin) else {
            return failed(request, Trouble::new(ProblemCode::AddressUnreadable));
        };
        match self.have_jar(id, &url).await {
            Ok(true) => {}
            Ok(false) => return failed(request, Trouble::new(ProblemCode::SmsNotSent)),
            Err(error) => return CarriedOut::not_started(request, error),
        }
        let mut answer = self.ask_once(id, &url).await;
        if let Ok(SmsAnswer::StaleToken { sessid }) = answer {
            let _ = self.with(id, |live| live.sessid = Some(sessid));
            answer = self.ask_once(id, &url).await;
        }
        match answer {
            Ok(answer) => self.sms_answered(request, answer, &host_shown(&url)),
            Err(trouble) => failed(request, trouble),
        }
    }

    async fn ask_once(&self, id: &str, url: &Url) -> Result<SmsAnswer, Trouble> {
        let ended = |_| Trouble::new(ProblemCode::SmsNotSent);
        let (sessid, cookies) = self
            .with(id, |live| (live.sessid.clone(), live.jar.as_ref().and_then(|jar| jar.header(url))))
            .map_err(ended)?;
        let sent = self.phone.transport.send(request::send_sms(url, sessid.as_ref(), cookies)).await;
        let response = sent.map_err(|problem| trouble::of_transport(problem, &host_shown(url)))?;
        let now = self.phone.now();
        self.with(id, |live| live.take_answer(url, &response, now)).map_err(ended)?;
        Ok(read_sms(&response, url, now))
    }

    fn sms_answered(&self, request: Number, answer: SmsAnswer, host: &str) -> CarriedOut {
        let texted = |wait_s: u64, to| {
            let wait = Duration::seconds(i64::try_from(wait_s).unwrap_or(0));
            Some(Texted { until: self.phone.now().saturating_add(wait), whole_s: wait_s, to })
        };
        let (texted, trouble) = match answer {
            SmsAnswer::Sent { to, wait_s } => (texted(wait_s, to), None),
            SmsAnswer::TooSoon { wait_s } => {
                let trouble = Trouble { wait_s: Some(wait_s), ..Trouble::new(ProblemCode::SmsTimeout) };
                (texted(wait_s, None), Some(trouble))
            }
            SmsAnswer::StaleToken { .. } | SmsAnswer::Other(RestAnswer::Unreadable { status: 404 | 410, .. }) => {
                (None, Some(Trouble::new(ProblemCode::SmsNotSent)))
            }
            SmsAnswer::Refused { code, text } => (None, Some(refused(&code, text))),
            SmsAnswer::Other(answer) => {
                let trouble = trouble::of_rest(&answer, host, "sendSms");
                (None, Some(trouble.unwrap_or_else(|| Trouble::new(ProblemCode::SmsNotSent))))
            }
        };
        CarriedOut::event(Event::SmsAnswered { request, texted, trouble })
    }
}

/// D12's errors by name. Those that only the confirming app meets come with the rest.
fn refused(code: &str, text: Option<String>) -> Trouble {
    let problem = match code.to_ascii_uppercase().as_str() {
        "PHONE_NOT_FOUND" => ProblemCode::PhoneNotFound,
        "PUSH_OTP_DISABLED" => ProblemCode::PushOtpDisabled,
        _another => ProblemCode::SmsNotSent,
    };
    Trouble { detail: text, ..Trouble::new(problem).with("code", code) }
}

fn failed(request: Number, trouble: Trouble) -> CarriedOut {
    CarriedOut::event(Event::SmsAnswered { request, texted: None, trouble: Some(trouble) })
}
