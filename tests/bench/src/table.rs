//! The figures: what was measured, what was wanted, and whether that was reached.

use std::fmt::Write as _;
use std::time::Duration;

/// What is wanted of a figure, at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Limit {
    /// A time or a ratio of times: missed ones are told, since a machine may be busy.
    Time(f64),
    /// A count, or a size: the run fails above it.
    Count(f64),
    /// Nothing.
    None,
}

impl Limit {
    /// The number, if there is one.
    pub(crate) fn at_most(self) -> Option<f64> {
        match self {
            Self::Time(limit) | Self::Count(limit) => Some(limit),
            Self::None => None,
        }
    }
}

/// One figure.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// What was measured.
    pub(crate) what: String,
    /// What is wanted.
    pub(crate) limit: Limit,
    /// What it came to, in the limit's unit.
    pub(crate) figure: f64,
    /// The same for people.
    pub(crate) said: String,
}

impl Row {
    /// A row without its figure.
    pub(crate) fn new(what: impl Into<String>, limit: Limit) -> Self {
        Self { what: what.into(), limit, figure: 0.0, said: "not measured".to_owned() }
    }

    /// The row with its figure.
    pub(crate) fn reached(self, figure: f64, said: impl Into<String>) -> Self {
        Self { figure, said: said.into(), ..self }
    }

    /// Whether it is above what is wanted.
    pub(crate) fn missed(&self) -> bool {
        self.limit.at_most().is_some_and(|limit| self.figure > limit)
    }

    /// Whether the run fails for it.
    pub(crate) fn fails(&self) -> bool {
        matches!(self.limit, Limit::Count(_)) && self.missed()
    }
}

/// One against the other.
pub(crate) fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// All figures as a table.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut table = "| what | measured | at most | |\n|---|---|---|---|\n".to_owned();
    for row in rows {
        let limit = row.limit.at_most().map_or("–".to_owned(), |limit| limit.to_string());
        let verdict = if row.missed() { "missed" } else { "" };
        let _ = writeln!(table, "| {} | {} | {limit} | {verdict} |", row.what, row.said);
    }
    table
}
