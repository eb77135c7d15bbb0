//! What the scenarios show, read from their files: a thing counts where a step expects it, not where it merely happens.

use std::collections::BTreeSet;

use serde_json::Value;

use super::file::{Scenario, Step};

/// What one scenario shows, or several together.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Shown {
    /// Kinds of the file's steps.
    pub kinds: BTreeSet<String>,
    /// Calls, also those performed as an action.
    pub calls: BTreeSet<String>,
    /// Actions performed.
    pub actions: BTreeSet<String>,
    /// Kinds of a sign-in's step, stages of a recovery or an invitation, states of an account.
    pub steps: BTreeSet<String>,
    /// Codes of problems.
    pub codes: BTreeSet<String>,
    /// Codes of errors.
    pub errors: BTreeSet<String>,
    /// Codes of warnings.
    pub warnings: BTreeSet<String>,
    /// Call, step it leads to, problem it shows; empty where none is expected.
    pub moments: BTreeSet<(String, String, String)>,
}

impl Shown {
    /// What this scenario shows.
    pub fn by(scenario: &Scenario) -> Self {
        let mut shown = Self::default();
        for step in &scenario.steps {
            shown.kinds.insert(step.kind().to_owned());
            match step {
                Step::Call(call) => shown.call(&call.call, call.expect.as_ref(), call.error.as_deref()),
                Step::Parallel(many) => {
                    many.parallel.iter().for_each(|it| shown.call(&it.call, it.expect.as_ref(), it.error.as_deref()));
                }
                Step::Perform(perform) => {
                    shown.actions.insert(perform.perform.clone());
                    let call = if perform.perform == "share_help_card" { "help.card" } else { &perform.perform };
                    shown.call(call, perform.expect.as_ref(), perform.error.as_deref());
                }
                Step::ReadPicture(picture) => shown.call(picture.call(), None, None),
                Step::Desk(_) | Step::Advance(_) | Step::Skew(_) | Step::Restart(_) | Step::ExpectRequests(_) => {}
            }
        }
        shown
    }

    /// All of it together.
    pub fn together(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().fold(Self::default(), |mut sum, one| {
            sum.kinds.extend(one.kinds);
            sum.calls.extend(one.calls);
            sum.actions.extend(one.actions);
            sum.steps.extend(one.steps);
            sum.codes.extend(one.codes);
            sum.errors.extend(one.errors);
            sum.warnings.extend(one.warnings);
            sum.moments.extend(one.moments);
            sum
        })
    }

    fn call(&mut self, call: &str, expected: Option<&Value>, error: Option<&str>) {
        if call.contains('.') || call == "observe" {
            self.calls.insert(call.to_owned());
        }
        self.errors.extend(error.map(str::to_owned));
        let mut found = Found::default();
        if let Some(expected) = expected {
            found.look(expected);
            if call == "help.topic" {
                found.codes.extend(text(expected, "code"));
            }
        }
        let moment = (
            call.to_owned(),
            found.steps.iter().next().cloned().unwrap_or_default(),
            found.codes.iter().next().cloned().or_else(|| error.map(str::to_owned)).unwrap_or_default(),
        );
        self.moments.insert(moment);
        self.steps.extend(found.steps);
        self.codes.extend(found.codes);
        self.warnings.extend(found.warnings);
    }
}

/// What stands in one expected value.
#[derive(Default)]
struct Found {
    steps: BTreeSet<String>,
    codes: BTreeSet<String>,
    warnings: BTreeSet<String>,
}

impl Found {
    fn look(&mut self, value: &Value) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| self.look(item)),
            Value::Object(fields) => {
                self.codes.extend(fields.get("problem").and_then(|problem| text(problem, "code")));
                self.steps.extend(fields.get("step").and_then(|step| text(step, "kind")));
                self.steps.extend(text(value, "stage"));
                self.steps.extend(text(value, "state"));
                if fields.contains_key("where") || fields.contains_key("warnings") {
                    self.warnings.extend(text(value, "code"));
                }
                if let Some(warnings) = fields.get("warnings").and_then(Value::as_array) {
                    self.warnings.extend(warnings.iter().filter_map(|warning| text(warning, "code")));
                }
                // What must not be there is not shown.
                fields.iter().filter(|(name, _)| *name != "$not").for_each(|(_, field)| self.look(field));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

fn text(value: &Value, field: &str) -> Option<String> {
    value.get(field).and_then(Value::as_str).map(str::to_owned)
}
