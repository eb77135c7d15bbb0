//! Warnings before a try is spent. None repeats what was typed (R5).

use super::texts::{Texts, span};
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
pub fn warning(code: WarningCode, r#where: WarningWhere, drift_s: Option<i64>, locale: &str) -> Warning {
    let (texts, drift_s) = (Texts::of(locale), drift_s.unwrap_or(0));
    let field = match r#where {
        WarningWhere::Login => "login",
        WarningWhere::Password => "password",
        WarningWhere::Code => "code",
        WarningWhere::Link => "link",
    };
    let text = texts.say(
        &format!("warning-{}", code.as_str()),
        &[
            ("field", &field),
            ("apart", &span(texts, drift_s.unsigned_abs())),
            ("side", if drift_s < 0 { &"slow" } else { &"fast" }),
            ("refused", if drift_s.unsigned_abs() >= DRIFT_PROBABLY { &"probably" } else { &"may" }),
        ],
    );
    Warning { code: code.as_str().to_owned(), text, r#where }
}
