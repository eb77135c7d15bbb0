//! Rules of recovery that need no portal: what an answer makes of it, and what may be pasted.

use proptest::prelude::*;
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

use super::Live;
use super::link::checkword;
use super::lost::{mark, note_sent};
use super::verdict::{Verdict, Waits, change_refused, mail_answered, waits};
use crate::records::{PortalKind, ProblemCode, RecoveryStage, Trouble};
use crate::secret::Secret;
use crate::store::documents::{Header, RecoveryDoc, RecoverySend};

const NOON: OffsetDateTime = datetime!(2025-03-01 12:00 UTC);
const ORIGIN: &str = "https://portal.example";

fn doc(stage: RecoveryStage, mails: u32) -> RecoveryDoc {
    RecoveryDoc {
        header: Header::default(),
        id: "r".to_owned(),
        origin: ORIGIN.to_owned(),
        kind: Some(PortalKind::Box),
        login: "anna".to_owned(),
        stage,
        problem: None,
        url: None,
        sid: None,
        wait_until: Some(NOON + Duration::minutes(1)),
        mail_at: (mails > 0).then_some(NOON),
        mails,
        under_way: Some(RecoverySend::Mail),
        lost: vec!["mark".to_owned(), "other".to_owned()],
        touched_at: NOON,
    }
}

fn refused(says: Option<&str>, form: bool, sid: Option<&str>) -> Verdict {
    Verdict::Refused { says: says.map(str::to_owned), form, sid: sid.map(str::to_owned) }
}

fn code(doc: &RecoveryDoc) -> Option<ProblemCode> {
    doc.problem.as_ref().map(|trouble| trouble.code)
}

fn after_mail(stage: RecoveryStage, verdict: &Verdict, answered: bool) -> (RecoveryDoc, bool) {
    let mut doc = doc(stage, 0);
    let waits = mail_answered(&mut doc, verdict, answered, NOON);
    assert_eq!(doc.under_way, None);
    assert_eq!(doc.wait_until.is_some(), waits);
    (doc, waits)
}

#[test]
fn a_form_that_can_be_read_again_is_no_matter_for_a_browser_any_more() {
    let mut doc = doc(RecoveryStage::Browser, 0);
    doc.url = Some("https://firm.example/auth/?forgot_password=yes".to_owned());
    mail_answered(&mut doc, &refused(Some("no"), true, None), false, NOON);
    assert_eq!((doc.stage, doc.url), (RecoveryStage::Start, None));
}

#[test]
fn a_mail_is_only_counted_where_the_portal_says_so() {
    use RecoveryStage::{Browser, Captcha, Checkword, Sent, Start};
    let busy = Verdict::NotJudged(Trouble::new(ProblemCode::PortalBusy));
    for (verdict, answered, stage, problem, mails, waits) in [
        (Verdict::Accepted, false, Sent, None, 1, true),
        (refused(None, true, None), false, Checkword, None, 1, true),
        (refused(Some("no"), false, None), false, Start, Some(ProblemCode::RecoveryRefused), 0, false),
        (refused(Some("no"), false, Some("sid")), false, Captcha, None, 0, false),
        (refused(Some("no"), false, Some("sid")), true, Captcha, Some(ProblemCode::RecoveryRefused), 0, false),
        (Verdict::Unreadable, false, Browser, Some(ProblemCode::RecoveryUnreadable), 0, true),
        (Verdict::Lost, false, Start, Some(ProblemCode::RecoveryMailLost), 0, true),
        (busy, false, Start, Some(ProblemCode::PortalBusy), 0, false),
    ] {
        let (doc, waited) = after_mail(Start, &verdict, answered);
        assert_eq!((doc.stage, code(&doc), doc.mails, waited), (stage, problem, mails, waits), "{verdict:?}");
        assert_eq!(doc.lost.is_empty(), mails > 0, "a lost checkword is known until a new one is made: {verdict:?}");
    }
}

#[test]
fn wrong_and_expired_are_two_problems_and_neither_is_told_by_words() {
    use ProblemCode::{CheckwordExpired, CheckwordWrong};
    for (form, age, want) in [
        (true, Duration::minutes(5), CheckwordWrong),
        (true, Duration::minutes(59), CheckwordWrong),
        (true, Duration::minutes(60), CheckwordExpired),
        (false, Duration::minutes(5), CheckwordExpired),
        // The phone's clock was set back.
        (true, -Duration::days(1), CheckwordWrong),
    ] {
        for says in [None, Some("Incorrect check word"), Some("Check word validity period has expired.")] {
            let mut doc = doc(RecoveryStage::Sent, 1);
            change_refused(&mut doc, &refused(says, form, None), "mark", NOON + age);
            assert_eq!(code(&doc), Some(want), "{form} {age} {says:?}");
            assert_eq!(doc.problem.unwrap().detail.as_deref(), says, "the portal's words are shown");
        }
    }
}

#[test]
fn a_sent_checkword_is_forgotten_with_an_answer_that_can_be_read_and_no_sooner() {
    let busy = Verdict::NotJudged(Trouble::new(ProblemCode::PortalBusy));
    for (verdict, known) in [
        (refused(None, true, None), false),
        (refused(None, false, None), false),
        (busy, false),
        (Verdict::Lost, true),
        (Verdict::Unreadable, true),
    ] {
        let mut doc = doc(RecoveryStage::Sent, 1);
        change_refused(&mut doc, &verdict, "mark", NOON);
        assert_eq!(doc.lost.contains(&"mark".to_owned()), known, "{verdict:?}");
        assert!(doc.lost.contains(&"other".to_owned()), "{verdict:?}");
    }
}

