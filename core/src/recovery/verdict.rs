//! What an answer means for a recovery. Decided on status and markers alone (R11, I8); pure.

use time::{Duration, OffsetDateTime};
use url::Url;

use crate::portal::answer::Answer;
use crate::portal::recovery::{RecoveryAnswer, read_recovery};
use crate::portal::trouble;
use crate::records::{ProblemCode, Recovery, RecoveryStage, Trouble};
use crate::store::documents::RecoveryDoc;
use crate::transport::{Response, TransportProblem};

/// The strictest policy lets a checkword live this long (G2: CHECKWORD_TIMEOUT). Before that none has expired.
const SHORTEST_LIFE: Duration = Duration::minutes(60);

/// An answer to either form.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// The page of acceptance.
    Accepted,
    /// The page of refusal, or the form of I3 without a word.
    Refused {
        /// The portal's words.
        says: Option<String>,
        /// Whether the form of I3 is shown.
        form: bool,
        /// Id of the picture on the form.
        sid: Option<String>,
    },
    /// A page without any marker (I8).
    Unreadable,
    /// The portal judged nothing, or nothing was sent.
    NotJudged(Trouble),
    /// The answer was lost or cannot be read (R1).
    Lost,
}

/// Reads what came of a request to the portal at `portal`.
pub(super) fn verdict(
    sent: Result<Response, TransportProblem>,
    portal: &Url,
    host: &str,
    now: OffsetDateTime,
) -> Verdict {
    let response = match sent {
        Ok(response) => response,
        Err(problem) if problem.sent() => return Verdict::Lost,
        Err(problem) => return Verdict::NotJudged(trouble::of_transport(problem, host)),
    };
    match read_recovery(&response, portal, now) {
        RecoveryAnswer::Accepted => Verdict::Accepted,
        RecoveryAnswer::Refused { says, form, sid } => Verdict::Refused { says, form, sid },
        // A page that is missing says nothing of the portal: only its sign-in does (A1).
        RecoveryAnswer::Unmarked | RecoveryAnswer::Other(Answer::Gone) => Verdict::Unreadable,
        RecoveryAnswer::Other(Answer::Unreadable { .. }) => Verdict::Lost,
        RecoveryAnswer::Other(answer) => Verdict::NotJudged(trouble::of_answer(&answer, host).unwrap_or_else(|| {
            Trouble::new(ProblemCode::Unexpected).with("stage", "recovery").with("code", response.status)
        })),
    }
}

/// The portal's words, where it said any.
fn saying(code: ProblemCode, says: &Option<String>) -> Trouble {
    Trouble { detail: says.clone(), ..Trouble::new(code) }
}

/// What the answer to the request for a mail (I1) makes of the recovery. `answered`: a picture's word went along. Gives whether
/// a mail may have gone out, so that the wait counts.
pub(super) fn mail_answered(doc: &mut RecoveryDoc, verdict: &Verdict, answered: bool, now: OffsetDateTime) -> bool {
    doc.under_way = None;
    let sent = |doc: &mut RecoveryDoc, stage| {
        // A new mail has a new checkword: what was known of the earlier ones is over (I2).
        doc.lost.clear();
        (doc.stage, doc.problem, doc.sid, doc.url) = (stage, None, None, None);
        doc.mail_at = Some(now);
        doc.mails = doc.mails.saturating_add(1);
    };
    let waits = match verdict {
        Verdict::Accepted => {
            sent(doc, RecoveryStage::Sent);
            true
        }
        // I1, I5: where a short code goes out the form for it follows at once.
        Verdict::Refused { says: None, form: true, .. } => {
            sent(doc, RecoveryStage::Checkword);
            true
        }
        Verdict::Refused { says, sid: Some(sid), .. } => {
            (doc.stage, doc.sid) = (RecoveryStage::Captcha, Some(sid.clone()));
            doc.problem = answered.then(|| saying(ProblemCode::RecoveryRefused, says));
            false
        }
        Verdict::Refused { says, sid: None, .. } => {
            // The form could be read this time, so it is no matter for a browser either (I8).
            if matches!(doc.stage, RecoveryStage::Captcha | RecoveryStage::Browser) {
                (doc.stage, doc.url) = (RecoveryStage::Start, None);
            }
            doc.problem = Some(saying(ProblemCode::RecoveryRefused, says));
            false
        }
        Verdict::Unreadable => {
            to_browser(doc);
            true
        }
        Verdict::NotJudged(trouble) => {
            doc.problem = Some(trouble.clone());
            false
        }
        Verdict::Lost => {
            doc.problem = Some(Trouble::new(ProblemCode::RecoveryMailLost));
            true
        }
    };
    if !waits {
        doc.wait_until = None;
    }
    waits
}

