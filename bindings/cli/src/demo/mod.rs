//! `portico demo`: two reference portals on this machine, and the app on them. With `--tour`, or without a terminal, the story plays
//! by itself.
//!
//! Nothing is canned: the core, the wire and the portals are the real ones, and every fact that is printed comes from a call's
//! result or from a portal's own log.

mod act;
mod acts;
mod company;
mod folder;
mod missed;
mod other_phone;
mod stage;
mod story_clock;
mod topics;
mod tour;

use std::sync::Arc;

use portico::vault::Vault;
use portico::vault::memory::MemoryVault;

use crate::args::Common;
use crate::setup::Setup;
use crate::stop::{self, Stop};
use crate::talk::{Talk, menu};
use crate::{Hooks, asked_to_leave, say, until_left, vaults};
use company::Portals;
use folder::Folder;

/// Plays the tour, or opens the app for a person.
pub(crate) async fn run(common: Common, hooks: Hooks, tour: bool) -> Result<(), Stop> {
    let plays = tour || !say::is_terminal();
    // From here on there is something to take along.
    let leave = asked_to_leave();
    let folder = Folder::of(common.data.clone())?;
    // What was there already would be part of the story.
    if plays && !folder.is_empty() {
        let named = folder.path().display();
        return Err(Stop::Failed(format!(
            "{named} is not empty. The tour takes a new folder, or none: then it makes one."
        )));
    }
    let portals = Portals::start().await?;
    let vault: Arc<dyn Vault> = match common.vault {
        // Cheap to throw away, as the folder is.
        None => Arc::new(MemoryVault::new()),
        Some(choice) => vaults::open_off_the_runtime(choice, folder.path().to_owned()).await?,
    };
    let mut setup = Setup::of(&Common { data: Some(folder.path().to_owned()), ..common }, hooks)?.looked_at()?;
    setup.vault_is(vault);
    setup.also_trust(portals.roots());
    if plays {
        return tokio::select! {
            played = tour::play(portals, folder, setup) => played,
            () = leave => Err(Stop::Left),
        };
    }
    portals.introduce();
    let portico = setup.open().await?;
    let mut talk = Talk::new(portico.clone(), false);
    let left = until_left(&portico, leave, menu(&mut talk)).await;
    // What was begun at them is of no use any more.
    stop::nothing_is_kept();
    say::line("The demo's portals are gone.");
    left
}
