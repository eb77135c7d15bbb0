//! How a stored text becomes sentences: arguments are filled in, a sentence whose argument is missing is left out, and a button
//! whose argument is missing is not drawn. No `{…}` ever reaches a person.

use std::collections::BTreeMap;

use super::tries;
use crate::records::{Action, ProblemStep, Trouble};

/// The texts of one problem. `cause` is a list of sentences, each of which may fall away.
pub(super) struct Text {
    /// One line of at most 60 characters, without arguments.
    pub(super) title: &'static str,
    /// What happened and why.
    pub(super) cause: &'static [&'static str],
    /// What to do, in order.
    pub(super) steps: &'static [StepText],
}

/// One thing to do.
pub(super) struct StepText {
    /// The sentence.
    pub(super) text: &'static str,
    /// What a button may run: the first that has all its arguments.
    pub(super) actions: &'static [ActionText],
}

/// Something a view can run.
pub(super) struct ActionText {
    /// A call of the surface, or one of `open_url`, `share_help_card`, `open_settings`, `scan_qr`.
    pub(super) kind: &'static str,
    /// Its arguments.
    pub(super) args: &'static [(&'static str, Value)],
    /// Not offered where this argument is present: inside a sign-in its form is the way, not a call for the account.
    pub(super) unless: Option<&'static str>,
}

/// Where an action's argument comes from.
pub(super) enum Value {
    /// The trouble's argument of that name.
    Of(&'static str),
    /// Always this.
    Fixed(&'static str),
}

/// A step without a button.
pub(super) const fn say(text: &'static str) -> StepText {
    StepText { text, actions: &[] }
}

/// A step with a button.
pub(super) const fn offer(text: &'static str, actions: &'static [ActionText]) -> StepText {
    StepText { text, actions }
}

const fn action(kind: &'static str, args: &'static [(&'static str, Value)]) -> ActionText {
    ActionText { kind, args, unless: None }
}

/// Look again now; nothing counted.
pub(super) const CHECK: ActionText =
    ActionText { kind: "session.check", args: &[("account", Value::Of("account"))], unless: Some("sign_in") };
/// Send the stored application password once, knowingly.
pub(super) const SPEND: ActionText = ActionText {
    kind: "session.check",
    args: &[("account", Value::Of("account")), ("spend_try", Value::Fixed("true"))],
    unless: None,
};
/// Sign in to a known account.
pub(super) const START: ActionText =
    ActionText { kind: "sign_in.start", args: &[("account", Value::Of("account"))], unless: Some("sign_in") };
/// Sign in at an address.
pub(super) const START_AT: ActionText = action("sign_in.start", &[("address", Value::Of("origin"))]);
/// Sign in, address first.
pub(super) const START_NEW: ActionText = action("sign_in.start", &[]);
/// One step back.
pub(super) const BACK: ActionText = action("sign_in.back", &[("sign_in", Value::Of("sign_in"))]);
/// Another picture.
pub(super) const REFRESH: ActionText =
    action("sign_in.refresh_captcha", &[("sign_in", Value::Of("sign_in")), ("challenge", Value::Of("challenge"))]);
/// Agree to the new address.
pub(super) const CONFIRM_MOVE: ActionText = action("sign_in.confirm_move", &[("sign_in", Value::Of("sign_in"))]);
/// Clear what was used for signing in.
pub(super) const RESET: ActionText = action("accounts.reset", &[("account", Value::Of("account"))]);
/// Remove the account from this phone.
pub(super) const DELETE: ActionText = action("accounts.delete", &[("account", Value::Of("account"))]);
/// Use the account that is already there.
pub(super) const SELECT_OTHER: ActionText = action("accounts.select", &[("account", Value::Of("other_account"))]);
/// The portal in a browser.
pub(super) const OPEN_PORTAL: ActionText = action("open_url", &[("url", Value::Of("origin"))]);
/// The portal's page for a forgotten password (I1).
pub(super) const RECOVER: ActionText = action("open_url", &[("url", Value::Of("recover_url"))]);
/// A text for the administrator.
pub(super) const CARD: &[ActionText] = &[CARD_OF_SIGN_IN, CARD_OF_ACCOUNT];
const CARD_OF_SIGN_IN: ActionText = action("share_help_card", &[("sign_in", Value::Of("sign_in"))]);
const CARD_OF_ACCOUNT: ActionText = action("share_help_card", &[("account", Value::Of("account"))]);
/// The phone's own settings.
pub(super) const SETTINGS: ActionText = action("open_settings", &[]);

/// The arguments of a trouble, with those that are derived from them.
pub(super) fn arguments(trouble: &Trouble) -> BTreeMap<&str, String> {
    let mut args: BTreeMap<&str, String> = trouble
        .args
        .iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| (name.as_str(), plain(value)))
        .collect();
    if let Some(tries) = tries::from_args(trouble) {
        args.insert("tries", tries::tries_sentence(&tries));
    }
    if let Some(origin) = args.get("origin").cloned() {
        args.insert("recover_url", format!("{origin}/auth/?forgot_password=yes"));
    }
    if let Some(seconds) = trouble.wait_s {
        args.insert("wait", span(seconds.min(3600)));
    }
    args
}

/// The text with its arguments; `None` where one is missing that has no stand-in.
pub(super) fn fill(text: &str, args: &BTreeMap<&str, String>) -> Option<String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}')?;
        filled.push_str(before);
        match args.get(name) {
            Some(value) => filled.push_str(value),
            None => filled.push_str(&stand_in(name, filled.is_empty() || filled.ends_with(". "))?),
        }
        rest = after;
    }
    filled.push_str(rest);
    Some(filled)
}

