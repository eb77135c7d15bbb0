//! A scenario file, read strictly: an unknown key, operator or name is an error before anything is played.

use std::collections::{BTreeMap, BTreeSet};

use portico_portal::Company;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::matching;
use super::names;

/// One story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// For editors.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// One line.
    pub title: String,
    /// Facts, rules and pains it shows.
    pub why: String,
    /// The portals, by name, and who works there.
    pub portals: BTreeMap<String, Company>,
    /// The phones, by name; none named: one, called `phone`.
    #[serde(default)]
    pub phones: BTreeMap<String, Phone>,
    /// What happens, in order.
    pub steps: Vec<Step>,
}

/// How a phone's program is opened.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Phone {
    /// Language of texts at the start; else English.
    pub locale: Option<String>,
}

/// Names for parts of a result: name → JSON pointer.
pub type Save = BTreeMap<String, String>;

/// One thing that happens.
#[derive(Debug)]
pub enum Step {
    /// The app calls the core.
    Call(Call),
    /// Somebody does something at the portal.
    Desk(Desk),
    /// Time passes.
    Advance(Advance),
    /// The portal's `Date` goes wrong.
    Skew(Skew),
    /// The program ends and is started again.
    Restart(Restart),
    /// Several calls at once.
    Parallel(Parallel),
    /// What the portal saw since the last look.
    ExpectRequests(ExpectRequests),
    /// A person looks at a picture.
    ReadPicture(ReadPicture),
    /// A person presses a button that a record offered.
    Perform(Perform),
}

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $kind:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $($(#[$attribute])* pub $field: $kind,)+
            /// A sentence for the reader.
            #[serde(default)]
            pub note: Option<String>,
        }
    )+};
}

steps! {
    /// A call of the surface, and what comes of it.
    Call {
        /// The method.
        call: String,
        /// Its arguments by name.
        #[serde(default)]
        params: Map<String, Value>,
        /// Which phone.
        #[serde(default)]
        phone: Option<String>,
        /// Subset of the result or, with `error`, of the error's data.
        #[serde(default)]
        expect: Option<Value>,
        /// The code the call fails with.
        #[serde(default)]
        error: Option<String>,
        /// Parts of the same.
        #[serde(default)]
        save: Save,
        /// In `parallel`: as many at once.
        #[serde(default)]
        times: Option<u32>,
    }
    /// A call of the desk.
    Desk {
        /// Method, blank, path.
        desk: String,
        /// Which portal.
        #[serde(default)]
        portal: Option<String>,
        /// JSON body.
        #[serde(default)]
        body: Option<Value>,
        /// Subset of the answer.
        #[serde(default)]
        expect: Option<Value>,
        /// Parts of the answer.
        #[serde(default)]
        save: Save,
    }
    /// Seconds, for every phone and portal.
    Advance {
        /// Seconds.
        advance: u32,
    }
    /// How far a portal's `Date` is ahead.
    Skew {
        /// Seconds.
        skew: i64,
        /// Which portal.
        #[serde(default)]
        portal: Option<String>,
    }
    /// The same data folder, another process.
    Restart {
        /// How it ends.
        restart: Ending,
        /// Which phone.
        #[serde(default)]
        phone: Option<String>,
    }
    /// Begun in this order, answered in any.
    Parallel {
        /// The calls.
        parallel: Vec<Call>,
    }
    /// The portal's own log.
    ExpectRequests {
        /// What the list of requests since the last look must be like.
        expect_requests: Value,
        /// Which portal.
        #[serde(default)]
        portal: Option<String>,
        /// Parts of the list.
        #[serde(default)]
        save: Save,
    }
    /// [`ReadPicture::call`], then the word from the desk.
    ReadPicture {
        /// Arguments of the call.
        read_picture: Map<String, Value>,
        /// Which portal.
        #[serde(default)]
        portal: Option<String>,
        /// Which phone.
        #[serde(default)]
        phone: Option<String>,
        /// Parts of `{media_type, word}`.
        #[serde(default)]
        save: Save,
    }
    /// Runs an action of a record.
    Perform {
        /// Its kind.
        perform: String,
        /// The record that offers it: `{{name}}`.
        of: Value,
        /// Subset of its arguments, where several are of that kind.
        #[serde(default)]
        with: Option<Value>,
        /// Arguments that the view adds: what no record repeats, like a link.
        #[serde(default)]
        params: Map<String, Value>,
        /// Which phone.
        #[serde(default)]
        phone: Option<String>,
        /// Subset of what it gives.
        #[serde(default)]
        expect: Option<Value>,
        /// The code it fails with.
        #[serde(default)]
        error: Option<String>,
        /// Parts of what it gives.
        #[serde(default)]
        save: Save,
    }
}

