use proptest::prelude::*;

use super::{now, portal, response};
use crate::portal::clean::{address_in, clean, clean_page, clean_text, looks_like_page};
use crate::portal::device_name::{NAMELESS, header_device_name};
use crate::portal::headers::{date, http_date, retry_after};
use crate::portal::logout::is_portals_answer;
use crate::portal::picture::{MAX_PICTURE_BODY, MediaType, PictureProblem, read_new_sid, read_picture};

fn headers(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// RFC 9110, 5.6.7.
#[test]
fn three_http_dates() {
    let expected = 784_111_777;
    for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
        assert_eq!(http_date(text).unwrap().unix_timestamp(), expected, "{text}");
    }
    assert_eq!(http_date("Mon, 21-Sep-26 14:13:20 GMT"), Some(now()));
    assert_eq!(http_date("Sat, 31 Dec 2016 23:59:60 GMT").unwrap().second(), 59);
    for text in [
        "",
        "now",
        "06 Nov 1994",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "Sun, 06 Nov 19944 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49 GMT",
        "Sun, 06 Nov 1994 08:49:37 CEST",
        "2026-09-21T14:13:20Z",
    ] {
        assert_eq!(http_date(text), None, "{text}");
    }
}

/// E10, P5, B11, B16.
#[test]
fn only_the_portals_own_answer_to_a_logout_is_taken_for_one() {
    let own =
        |status, headers: &[(&str, &str)], body: &str| is_portals_answer(&response(status, headers, body), &portal());
    let page = "<!DOCTYPE html><html><body>Welcome</body></html>";
    assert!(own(200, &[], "") && own(200, &[], "\r\n"));
    assert!(own(200, &[], r#"{"logout_status":"success","token_status":"deleted"}"#));
    assert!(own(200, &[], r#"{"error":"unknown action for data request"}"#));
    assert!(own(200, &[("X-Powered-CMS", "Bitrix Site Manager (DEMO)")], page));
    assert!(own(401, &[], r#"{"status":"failed","bitrix_sessid":"58"}"#));
    for to in ["/", "/auth/?backurl=x", "https://portal.example/stream/"] {
        assert!(own(302, &[("Location", to)], ""), "{to}");
    }
    for to in ["http://wifi.example/login", "http://portal.example/", "https://portal.example:8443/", "//wifi.example/"]
    {
        assert!(!own(302, &[("Location", to)], ""), "{to}");
    }
    assert!(!own(302, &[], ""), "to nowhere");
    for body in [page, "ok", "[]", "<script>location='/login'</script>"] {
        assert!(!own(200, &[], body), "{body}");
    }
    assert!(!own(401, &[("WWW-Authenticate", "Basic realm=proxy")], page));
    for status in [204, 304, 400, 403, 404, 407, 410, 429, 500, 502, 503, 511, 521] {
        assert!(!own(status, &[], "") && !own(status, &[], "{}"), "{status}");
    }
}

/// Q15.
#[test]
fn retry_after_in_both_forms() {
    let wait = |list: &[(&str, &str)]| retry_after(&headers(list), now());
    assert_eq!(wait(&[("retry-after", "120")]), Some(120));
    assert_eq!(wait(&[("Retry-After", " 0 ")]), Some(0));
    assert_eq!(wait(&[("retry-after", "99999999999999999999999999")]), Some(3600));
    assert_eq!(wait(&[("retry-after", "Monday, 21-Sep-26 14:13:50 GMT")]), Some(30));
    assert_eq!(wait(&[("retry-after", "Mon Sep 21 14:13:10 2026")]), Some(0));
    assert_eq!(wait(&[("retry-after", "Mon, 21 Sep 2027 14:13:20 GMT")]), Some(3600));
    assert_eq!(
        wait(&[("date", "Mon, 21 Sep 2020 14:13:20 GMT"), ("retry-after", "Mon, 21 Sep 2020 14:13:30 GMT")]),
        Some(10)
    );
    assert_eq!(wait(&[("retry-after", "soon"), ("retry-after", "5")]), Some(5));
    for none in ["", "-1", "1.5", "soon", "+5"] {
        assert_eq!(wait(&[("retry-after", none)]), None, "{none}");
    }
    assert_eq!(wait(&[]), None);
    assert_eq!(date(&headers(&[("Date", "Mon, 21 Sep 2026 14:13:20 GMT")])), Some(now()));
}

#[test]
fn texts_are_plain_and_short() {
    for (text, expected) in [
        ("Incorrect login", Some("Incorrect login")),
        ("  a \n\t b  ", Some("a b")),
        ("a<br>b<br/>c", Some("a b c")),
        ("<a href=\"https://evil.example\">here</a>", Some("here")),
        ("5 < 6 & 7 > 2", Some("5 < 6 & 7 > 2")),
        ("&lt;b&gt; &amp;lt; &quot;&#39;&#039; &copy; &", Some("<b> &lt; \"'' &copy; &")),
        ("<script>alert('<b>')</script>x<STYLE>y</STYLE>z", Some("x z")),
        ("<script>never closed", None),
        ("a<b never closed", Some("a")),
        ("\u{202E}abc\u{200B}\u{7}\u{0}", Some("abc")),
        ("<br> \u{FEFF}", None),
        ("", None),
    ] {
        assert_eq!(clean_text(text, &[]).as_deref(), expected, "{text:?}");
    }
    assert_eq!(clean("a b c", 2, &[]).as_deref(), Some("a"));
    assert_eq!(clean("ёжик", 2, &[]).as_deref(), Some("ёж"));
    assert_eq!(clean_page(&response(200, &[], b"\xFFabc")).as_deref(), Some("\u{FFFD}abc"));
    assert!(looks_like_page(b"\xEF\xBB\xBF \n<html>") && !looks_like_page(b"{}") && !looks_like_page(b""));
}

/// "Доступ с 203.0.113.9 закрыт — ошибка №5", as a portal of that time writes it.
const OLD_CYRILLIC: &[u8] =
    b"\xC4\xEE\xF1\xF2\xF3\xEF \xF1 203.0.113.9 \xE7\xE0\xEA\xF0\xFB\xF2 \x97 \xEE\xF8\xE8\xE1\xEA\xE0 \xB95";
const CYRILLIC: &str = "Доступ с 203.0.113.9 закрыт — ошибка №5";

#[test]
fn a_text_in_windows_1251_is_read_where_its_head_or_the_page_says_so() {
    let plain = |kind: &str, body: &[u8]| clean_page(&response(403, &[("content-type", kind)], body));
    for kind in
        ["text/html; charset=windows-1251", "text/html;charset=\"Windows-1251\"", "text/html; CHARSET=cp1251; x=y"]
    {
        assert_eq!(plain(kind, OLD_CYRILLIC).as_deref(), Some(CYRILLIC), "{kind}");
        // A server that adds it to everything adds it to a page in UTF-8 as well.
        assert_eq!(plain(kind, CYRILLIC.as_bytes()).as_deref(), Some(CYRILLIC), "{kind}");
    }
    for meta in
        ["<meta charset=windows-1251>", "<META http-equiv=Content-Type content='text/html; charset=Windows-1251'>"]
    {
        let page = [meta.as_bytes(), OLD_CYRILLIC].concat();
        assert_eq!(plain("text/html", &page).as_deref(), Some(CYRILLIC), "{meta}");
    }
    // Unsaid, or said to be something else, it is not guessed.
    for kind in ["text/html", "text/html; charset=utf-8", "text/html; charset=windows-1252"] {
        assert!(plain(kind, OLD_CYRILLIC).is_some_and(|text| text.contains('\u{FFFD}')), "{kind}");
    }
    let cut = &CYRILLIC.as_bytes()[..CYRILLIC.len() - 2];
    assert!(
        plain("text/html; charset=windows-1251", &CYRILLIC.as_bytes()[..3]).is_some_and(|text| text.starts_with('Д'))
    );
    assert!(
        plain("text/html; charset=windows-1251", cut).is_some_and(|text| text.starts_with("Доступ")),
        "cut in a character"
    );
}

#[test]
fn every_character_of_windows_1251_is_its_own() {
    let all: Vec<u8> = (0x80..=0xFF).collect();
    let text = clean_page(&response(200, &[("content-type", "text/plain; charset=windows-1251")], &all));
    let table = "ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ ЎўЈ¤Ґ¦§Ё©Є«¬®Ї°±Ііґµ¶·ё№є»јЅѕїАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюя";
    assert_eq!(text.as_deref(), Some(table), "0x98 is none, 0xAD is invisible");
}

#[test]
fn device_names_fit_a_header() {
    for (name, expected) in [
        ("Anna phone", "Anna phone"),
        ("  Anna\r\nX-Evil: 1\tphone ", "Anna X-Evil: 1 phone"),
        ("Анна’s Телефон", "Anna's Telefon"),
        ("Юлия Щукина Ёж", "Yuliya Shchukina Yozh"),
        ("Jürgen Müßig Ångström", "Juergen Muessig Angstroem"),
        ("📱", NAMELESS),
        ("", NAMELESS),
        ("iPhone 📱 von Zoë", "iPhone von Zoe"),
    ] {
        assert_eq!(header_device_name(name), expected, "{name:?}");
    }
    assert_eq!(header_device_name(&"щ".repeat(100)).len(), 64);
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut file = b"\xFF\xD8\xFF\xE0\x00\x04ab\xFF\xFF\xDB\x00\x03x\xFF\xC0\x00\x0B\x08".to_vec();
    file.extend(height.to_be_bytes());
    file.extend(width.to_be_bytes());
    file
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR".to_vec();
    file.extend(width.to_be_bytes());
    file.extend(height.to_be_bytes());
    file
}

#[test]
fn pictures_by_their_first_bytes() {
    let read = |body: &[u8]| read_picture(&response(200, &[("content-type", "text/html")], body), now());
    let size = |body: &[u8]| read(body).map(|picture| (picture.media_type.name(), picture.width, picture.height));
    assert_eq!(size(&jpeg(240, 80)), Ok(("image/jpeg", 240, 80)));
    assert_eq!(size(&png(180, 40)), Ok(("image/png", 180, 40)));
    assert_eq!(size(b"GIF89a\xF0\x00\x50\x00"), Ok(("image/gif", 240, 80)));
    assert_eq!(read(&jpeg(240, 80)).unwrap().media_type, MediaType::Jpeg);
    assert_eq!(read(&jpeg(240, 80)).unwrap().bytes, jpeg(240, 80));
    assert_eq!(read(&jpeg(240, 5000)), Err(PictureProblem::TooLarge));
    assert_eq!(read(&png(u32::MAX, 40)), Err(PictureProblem::TooLarge));
    assert_eq!(read(&png(0, 40)), Err(PictureProblem::NotAPicture { html: false }));
    assert_eq!(read(b"<html>"), Err(PictureProblem::NotAPicture { html: true }));
    assert_eq!(read(b"<svg/>"), Err(PictureProblem::NotAPicture { html: true }));
    for whole in [jpeg(240, 80), png(180, 40)] {
        for end in 0..whole.len() {
            assert_eq!(read(&whole[..end]), Err(PictureProblem::NotAPicture { html: false }));
        }
    }
    let mut large = jpeg(240, 80);
    large.resize(MAX_PICTURE_BODY + 1, 0);
    assert_eq!(read(&large), Err(PictureProblem::TooLarge));
    let status = |status: u16, headers: &[(&str, &str)]| read_picture(&response(status, headers, jpeg(1, 1)), now());
    assert_eq!(status(404, &[]), Err(PictureProblem::Status { status: 404 }));
    assert_eq!(status(302, &[]), Err(PictureProblem::Status { status: 302 }));
    assert_eq!(status(503, &[]), Err(PictureProblem::Status { status: 503 }));
    assert_eq!(status(503, &[("retry-after", "5")]), Err(PictureProblem::Busy { wait_s: 5 }));
    assert_eq!(status(429, &[]), Err(PictureProblem::Busy { wait_s: 60 }));
}

/// C4.
#[test]
fn new_ids() {
    let read = |body: &str| read_new_sid(&response(200, &[], body));
    let sid = Some("75d885f9e4dc84bb56a99ebb6a630d86".to_owned());
    for body in [
        "{'captcha_sid':'75d885f9e4dc84bb56a99ebb6a630d86'}",
        " \u{FEFF}{ 'captcha_sid' : '75d885f9e4dc84bb56a99ebb6a630d86', 'x':'y' };\n",
        "({captcha_sid:\"75d885f9e4dc84bb56a99ebb6a630d86\"})",
        "{\"captcha_sid\":\"75d885f9e4dc84bb56a99ebb6a630d86\"}",
    ] {
        assert_eq!(read(body), sid, "{body}");
    }
    for body in [
        "",
        "{}",
        "{'captcha_sid':''}",
        "{'captcha_sid':'a b'}",
        "{'captcha_sid':'a",
        "{'captcha_sid'}",
        "<html>{'captcha_sid':'a'}",
        "{'captcha_sid':5}",
        "{\"captcha_sid\":[]}",
    ] {
        assert_eq!(read(body), None, "{body}");
    }
    assert_eq!(read_new_sid(&response(401, &[], "{'captcha_sid':'a'}")), None);
}

proptest! {
    #[test]
    fn rubbish_never_panics(text in "\\PC*", body: Vec<u8>, max in 0_usize..400) {
        let cleaned = clean(&text, max, &[]).unwrap_or_default();
        prop_assert!(cleaned.chars().count() <= max && !cleaned.contains(char::is_control));
        clean_page(&response(200, &[], &body));
        http_date(&text);
        retry_after(&headers(&[("retry-after", &text), ("date", &text)]), now());
        read_new_sid(&response(200, &[], format!("{{'captcha_sid{text}}}")));
        for magic in [&b"\xFF\xD8\xFF"[..], b"\x89PNG\r\n\x1A\n\x00\x00\x00\x0DIHDR", b"GIF89a", b""] {
            let _ = read_picture(&response(200, &[], [magic, &body].concat()), now());
        }
        let name = header_device_name(&text);
        prop_assert!(!name.is_empty() && name.len() <= 64 && name.bytes().all(|b| (b' '..=b'~').contains(&b)));
    }
}

/// T17, P2: shown, and asked of the administrator; so nothing is made up.
#[test]
fn the_one_address_that_a_page_names_is_found() {
    for (text, address) in [
        ("Access from 203.0.113.9 is not allowed.", Some("203.0.113.9")),
        ("Your IP: 203.0.113.9, again 203.0.113.9", Some("203.0.113.9")),
        ("(2001:DB8::7) is not allowed", Some("2001:db8::7")),
        ("from ::ffff:203.0.113.9.", Some("203.0.113.9")),
        ("203.0.113.9 is not in 192.0.2.1", None),
        ("Closed from 12:30 to 13:00, version 1.2.3, dead beef", None),
        ("0.0.0.0", None),
        ("", None),
    ] {
        assert_eq!(address_in(text).as_deref(), address, "{text}");
    }
}
