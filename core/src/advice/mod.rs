//! Words for people: problems, warnings, ways out of a step, tries, receipts, history and help cards. Everything is stored as code and arguments and
//! worded when it is read, so a change of language changes all of it at once. The texts are in `core/texts`. Pure: no I/O, no
//! clock.

mod actions;
mod errors;
mod help;
mod history;
mod links;
mod problems;
mod receipts;
mod texts;
mod tries;
mod warnings;
mod ways;

pub use errors::say_error;
pub use help::{Card, card, topic, use_this};
pub use history::{event_log_unreadable, phone_event, portal_event};
pub use links::{LinkWarning, link_warning};
pub use problems::{ALL, problems_markdown, word};
pub use receipts::{left_application_password, receipt_again, receipt_lines};
pub use tries::{tries_args, tries_sentence};
pub use warnings::{WarningCode, clock_drift_speaks, warning};
pub use ways::{
    BackupCodes, CaptchaWays, CodeWays, other_ways_for_captcha, other_ways_for_code, why_browser_for_codes,
};

#[cfg(test)]
mod tests;
