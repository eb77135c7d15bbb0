//! What the employee gives a sign-in.

use crate::portal::address::is_mixed;
use crate::secret::Secret;

/// What a sign-in begins with. Has no `Debug`: what is typed as an address may be a password (R5).
#[derive(Clone, PartialEq, Eq)]
pub enum Start {
    /// Nothing: the address step.
    Nothing,
    /// A portal's address as typed.
    Address(String),
    /// A link as it was opened, pasted or scanned, or any text with one in it.
    Link(Secret),
    /// An account of the list.
    Account(String),
}

/// What is in the fields before a try is spent. Has no `Debug`: a password may be typed as the login.
#[derive(Clone, Default)]
pub struct Typed {
    /// Login.
    pub login: Option<String>,
    /// Password.
    pub password: Option<Secret>,
    /// One-time or backup code.
    pub code: Option<Secret>,
    /// The keyboard's layout, as `ru`, `en-US`, if the view knows.
    pub layout: Option<String>,
    /// Whether Caps Lock is on, if the view knows.
    pub caps: Option<bool>,
}

/// A mail address, a phone number, or a name: what a portal takes for a login, in the signs that logins are made of. Capitals,
/// small letters and digits mixed are how passwords look; in a mail address where they are in one word. So do 16 small letters,
/// an application password (E1), and 32 letters and digits, a hash.
pub(crate) fn looks_like_login(text: &str) -> bool {
    let sign = |c: char| matches!(c, '.' | '_' | '-' | '+' | '\\');
    let plain = |c: char| c.is_alphanumeric() || sign(c);
    let (name, domain) = text.split_once('@').unwrap_or((text, ""));
    let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
    let is_top = top.starts_with("xn--") || (top.chars().count() >= 2 && top.chars().all(char::is_alphabetic));
    let mail = is_top && domain.chars().all(|c| plain(c) && c != '\\');
    let made = match text.len() {
        16 => text.bytes().all(|b| b.is_ascii_lowercase()),
        32 => text.bytes().all(|b| b.is_ascii_alphanumeric()),
        _ => false,
    };
    let secret = if mail { name.split(sign).any(is_mixed) } else { made || is_mixed(text) };
    name.chars().all(plain) && (domain.is_empty() != mail) && !secret
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn logins_are_kept_and_what_looks_like_a_password_is_not() {
        for login in [
            "anna",
            "Anna",
            "anna.berg",
            "АннаБерг",
            "ivanov01",
            "CORP\\anna",
            "+4915112345678",
            "a+b@firm.example",
            " Anna.Berg.1985@firm.example ".trim(),
            "Anna_Berg-1985@mail.firm.xn--p1ai",
            "christophermayer@firm.example",
            "maximilianbauer",
            "4e9f0b816aeed4c9a191d313cf4bea66x",
            "",
        ] {
            assert!(looks_like_login(login), "{login}");
        }
        for secret in [
            "Sun-flower9",
            "Sommer2024",
            "hunter2!",
            "pass word",
            "a:b",
            "anna:Sun-flower9@firm.example",
            "https://firm.example",
            "Sun@flower9",
            "p@ss@firm.example",
            "$ecret",
            "P@ssw0rd.2024",
            "Sun9@flow.er",
            "anna@firm.e",
            "anna@firm.",
            "anna@firm.example1",
            "qwhzkfnmtrxbpdla",
            "4e9f0b816aeed4c9a191d313cf4bea66",
            "4E9F0B816AEED4C9A191D313CF4BEA66",
        ] {
            assert!(!looks_like_login(secret), "{secret}");
        }
    }
}
