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
use crate::stop::Stop;
use crate::talk::{Talk, menu};
use crate::{Hooks, say, until_left, vaults};
use company::Portals;
use folder::Folder;

/// Plays the tour, or opens the app for a person.
pub(crate) async fn run(common: Common, hooks: Hooks, tour: bool) -> Result<(), Stop> {
    let portals = Portals::start().await?;
    let folder = Folder::of(common.data.clone())?;
    let vault: Arc<dyn Vault> = match common.vault {
        // Cheap to throw away, as the folder is.
        None => Arc::new(MemoryVault::new()),
        Some(choice) => vaults::open_off_the_runtime(choice, folder.path().to_owned()).await?,
    };
    let mut setup = Setup::of(&Common { data: Some(folder.path().to_owned()), ..common }, hooks)?;
    setup.vault_is(vault);
    setup.also_trust(portals.roots());
    if tour || !say::is_terminal() {
        return tokio::select! {
            played = tour::play(portals, folder, setup) => played,
            _ = tokio::signal::ctrl_c() => Err(Stop::Failed("The tour was stopped.".to_owned())),
        };
    }
    portals.introduce();
    let portico = setup.open().await?;
    let mut talk = Talk::new(portico.clone(), false);
    match until_left(&portico, menu(&mut talk)).await {
        // Ctrl-C is one way to quit; `Stop::Left` would promise that the demo's accounts are kept.
        Ok(()) | Err(Stop::Left) => say::line("The demo's portals are gone."),
        Err(stop) => return Err(stop),
    }
    Ok(())
}
