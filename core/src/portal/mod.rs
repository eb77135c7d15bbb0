//! The wire to one portal: addresses, requests, answers. Reading is pure, so that it can be fuzzed; nothing is stored and
//! nothing decided here.

pub mod address;
pub mod answer;
mod charset;
pub mod checkout;
pub mod clean;
pub mod cookies;
pub mod device_name;
pub mod event_log;
pub mod form;
pub mod headers;
pub mod host;
pub mod invitation;
mod json;
pub mod link;
pub mod logout;
pub mod page;
pub mod picture;
pub mod push_otp;
pub mod recovery;
pub mod request;
pub mod rest;
pub mod trouble;

#[cfg(test)]
mod tests;
