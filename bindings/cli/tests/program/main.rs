//! The real program `portico` against a real portal: over JSON-RPC, at a pipe, and as the tour.

mod ends;
mod main_job;
mod rpc;
mod support;
mod surface;
mod talk;
mod tour;
mod ways_in;
