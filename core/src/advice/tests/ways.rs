use std::collections::BTreeMap;

use time::macros::datetime;

use crate::advice::*;
use crate::records::{
    CaptchaSecret, Cleared, OtherWay, Receipt, ReceiptKind, SecondFactorType, ToldPortal, Tries, WarningWhere,
};

pub(super) fn captcha(secret: CaptchaSecret, locale: &str) -> Vec<OtherWay> {
    other_ways_for_captcha(&CaptchaWays {
        secret,
        sign_in: "s1",
        account: Some("a1"),
        origin: Some("https://portal.example"),
        qr: true,
        locale,
    })
}

pub(super) fn code_ways(locale: &str, backup_codes: bool, sms: bool, backup_codes_used: u32) -> Vec<OtherWay> {
    other_ways_for_code(&CodeWays {
        sign_in: "s1",
        challenge: "c1",
        account: None,
        origin: Some("https://portal.example"),
        kind: if sms { SecondFactorType::Push } else { SecondFactorType::Totp },
        backup_codes: if backup_codes { BackupCodes::Taken } else { BackupCodes::NotTaken },
        backup_codes_used,
        sms,
        sms_to: None,
        sms_wait_s: None,
        begin_again: false,
        qr: false,
        locale,
    })
}

fn kinds(ways: &[OtherWay]) -> Vec<&str> {
    ways.iter().map(|way| way.kind.as_str()).collect()
}

#[test]
fn a_picture_always_leaves_a_way_without_one() {
    for secret in [CaptchaSecret::Stored, CaptchaSecret::Typed] {
        let bare = other_ways_for_captcha(&CaptchaWays {
            secret,
            sign_in: "s1",
            account: None,
            origin: None,
            qr: false,
            locale: "en",
        });
        assert!(bare.iter().any(|way| !way.needs_picture));
        assert_eq!(kinds(&bare), ["signed_in_elsewhere", "browser", "administrator"]);
    }
    let stored = captcha(CaptchaSecret::Stored, "en");
    let action = stored[0].action.clone().unwrap();
    assert_eq!(
        (action.kind.as_str(), action.args["account"].as_str(), action.args["spend_try"].as_str()),
        ("session.check", "a1", "true")
    );
    let typed = captcha(CaptchaSecret::Typed, "en")[0].action.clone().unwrap();
    assert_eq!(
        (typed.kind, typed.args),
        ("sign_in.back".to_owned(), BTreeMap::from([("sign_in".to_owned(), "s1".to_owned())]))
    );
}

#[test]
fn a_lost_phone_always_has_a_way() {
    assert_eq!(kinds(&code_ways("en", false, false, 2)), ["browser", "administrator", "support"]);
    assert_eq!(
        kinds(&code_ways("en", true, true, 2)),
        ["backup_code", "sms", "verification_code", "browser", "administrator", "support"]
    );
    let administrator = code_ways("en", false, false, 2).swap_remove(1);
    assert_eq!(administrator.action.unwrap().kind, "share_help_card");
    assert!(administrator.text.contains("set the codes up on the new phone"), "D13: {}", administrator.text);
    assert!(code_ways("en", true, false, 2)[0].text.contains("used 2 backup codes"));
}

#[test]
fn tries_say_what_is_known_and_what_is_not() {
    for (spent, unanswered, after, known, want) in [
        (
            0,
            0,
            10,
            false,
            "spent no try for this login since the last success. Many portals ask for the characters in a picture after 10 tries.",
        ),
        (
            1,
            0,
            3,
            true,
            "spent 1 try for this login since the last success. This portal asks for the characters in a picture after 3 tries.",
        ),
        (9, 2, 10, false, "9 tries for this login since the last success. The answers to 2 more were lost"),
        (11, 0, 12, false, "has not asked for the characters in a picture yet; some do after 12 tries."),
        (12, 0, 0, true, "has not asked for the characters in a picture."),
    ] {
        let said = tries_sentence(
            &Tries { spent, unanswered, picture_after: after, picture_after_known: known, last_at: None },
            "en",
        );
        assert!(said.contains(want), "{said}");
        assert!(said.ends_with("Other devices may have spent some too."), "{said}");
    }
}

#[test]
fn the_clock_speaks_in_two_steps() {
    let said = |drift| warning(WarningCode::ClockDrift, WarningWhere::Code, Some(drift), "en").text;
    assert!(!clock_drift_speaks(60) && !clock_drift_speaks(-60) && clock_drift_speaks(61) && clock_drift_speaks(-61));
    assert!(
        said(61).contains("61\u{a0}seconds fast") && said(61).contains("may be refused if this phone makes the codes")
    );
    assert!(said(-90).contains("slow") && said(-90).contains("may be refused"));
    assert!(said(91).contains("will probably be refused") && said(-180).contains("3\u{a0}minutes slow"));
    assert!(said(200_000).contains("about 2\u{a0}days") && said(7200).contains("about 2\u{a0}hours"));
    assert!(clock_drift_speaks(i64::MIN));
}

pub(super) fn receipt(kind: ReceiptKind, locale: &str) -> Receipt {
    Receipt {
        account: "a1".to_owned(),
        portal: "https://portal.example".to_owned(),
        login: "anna".to_owned(),
        kind,
        cleared: vec![
            Cleared { what: "application_password".to_owned(), count: 1 },
            Cleared { what: "unfinished_sign_in".to_owned(), count: 2 },
            Cleared { what: "session".to_owned(), count: 0 },
        ],
        kept: vec!["ledger".to_owned()],
        pending: vec!["vault_entry".to_owned()],
        portal_told: ToldPortal::NotPossible,
        left_on_portal: vec![left_application_password("https://portal.example", Some("Anna phone"), locale)],
        at: Some(datetime!(2026-09-21 14:13:20 UTC)),
    }
}

#[test]
fn a_receipt_tells_all_of_it() {
    let told = receipt_lines(&receipt(ReceiptKind::Delete, "en"), "en").join("\n");
    for part in [
        "Account deleted from this phone: anna at https://portal.example.",
        "Cleared on this phone: saved application password, unfinished sign-in (2).",
        "Kept on this phone: count of tries.",
        "key in the phone's key store",
        "The portal could not be told.",
        "whose comment ends in \u{201C}(Anna phone)\u{201D}",
        "your profile > Security > Application passwords",
        "for 30\u{a0}days without your login",
    ] {
        assert!(told.contains(part), "{part:?} not in {told}");
    }
    let preview = receipt_lines(&Receipt { at: None, ..receipt(ReceiptKind::Reset, "en") }, "en").join("\n");
    assert!(
        preview.contains("Would be cleared") && preview.starts_with("Reset sign-in:") && !preview.contains("told"),
        "{preview}"
    );
}
