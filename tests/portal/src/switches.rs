//! Table P: every assumption that names a second form, switchable by its number; and a few open ends of facts.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::policy::Generation;

/// The forms in force. Texts of the values are those of `GET /switches`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Switches {
    /// P1: string `error` and `error_message` sent with a failed checkout (T15).
    pub(crate) network_reason: Option<NetworkReason>,
    /// The other rows: number → value in force.
    values: BTreeMap<&'static str, &'static str>,
}

/// P1, B13: the last Network user status.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NetworkReason {
    pub(crate) error: String,
    pub(crate) error_message: String,
}

/// Number, what it decides, and its values; the first is the assumption.
const ROWS: &[(&str, &str, &[&str])] = &[
    ("P2", "an address outside the IP rule", &["403", "bare_401", "403_after_sign_in"]),
    ("P6", "application passwords when the login password changes", &["survive", "revoked"]),
    ("P9", "where the portal runs", &["box", "cloud", "cloud_network_down"]),
    ("P10", "B16's two headers on a checkout 401", &["not_sent", "sent"]),
    ("P19", "a colon in a Basic password", &["first_colon", "cut"]),
    ("P24", "session id at sign-in", &["unchanged", "new"]),
    ("P26", "type of `id` in a checkout answer", &["string", "number"]),
    ("P35", "markup of the recovery pages' messages", &["stock", "no_marker"]),
    ("D10", "a demand for a code from somebody who has set none up", &["as_totp", "without_type"]),
    ("E8", "whose sessions end with a deleted application password", &["every_phone", "made_with_one"]),
    ("G12", "the cloud's security block", &["off", "on"]),
    ("I1", "a picture on the recovery forms (option captcha_restoring_password)", &["off", "on"]),
    ("L2", "REST without a session and with a stale token", &["access_denied", "session_failed"]),
    ("T3", "licence mark on a signed-in answer", &["none", "restricted", "blocked"]),
];

/// P31 is `generation` of the policy under another name.
const GENERATIONS: &[&str] = &["2025", "2024", "2015", "2013"];

impl Default for Switches {
    fn default() -> Self {
        let first = |values: &&'static [&'static str]| values.first().copied().unwrap_or_default();
        let values = ROWS.iter().map(|(number, _, values)| (*number, first(values))).collect();
        Self { network_reason: None, values }
    }
}

impl Switches {
    fn is(&self, number: &str, value: &str) -> bool {
        self.values.get(number).copied() == Some(value)
    }

    /// P2: answered as a bare 401 instead of the 403 page.
    pub(crate) fn ip_rule_is_bare_401(&self) -> bool {
        self.is("P2", "bare_401")
    }

    /// P2, S5: the sign-in is completed, and stands in the event log, before the address is refused.
    pub(crate) fn ip_rule_after_sign_in(&self) -> bool {
        self.is("P2", "403_after_sign_in")
    }

    /// P6: a new login password also revokes application passwords.
    pub(crate) fn new_password_revokes(&self) -> bool {
        self.is("P6", "revoked")
    }

    /// P9: the portal plays a cloud portal.
    pub(crate) fn cloud(&self) -> bool {
        !self.is("P9", "box")
    }

    /// P9, O5: Network cannot be reached.
    pub(crate) fn network_down(&self) -> bool {
        self.is("P9", "cloud_network_down")
    }

    /// P10: a checkout 401 carries the headers of B16.
    pub(crate) fn checkout_challenges(&self) -> bool {
        self.is("P10", "sent")
    }

    /// P19, B6: a password is cut at its first colon.
    pub(crate) fn colon_cuts(&self) -> bool {
        self.is("P19", "cut")
    }

    /// P24: the session gets a new id at sign-in.
    pub(crate) fn new_session_id(&self) -> bool {
        self.is("P24", "new")
    }

    /// D10, 2025+: a demand for a code that nothing can make names no type.
    pub(crate) fn missing_device_has_no_type(&self) -> bool {
        self.is("D10", "without_type")
    }

    /// P26: `id` is a JSON number.
    pub(crate) fn numeric_id(&self) -> bool {
        self.is("P26", "number")
    }

    /// E8: also the session whose sign-in brought the application password ends with it, not only those signed in by one.
    pub(crate) fn ends_every_phone(&self) -> bool {
        self.is("E8", "every_phone")
    }

