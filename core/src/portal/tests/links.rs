//! Links as people get them (pains 31, 33, 44): one table of spellings, and what must never be read into one.

use crate::portal::link::{Invitation, InvitationForm, Oddity, Parsed, What, looks_like, passes_for_another, read};
use crate::secret::Secret;

pub(super) const HASH: &str = "8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa";
const ORIGIN: &str = "https://portal.example";

pub(super) fn origin(parsed: &Parsed) -> Option<String> {
    parsed.at.as_ref().map(|at| at.origin().ascii_serialization())
}

fn hash_at(text: &str, at: Option<&str>, oddities: &[Oddity]) {
    let parsed = read(text, false);
    let what = What::SignIn { intent: "preset_task".to_owned(), hash: Secret::from(HASH) };
    assert_eq!(parsed.what, what, "{text}");
    assert_eq!(origin(&parsed).as_deref(), at, "{text}");
    assert_eq!(parsed.oddities, oddities, "{text}");
}

/// The link with `HASH` and `%` filled in, as a mail program wraps it.
pub(super) fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[test]
fn every_spelling_of_a_hash_link_is_one_hash() {
    let plain = format!("https://portal.example/?intent=preset_task%3B{HASH}");
    let wrapped = encoded(&plain);
    let twice = encoded(&wrapped);
    let page = format!(
        "https://bitrix24.page.link/?link={wrapped}&apn=com.bitrix24.android&isi=561683423&ibi=com.bitrixsoft.cpmobile"
    );
    let v2 = wrapped.replace('_', "%5F").replace('%', "-").replace("-2F", "_");
    let spellings = [
        plain.clone(),
        format!("https://portal.example/?intent=preset_task;{HASH}"),
        format!("https://portal.example/?intent=preset_task%253B{HASH}"),
        format!("HTTPS://Portal.Example:443/?intent=preset_task%3B{HASH}#"),
        format!("portal.example/?intent=preset_task%3B{HASH}"),
        format!("https://portal.example/mobile/?mobile_action=checkout&bx_hit_hash={HASH}&intent=preset_task"),
        format!("https://portal.example/mobile/?mobile_action=checkout&amp;bx_hit_hash={HASH}&amp;intent=preset_task"),
        format!("https://portal.example/mobile/?intent=preset_task&amp;amp;bx_hit_hash={HASH}"),
        format!("https://portal.example/#intent=preset_task;{HASH}"),
        page.clone(),
        format!(
            "https://bitrix24.page.link/?link=portal.example/?intent=preset_task%3B{HASH}&apn=com.bitrix24.android"
        ),
        format!("https://bitrix24.page.link/?apn=x&link=https://portal.example/?intent=preset_task;{HASH}"),
        format!("link=portal.example/?intent=preset_task%3B{HASH}"),
        wrapped.clone(),
        twice.clone(),
        format!("  \u{feff}{plain}\u{200b}\r\n"),
        format!("<{plain}>"),
        format!("«{plain}»"),
        format!("\"{plain}\""),
        format!("({plain})."),
        format!("Hello Anna, please open {plain}, thanks!"),
        format!("Link:{plain}"),
        format!("[open the portal]({plain})"),
        format!("<a href=\"{plain}\">open</a>"),
        format!("Открой ссылку: {plain}."),
        "https://portal.example/?intent=3Dpreset_task%3B8f2kd0Qm=\r\nZx4Lw7cVb1NsTy6RgHp3JuEa".to_owned(),
        "https://portal.example/?intent=preset_task%3B8f2kd0QmZx4L\nw7cVb1NsTy6RgHp3JuEa\nBest regards".to_owned(),
        "<https://portal.example/?intent=preset_task%3B8f2k\n d0QmZx4Lw7cVb1NsTy\n 6RgHp3JuEa>".to_owned(),
        "> Open https://portal.example/?intent=preset_task%3B8f2k\r\n> d0QmZx4Lw7cVb1NsTy6RgHp3JuEa\r\n> Ben"
            .to_owned(),
        format!("https://eur03.safelinks.protection.outlook.com/?url={wrapped}&data=05%7C02%7C&sdata=x%3D&reserved=0"),
        format!("https://eur03.safelinks.protection.outlook.com/?url={}&data=1", encoded(&page)),
        format!("https://urldefense.proofpoint.com/v2/url?u={v2}&d=DwMFaQ&c=abc&r=def&m=ghi&s=jkl&e="),
        format!("https://urldefense.com/v3/__{plain}__;!!ABC!xyz$"),
        format!("https://urldefense.com/v3/__https:/portal.example/?intent=preset_task*3B{HASH}__;JQ!!ABC!xyz$"),
        format!("https://www.google.com/url?q={wrapped}&sa=D&source=hangouts"),
        format!("https://www.google.co.uk/url?sa=t&url={twice}"),
        format!("https://www.google.com/url?q={plain}&sa=D"),
        format!("https://linkprotect.cudasvc.com/url?a={wrapped}&c=E,1,abc"),
        format!("https://secure-web.cisco.com/1abcDEF/{wrapped}"),
        format!("https://vk.com/away.php?to={wrapped}&cc_key="),
        format!(
            "https://www.google.com/url?q={}",
            encoded(&format!("https://eur03.safelinks.protection.outlook.com/?url={wrapped}"))
        ),
    ];
    for text in &spellings {
        hash_at(text, Some(ORIGIN), &[]);
    }
}

