//! What is odd about a link, in words. Never repeats the link (R5).

use std::fmt::Display;

use super::texts::Texts;
use crate::records::{Warning, WarningWhere};

/// Something to look at before a link is used (pain 44).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkWarning {
    /// This phone has no account on that portal.
    NewPortal,
    /// The account in use is on another portal.
    OtherPortal {
        /// Host of that other portal, as people read it.
        in_use: String,
    },
    /// The host passes for another one.
    LookAlikeHost {
        /// The portal of this phone that it looks like, if it is one.
        like: Option<String>,
    },
    /// A name stands before an `@`.
    HiddenHost,
    /// It came by way of a host that is not the portal's.
    ForeignHost {
        /// That host.
        carrier: String,
    },
    /// It says http.
    NotSecure,
    /// A part of it is missing.
    Incomplete,
    /// Its target cannot be seen without opening it.
    HiddenTarget,
    /// There are several in the text.
    SeveralLinks,
}

/// The warning in words. `host`: where the link leads, as people read it.
pub fn link_warning(warning: &LinkWarning, host: &str, locale: &str) -> Warning {
    let none: &dyn Display = &"";
    let (code, key, other): (&str, &str, &dyn Display) = match warning {
        LinkWarning::NewPortal => ("new_portal", "link-new-portal", none),
        LinkWarning::OtherPortal { in_use } => ("other_portal", "link-other-portal", in_use),
        LinkWarning::LookAlikeHost { like: Some(like) } => ("look_alike_host", "link-looks-like-known", like),
        LinkWarning::LookAlikeHost { like: None } => ("look_alike_host", "link-looks-like-another", none),
        LinkWarning::HiddenHost => ("hidden_host", "link-hidden-host", none),
        LinkWarning::ForeignHost { carrier } => ("foreign_host", "link-foreign-host", carrier),
        LinkWarning::NotSecure => ("not_secure", "link-not-secure", none),
        LinkWarning::Incomplete => ("incomplete", "link-incomplete", none),
        LinkWarning::HiddenTarget => ("hidden_target", "link-hidden-target", none),
        LinkWarning::SeveralLinks => ("several_links", "link-several", none),
    };
    let text = Texts::of(locale).say(key, &[("host", &host), ("other", other)]);
    Warning { code: code.to_owned(), text, r#where: WarningWhere::Link }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_warning_has_its_text_in_every_language() {
        let like = |like: Option<&str>| LinkWarning::LookAlikeHost { like: like.map(str::to_owned) };
        let all = [
            LinkWarning::NewPortal,
            LinkWarning::OtherPortal { in_use: "own.example".to_owned() },
            like(Some("own.example")),
            like(None),
            LinkWarning::HiddenHost,
            LinkWarning::ForeignHost { carrier: "own.example".to_owned() },
            LinkWarning::NotSecure,
            LinkWarning::Incomplete,
            LinkWarning::HiddenTarget,
            LinkWarning::SeveralLinks,
        ];
        for locale in ["en", "de", "ru"] {
            for warning in &all {
                let said = link_warning(warning, "portal.example", locale);
                assert!(said.text.ends_with('.') && !said.text.contains('{'), "{warning:?} {said:?}");
                let named = format!("{warning:?}").contains("own.example");
                assert_eq!(said.text.contains("own.example"), named, "{warning:?}");
            }
        }
    }
}
