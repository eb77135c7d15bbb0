//! Whose is a success of the portal: an account's that is here already, or nobody's yet.

use crate::ledger;
use crate::phone::{DocSays, Memory, Row};
use crate::portal::answer::SignedIn;
use crate::records::PortalRef;

/// The account a success belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Belongs {
    /// To none on this phone yet.
    New,
    /// To this one.
    To(String),
    /// To none: it is not the same portal, or it is here already (Q12). Holds the account that stays and the other one.
    NotMoved { moved: String, other: Option<String> },
}

/// Which account the answer belongs to: by portal and user id; failing that `target`, failing that the login (Q13).
pub(super) fn belongs(
    memory: &Memory,
    wanted: Option<&str>,
    portal: &PortalRef,
    facts: &SignedIn,
    login: &str,
) -> Belongs {
    // One that is being deleted takes nothing any more.
    let stays = |row: &&Row| row.index.origin == portal.origin && !matches!(row.doc, DocSays::Deleting);
    let here: Vec<&Row> = memory.rows.iter().filter(stays).collect();
    let by_id = |row: &&&Row| facts.user_id.is_some() && row.index.user_id == facts.user_id;
    let unknown = |row: &Row| row.index.user_id.is_none() || facts.user_id.is_none();
    let by_target = |row: &&&Row| unknown(row) && facts.target.is_some() && row.index.target == facts.target;
    let folded = ledger::fold_login(facts.login.as_deref().unwrap_or(login));
    // Two of which nobody knows the login are not one for that.
    let same_login = |row: &Row| !folded.is_empty() && ledger::fold_login(&row.index.login) == folded;
    let by_login = |row: &&&Row| unknown(row) && same_login(row);
    // The same login with another id and another target: the portal was rebuilt, and its row says so (`portal_changed`).
    let rebuilt = |row: &&&Row| {
        let other_target = row.index.target.is_some() && facts.target.is_some() && row.index.target != facts.target;
        other_target && same_login(row)
    };
    let found = here.iter().find(by_id).or_else(|| here.iter().find(by_target)).or_else(|| here.iter().find(by_login));
    let found = found.or_else(|| here.iter().find(rebuilt)).map(|row| row.index.id.clone());
    match wanted.and_then(|id| memory.row(id)).filter(|row| row.index.origin != portal.origin) {
        Some(moved) => {
            let same_target = moved.index.target.is_some() && moved.index.target == facts.target;
            let no_target = moved.index.target.is_none() || facts.target.is_none();
            let same_user = moved.index.user_id.is_some() && moved.index.user_id == facts.user_id;
            let moved = moved.index.id.clone();
            match found {
                Some(other) => Belongs::NotMoved { moved, other: Some(other) },
                None if same_target || (no_target && same_user) => Belongs::To(moved),
                None => Belongs::NotMoved { moved, other: None },
            }
        }
        None => found.map_or(Belongs::New, Belongs::To),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::records::PortalKind;
    use crate::store::documents::IndexRow;

    const HERE: &str = "https://portal.example";
    const THERE: &str = "https://new.example";

    type Known<'a> = (Option<&'a str>, Option<&'a str>, &'a str);

    /// One account `anna` at [`HERE`], with this number, target and login.
    fn with((user_id, target, login): Known<'_>) -> Memory {
        let index = IndexRow {
            id: "anna".to_owned(),
            origin: HERE.to_owned(),
            kind: PortalKind::Box,
            user_id: user_id.map(str::to_owned),
            target: target.map(str::to_owned),
            login: login.to_owned(),
            name: String::new(),
            position: None,
        };
        Memory { rows: vec![Row::new(index, DocSays::Missing)], ..Memory::default() }
    }

    /// What an answer at this origin with this number, target and login belongs to.
    fn answered(memory: &Memory, wanted: Option<&str>, origin: &str, (user_id, target, login): Known<'_>) -> Belongs {
        let facts = SignedIn {
            user_id: user_id.map(str::to_owned),
            login: None,
            name: None,
            position: None,
            sessid: None,
            target: target.map(str::to_owned),
            cloud: None,
            photo_url: None,
            restricted: false,
            blocked: false,
            screenshots: true,
            copy: true,
            app_password: None,
        };
        let portal = PortalRef { origin: origin.to_owned(), host: String::new(), kind: PortalKind::Box };
        belongs(memory, wanted, &portal, &facts, login)
    }

    fn to_anna() -> Belongs {
        Belongs::To("anna".to_owned())
    }

    #[test]
    fn the_number_decides_and_only_without_one_the_target_or_the_login() {
        let anna = with((Some("1"), Some("t"), "anna"));
        for (facts, wanted) in [
            ((Some("1"), Some("t"), "anna"), to_anna()),
            ((Some("1"), Some("u"), "anna.berg"), to_anna()),
            ((Some("2"), Some("t"), "boris"), Belongs::New),
            ((Some("2"), Some("t"), "anna"), Belongs::New),
            ((None, Some("t"), "anna.berg"), to_anna()),
            ((None, None, " ANNA "), to_anna()),
            ((None, None, "boris"), Belongs::New),
        ] {
            assert_eq!(answered(&anna, None, HERE, facts), wanted, "{facts:?}");
            assert_eq!(answered(&anna, None, THERE, facts), Belongs::New, "elsewhere: {facts:?}");
        }
    }

    /// A link's answer may name nobody: two of them are not one for that.
    #[test]
    fn no_login_is_like_no_other() {
        let nobody = with((None, None, ""));
        assert_eq!(answered(&nobody, None, HERE, (None, None, "")), Belongs::New);
        assert_eq!(answered(&nobody, None, HERE, (None, None, "anna")), Belongs::New);
        let rebuilt = with((Some("1"), Some("t"), ""));
        assert_eq!(answered(&rebuilt, None, HERE, (Some("2"), Some("u"), "")), Belongs::New);
    }

    #[test]
    fn another_number_and_another_target_under_the_same_login_is_a_rebuilt_portal() {
        let anna = with((Some("1"), Some("t"), "anna"));
        assert_eq!(answered(&anna, None, HERE, (Some("2"), Some("u"), "anna")), to_anna());
        assert_eq!(answered(&anna, None, HERE, (Some("2"), Some("u"), "boris")), Belongs::New);
        // Where one of the targets is not known, nothing says that it was rebuilt.
        assert_eq!(answered(&anna, None, HERE, (Some("2"), None, "anna")), Belongs::New);
        let untold = with((Some("1"), None, "anna"));
        assert_eq!(answered(&untold, None, HERE, (Some("2"), Some("u"), "anna")), Belongs::New);
    }

    #[test]
    fn an_account_moves_only_where_target_or_number_says_that_it_is_the_same() {
        let not_moved = Belongs::NotMoved { moved: "anna".to_owned(), other: None };
        for (known, facts, moves) in [
            ((Some("1"), Some("t"), "anna"), (Some("2"), Some("t"), "anna"), true),
            ((Some("1"), Some("t"), "anna"), (Some("1"), Some("u"), "anna"), false),
            ((Some("1"), None, "anna"), (Some("1"), Some("t"), "anna"), true),
            ((Some("1"), Some("t"), "anna"), (Some("1"), None, "anna"), true),
            ((Some("1"), None, "anna"), (Some("2"), None, "anna"), false),
            ((None, None, "anna"), (None, None, "anna"), false),
        ] {
            let wanted = if moves { to_anna() } else { not_moved.clone() };
            assert_eq!(answered(&with(known), Some("anna"), THERE, facts), wanted, "{known:?} {facts:?}");
        }
    }
}
