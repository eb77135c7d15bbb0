//! How what a problem advises is done here: by a command, a key, or an address to open.

use portico::records::Action;

/// What stands behind a step's sentence; empty where there is nothing to run.
pub(super) fn how(action: Option<&Action>) -> String {
    let Some(action) = action else { return String::new() };
    let of = |name: &str| action.args.get(name).map(|value| format!(" {value}")).unwrap_or_default();
    let done = match action.kind.as_str() {
        // Without brackets, so that a terminal that makes links of addresses takes in nothing else.
        "open_url" => return of("url"),
        "sign_in.start" if action.args.contains_key("account") => "portico sign-in, or i in the list".to_owned(),
        "sign_in.start" => format!("portico sign-in{}", of("address")),
        "sign_in.back" => "/back".to_owned(),
        "sign_in.refresh_captcha" => "/new".to_owned(),
        "sign_in.send_sms" => "/sms".to_owned(),
        "scan_qr" => "/link".to_owned(),
        "session.check" if action.args.contains_key("spend_try") => {
            "portico check --spend-try, or k in the list".to_owned()
        }
        "session.check" => "portico check, or k in the list".to_owned(),
        "accounts.reset" => "portico reset, or r in the list".to_owned(),
        "accounts.delete" => "portico delete, or d in the list".to_owned(),
        "accounts.select" => "portico select, or u in the list".to_owned(),
        "recovery.start" => format!("portico recover{}", of("address")),
        "recovery.resend" => "/again".to_owned(),
        "invitation.open" => "portico sign-in LINK".to_owned(),
        "history.list" => "portico history, or h in the list".to_owned(),
        "help.which_me" => "portico which-me".to_owned(),
        "help.topic" => format!("portico explain{}", of("topic")),
        "share_help_card" => "portico help-card, or a in the list".to_owned(),
        // Asked for where it is shown, or the system's own.
        _ => return String::new(),
    };
    format!(" ({done})")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_check_that_may_cost_a_try_is_a_key_in_the_list_too() {
        for (args, command) in [(vec![], "check"), (vec![("spend_try", "true")], "check --spend-try")] {
            let args: BTreeMap<String, String> =
                args.into_iter().map(|(name, value): (&str, &str)| (name.to_owned(), value.to_owned())).collect();
            let action = Action { kind: "session.check".to_owned(), args };
            assert_eq!(how(Some(&action)), format!(" (portico {command}, or k in the list)"));
        }
    }
}
