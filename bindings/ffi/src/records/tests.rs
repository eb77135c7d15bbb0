//! Codes cross by their stable names, a step flat.

use serde_json::{Value, json};

use super::*;
use crate::step::StepFields;

#[track_caller]
fn cross<Code: Serialize>(codes: &[Code], names: &[&str]) {
    assert_eq!(codes.iter().map(name_of).collect::<Vec<_>>(), names);
}

#[test]
fn every_code_crosses_by_its_name_in_json() {
    cross(
        &[
            AccountState::SignedIn,
            AccountState::NeedsSignIn,
            AccountState::CaptchaNeeded,
            AccountState::Blocked,
            AccountState::Deleting,
            AccountState::Damaged,
        ],
        &["signed_in", "needs_sign_in", "captcha_needed", "blocked", "deleting", "damaged"],
    );
    cross(
        &[Availability::Ready, Availability::Locked, Availability::Newer, Availability::Damaged],
        &["ready", "locked", "newer", "damaged"],
    );
    cross(&[BrowserThen::Check, BrowserThen::Qr, BrowserThen::None], &["check", "qr", "none"]);
    cross(&[CaptchaFor::Password, CaptchaFor::Code], &["password", "code"]);
    cross(&[CaptchaSecret::Typed, CaptchaSecret::Stored], &["typed", "stored"]);
    cross(&[HistorySource::Phone, HistorySource::Portal], &["phone", "portal"]);
    cross(&[InvitationStage::Open, InvitationStage::Done], &["open", "done"]);
    cross(
        &[
            LinkKind::Recovery,
            LinkKind::Invitation,
            LinkKind::QrSignIn,
            LinkKind::PushSetup,
            LinkKind::Portal,
            LinkKind::Unknown,
        ],
        &["recovery", "invitation", "qr_sign_in", "push_setup", "portal", "unknown"],
    );
    cross(
        &[LinkKnown::ThisAccount, LinkKnown::KnownPortal, LinkKnown::NewPortal],
        &["this_account", "known_portal", "new_portal"],
    );
    cross(
        &[ProblemCode::CheckwordWrong, ProblemCode::PortalGone, ProblemCode::InvitationUsed, ProblemCode::TwoProfiles],
        &["checkword_wrong", "portal_gone", "invitation_used", "two_profiles"],
    );
    cross(
        &[
            Reason::Refused,
            Reason::SignedOut,
            Reason::Reset,
            Reason::DeviceChanged,
            Reason::KeyInvalidated,
            Reason::SessionEnded,
        ],
        &["refused", "signed_out", "reset", "device_changed", "key_invalidated", "session_ended"],
    );
    cross(
        &[Reason::IpRule, Reason::PortalMoved, Reason::PortalChanged, Reason::Licence],
        &["ip_rule", "portal_moved", "portal_changed", "licence"],
    );
    cross(
        &[
            RecoveryStage::Captcha,
            RecoveryStage::Sent,
            RecoveryStage::Checkword,
            RecoveryStage::Browser,
            RecoveryStage::Done,
        ],
        &["captcha", "sent", "checkword", "browser", "done"],
    );
    cross(
        &[SecondFactorType::Totp, SecondFactorType::Hotp, SecondFactorType::Push, SecondFactorType::Unknown],
        &["totp", "hotp", "push", "unknown"],
    );
}

#[test]
fn what_has_no_name_crosses_as_an_empty_one() {
    assert_eq!(name_of(&json!({"a": 1})), "");
}

fn portal() -> PortalRef {
    let kind = PortalKind::Box;
    PortalRef { origin: "https://portal.example".to_owned(), host: "portal.example".to_owned(), kind }
}

/// One step of each kind, with something in every field.
fn steps() -> Vec<Step> {
    let text = |text: &str| text.to_owned();
    let warnings = vec![Warning { code: text("w"), text: text("W"), r#where: WarningWhere::Link }];
    let other_ways = vec![OtherWay { kind: text("qr"), text: text("Q"), action: None, needs_picture: false }];
    let input = CodeInput { alphabet: text("digits"), length: 6, keyboard: text("number"), autofill: text("off") };
    vec![
        Step::Address { typed: Some(text("portal.example")) },
        Step::ConfirmLink {
            portal: portal(),
            host: text("portal.example"),
            known: LinkKnown::NewPortal,
            person: Some(text("Anna")),
            expires: Some(OffsetDateTime::UNIX_EPOCH),
            warnings,
        },
        Step::Credentials,
        Step::Captcha {
            challenge: text("c1"),
            secret: CaptchaSecret::Stored,
            r#for: CaptchaFor::Code,
            password_needed: true,
            picture_age_s: 9,
            other_ways: other_ways.clone(),
        },
        Step::SecondFactor {
            challenge: text("c2"),
            r#type: SecondFactorType::Hotp,
            sms_available: true,
            sms_wait_s: Some(8),
            sms_to: Some(text("+7…")),
            backup_codes: true,
            backup_codes_used: 2,
            clock_drift_s: Some(-70),
            input,
            other_ways,
        },
        Step::Moved { from: text("https://a.example"), to: text("https://b.example") },
        Step::Browser {
            url: text("https://b.example"),
            host: text("b.example"),
            why: text("Y"),
            then: BrowserThen::Qr,
        },
        Step::Done { account: text("a1") },
        Step::Cancelled,
    ]
}

/// A flat step as the surface writes it: the fields that are not empty.
fn written(flat: &StepFields) -> Value {
    let all = json!({
        "kind": flat.kind, "typed": flat.typed, "portal": flat.portal, "host": flat.host, "known": flat.known,
        "person": flat.person, "expires": flat.expires.map(|_| "1970-01-01T00:00:00Z"), "warnings": flat.warnings,
        "challenge": flat.challenge, "secret": flat.secret, "for": flat.r#for, "password_needed": flat.password_needed,
        "picture_age_s": flat.picture_age_s, "other_ways": flat.other_ways, "type": flat.r#type,
        "sms_available": flat.sms_available, "sms_wait_s": flat.sms_wait_s, "sms_to": flat.sms_to,
        "backup_codes": flat.backup_codes, "backup_codes_used": flat.backup_codes_used,
        "clock_drift_s": flat.clock_drift_s, "input": flat.input, "from": flat.from, "to": flat.to, "url": flat.url,
        "why": flat.why, "then": flat.then, "account": flat.account,
    });
    let empty = [json!(null), json!(""), json!(false), json!(0), json!([])];
    let Value::Object(fields) = all else { unreachable!("it is an object") };
    fields.into_iter().filter(|(_, value)| !empty.contains(value)).collect()
}

#[test]
fn a_flat_step_holds_all_that_the_step_does_and_nothing_else() {
    for step in steps() {
        let whole = serde_json::to_value(&step).unwrap();
        assert_eq!(written(&StepFields::from(step)), whole);
    }
}
