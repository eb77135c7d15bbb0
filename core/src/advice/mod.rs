//! Words for people: problems, warnings, ways out of a step, tries and receipts. Everything is stored as code and arguments and
//! worded when it is read, so a change of language changes all of it at once. Pure: no I/O, no clock.

mod problems;
mod problems_account;
mod problems_address;
mod problems_portal;
mod problems_sign_in;
mod receipts;
mod tries;
mod warnings;
mod ways;
mod wording;

pub use problems::{ALL, problems_markdown, word};
pub use receipts::{left_application_password, receipt_lines};
pub use tries::{tries_args, tries_sentence};
pub use warnings::{WarningCode, clock_drift_speaks, warning};
pub use ways::{CaptchaWays, CodeWays, other_ways_for_captcha, other_ways_for_code};

#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_ways;