/// The sentences that have all their arguments.
pub(super) fn paragraph(sentences: &[&str], args: &BTreeMap<&str, String>) -> String {
    sentences.iter().filter_map(|sentence| fill(sentence, args)).collect::<Vec<_>>().join(" ")
}

/// The steps that have all their arguments, with the first action that has all of its own.
pub(super) fn steps(texts: &[StepText], args: &BTreeMap<&str, String>) -> Vec<ProblemStep> {
    let word = |step: &StepText| {
        fill(step.text, args)
            .map(|text| ProblemStep { text, action: step.actions.iter().find_map(|action| ready(action, args)) })
    };
    texts.iter().filter_map(word).collect()
}

/// The action with its arguments; `None` where one is missing.
pub(super) fn ready(action: &ActionText, args: &BTreeMap<&str, String>) -> Option<Action> {
    if action.unless.is_some_and(|name| args.contains_key(name)) {
        return None;
    }
    let value = |value: &Value| match value {
        Value::Of(name) => args.get(name).cloned(),
        Value::Fixed(text) => Some((*text).to_owned()),
    };
    let args = action
        .args
        .iter()
        .map(|(name, of)| value(of).map(|value| ((*name).to_owned(), value)))
        .collect::<Option<_>>()?;
    Some(Action { kind: action.kind.to_owned(), args })
}

/// A wait as people say it.
pub(super) fn span(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=119 => format!("{seconds} seconds"),
        120..=3599 => format!("{} minutes", seconds.div_ceil(60)),
        _longer => "an hour".to_owned(),
    }
}

/// What a sentence says where it does not know better.
fn stand_in(name: &str, begins: bool) -> Option<String> {
    let text = match name {
        "host" => "the portal",
        "to" => "a new address",
        "from" => "the old address",
        "method" => "this function",
        "wait" => "a minute",
        _other => return None,
    };
    let mut letters = text.chars();
    let first = letters.next().filter(|_| begins).map(|c| c.to_ascii_uppercase());
    Some(first.into_iter().chain(if begins { letters } else { text.chars() }).collect())
}

/// An argument on one line and without braces, as they may come from outside.
fn plain(value: &str) -> String {
    value.chars().filter(|c| !c.is_control() && !matches!(c, '{' | '}')).take(300).collect()
}
