//! Warnings before a try is spent. None repeats what was typed (R5).

use super::wording::span;
use crate::records::{Warning, WarningWhere};

/// From here on a code *may* be refused (D2: two steps of 30 s).
const DRIFT_MAY: u64 = 61;
/// From here on it probably is.
const DRIFT_PROBABLY: u64 = 91;

/// Every warning has one of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WarningCode {
    /// Probably typed on another keyboard layout than meant.
    OtherLayout,
    /// Letters of two alphabets in one word: two of them look alike.
    MixedAlphabets,
    /// A space at the beginning or end.
    EdgeSpace,
    /// Caps Lock.
    CapsLock,
    /// A quotation mark or dash that the phone put in place of the plain one.
    SmartQuote,
    /// Refused a moment ago.
    SameAsRefused,
    /// Phone and portal disagree about the time.
    ClockDrift,
    /// A backup code where none is taken.
    LooksLikeBackupCode,
    /// A one-time code in the password's field.
    LooksLikeCode,
    /// Neither a one-time code nor a backup code.
    CodeMalformed,
}

impl WarningCode {
    /// Every code.
    pub const ALL: [Self; 10] = [
        Self::OtherLayout,
        Self::MixedAlphabets,
        Self::EdgeSpace,
        Self::CapsLock,
        Self::SmartQuote,
        Self::SameAsRefused,
        Self::ClockDrift,
        Self::LooksLikeBackupCode,
        Self::LooksLikeCode,
        Self::CodeMalformed,
    ];

    /// Its name on the surface.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OtherLayout => "other_layout",
            Self::MixedAlphabets => "mixed_alphabets",
            Self::EdgeSpace => "edge_space",
            Self::CapsLock => "caps_lock",
            Self::SmartQuote => "smart_quote",
            Self::SameAsRefused => "same_as_refused",
            Self::ClockDrift => "clock_drift",
            Self::LooksLikeBackupCode => "looks_like_backup_code",
            Self::LooksLikeCode => "looks_like_code",
            Self::CodeMalformed => "code_malformed",
        }
    }
}

/// Whether that difference is worth a word: below 61 s every portal takes the code (D2).
pub fn clock_drift_speaks(drift_s: i64) -> bool {
    drift_s.unsigned_abs() >= DRIFT_MAY
}

/// The warning in words. `drift_s` (phone minus portal, seconds) is for [`WarningCode::ClockDrift`] alone.
pub fn warning(code: WarningCode, r#where: WarningWhere, drift_s: Option<i64>) -> Warning {
    let field = match r#where {
        WarningWhere::Login => "login",
        WarningWhere::Password => "password",
        WarningWhere::Code => "code",
    };
    let text = match code {
        WarningCode::OtherLayout => {
            format!(
                "The {field} looks as if it was typed with the wrong keyboard language. Check the language of the keyboard."
            )
        }
        WarningCode::MixedAlphabets => format!(
            "The {field} mixes letters of two alphabets. Some look the same, for example the Latin and the Russian \u{201C}a\u{201D}. Type it again with one keyboard language."
        ),
        WarningCode::EdgeSpace => {
            format!("The {field} begins or ends with a space. Remove it unless it belongs there.")
        }
        WarningCode::CapsLock => {
            format!("The {field} looks as if Caps Lock is on. Capital and small letters are different here.")
        }
        WarningCode::SmartQuote => format!(
            "The {field} has a curly quotation mark or a long dash. Phones put them in by themselves. Check that you meant it."
        ),
        WarningCode::SameAsRefused => {
            "The portal refused this same password a few minutes ago. Sending it again may cost one more try."
                .to_owned()
        }
        WarningCode::ClockDrift => drift(drift_s.unwrap_or(0)),
        WarningCode::LooksLikeBackupCode => match r#where {
            WarningWhere::Code => {
                "This looks like a backup code. The portal does not take backup codes at this step. Use the six digits."
                    .to_owned()
            }
            WarningWhere::Login | WarningWhere::Password => {
                format!("This looks like a backup code. Type the {field} here; a code is asked for afterwards.")
            }
        },
        WarningCode::LooksLikeCode => {
            format!(
                "These look like the six digits of a one-time code. Type the {field} here; the code is asked for afterwards."
            )
        }
        WarningCode::CodeMalformed => {
            "A one-time code has six digits. A backup code has eight letters and digits. Nothing else is sent."
                .to_owned()
        }
    };
    Warning { code: code.as_str().to_owned(), text, r#where }
}

fn drift(drift_s: i64) -> String {
    let side = if drift_s < 0 { "slow" } else { "fast" };
    let likely = if drift_s.unsigned_abs() >= DRIFT_PROBABLY { "will probably be refused" } else { "may be refused" };
    format!(
        "This phone's clock is {} {side} compared with the portal's. The code {likely} if this phone makes the codes. Set the phone's time to automatic.",
        apart(drift_s.unsigned_abs())
    )
}

/// Under an hour as any wait; clocks may also be off by days.
fn apart(seconds: u64) -> String {
    match seconds {
        0..=3599 => span(seconds),
        3600..=172_799 => format!("about {} h", seconds / 3600),
        _longer => format!("about {} days", seconds / 86_400),
    }
}
