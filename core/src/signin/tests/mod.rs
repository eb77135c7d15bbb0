//! The sign-in machine against hand-written rules. A table made from the code always agrees with it; these do not.

mod every_pair;
mod every_way;
#[expect(clippy::wildcard_enum_match_arm, reason = "a rule speaks of the events it names; `late` names them all")]
mod watch;
#[expect(clippy::wildcard_enum_match_arm, reason = "the same")]
mod watch_link;
