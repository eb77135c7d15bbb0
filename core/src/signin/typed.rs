//! What the employee gives a sign-in.

use crate::secret::Secret;

/// What a sign-in begins with. Has no `Debug`: what is typed as an address may be a password (R5).
#[derive(Clone, PartialEq, Eq)]
pub enum Start {
    /// Nothing: the address step.
    Nothing,
    /// A portal's address as typed.
    Address(String),
    /// A link as it was opened, pasted or scanned, or any text with one in it.
    Link(Secret),
    /// An account of the list.
    Account(String),
}

/// What is in the fields before a try is spent. Has no `Debug`: a password may be typed as the login.
#[derive(Clone, Default)]
pub struct Typed {
    /// Login.
    pub login: Option<String>,
    /// Password.
    pub password: Option<Secret>,
    /// One-time or backup code.
    pub code: Option<Secret>,
    /// The keyboard's layout, as `ru`, `en-US`, if the view knows.
    pub layout: Option<String>,
    /// Whether Caps Lock is on, if the view knows.
    pub caps: Option<bool>,
}