#[test]
fn the_raw_forms_say_no_portal() {
    for text in [
        format!("preset_task;{HASH}"),
        format!("preset_task%3B{HASH}"),
        format!("intent=preset_task%3B{HASH}"),
        format!("?bx_hit_hash={HASH}&intent=preset_task"),
        format!("bx_hit_hash={HASH}&amp;intent=preset_task"),
        format!("bitrix24://open?intent=preset_task%3B{HASH}"),
    ] {
        hash_at(&text, None, &[]);
    }
    let bare = read(&format!("bx_hit_hash={HASH}"), false);
    assert_eq!(bare.what, What::SignIn { intent: String::new(), hash: Secret::from(HASH) });
}

#[test]
fn a_link_for_the_second_factor_says_so() {
    let parsed = read(&format!("https://portal.example/?intent=pushOtpInit%2Fa1b2c3%3B{HASH}"), false);
    assert_eq!(parsed.what, What::PushSetup { channel: "a1b2c3".to_owned() });
    assert_eq!(origin(&parsed).as_deref(), Some(ORIGIN));
    assert!(!format!("{parsed:?}").contains(HASH));
}

#[test]
fn recovery_links_carry_login_and_checkword() {
    let word = "d41d8cd98f00b204e9800998ecf8427e";
    let plain = format!(
        "https://portal.example/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD={word}&USER_LOGIN=anna%2Btest%40portal.example"
    );
    let what = What::Recovery { login: Some("anna+test@portal.example".to_owned()), checkword: Secret::from(word) };
    for text in [
        plain.clone(),
        plain.replace('&', "&amp;"),
        format!("https://eur01.safelinks.protection.outlook.com/?url={}&data=1", encoded(&plain)),
        format!("https://www.google.com/url?q={plain}"),
        format!("Change it here: {plain} ."),
        plain.replace("USER_CHECKWORD=d41d8cd98f00", "USER_CHECKWORD=d41d8cd98f00\n"),
    ] {
        let parsed = read(&text, false);
        assert_eq!((&parsed.what, origin(&parsed).as_deref()), (&what, Some(ORIGIN)), "{text}");
        assert!(!format!("{parsed:?}").contains(word));
    }
    let cut = read("https://portal.example/auth/?change_password=yes&USER_CHECKWORD=d41d8cd98f00b204", false);
    assert!(matches!(cut.what, What::Recovery { login: None, .. }), "{cut:?}");
    let page = read("https://portal.example/auth/?forgot_password=yes", false);
    assert_eq!(page.what, What::Portal);
    // B6: another charset than UTF-8. A login that cannot be read is none, so that the one that was typed counts.
    let other = read(&plain.replace("anna%2Btest%40portal.example", "%C0%ED%ED%E0"), false);
    assert_eq!(other.what, What::Recovery { login: None, checkword: Secret::from(word) });
}

#[test]
fn invitations_are_told_apart() {
    let table = [
        (
            "https://portal.example/bitrix/tools/intranet_invite_dialog.php?user_id=42&checkword=a1B2c3D4",
            InvitationForm::Portal { path: "/bitrix/tools/intranet_invite_dialog.php".to_owned() },
        ),
        (
            "https://portal.example/extranet/confirm/?user_id=42&checkword=a1B2c3D4",
            InvitationForm::Portal { path: "/extranet/confirm/".to_owned() },
        ),
        (
            "https://www.bitrix24.net/invite/?user_lang=en&client_id=b24.1.2&profile_id=42&checkword=a1B2c3D4",
            InvitationForm::Network,
        ),
        (
            "https://portal.example/auth/index.php?confirm_registration=yes&confirm_user_id=42&confirm_code=a1B2c3D4",
            InvitationForm::Registration,
        ),
    ];
    for (text, form) in table {
        let parsed = read(text, false);
        let invitation = Invitation { form, user_id: "42".to_owned(), checkword: Secret::from("a1B2c3D4") };
        assert_eq!(parsed.what, What::Invitation(invitation), "{text}");
        assert_eq!(parsed.oddities, [], "{text}");
    }
    for text in [
        "https://portal.example/invite/?client_id=b24.1.2&checkword=a1B2c3D4",
        "https://portal.example/bitrix/tools/intranet_invite_dialog.php?user_id=anna&checkword=a1B2c3D4",
        "https://portal.example/company/?user_id=42&checkword=a1B2c3D4",
    ] {
        assert_eq!(read(text, false).what, What::Portal, "{text}");
    }
}