    /// G12: every password is answered as a wrong one, and nobody is signed in.
    pub(crate) fn security_block(&self) -> bool {
        self.is("G12", "on")
    }

    /// I1: `captcha_restoring_password`.
    pub(crate) fn recovery_wants_picture(&self) -> bool {
        self.is("I1", "on")
    }

    /// P35: a template whose messages carry neither of I8's markers.
    pub(crate) fn recovery_without_markers(&self) -> bool {
        self.is("P35", "no_marker")
    }

    /// L2: the token is looked at before the session (then T20 comes before T21).
    pub(crate) fn token_first(&self) -> bool {
        self.is("L2", "session_failed")
    }

    /// T3: over the licence limit.
    pub(crate) fn restricted(&self) -> bool {
        self.is("T3", "restricted")
    }

    /// T3: the portal is locked.
    pub(crate) fn portal_locked(&self) -> bool {
        self.is("T3", "blocked")
    }

    /// Number → value in force, P31 included.
    pub(crate) fn in_force(&self, generation: Generation) -> Value {
        let mut all = serde_json::Map::new();
        all.insert("P1".to_owned(), self.network_reason.as_ref().map_or_else(|| json!("none"), |pair| json!(pair)));
        for (number, value) in &self.values {
            all.insert((*number).to_owned(), json!(value));
        }
        all.insert("P31".to_owned(), json!(generation));
        Value::Object(all)
    }

    /// `GET /switches`: for each number what it decides, its values and the one in force.
    pub(crate) fn described(&self, generation: Generation) -> Value {
        let mut all = serde_json::Map::new();
        let mut put = |number: &str, decides: &str, values: Value, now: Value| {
            all.insert(number.to_owned(), json!({"decides": decides, "values": values, "in_force": now}));
        };
        let pair = json!({"error": "…", "error_message": "…"});
        let now = self.network_reason.as_ref().map_or_else(|| json!("none"), |reason| json!(reason));
        put("P1", "string `error` and `error_message` of a failed checkout", json!(["none", pair]), now);
        for (number, decides, values) in ROWS {
            put(number, decides, json!(values), json!(self.values.get(number)));
        }
        put("P31", "answer shape (the policy's `generation`)", json!(GENERATIONS), json!(generation));
        Value::Object(all)
    }

    /// Sets one row. P31 belongs to the policy and is not taken here.
    pub(crate) fn set(&mut self, number: &str, value: &Value) -> Result<(), String> {
        if number == "P1" {
            self.network_reason = read_reason(value)?;
            return Ok(());
        }
        let row = ROWS.iter().find(|(known, ..)| *known == number);
        let Some((number, _, values)) = row else {
            return Err(format!("{number} has no second form; GET /switches lists those that have"));
        };
        let chosen = values.iter().find(|known| value.as_str() == Some(**known));
        let Some(chosen) = chosen else {
            return Err(format!("{number} takes one of {}", values.join(", ")));
        };
        self.values.insert(number, chosen);
        Ok(())
    }
}

fn read_reason(value: &Value) -> Result<Option<NetworkReason>, String> {
    if value.is_null() || value.as_str() == Some("none") {
        return Ok(None);
    }
    // A list would be taken for the fields in their order.
    let pair = value.is_object().then(|| serde_json::from_value(value.clone()).ok()).flatten();
    pair.map(Some).ok_or_else(|| "P1 takes \"none\" or {\"error\": text, \"error_message\": text}".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_starts_with_its_assumption_and_takes_only_its_values() {
        let mut switches = Switches::default();
        assert!(!switches.ip_rule_is_bare_401());
        switches.set("P2", &json!("bare_401")).unwrap();
        assert!(switches.ip_rule_is_bare_401());
        assert!(switches.set("P2", &json!("teapot")).is_err());
        assert!(switches.set("P5", &json!("403")).is_err());
        assert!(switches.ip_rule_is_bare_401(), "a refused value changes nothing");
    }

    #[test]
    fn p1_takes_any_pair() {
        let mut switches = Switches::default();
        switches.set("P1", &json!({"error": "E", "error_message": "text"})).unwrap();
        assert_eq!(switches.in_force(Generation::Y2025)["P1"], json!({"error": "E", "error_message": "text"}));
        switches.set("P1", &json!("none")).unwrap();
        assert_eq!(switches.network_reason, None);
        assert!(switches.set("P1", &json!({"error": 5})).is_err());
    }
}
