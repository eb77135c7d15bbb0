//! Links that a mail program broke over lines, or wrote in its own signs.

use crate::portal::link::{What, read};
use crate::secret::Secret;

const HASH: &str = "8f2kd0QmZx4Lw7cVb1NsTy6RgHp3JuEa";
const ORIGIN: &str = "https://portal.example";

/// A mail program ends a line where it is full: whatever it cuts off, what remains says where the link leads.
#[test]
fn a_link_broken_anywhere_behind_its_host_still_says_its_portal() {
    let word = "d41d8cd98f00b204e9800998ecf8427e";
    for link in [
        format!("/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD={word}&USER_LOGIN=anna"),
        format!("/auth/index.php?confirm_registration=yes&confirm_user_id=5&confirm_code={word}"),
        format!("/bitrix/tools/intranet_invite_dialog.php?user_id=44&checkword={word}"),
        format!("/mobile/?mobile_action=checkout&bx_hit_hash={HASH}&intent=preset_task"),
        format!("/?lang=en&intent=pushOtpInit%2Fa1b2c3%3B{HASH}"),
    ] {
        let whole = read(&format!("{ORIGIN}{link}"), false);
        let told = [word, HASH, "pushOtpInit"].iter().filter_map(|told| link.find(told)).min().unwrap();
        for at in 0..told {
            let (front, end) = link.split_at(at);
            for text in [format!("{ORIGIN}{front}\r\n{end}"), format!("Hello,\n\n> {ORIGIN}{front}\n> {end}\n\nBye")] {
                assert_eq!(read(&text, false), whole, "{text}");
            }
        }
    }
}

/// RFC 2045, as the source of a mail shows it: the signs and the ends of its lines are undone before anything is read.
#[test]
fn a_link_of_a_mails_source_is_read_wherever_its_lines_end() {
    let word = "3Dcd8f00b204e9800998ecf8427eaaaa";
    let link = format!("{ORIGIN}/auth/index.php?change_password=yes&lang=en&USER_CHECKWORD={word}&USER_LOGIN=anna");
    let whole = read(&link, false);
    assert_eq!(
        whole.what,
        What::Recovery { login: Some("anna".to_owned()), checkword: Secret::from(word) },
        "not every =3D is one"
    );
    let quoted = link.replace('=', "=3D");
    assert_eq!(read(&quoted, false), whole);
    for at in 1..quoted.len() {
        let (front, end) = quoted.split_at(at);
        // Never within a sign.
        if !front.ends_with('=') && !front.ends_with("=3") {
            let text = format!("Gr=C3=BC=C3=9Fe,\r\n{front}=\r\n{end}\r\n");
            assert_eq!(read(&text, false), whole, "{text}");
        }
    }
}
