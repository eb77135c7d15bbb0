//! What to look at before a try is spent.

use serde::{Deserialize, Serialize};

/// Something to look at before a try is spent (R12).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// `other_layout`, `mixed_alphabets`, `edge_space`, `caps_lock`, `smart_quote`, `same_as_refused`, `clock_drift`…
    pub code: String,
    /// The sentence.
    pub text: String,
    /// Which field.
    pub r#where: WarningWhere,
}

/// Which field a warning is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningWhere {
    /// Login.
    Login,
    /// Password.
    Password,
    /// One-time or backup code.
    Code,
    /// A link that was given.
    Link,
}
