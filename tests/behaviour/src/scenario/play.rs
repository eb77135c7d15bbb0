//! Plays a scenario, step by step, to its end or to the first thing that is not as expected.

use std::path::Path;

use serde_json::{Value, json};

use super::file::{Call, Perform, Save, Scenario, Step};
use super::matching::matches;
use super::names::Names;
use super::stage::Stage;

/// What a call came to: its result, or `error.data`.
type Outcome = Result<Value, Value>;

/// Plays the scenario in this file against this program (`portico`). Errors: which step was not as expected, and how.
pub fn play(file: &Path, program: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let scenario = Scenario::read(&text)?;
    let mut names = Names::default();
    let stage = Stage::set(&scenario, program, &mut names)?;
    let mut player = Player { stage, names };
    for (at, step) in scenario.steps.iter().enumerate() {
        player.step(step).map_err(|what| format!("step {} ({}): {what}", at + 1, described(step)))?;
    }
    Ok(())
}

/// A step in a failure's first line.
fn described(step: &Step) -> String {
    match step {
        Step::Call(step) => step.call.clone(),
        Step::Desk(step) => step.desk.clone(),
        Step::Perform(step) => format!("perform {}", step.perform),
        Step::Advance(_)
        | Step::Skew(_)
        | Step::Restart(_)
        | Step::Parallel(_)
        | Step::ExpectRequests(_)
        | Step::ReadPicture(_) => step.kind().to_owned(),
    }
}

struct Player {
    stage: Stage,
    names: Names,
}

impl Player {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        match step {
            Step::Call(step) => {
                let params = self.names.fill(&Value::Object(step.params.clone()))?;
                let outcome = self.stage.call(step.phone.as_deref(), &step.call, params)?;
                self.came(step, outcome)
            }
            Step::Parallel(step) => self.parallel(&step.parallel),
            Step::Desk(step) => {
                let body = step.body.as_ref().map(|body| self.names.fill(body)).transpose()?;
                let call = self.names.text(&step.desk)?;
                let answer = self.stage.desk(step.portal.as_deref(), &call, body.as_ref())?;
                self.judge(step.expect.as_ref(), &step.save, &answer)
            }
            Step::Advance(step) => self.stage.advance(step.advance),
            Step::Skew(step) => {
                let body = json!({"skew_s": step.skew});
                self.stage.desk(step.portal.as_deref(), "POST /clock", Some(&body)).map(drop)
            }
            Step::Restart(step) => self.stage.restart(step.phone.as_deref(), step.restart),
            Step::ExpectRequests(step) => {
                let requests = self.stage.new_requests(step.portal.as_deref())?;
                self.judge(Some(&step.expect_requests), &step.save, &requests)
            }
            Step::ReadPicture(step) => {
                let params = self.names.fill(&Value::Object(step.read_picture.clone()))?;
                let outcome = self.stage.call(step.phone.as_deref(), step.call(), params)?;
                let picture = outcome.map_err(|error| format!("no picture: {error}"))?;
                let word = self.stage.word(step.portal.as_deref())?;
                let seen = json!({"media_type": picture.get("media_type"), "word": word});
                self.judge(None, &step.save, &seen)
            }
            Step::Perform(step) => self.perform(step),
        }
    }

    fn parallel(&mut self, calls: &[Call]) -> Result<(), String> {
        let mut begun = Vec::new();
        for call in calls {
            for _ in 0..call.times.unwrap_or(1) {
                let params = self.names.fill(&Value::Object(call.params.clone()))?;
                begun.push((call, self.stage.begin(call.phone.as_deref(), &call.call, params)?));
            }
        }
        begun.into_iter().try_for_each(|(call, pending)| {
            self.came(call, pending.wait()).map_err(|what| format!("{}: {what}", call.call))
        })
    }

    fn came(&mut self, call: &Call, outcome: Outcome) -> Result<(), String> {
        let came = as_wished(call.error.as_deref(), outcome)?;
        self.judge(call.expect.as_ref(), &call.save, &came)
    }

    /// Presses the button: a call is called, a page opened, a help card asked for. Settings and a camera are the view's own.
    fn perform(&mut self, step: &Perform) -> Result<(), String> {
        let record = self.names.fill(&step.of)?;
        let with = step.with.as_ref().map(|with| self.names.fill(with)).transpose()?;
        let fits = |action: &&Value| {
            let args = action.get("args").unwrap_or(&Value::Null);
            action.get("kind").and_then(Value::as_str) == Some(&step.perform)
                && with.as_ref().is_none_or(|with| matches(with, args).is_ok())
        };
        let offered = actions(&record);
        let action = offered.iter().copied().find(fits).ok_or_else(|| format!("not offered; there is {offered:?}"))?;
        let args = with_own(action.get("args"), self.names.fill(&Value::Object(step.params.clone()))?)?;
        let outcome = match step.perform.as_str() {
            "open_url" => Ok(self.stage.browse(args.get("url").and_then(Value::as_str).unwrap_or_default())?),
            "share_help_card" => self.stage.call(step.phone.as_deref(), "help.card", args)?,
            "open_settings" | "scan_qr" => Ok(args),
            call => self.stage.call(step.phone.as_deref(), call, args)?,
        };
        let came = as_wished(step.error.as_deref(), outcome)?;
        self.judge(step.expect.as_ref(), &step.save, &came)
    }

    fn judge(&mut self, expected: Option<&Value>, save: &Save, came: &Value) -> Result<(), String> {
        if let Some(expected) = expected {
            matches(&self.names.fill(expected)?, came).map_err(|what| format!("{what}\nin {came:#}"))?;
        }
        for (name, pointer) in save {
            let value = came.pointer(pointer).ok_or_else(|| format!("no {pointer} in {came:#}"))?;
            self.names.set(name, value.clone());
        }
        Ok(())
    }
}

/// An action's arguments and what the view adds to them. Errors: a view changes none of them.
fn with_own(args: Option<&Value>, own: Value) -> Result<Value, String> {
    let mut args = args.and_then(Value::as_object).cloned().unwrap_or_default();
    for (name, value) in own.as_object().into_iter().flatten() {
        if args.insert(name.clone(), value.clone()).is_some() {
            return Err(format!("the action brings its own {name}"));
        }
    }
    Ok(Value::Object(args))
}

/// The result where one was wished for, the error's data where that error was.
fn as_wished(error: Option<&str>, outcome: Outcome) -> Result<Value, String> {
    match (error, outcome) {
        (None, Ok(came)) => Ok(came),
        (None, Err(data)) => Err(format!("it failed: {data:#}")),
        (Some(code), Ok(came)) => Err(format!("it was to fail with {code}, but gave {came:#}")),
        (Some(code), Err(data)) if data.get("code").and_then(Value::as_str) == Some(code) => Ok(data),
        (Some(code), Err(data)) => Err(format!("it was to fail with {code}, but failed with {data:#}")),
    }
}

/// What a record offers to do, in the order in which a view draws it: its problem's steps (or its own, if it is a problem), then
/// the step's other ways.
fn actions(record: &Value) -> Vec<&Value> {
    let lists = ["/problem/steps", "/steps", "/step/other_ways"];
    let items = lists.into_iter().filter_map(|list| record.pointer(list)?.as_array()).flatten();
    items.filter_map(|item| item.get("action")).collect()
}
