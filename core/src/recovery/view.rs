//! A recovery as a view draws it, worded when read. Never waits.

use url::Url;

use super::{Live, Recoveries};
use crate::accounts::worded;
use crate::clock::Clock;
use crate::errors::CallError;
use crate::phone::{Memory, as_of_now, portal_ref};
use crate::portal::host::host_shown;
use crate::records::{PortalKind, ProblemCode, Recovery, RecoveryStage, Trouble};

impl Recoveries {
    /// One recovery as it stands.
    pub(crate) fn get(&self, id: &str) -> Result<Recovery, CallError> {
        let now = self.phone.moment();
        self.phone.read(|memory| self.with(id, |live| view(live, memory, &now)))
    }
}

/// Seconds until another mail may be asked for, rounded up: at 0 it may.
pub(super) fn wait_s(live: &Live, clock: &dyn Clock) -> u64 {
    live.wait.map(|wait| wait.seconds_left(clock)).unwrap_or_default()
}

fn view(live: &Live, memory: &Memory, clock: &dyn Clock) -> Recovery {
    let doc = &live.doc;
    let portal = portal_ref(&doc.origin, doc.kind.unwrap_or(PortalKind::Box));
    let wait_s = wait_s(live, clock);
    let tries = memory.tries(&doc.origin, live.login());
    let waiting = live.held.as_ref().and_then(|held| held.problem.as_ref());
    let problem = live.notice.as_ref().or(waiting).or(doc.problem.as_ref()).map(|trouble| {
        let mut trouble = as_of_now(trouble.clone(), clock)
            .with("recovery", &doc.id)
            .with("origin", &doc.origin)
            .with("address", &doc.origin)
            .with("login", live.login())
            .with("host", &portal.host);
        if let Some(url) = &doc.url {
            trouble = trouble.with("url", url).with("to", host_of(url));
        }
        if asks_for_mail(trouble.code) {
            trouble = match wait_s {
                0 => trouble.with("waited", true),
                left => Trouble { wait_s: Some(left), ..trouble },
            };
        }
        worded(&trouble, &tries, &memory.locale)
    });
    let stage = if live.held.is_some() { RecoveryStage::Captcha } else { doc.stage };
    Recovery {
        id: doc.id.clone(),
        portal,
        login: live.login().to_owned(),
        stage,
        busy: live.doing.is_some(),
        wait_s,
        url: match stage {
            RecoveryStage::Captcha => Some(Recovery::page_at(&doc.origin)),
            RecoveryStage::Browser => doc.url.clone(),
            RecoveryStage::Start | RecoveryStage::Sent | RecoveryStage::Checkword | RecoveryStage::Done => None,
        },
        sign_in: live.sign_in.clone(),
        problem,
    }
}

fn host_of(url: &str) -> String {
    Url::parse(url).map(|url| host_shown(&url)).unwrap_or_default()
}

/// Problems whose way on is another mail, for which one must wait.
fn asks_for_mail(code: ProblemCode) -> bool {
    [
        ProblemCode::RecoveryWait,
        ProblemCode::RecoveryMailLost,
        ProblemCode::CheckwordWrong,
        ProblemCode::CheckwordExpired,
        ProblemCode::PasswordChangeLost,
    ]
    .contains(&code)
}
