//! Plays the acts one after the other, and sums up.

use std::sync::Arc;

use portico::Portico;
use portico_portal::Credential;

use super::act::Act;
use super::acts::ACTS;
use super::company::Portals;
use super::folder::Folder;
use super::missed::Missed;
use super::stage::{Stage, ours};
use super::story_clock::StoryClock;
use super::topics::{How, Topic};
use crate::say;
use crate::setup::Setup;
use crate::stop::Stop;

/// Plays everything. Fails as soon as something does not happen as told.
pub(super) async fn play(portals: Portals, folder: Folder, mut setup: Setup) -> Result<(), Stop> {
    let clock = Arc::new(StoryClock::default());
    setup.clock_is(clock.clone());
    let portico = first(&setup, &folder).await?;
    let mut stage = Stage {
        portals,
        folder,
        setup,
        clock,
        portico,
        anna_alfa: String::new(),
        anna_beta: String::new(),
        clara_beta: String::new(),
        boris_alfa: String::new(),
        boris_beta: String::new(),
        recovery: String::new(),
        checks: 0,
        stops: 0,
        calls_while_stopped: 0,
    };
    for (at, act) in ACTS.iter().enumerate() {
        say::line("");
        say::line(format!("{}. {}", at + 1, act.title));
        if let Err(Missed(what)) = (act.play)(&mut stage).await {
            say::line(format!("   ✗ {what}"));
            say::line("");
            return Err(Stop::Failed(format!(
                "The tour ended in act {} of {}: {}.",
                at + 1,
                ACTS.len(),
                what.trim_end_matches('.')
            )));
        }
    }
    let summed = summary(&mut stage).and_then(|()| promises());
    stage.portico.close().await;
    summed.map_err(|Missed(what)| Stop::Failed(format!("The tour's sum is wrong: {what}.")))
}

async fn first(setup: &Setup, folder: &Folder) -> Result<Portico, Stop> {
    setup.again(folder.path().to_owned()).open().await
}

/// What the article promises, and where it was shown.
fn promises() -> Result<(), Missed> {
    let table = table(ACTS)?;
    say::line("");
    say::line("What the article promises, and what was shown");
    table.iter().for_each(|line| say::line(format!("   {line}")));
    Ok(())
}

/// Counted from the portals' own logs, over the whole tour.
fn summary(stage: &mut Stage) -> Result<(), Missed> {
    let requests: Vec<_> = stage.portals.both().into_iter().flat_map(|house| ours(house, 0)).collect();
    let typed = requests.iter().filter(|request| request.credential == Credential::LoginPassword);
    let (right, wrong): (Vec<_>, Vec<_>) = typed.partition(|request| request.right == Some(true));
    let stored: Vec<_> = requests.iter().filter(|request| request.credential == Credential::AppPassword).collect();
    let stopped = stored.iter().filter(|request| request.status != Some(200)).count();
    let burnt = stopped.saturating_sub(stage.stops);
    say::line("");
    say::line("Summary, counted from the portals' logs");
    say::line(format!("   {} acts played, {} facts checked.", ACTS.len(), stage.checks));
    say::line(format!("   Requests of this program: {}.", requests.len()));
    say::line(format!("   Passwords people typed: {} right, {} wrong.", right.len(), wrong.len()));
    say::line(format!(
        "   Saved passwords the program sent: {}, of which {} met a picture or a refusal, once for each.",
        stored.len(),
        stopped
    ));
    say::line(format!("   Calls made while it had to stop: {}.", stage.calls_while_stopped));
    stage.check(format!("Tries burnt by the program repeating itself: {burnt}."), burnt == 0 && stopped == stage.stops)
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

    #[test]
    fn every_topic_of_the_article_has_an_act_and_one_without_is_an_error() {
        let whole = table(ACTS).unwrap();
        assert_eq!(whole.iter().filter(|line| line.starts_with('S')).count(), Topic::ALL.len());
        let Err(Missed(what)) = table(&[]) else { panic!("an empty tour shows nothing") };
        assert!(what.contains("S1"), "{what}");
    }
}
