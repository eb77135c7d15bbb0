//! One act of the tour: its title, what of the article it shows, and how it is played.

use std::pin::Pin;

use super::missed::Missed;
use super::stage::Stage;
use super::topics::{How, Topic};

/// An act being played.
pub(super) type Playing<'a> = Pin<Box<dyn Future<Output = Result<(), Missed>> + 'a>>;

/// One act.
pub(super) struct Act {
    pub(super) title: &'static str,
    /// What of the article it shows.
    pub(super) shows: Option<(Topic, How)>,
    pub(super) play: for<'a> fn(&'a mut Stage) -> Playing<'a>,
}

/// It shows a topic by acting it.
pub(super) const fn acted(topic: Topic, title: &'static str, play: for<'a> fn(&'a mut Stage) -> Playing<'a>) -> Act {
    Act { title, shows: Some((topic, How::Acted)), play }
}

/// It belongs to the story alone.
pub(super) const fn story(title: &'static str, play: for<'a> fn(&'a mut Stage) -> Playing<'a>) -> Act {
    Act { title, shows: None, play }
}

/// It shows a topic by its explanation.
pub(super) const fn explained(
    topic: Topic,
    title: &'static str,
    play: for<'a> fn(&'a mut Stage) -> Playing<'a>,
) -> Act {
    Act { title, shows: Some((topic, How::Explained)), play }
}