#[test]
fn addresses_are_links_too() {
    for text in [
        "portal.example",
        "https://portal.example/",
        "https://portal.example/company/personal/user/17/tasks/",
        "https://portal.example/auth/?backurl=https%3A%2F%2Fother.example%2F",
        "We are at portal.example, see you",
        "portal.example:443",
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fportal.example%2F&data=1",
    ] {
        let parsed = read(text, false);
        assert_eq!((&parsed.what, origin(&parsed).as_deref()), (&What::Portal, Some(ORIGIN)), "{text}");
        assert_eq!(parsed.oddities, [], "{text}");
    }
}

#[test]
fn what_is_no_link() {
    for text in [
        "",
        "   ",
        "hello",
        "e.g",
        "anna@portal.example",
        "mailto:anna@portal.example",
        "tel:+49",
        "492817",
        "\u{200b}",
        ";",
        "?",
        "a;b",
    ] {
        let parsed = read(text, false);
        assert_eq!((parsed.what, parsed.at), (What::Unknown, None), "{text:?}");
    }
}

#[test]
fn odd_links_say_what_is_odd() {
    let query = format!("?intent=preset_task%3B{HASH}");
    let foreign = || Oddity::ForeignHost { carrier: "evil.example".to_owned() };
    hash_at(&format!("http://portal.example/{query}"), Some(ORIGIN), &[Oddity::PlainHttp]);
    hash_at(&format!("http://localhost:8080/{query}"), Some("https://localhost:8080"), &[Oddity::PlainHttp]);
    hash_at(&format!("https://portal.example@evil.example/{query}"), Some("https://evil.example"), &[Oddity::UserInfo]);
    hash_at(&format!("https://evil.example/?to=https://portal.example/{query}"), Some(ORIGIN), &[foreign()]);
    hash_at(
        &format!("https://a.bitrix24.com.evil.example/{query}"),
        Some("https://a.bitrix24.com.evil.example"),
        &[Oddity::LookAlike],
    );
    hash_at(&format!("https://a.bitrlx24.com/{query}"), Some("https://a.bitrlx24.com"), &[Oddity::LookAlike]);
    hash_at(&format!("https://раураl.example/{query}"), Some("https://xn--l-7sba6dbr.example"), &[Oddity::LookAlike]);
    hash_at(&format!("https://a.bitrix24.com.br/{query}"), Some("https://a.bitrix24.com.br"), &[]);
    hash_at(&format!("https://bitrix24.company.example/{query}"), Some("https://bitrix24.company.example"), &[]);
    let several = format!("https://portal.example/{query} or https://other.example/{query}");
    hash_at(&several, Some(ORIGIN), &[Oddity::SeveralLinks]);
    let plain = read(&format!("http://localhost:8080/{query}"), true);
    assert_eq!((origin(&plain).as_deref(), plain.oddities), (Some("http://localhost:8080"), Vec::new()));
}

#[test]
fn a_cut_link_is_not_taken_for_a_whole_one() {
    for text in [
        "https://portal.example/?intent=preset_task%3B8f2kd0QmZx4L",
        "https://portal.example/mobile/?bx_hit_hash=8f2kd0QmZx4L&intent=preset_task",
        "https://portal.example/?intent=preset_task%3B8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEaX",
    ] {
        let parsed = read(text, false);
        assert_eq!((parsed.what, parsed.oddities), (What::Unknown, vec![Oddity::Incomplete]), "{text}");
    }
}

#[test]
fn a_secret_without_a_portal_gives_way_to_one_with_it() {
    hash_at(&format!("preset_task;{HASH} {ORIGIN}/?intent=preset_task%3B{HASH}"), Some(ORIGIN), &[]);
    hash_at(&format!("preset_task;{} {ORIGIN}/?intent=preset_task%3B{HASH}", "a".repeat(32)), Some(ORIGIN), &[]);
}

#[test]
fn what_a_wrapper_hides_is_said_and_never_fetched() {
    for text in [
        "https://bitrix24.page.link/AbCd",
        "https://protect-eu.mimecast.com/s/AbCdEfGh?domain=portal.example",
        "https://url.uk.m.mimecastprotect.com/s/AbCdEfGh",
        "https://t.co/AbCdEf",
        "https://urldefense.com/v3/__nothing__;!!a!b$",
    ] {
        let parsed = read(text, false);
        assert_eq!(
            (parsed.what, parsed.at, parsed.oddities),
            (What::Unknown, None, vec![Oddity::HiddenTarget]),
            "{text}"
        );
    }
}

#[test]
fn hosts_that_look_alike() {
    for (one, other) in [
        ("p0rtal.example", "portal.example"),
        ("porta1.example", "portal.example"),
        ("rnail.example", "mail.example"),
        ("xn--prtal-jye.example", "portal.example"),
    ] {
        assert!(looks_like(one, other), "{one} {other}");
    }
    assert!(!looks_like("portal.example", "portal.example"));
    assert!(!looks_like("portal2.example", "portal.example"));
    assert!(!passes_for_another("portal.example"));
}
