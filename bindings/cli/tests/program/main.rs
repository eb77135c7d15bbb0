//! The real program `portico` against a real portal: over JSON-RPC, at a pipe, and as the tour.

mod answers;
#[cfg(target_os = "linux")]
mod demo;
mod ends;
#[cfg(target_os = "linux")]
mod forgot;
#[cfg(target_os = "linux")]
mod invited;
#[cfg(target_os = "linux")]
mod kept;
mod links;
mod main_job;
#[cfg(target_os = "linux")]
mod menus;
mod pictures;
mod pipe;
mod rpc;
#[cfg(target_os = "linux")]
mod screen;
mod statuses;
mod steps;
mod support;
mod surface;
mod talk;
#[cfg(target_os = "linux")]
mod terminal;
mod tour;
mod turns;
mod ways_in;