#[test]
fn what_was_written_later_is_shown_however_late_an_earlier_writing_comes_back() {
    let written = |revision, stage| {
        let mut doc = doc(stage, 1);
        doc.header.revision = revision;
        doc
    };
    let mut live = Live::new(written(2, RecoveryStage::Start), None);
    live.show(written(4, RecoveryStage::Checkword));
    live.show(written(3, RecoveryStage::Sent));
    assert_eq!((live.doc.header.revision, live.doc.stage), (4, RecoveryStage::Checkword));
    // What the disk refused is shown already, and is in the next writing.
    live.doc.stage = RecoveryStage::Sent;
    live.show(written(4, RecoveryStage::Checkword));
    assert_eq!(live.doc.stage, RecoveryStage::Checkword);
    live.doc.stage = RecoveryStage::Done;
    live.show(written(5, RecoveryStage::Checkword));
    assert_eq!(live.doc.stage, RecoveryStage::Done, "its document is gone by now");
}

#[test]
fn a_mark_says_which_checkword_it_was_to_nobody_but_who_has_it() {
    let of = |key: u8, origin: &str, word: &str| mark(&[key; 32], origin, &Secret::from(word));
    let known = of(1, ORIGIN, "a1B2c3d4");
    assert_eq!((known.len(), &of(1, ORIGIN, "a1B2c3d4")), (8, &known));
    for other in [of(2, ORIGIN, "a1B2c3d4"), of(1, "https://other.example", "a1B2c3d4"), of(1, ORIGIN, "a1B2c3d5")] {
        assert_ne!(other, known);
    }
    let mut doc = doc(RecoveryStage::Sent, 1);
    assert!(note_sent(&mut doc, &known) && !note_sent(&mut doc, &known));
    (0..100).for_each(|word| assert!(note_sent(&mut doc, &word.to_string())));
    assert_eq!((doc.lost.len(), doc.lost.last().map(String::as_str)), (16, Some("99")), "not without end");
}

#[test]
fn what_waits_behind_a_picture_waits_on_until_two_were_refused_in_a_row() {
    let busy = || Verdict::NotJudged(Trouble::new(ProblemCode::PortalBusy));
    let new = || refused(Some("no"), true, Some("new"));
    for (verdict, answered, want) in [
        (new(), None, Some(("new", false, None))),
        (busy(), None, None),
        (new(), Some(("old", false)), Some(("new", true, Some(ProblemCode::RecoveryCaptchaAgain)))),
        (new(), Some(("old", true)), None),
        (busy(), Some(("old", false)), Some(("old", false, Some(ProblemCode::PortalBusy)))),
        (busy(), Some(("old", true)), Some(("old", true, Some(ProblemCode::PortalBusy)))),
        (refused(Some("no"), true, None), Some(("old", false)), None),
        (refused(Some("no"), false, Some("new")), Some(("old", false)), None),
        (Verdict::Lost, Some(("old", false)), None),
        (Verdict::Unreadable, Some(("old", false)), None),
        (Verdict::Accepted, Some(("old", false)), None),
    ] {
        let found = waits(&verdict, answered);
        let of = |waits: &Waits| (waits.sid.clone(), waits.refused, waits.problem.as_ref().map(|told| told.code));
        let want = want.map(|(sid, refused, problem)| (sid.to_owned(), refused, problem));
        assert_eq!(found.as_ref().map(of), want, "{verdict:?} {answered:?}");
    }
}

fn read(typed: &str) -> Result<(String, String), ProblemCode> {
    let read = checkword(&Secret::from(typed), ORIGIN, "anna@firm.example", false);
    read.map(|(login, word)| (login, word.expose().to_owned())).map_err(|trouble| trouble.code)
}

#[test]
fn a_checkword_or_the_whole_link() {
    let link = "/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD=a1B2c3d4&USER_LOGIN=anna";
    let from_link = Ok(("anna".to_owned(), "a1B2c3d4".to_owned()));
    assert_eq!(read(" a1B2c3d4\n"), Ok(("anna@firm.example".to_owned(), "a1B2c3d4".to_owned())));
    assert_eq!(read(&format!("{ORIGIN}{link}")), from_link);
    assert_eq!(read(&format!("Open this link: <{ORIGIN}{link}>.")), from_link, "as a mail wraps it");
    assert_eq!(read(&format!("https://other.example{link}")), Err(ProblemCode::LinkOfOtherPortal));
    assert_eq!(read(&format!("https://portal.example:8443{link}")), Err(ProblemCode::LinkOfOtherPortal));
    for rubbish in ["", "  ", "two words", "ключ", ORIGIN, "https://portal.example/auth/?forgot_password=yes", "a=b&c"]
    {
        assert_eq!(read(rubbish), Err(ProblemCode::CheckwordUnreadable), "{rubbish}");
    }
}

proptest! {
    /// R15: whatever is pasted, a checkword never leaves for an origin other than its own.
    #[test]
    fn a_link_of_another_origin_is_never_taken(host in "[a-z]{1,10}\\.(example|test)", word in "[a-zA-Z0-9]{8}") {
        prop_assume!(host != "portal.example");
        let link = format!("https://{host}/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD={word}&USER_LOGIN=anna");
        prop_assert_eq!(read(&link), Err(ProblemCode::LinkOfOtherPortal));
    }

    #[test]
    fn anything_can_be_pasted(typed in "\\PC{0,200}") {
        let _ = read(&typed);
    }
}
