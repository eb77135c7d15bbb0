//! What an employee is shown where a call gave no record. Apps that embed the core show nothing but this.

use super::problems::word;
use crate::records::{Problem, ProblemCode, Trouble};

/// Longest code that is told; ours are shorter.
const LONGEST_CODE: usize = 40;

/// The problem for the stable code of an error ([`CallError::code`](crate::CallError::code) and the bindings' own
/// `tls_not_initialised` and `no_thread`), or for an availability of the list of accounts (`locked`, `newer`, `damaged`). What
/// is no such code is the app's fault. The error `call_failed` carries a problem of its own, which says more.
pub fn say_error(code: &str, locale: &str) -> Problem {
    let problem = match code {
        "unknown_account" | "unknown_sign_in" | "unknown_recovery" | "unknown_invitation" | "stale_challenge" => {
            ProblemCode::NoLongerThere
        }
        "storage_failed" => ProblemCode::StorageFailed,
        "newer" => ProblemCode::DocumentNewer,
        "vault_locked" | "locked" => ProblemCode::VaultLocked,
        "vault_damaged" | "damaged" => ProblemCode::StoredDataDamaged,
        "vault_unavailable" => ProblemCode::VaultUnavailable,
        "cancelled" => ProblemCode::Stopped,
        "draft_too_long" => ProblemCode::DraftTooLong,
        "call_failed" => ProblemCode::Unexpected,
        // `closed`, `no_thread`, `tls_not_initialised`, `invalid_argument`, `unknown_topic`, and what nobody foresaw.
        _app => ProblemCode::AppFault,
    };
    let code: String = code.chars().take(LONGEST_CODE).collect();
    word(&Trouble::new(problem).with("code", code), locale)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::errors::CallError;
    use crate::records::Cost;

    /// Every error; a new one breaks the build of this test until it is listed.
    fn every_error() -> Vec<CallError> {
        use CallError as E;
        let problem = Box::new(word(&Trouble::new(ProblemCode::NoAnswer), "en"));
        let all = vec![
            E::UnknownAccount,
            E::UnknownSignIn,
            E::UnknownRecovery,
            E::UnknownInvitation,
            E::StaleChallenge,
            E::StorageFailed,
            E::Newer,
            E::VaultLocked,
            E::VaultDamaged,
            E::VaultUnavailable,
            E::Cancelled,
            E::Closed,
            E::InvalidArgument { what: String::new() },
            E::UnknownTopic,
            E::DraftTooLong { at_most: 1 },
            E::CallFailed { problem },
        ];
        for error in &all {
            match error {
                E::UnknownAccount
                | E::UnknownSignIn
                | E::UnknownRecovery
                | E::UnknownInvitation
                | E::StaleChallenge
                | E::StorageFailed
                | E::Newer
                | E::VaultLocked
                | E::VaultDamaged
                | E::VaultUnavailable
                | E::Cancelled
                | E::Closed
                | E::InvalidArgument { .. }
                | E::UnknownTopic
                | E::DraftTooLong { .. }
                | E::CallFailed { .. } => {}
            }
        }
        all
    }

    #[test]
    fn each_error_is_worded_and_only_the_apps_own_are_called_so() {
        let apps = ["closed", "invalid_argument", "unknown_topic"];
        for code in every_error().iter().map(CallError::code) {
            let said = say_error(code, "en");
            assert_eq!(said.code == ProblemCode::AppFault, apps.contains(&code), "{code}");
            let titles: BTreeSet<String> =
                ["en", "de", "ru"].iter().map(|locale| say_error(code, locale).title).collect();
            assert_eq!(titles.len(), 3, "{code}: {titles:?}");
        }
    }

    #[test]
    fn what_is_not_there_any_more_sends_the_employee_back_and_costs_nothing() {
        for code in ["unknown_account", "unknown_sign_in", "unknown_recovery", "unknown_invitation", "stale_challenge"]
        {
            let said = say_error(code, "en");
            assert_eq!((said.code, said.retry.cost), (ProblemCode::NoLongerThere, Cost::Free), "{code}");
            assert!(said.steps[0].text.starts_with("Go back."), "{code}");
        }
    }

    #[test]
    fn what_an_unopened_or_unknowing_app_says_has_its_code_and_a_help_card() {
        for code in ["tls_not_initialised", "no_thread", "closed", "of_the_next_version"] {
            let said = say_error(code, "en");
            assert!(said.code == ProblemCode::AppFault && said.cause.contains(code), "{}", said.cause);
            let card = said.steps.last().and_then(|step| step.action.clone()).unwrap();
            assert!(card.kind == "share_help_card" && card.args.is_empty(), "{card:?}");
        }
        assert!(say_error(&"x".repeat(1_000_000), "en").cause.len() < 200);
        assert!(!say_error("", "ru").cause.contains('{'));
    }

    /// What an app shows for a list that cannot be used reads as well without any account.
    #[test]
    fn a_list_that_cannot_be_used_is_said_by_its_availability_too() {
        for (availability, error) in [("locked", "vault_locked"), ("newer", "newer"), ("damaged", "vault_damaged")] {
            let said = say_error(availability, "en");
            assert_eq!(said, say_error(error, "en"));
            assert!(!said.title.contains("this account") && !said.cause.contains("this account"), "{}", said.cause);
        }
    }
}