impl ReadPicture {
    /// Whose picture it is, by the argument.
    pub fn call(&self) -> &'static str {
        if self.read_picture.contains_key("recovery") { "recovery.captcha_picture" } else { "sign_in.captcha_picture" }
    }
}

/// How a program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// As when its user closes it.
    End,
    /// As when the system is short of memory.
    Kill,
}

/// The keys of which a step has exactly one.
pub const KINDS: [&str; 9] =
    ["call", "desk", "advance", "skew", "restart", "parallel", "expect_requests", "read_picture", "perform"];

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let step = Map::<String, Value>::deserialize(from)?;
        let mut kinds = KINDS.iter().filter(|kind| step.contains_key(**kind));
        let (Some(kind), None) = (kinds.next().copied(), kinds.next()) else {
            return Err(serde::de::Error::custom(format!("a step has exactly one of {}", KINDS.join(", "))));
        };
        let whole = Value::Object(step);
        let read = match kind {
            "call" => serde_json::from_value(whole).map(Self::Call),
            "desk" => serde_json::from_value(whole).map(Self::Desk),
            "advance" => serde_json::from_value(whole).map(Self::Advance),
            "skew" => serde_json::from_value(whole).map(Self::Skew),
            "restart" => serde_json::from_value(whole).map(Self::Restart),
            "parallel" => serde_json::from_value(whole).map(Self::Parallel),
            "expect_requests" => serde_json::from_value(whole).map(Self::ExpectRequests),
            "read_picture" => serde_json::from_value(whole).map(Self::ReadPicture),
            _perform => serde_json::from_value(whole).map(Self::Perform),
        };
        read.map_err(|error| serde::de::Error::custom(format!("{kind}: {error}")))
    }
}

impl Step {
    fn sound(&self) -> Result<(), String> {
        self.expected().into_iter().try_for_each(matching::sound)?;
        for (name, pointer) in self.saves().into_iter().flatten() {
            if !names::is_name(name) || !(pointer.is_empty() || pointer.starts_with('/')) {
                return Err(format!("{name:?}: {pointer:?} is no name with a JSON pointer"));
            }
        }
        match self {
            Self::Call(call) if call.times.is_some() => Err("`times` stands in `parallel` only".to_owned()),
            Self::Perform(perform) if !names::is_one_name(&perform.of) => {
                Err("`of` is one saved record: {{name}}".to_owned())
            }
            Self::Call(_)
            | Self::Desk(_)
            | Self::Advance(_)
            | Self::Skew(_)
            | Self::Restart(_)
            | Self::Parallel(_)
            | Self::ExpectRequests(_)
            | Self::ReadPicture(_)
            | Self::Perform(_) => Ok(()),
        }
    }

