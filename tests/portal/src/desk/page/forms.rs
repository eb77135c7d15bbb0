//! What the page's forms do: their fields become the JSON that the desk's calls take.

use serde_json::{Map, Value, json};

use crate::desk::{Desk, DeskError, Done};

/// The fields of a form; where several have a name, the last counts.
pub(super) struct Form(Map<String, Value>);

impl Form {
    pub(super) fn read(body: &str) -> Self {
        let pairs = url::form_urlencoded::parse(body.as_bytes());
        Self(pairs.map(|(name, value)| (name.into_owned(), Value::String(value.into_owned()))).collect())
    }

    /// The text of a field without the space around it; nothing if it is missing or empty.
    fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty())
    }

    fn number(&self, name: &str) -> Done<i64> {
        let text = self.text(name).unwrap_or_default();
        text.parse().map_err(|_| DeskError::Bad(format!("{name} is a whole number, not {text:?}")))
    }
}

/// What the page's forms do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Deed {
    Employee,
    New,
    Invite,
    Log,
    Clock,
    Faults,
    Policy,
    Switches,
    Addresses,
    Rename,
    Reregister,
    SeenAs,
    Integration,
}

impl Deed {
    pub(super) fn all() -> impl Iterator<Item = Self> {
        use Deed::{
            Addresses, Clock, Employee, Faults, Integration, Invite, Log, New, Policy, Rename, Reregister, SeenAs,
            Switches,
        };
        [
            Employee,
            New,
            Invite,
            Log,
            Clock,
            Faults,
            Policy,
            Switches,
            Addresses,
            Rename,
            Reregister,
            SeenAs,
            Integration,
        ]
        .into_iter()
    }

    /// As in the form's address.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::New => "new",
            Self::Invite => "invite",
            Self::Log => "log",
            Self::Clock => "clock",
            Self::Faults => "faults",
            Self::Policy => "policy",
            Self::Switches => "switches",
            Self::Addresses => "addresses",
            Self::Rename => "rename",
            Self::Reregister => "reregister",
            Self::SeenAs => "seen-as",
            Self::Integration => "integration",
        }
    }

    /// The part of the page where its outcome is seen.
    pub(super) fn place(self) -> &'static str {
        match self {
            Self::Employee | Self::New => "employees",
            Self::Invite => "invitations",
            Self::Log => "requests",
            Self::Clock => "clock",
            Self::Faults => "faults",
            Self::Integration => "events",
            Self::Policy | Self::Switches | Self::Addresses | Self::Rename | Self::Reregister | Self::SeenAs => "rules",
        }
    }

    pub(super) fn sentence(self) -> &'static str {
        match self {
            Self::Employee => "The employee was changed.",
            Self::New => "The employee was added.",
            Self::Invite => "The invitation was sent or taken back.",
            Self::Log => "The log was emptied.",
            Self::Clock => "The clock was set.",
            Self::Faults => "The faults were changed.",
            Self::Policy => "The policy was set.",
            Self::Switches => "The switches were set.",
            Self::Addresses => "The allowed addresses were set.",
            Self::Rename => "The portal's address was set.",
            Self::Reregister => "The portal was registered anew.",
            Self::SeenAs => "The address of coming requests was set.",
            Self::Integration => "The integration has called.",
        }
    }

    pub(super) fn run(self, desk: &Desk, form: &Form) -> Done<()> {
        match self {
            Self::Employee => change_employee(desk, form),
            Self::New => desk.add_user(&new_employee(form)).map(drop),
            Self::Invite => invite(desk, form),
            Self::Log => {
                desk.clear_requests();
                Ok(())
            }
            Self::Clock if form.text("skew_s").is_some() => desk.skew(form.number("skew_s")?),
            Self::Clock => desk.advance(form.number("advance_s")?),
            Self::Faults if form.text("do") == Some("clear") => {
                desk.clear_faults();
                Ok(())
            }
            Self::Faults => desk.fault(&fault(form)?),
            Self::Policy => desk.patch_policy(&policy(form)?).map(drop),
            Self::Switches => desk.patch_switches(&switches(form)).map(drop),
            Self::Addresses => {
                let lines = form.text("allowed").unwrap_or_default().lines().map(str::trim);
                let ranges: Vec<String> = lines.filter(|line| !line.is_empty()).map(str::to_owned).collect();
                desk.put_ip_rules(&ranges)
            }
            Self::Rename => desk.rename(form.text("to")),
            Self::Reregister => desk.reregister(),
            Self::SeenAs => desk.seen_as(form.text("address")),
            Self::Integration => {
                let text = |name| form.text(name).unwrap_or_default();
                desk.integration(text("user"), text("method"), text("address")).map(drop)
            }
        }
    }
}

