//! What the article promises, and which act showed it: the table the tour ends with.

use super::acts::Act;
use super::stage::Missed;

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
    const ALL: [Self; 11] = [
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
    fn heading(self) -> &'static str {
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

/// The table's lines. A topic that no act names is a fault of the tour.
pub(super) fn table(acts: &[Act]) -> Result<Vec<String>, Missed> {
    let mut lines = Vec::new();
    for topic in Topic::ALL {
        lines.push(format!("{}  {}", topic.name(), topic.heading()));
        let before = lines.len();
        for (number, act) in (1..).zip(acts) {
            let how = match act.shows {
                Some((shown, How::Acted)) if shown == topic => "acted",
                Some((shown, How::Explained)) if shown == topic => "explained",
                Some(_) | None => continue,
            };
            lines.push(format!("    {how}, act {number}: {}", act.title));
        }
        if lines.len() == before {
            return Err(Missed(format!("no act shows {}, {}", topic.name(), topic.heading())));
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::acts::ACTS;

    #[test]
    fn every_topic_of_the_article_has_an_act_and_one_without_is_an_error() {
        let whole = table(ACTS).unwrap();
        assert_eq!(whole.iter().filter(|line| line.starts_with('S')).count(), Topic::ALL.len());
        let Err(Missed(what)) = table(&[]) else { panic!("an empty tour shows nothing") };
        assert!(what.contains("S1"), "{what}");
    }
}
