//! Links out of random and hostile texts: each is read, the same each time, and within bounds (R14).

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::links::{HASH, encoded, origin};
use crate::portal::link::{Invitation, InvitationForm, Parsed, What, read};

/// A parsed link written down in its plainest form.
fn spelled(parsed: &Parsed) -> String {
    let at = parsed.at.as_ref().map(|at| at.origin().ascii_serialization()).unwrap_or_default();
    let slash = if at.is_empty() { "" } else { "/" };
    match &parsed.what {
        What::SignIn { intent, hash } => {
            format!("{at}{slash}?intent={}&bx_hit_hash={}", encoded(intent), hash.expose())
        }
        What::PushSetup { channel } => format!("{at}{slash}?intent=pushOtpInit%2F{}", encoded(channel)),
        What::Recovery { login, checkword } => {
            let login = login.as_deref().map(|login| format!("&USER_LOGIN={}", encoded(login))).unwrap_or_default();
            format!("{at}{slash}?USER_CHECKWORD={}{login}", checkword.expose())
        }
        What::Invitation(Invitation { form, user_id, checkword }) => {
            let word = checkword.expose();
            match form {
                InvitationForm::Portal { path } => format!("{at}{path}?user_id={user_id}&checkword={word}"),
                InvitationForm::Network => format!("{at}/invite/?profile_id={user_id}&checkword={word}"),
                InvitationForm::Registration => {
                    format!("{at}{slash}?confirm_registration=yes&confirm_user_id={user_id}&confirm_code={word}")
                }
            }
        }
        What::Portal | What::Unknown => at,
    }
}

/// Whatever was read is read again from its plainest form.
fn stable(text: &str) -> Result<(), TestCaseError> {
    let once = read(text, false);
    if once.what == What::Unknown {
        return Ok(());
    }
    let twice = read(&spelled(&once), false);
    prop_assert_eq!((&once.what, &once.at), (&twice.what, &twice.at), "{:?}", text);
    Ok(())
}

/// Pieces that links are made of, so that random texts come near to real ones.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("https://"),
        Just("http://"),
        Just("portal.example"),
        Just("/"),
        Just("?"),
        Just("&"),
        Just("#"),
        Just("="),
        Just("intent="),
        Just("bx_hit_hash="),
        Just(";"),
        Just("%3B"),
        Just(HASH),
        Just("preset_task"),
        Just("link="),
        Just("url="),
        Just("USER_CHECKWORD="),
        Just("USER_LOGIN="),
        Just("anna"),
        Just("user_id=42"),
        Just("checkword="),
        Just("profile_id="),
        Just("/invite/"),
        Just("a1B2c3D4"),
        Just("\n"),
        Just(" "),
        Just("=\n"),
        Just("=3D"),
        Just("%"),
        Just("%25"),
        Just("https%3A%2F%2F"),
        Just("bitrix24.page.link"),
        Just("www.google.com"),
        Just("/v3/__"),
        Just("__;"),
        Just("urldefense.com"),
        Just("*"),
        Just("**"),
        Just("@"),
        Just(":"),
        Just("["),
        Just("]("),
        Just("<"),
        Just("&amp;"),
        Just("pushOtpInit"),
        Just("ä"),
        Just("\u{202E}"),
        Just("confirm_registration=yes"),
        Just("confirm_user_id=1"),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        stable(&text)?;
    }

    #[test]
    fn texts_made_of_pieces_of_links_are_read(text in pieces()) {
        stable(&text)?;
    }

    /// Only what stands in the text can come out of it: no reading invents a host.
    #[test]
    fn a_hash_goes_only_where_the_text_says(text in pieces()) {
        let parsed = read(&text, false);
        if let (What::SignIn { .. }, Some(at)) = (&parsed.what, &parsed.at) {
            prop_assert!(at.scheme() == "https" && at.username().is_empty() && at.path() == "/" && at.query().is_none());
        }
    }
}

/// Hostile texts, one a line as JSON, each with what it must be read as. Found by hand and by fuzzing; kept for ever.
#[test]
fn the_corpus_is_read_as_agreed() {
    let corpus = include_str!("links.corpus.jsonl");
    assert!(corpus.lines().count() >= 40);
    for line in corpus.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
        let text = case["text"].as_str().unwrap().repeat(case["times"].as_u64().map_or(1, |times| times as usize));
        let parsed = read(&text, false);
        let kind = match &parsed.what {
            What::Recovery { .. } => "recovery",
            What::Invitation(_) => "invitation",
            What::SignIn { .. } => "sign_in",
            What::PushSetup { .. } => "push_setup",
            What::Portal => "portal",
            What::Unknown => "unknown",
        };
        assert_eq!((kind, origin(&parsed).as_deref()), (case["kind"].as_str().unwrap(), case["at"].as_str()), "{line}");
        stable(&text).unwrap();
    }
}

/// R14: the longest text with the most links in it takes no time that anybody would notice.
#[test]
fn reading_is_bounded() {
    let link = format!(
        "https://www.google.com/url?q=https%3A%2F%2Fwww.google.com%2Furl%3Fq%3Dhttps://t.co/&a=https://t.co/?{} ",
        "a=https://t.co/&".repeat(8)
    );
    let texts = [
        link.repeat(400),
        "https://a.example/\n".repeat(4000),
        "&amp;".repeat(20_000),
        "%25".repeat(20_000),
        "](".repeat(20_000),
        "a;".repeat(20_000),
    ];
    for text in texts {
        let began = std::time::Instant::now();
        read(&text, false);
        assert!(began.elapsed() < std::time::Duration::from_secs(5), "{:?}", text.get(..40));
    }
}