fn change_employee(desk: &Desk, form: &Form) -> Done<()> {
    let id = desk.user(form.number("id")?)?.id;
    let wish = form.text("do").unwrap_or_default();
    let change = match wish {
        "zero" => json!({ "attempts": 0 }),
        "limit" => json!({ "attempts": desk.state()?.policy.login_attempts }),
        "block" | "unblock" => json!({ "blocked": wish == "block" }),
        "dismiss" | "activate" => json!({ "active": wish == "activate" }),
        "revoke" => return desk.revoke(id).map(drop),
        "change" => changed_fields(form)?,
        _ => return Err(DeskError::Bad(format!("no button does {wish:?}"))),
    };
    desk.patch_user(id, &change).map(drop)
}

fn changed_fields(form: &Form) -> Done<Value> {
    let mut change = Map::new();
    if let Some(name) = form.text("name") {
        change.insert("name".to_owned(), json!(name));
    }
    if form.text("attempts").is_some() {
        change.insert("attempts".to_owned(), json!(form.number("attempts")?));
    }
    if let Some(phone) = form.0.get("phone") {
        change.insert("phone".to_owned(), phone.clone());
    }
    if form.text("otp_off_days").is_some() {
        change.insert("otp_off_days".to_owned(), json!(form.number("otp_off_days")?));
    }
    // A password may begin or end with a space, so it is taken as it came.
    if let Some(password) = form.0.get("password").filter(|password| password.as_str() != Some("")) {
        change.insert("password".to_owned(), password.clone());
    }
    match (form.text("otp"), form.text("secret")) {
        (None, _) => {}
        (Some("none"), _) => {
            change.insert("otp".to_owned(), Value::Null);
        }
        (Some(kind), Some(secret)) => {
            change.insert("otp".to_owned(), json!({ "type": kind, "secret": secret }));
        }
        (Some(kind), None) => {
            change.insert("otp".to_owned(), json!({ "type": kind }));
        }
    }
    Ok(Value::Object(change))
}

fn invite(desk: &Desk, form: &Form) -> Done<()> {
    let text = |name| form.text(name).unwrap_or_default();
    match text("do") {
        "again" => desk.invite_again(text("user")).map(drop),
        "back" => desk.take_back_invitation(text("user")),
        _ => desk.invite(text("email"), form.text("by")).map(drop),
    }
}

fn new_employee(form: &Form) -> Value {
    let text = |name| form.text(name).unwrap_or_default();
    json!({
        "login": text("login"),
        "password": form.0.get("password"),
        "name": text("name"),
        "email": text("email"),
        "admin": form.text("admin").is_some(),
    })
}

/// Only the fields that belong to the kind: the form carries them all.
fn fault(form: &Form) -> Done<Value> {
    let kind = form.text("kind").unwrap_or_default();
    let mut order = Map::from_iter([
        ("kind".to_owned(), json!(kind)),
        ("count".to_owned(), json!(form.number("count")?)),
        ("path".to_owned(), json!(form.text("path"))),
    ]);
    match kind {
        "delay" => {
            order.insert("ms".to_owned(), json!(form.number("ms")?));
        }
        "status" => {
            let headers = form.text("retry_after").map(|wait| json!({ "Retry-After": wait }));
            order.insert("status".to_owned(), json!(form.number("status")?));
            order.insert("headers".to_owned(), headers.unwrap_or_else(|| json!({})));
        }
        "redirect" => {
            order.insert("location".to_owned(), json!(form.text("location")));
        }
        "tls" => {
            order.insert("tls".to_owned(), json!(form.text("tls")));
        }
        _ => {}
    }
    Ok(Value::Object(order))
}

fn policy(form: &Form) -> Done<Value> {
    let rule = |name: &String| {
        let value = match (name.as_str(), form.text(name)) {
            ("generation", value) => json!(value),
            (_, Some("true")) => json!(true),
            (_, Some("false")) => json!(false),
            _ => json!(form.number(name)?),
        };
        Ok((name.clone(), value))
    };
    form.0.keys().map(rule).collect::<Done<Map<_, _>>>().map(Value::Object)
}

fn switches(form: &Form) -> Value {
    let rows = form.0.iter().filter(|(name, _)| !matches!(name.as_str(), "error" | "error_message"));
    let mut change: Map<String, Value> = rows.map(|(name, value)| (name.clone(), value.clone())).collect();
    let pair = (form.text("error"), form.text("error_message"));
    let reason = match pair {
        (None, None) => json!("none"),
        (error, message) => json!({ "error": error.unwrap_or(""), "error_message": message.unwrap_or("") }),
    };
    change.insert("P1".to_owned(), reason);
    Value::Object(change)
}
