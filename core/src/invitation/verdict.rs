//! What the page of an invitation means. Decided on status, markers and codes alone (R11); pure.

use time::OffsetDateTime;
use url::Url;

use crate::portal::answer::Answer;
use crate::portal::invitation::{InvitationAnswer, RefusalCode, read_invitation};
use crate::portal::trouble;
use crate::records::{ProblemCode, Trouble};
use crate::secret::Secret;
use crate::transport::{Response, TransportProblem};

/// What came of a request.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Seen {
    /// The form, and nothing against it.
    Form { person: Option<String>, sessid: Option<Secret> },
    /// Refused, with what to say and the form's next token.
    Refused(Trouble, Option<Secret>),
    /// Accepted.
    Accepted,
    /// A page without any marker.
    Unreadable,
    /// The portal judged nothing, or nothing was sent.
    NotJudged(Trouble),
    /// The answer was lost or cannot be read.
    Lost,
}

pub(super) fn seen(sent: Result<Response, TransportProblem>, portal: &Url, host: &str, now: OffsetDateTime) -> Seen {
    let response = match sent {
        Ok(response) => response,
        Err(problem) if problem.sent() => return Seen::Lost,
        Err(problem) => return Seen::NotJudged(trouble::of_transport(problem, host)),
    };
    match read_invitation(&response, portal, now) {
        InvitationAnswer::Form { person, sessid } => Seen::Form { person, sessid },
        InvitationAnswer::Refused { code, says, form, sessid } => {
            Seen::Refused(Trouble { detail: says, ..Trouble::new(refusal(code, form)) }, sessid)
        }
        InvitationAnswer::Accepted => Seen::Accepted,
        InvitationAnswer::Unmarked => Seen::Unreadable,
        // A page that is missing says nothing of the portal, and was never asked to take anything.
        InvitationAnswer::Other(Answer::Gone) => Seen::NotJudged(Trouble::new(ProblemCode::InvitationUnreadable)),
        InvitationAnswer::Other(Answer::Unreadable { .. }) => Seen::Lost,
        InvitationAnswer::Other(answer) => Seen::NotJudged(trouble::of_answer(&answer, host).unwrap_or_else(|| {
            Trouble::new(ProblemCode::Unexpected).with("stage", "invitation").with("code", response.status)
        })),
    }
}

/// Each code its own problem; without one it is the form that tells whether something can be mended.
fn refusal(code: Option<RefusalCode>, form: bool) -> ProblemCode {
    match (code, form) {
        (Some(RefusalCode::SignedIn), _) => ProblemCode::InvitationSignedIn,
        (Some(RefusalCode::Inactive), _) => ProblemCode::InvitationInactive,
        (Some(RefusalCode::Checkword), _) => ProblemCode::InvitationWrongLink,
        (Some(RefusalCode::Password), _) => ProblemCode::InvitationPasswordRefused,
        (Some(RefusalCode::Names), _) => ProblemCode::NamesNeeded,
        (Some(RefusalCode::Confirmed), _) => ProblemCode::InvitationUsed,
        (None, true) => ProblemCode::InvitationNotTaken,
        (None, false) => ProblemCode::InvitationRefused,
    }
}

/// What the page, only looked at, says: person, token, problem.
pub(super) fn on_page(
    seen: &Seen,
    person: Option<String>,
    sessid: Option<Secret>,
) -> (Option<String>, Option<Secret>, Option<Trouble>) {
    match seen {
        Seen::Form { person, sessid } => (person.clone(), sessid.clone(), None),
        Seen::Refused(trouble, sessid) => (person, sessid.clone(), Some(trouble.clone())),
        // Looking accepts nothing: a portal that redirects at once shows no form either.
        Seen::Accepted | Seen::Unreadable => (person, sessid, Some(Trouble::new(ProblemCode::InvitationUnreadable))),
        Seen::NotJudged(trouble) => (person, sessid, Some(trouble.clone())),
        Seen::Lost => (person, sessid, Some(Trouble::new(ProblemCode::AnswerLost))),
    }
}
