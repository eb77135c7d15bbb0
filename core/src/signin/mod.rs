//! Signing in: one pure machine, and the driver that carries its effects out. `README.md` beside this file shows the machine.

mod answers;
mod belongs;
mod calls;
pub mod check;
mod codes;
mod commit;
mod drift;
mod driver;
pub mod events;
mod go_on;
pub mod input;
mod keep;
mod link;
mod links;
mod live;
pub mod machine;
mod moves;
mod pictures;
mod resume;
mod send;
mod send_code;
mod send_sms;
mod start;
#[cfg(test)]
mod table;
#[cfg(test)]
mod tests;
mod told;
pub mod transition;
mod typed;
mod verdict;
mod view;

pub(crate) use driver::SignIns;
pub use events::{Effect, Event};
pub(crate) use input::{LONGEST_TYPED, captcha_word};
pub(crate) use keep::looks_like_login;
pub(crate) use live::held_too_long;
pub use machine::{Stage, StageKind, State};
pub(crate) use told::Told;
pub use transition::transition;
pub use typed::{Start, Typed};
