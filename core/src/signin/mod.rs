//! Signing in: one pure machine (`machine`, shown by `README.md` beside this file), and the driver that carries its effects out,
//! which is everything else here.

mod belongs;
mod calls;
pub mod check;
mod commit;
mod drift;
mod driver;
mod go_on;
pub mod input;
mod keep;
mod links;
mod live;
pub mod machine;
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
mod typed;
mod verdict;
mod view;

pub(crate) use driver::SignIns;
pub(crate) use input::{LONGEST_TYPED, captcha_word};
pub(crate) use live::held_too_long;
pub use machine::events::{Effect, Event};
pub use machine::transition::transition;
pub use machine::{Stage, StageKind, State};
pub(crate) use told::Told;
pub(crate) use typed::looks_like_login;
pub use typed::{Start, Typed};
