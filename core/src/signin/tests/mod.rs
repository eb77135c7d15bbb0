//! The sign-in machine against hand-written rules. A table made from the code always agrees with it; these do not.

pub(super) mod cases;
mod every_pair;
mod every_way;
pub(super) mod samples;
#[expect(clippy::wildcard_enum_match_arm, reason = "a rule speaks of the events it names; `late` names them all")]
mod watch;
#[expect(clippy::wildcard_enum_match_arm, reason = "the same")]
mod watch_link;
#[expect(clippy::wildcard_enum_match_arm, reason = "the same")]
mod watch_picture;
#[expect(clippy::wildcard_enum_match_arm, reason = "the same")]
mod watch_step;