/// What waits behind a picture after the answer to checkword and new password.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Waits {
    /// Id of the picture.
    pub(super) sid: String,
    /// Whether one was answered and refused.
    pub(super) refused: bool,
    /// What is to be said of it.
    pub(super) problem: Option<Trouble>,
}

/// Whether checkword and new password wait behind a picture now. `answered`: that whose word went along, and whether one was
/// refused before. The page does not name what it refused (I3, R11), and most likely that is the word. After two in a row the
/// link or the password may be wrong as well: only the form they are typed in helps then.
pub(super) fn waits(verdict: &Verdict, answered: Option<(&str, bool)>) -> Option<Waits> {
    match (verdict, answered) {
        (Verdict::Refused { sid: Some(sid), .. }, None) => {
            Some(Waits { sid: sid.clone(), refused: false, problem: None })
        }
        (Verdict::Refused { says, form: true, sid: Some(sid) }, Some((_, false))) => {
            let problem = Some(saying(ProblemCode::RecoveryCaptchaAgain, says));
            Some(Waits { sid: sid.clone(), refused: true, problem })
        }
        // The picture is still good, as far as anybody knows.
        (Verdict::NotJudged(trouble), Some((sid, refused))) => {
            Some(Waits { sid: sid.to_owned(), refused, problem: Some(trouble.clone()) })
        }
        _ => None,
    }
}

/// What the answer to checkword and new password (I3) makes of the recovery, [`Verdict::Accepted`] and a wish for a picture
/// left to the caller. `mark`: that of the checkword that was sent. The page does not name the field it refused (I3's FIELD is
/// not in it), and its words decide nothing: what can be known is whether the form came again, and how old the mail is.
pub(super) fn change_refused(doc: &mut RecoveryDoc, verdict: &Verdict, mark: &str, now: OffsetDateTime) {
    doc.under_way = None;
    if !matches!(verdict, Verdict::Lost | Verdict::Unreadable) {
        super::lost::answered(doc, mark);
    }
    match verdict {
        Verdict::Accepted => {}
        Verdict::Refused { says, form: true, .. } => {
            let old = doc.mail_at.is_some_and(|at| now - at >= SHORTEST_LIFE);
            let code = if old { ProblemCode::CheckwordExpired } else { ProblemCode::CheckwordWrong };
            (doc.stage, doc.problem) = (RecoveryStage::Checkword, Some(saying(code, says)));
        }
        // The portal does not ask for it again: this mail's link cannot be used any more.
        Verdict::Refused { says, form: false, .. } => {
            (doc.stage, doc.problem) = (RecoveryStage::Sent, Some(saying(ProblemCode::CheckwordExpired, says)));
        }
        Verdict::Unreadable => to_browser(doc),
        Verdict::NotJudged(trouble) => doc.problem = Some(trouble.clone()),
        Verdict::Lost => doc.problem = Some(Trouble::new(ProblemCode::PasswordChangeLost)),
    }
}

/// I8: nothing is counted as done.
fn to_browser(doc: &mut RecoveryDoc) {
    doc.stage = RecoveryStage::Browser;
    doc.url = Some(Recovery::page_at(&doc.origin));
    doc.problem = Some(Trouble::new(ProblemCode::RecoveryUnreadable));
}
