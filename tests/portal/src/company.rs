//! `--company FILE`: a portal's employees and rules, as JSON.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Who works on a portal, and its rules.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Company {
    /// As `POST /users` takes them, and `otp` as `PATCH /users/ID` does.
    pub users: Vec<Employee>,
    /// As `PATCH /policy` takes it.
    pub policy: Map<String, Value>,
    /// As `PUT /ip-rules` takes them: the list itself, or `{"allowed": […]}`.
    #[serde(deserialize_with = "list_or_allowed")]
    pub ip_rules: Vec<String>,
    /// As `PATCH /switches` takes them.
    pub switches: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum IpRules {
    List(Vec<String>),
    Allowed { allowed: Vec<String> },
}

fn list_or_allowed<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(match IpRules::deserialize(from)? {
        IpRules::List(list) | IpRules::Allowed { allowed: list } => list,
    })
}

impl Company {
    /// Reads the file's text.
    ///
    /// # Errors
    /// It is not JSON, or has a field that no company has.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// Whether it sets anything beside its employees.
    pub(crate) fn has_rules(&self) -> bool {
        !(self.policy.is_empty() && self.switches.is_empty() && self.ip_rules.is_empty())
    }

    /// One employee more.
    #[must_use]
    pub fn with(mut self, employee: Employee) -> Self {
        self.users.push(employee);
        self
    }
}

/// A new employee.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Employee {
    /// A certain id (X2 has 17); else the next free one.
    pub id: Option<i64>,
    /// What people type; case does not count.
    pub login: String,
    /// The login password.
    pub password: String,
    /// Has no login password: signs in through another service only (M8), so that every password is refused.
    pub sso: bool,
    /// First name, space, last name.
    pub name: String,
    /// Contact address.
    pub email: String,
    /// `M`, `F` or empty (L4).
    pub gender: String,
    /// B17.
    pub position: String,
    /// For text messages (D12).
    pub phone: String,
    /// L4 `ADMIN`.
    pub admin: bool,
    /// A second factor from the start.
    pub otp: Option<Value>,
}

impl Employee {
    /// An employee with a login, a password and a name, and an address of the login for mails.
    #[must_use]
    pub fn new(login: &str, password: &str, name: &str) -> Self {
        Self {
            login: login.to_owned(),
            password: password.to_owned(),
            name: name.to_owned(),
            email: format!("{login}@company.example"),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_ip_rules_are_read_and_unknown_fields_are_not() {
        let rules = |text: &str| Company::from_json(text).map(|company| company.ip_rules);
        assert_eq!(rules(r#"{"ip_rules": ["10.0.0.1"]}"#).unwrap(), ["10.0.0.1"]);
        assert_eq!(rules(r#"{"ip_rules": {"allowed": ["10.0.0.1"]}}"#).unwrap(), ["10.0.0.1"]);
        assert!(rules(r#"{"userz": []}"#).is_err());
    }
}
