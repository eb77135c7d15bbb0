//! What the article promises.

/// The article's topics, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    S1,
    S2,
    S3,
    S4,
    S5,
    S6,
    S7,
    S8,
    S9,
    S10,
    S11,
}

impl Topic {
    pub(super) const ALL: [Self; 11] = [
        Self::S1,
        Self::S2,
        Self::S3,
        Self::S4,
        Self::S5,
        Self::S6,
        Self::S7,
        Self::S8,
        Self::S9,
        Self::S10,
        Self::S11,
    ];

    /// As `help.topic` takes it.
    pub(super) fn name(self) -> String {
        format!("{self:?}")
    }

    /// The article's heading.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::S1 => "Why the \"A user with this email already exists\" error appears",
            Self::S2 => "Why invitation or password recovery emails are not delivered",
            Self::S3 => "How long a Bitrix24 session lasts",
            Self::S4 => "What to do if you lost the phone with your two-factor authentication app",
            Self::S5 => "Why the event history shows logins from IPs that are not on the allowed list",
            Self::S6 => "Why the mobile app keeps showing a CAPTCHA prompt",
            Self::S7 => "How to fix the \"Invalid login or password\" error",
            Self::S8 => "Why the \"This employee is not in Bitrix24\" error appears",
            Self::S9 => "How to fix the \"Invalid checkword\" error",
            Self::S10 => "What to do if you invited an employee using the wrong email",
            Self::S11 => "How Bitrix24 Network profile is different from Bitrix24",
        }
    }
}

/// How a topic was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It happened, on a portal.
    Acted,
    /// An employee's phone never meets the fault: it was told what to do, and shown what can be.
    Explained,
}