    /// The key that says what it is.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Call(_) => "call",
            Self::Desk(_) => "desk",
            Self::Advance(_) => "advance",
            Self::Skew(_) => "skew",
            Self::Restart(_) => "restart",
            Self::Parallel(_) => "parallel",
            Self::ExpectRequests(_) => "expect_requests",
            Self::ReadPicture(_) => "read_picture",
            Self::Perform(_) => "perform",
        }
    }

    /// What it must come to, as it stands in the file.
    pub fn expected(&self) -> Vec<&Value> {
        match self {
            Self::Call(step) => step.expect.iter().collect(),
            Self::Desk(step) => step.expect.iter().collect(),
            Self::Parallel(step) => step.parallel.iter().filter_map(|call| call.expect.as_ref()).collect(),
            Self::ExpectRequests(step) => vec![&step.expect_requests],
            Self::Perform(step) => step.expect.iter().chain(&step.with).collect(),
            Self::Advance(_) | Self::Skew(_) | Self::Restart(_) | Self::ReadPicture(_) => Vec::new(),
        }
    }

    fn saves(&self) -> Vec<&Save> {
        match self {
            Self::Call(step) => vec![&step.save],
            Self::Desk(step) => vec![&step.save],
            Self::Parallel(step) => step.parallel.iter().map(|call| &call.save).collect(),
            Self::ExpectRequests(step) => vec![&step.save],
            Self::ReadPicture(step) => vec![&step.save],
            Self::Perform(step) => vec![&step.save],
            Self::Advance(_) | Self::Skew(_) | Self::Restart(_) => Vec::new(),
        }
    }
}

impl Scenario {
    /// Reads a file's text. Errors: what is wrong, and in which step (counted from 1).
    pub fn read(text: &str) -> Result<Self, String> {
        let whole: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let read = Self::shape(&whole)?;
        read.names(&whole)?;
        Ok(read)
    }

    /// What `schema.json` says too: keys, types, operators, forms of names. Errors: as [`Scenario::read`].
    pub fn shape(whole: &Value) -> Result<Self, String> {
        if let Some(place) = lists_for_records(whole).first() {
            return Err(format!("{place} is no record"));
        }
        for (at, step) in raw_steps(whole).iter().enumerate() {
            Step::deserialize(step).map_err(|error| format!("step {}: {error}", at + 1))?;
        }
        let read = Self::deserialize(whole).map_err(|error| error.to_string())?;
        if read.schema != "./schema.json" || read.title.is_empty() || read.why.is_empty() {
            return Err("a scenario has $schema ./schema.json, a title and a why".to_owned());
        }
        if read.portals.is_empty() || read.steps.is_empty() {
            return Err("a scenario has a portal and a step".to_owned());
        }
        if let Some(name) = read.portals.keys().chain(read.phones.keys()).find(|name| !names::is_name(name)) {
            return Err(format!("{name:?} is no name"));
        }
        for (at, step) in read.steps.iter().enumerate() {
            step.sound().map_err(|what| format!("step {}: {what}", at + 1))?;
        }
        Ok(read)
    }

    /// The names of its phones.
    pub fn phone_names(&self) -> Vec<String> {
        if self.phones.is_empty() { vec!["phone".to_owned()] } else { self.phones.keys().cloned().collect() }
    }

    /// What no schema can say: a name is saved before it is used.
    fn names(&self, whole: &Value) -> Result<(), String> {
        let portals = self.portals.keys().flat_map(|portal| [format!("{portal}.url"), format!("{portal}.port")]);
        let mut known: BTreeSet<String> = portals.collect();
        for (at, (step, raw)) in self.steps.iter().zip(raw_steps(whole)).enumerate() {
            if let Some(name) = names::used(raw).into_iter().find(|name| !known.contains(name)) {
                return Err(format!("step {}: {{{{{name}}}}} is not saved before", at + 1));
            }
            known.extend(step.saves().into_iter().flat_map(Save::keys).cloned());
        }
        Ok(())
    }
}

/// serde would take a list of values for a record.
fn lists_for_records(whole: &Value) -> Vec<&Value> {
    let portals = whole.get("portals").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let users = portals.clone().filter_map(|portal| portal.get("users")?.as_array()).flatten();
    let phones = whole.get("phones").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let calls = raw_steps(whole).iter().filter_map(|step| step.get("parallel")?.as_array()).flatten();
    let records = std::iter::once(whole).chain(portals).chain(users).chain(phones).chain(calls);
    records.filter(|record| record.is_array()).collect()
}

fn raw_steps(whole: &Value) -> &[Value] {
    whole.get("steps").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
