//! From the command line to an open [`Portico`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use etcetera::BaseStrategy as _;
use portico::clock::Clock;
use portico::transport::ExtraRoot;
use portico::vault::Vault;
use portico::{CallError, Config, Portico};

use crate::Hooks;
use crate::args::{Common, VaultChoice};
use crate::clock::FileClock;
use crate::stop::Stop;
use crate::vaults;

/// Under this name the portal lists this "phone's" application password (B8).
const DEVICE_NAME: &str = "Portico terminal";

/// Everything that is decided before opening.
pub(crate) struct Setup {
    data: PathBuf,
    vault: VaultChoice,
    /// Opened already, instead of a choice.
    opened: Option<Arc<dyn Vault>>,
    roots: Vec<ExtraRoot>,
    /// The file that the first of them was read from.
    trusted: Option<PathBuf>,
    plain: bool,
    locale: String,
    /// The system's, unless the command line or the demo says otherwise.
    clock: Option<Arc<dyn Clock>>,
    hooks: Hooks,
}

impl Setup {
    /// The usual choices for what the command line leaves open.
    pub(crate) fn of(common: &Common, hooks: Hooks) -> Result<Self, Stop> {
        let data = match &common.data {
            Some(data) => data.clone(),
            None => platform_folder()?,
        };
        Ok(Self {
            data,
            vault: common.vault.unwrap_or(VaultChoice::Auto),
            opened: None,
            roots: common.trust_ca.as_deref().map(trusted_everywhere).transpose()?.into_iter().collect(),
            trusted: common.trust_ca.clone(),
            plain: common.allow_plain_loopback,
            locale: common.locale.clone().unwrap_or_else(system_locale),
            clock: common.clock.clone().map(|file| Arc::new(FileClock::new(file)) as Arc<dyn Clock>),
            hooks,
        })
    }

    /// What a person can put right before anything is opened; a program is told by `availability`.
    pub(crate) fn looked_at(self) -> Result<Self, Stop> {
        if self.data.exists() && !self.data.is_dir() {
            let file = self.data.display();
            return Err(Stop::Failed(format!("{file} is a file. Name a folder with --data, an empty or a new one.")));
        }
        Ok(self)
    }

    /// Opens the data folder.
    pub(crate) async fn open(self) -> Result<Portico, Stop> {
        let vault = match self.opened {
            Some(vault) => vault,
            None => vaults::open_off_the_runtime(self.vault, self.data.clone()).await?,
        };
        let mut config = Config::new(self.data, vault, tokio::runtime::Handle::current());
        config.device_name = DEVICE_NAME.to_owned();
        config.locale = self.locale;
        config.extra_roots = self.roots;
        config.allow_plain_loopback = self.plain;
        if let Some(clock) = self.clock {
            config.clock = clock;
        }
        if let Some(change) = self.hooks.config {
            change(&mut config);
        }
        let read_from = self.trusted;
        Portico::open(config).await.map_err(|error| match (&error, read_from) {
            (CallError::InvalidArgument { what }, Some(file)) if what.starts_with("extra root 0 ") => {
                Stop::Failed(format!("{} holds no certificate authority in PEM form.", file.display()))
            }
            _ => error.into(),
        })
    }
}

/// What the demo decides itself.
#[cfg(feature = "demo")]
impl Setup {
    /// This vault, already open.
    pub(crate) fn vault_is(&mut self, vault: Arc<dyn Vault>) {
        self.opened = Some(vault);
    }

    /// The language it opens with.
    pub(crate) fn locale(&self) -> &str {
        &self.locale
    }

    /// This clock, whatever the command line says.
    pub(crate) fn clock_is(&mut self, clock: Arc<dyn Clock>) {
        self.clock = Some(clock);
    }

    /// These authorities too.
    pub(crate) fn also_trust(&mut self, roots: Vec<ExtraRoot>) {
        self.roots.extend(roots);
    }

    /// The same once more, from the same folder by another path: a program that was ended and started again. Without
    /// hooks, which can be used only once: the tour has no use for them.
    pub(crate) fn again(&self, data: PathBuf) -> Self {
        Self {
            data,
            vault: self.vault,
            opened: self.opened.clone(),
            roots: self.roots.clone(),
            trusted: self.trusted.clone(),
            plain: self.plain,
            locale: self.locale.clone(),
            clock: self.clock.clone(),
            hooks: Hooks::default(),
        }
    }
}

fn platform_folder() -> Result<PathBuf, Stop> {
    let strategy = etcetera::base_strategy::choose_native_strategy();
    let strategy = strategy.map_err(|_| Stop::Usage("There is no home folder: say --data DIR.".to_owned()))?;
    Ok(strategy.data_dir().join("portico"))
}

fn trusted_everywhere(file: &Path) -> Result<ExtraRoot, Stop> {
    let pem = std::fs::read_to_string(file)
        .map_err(|error| Stop::Failed(format!("{} cannot be read: {error}.", file.display())))?;
    Ok(ExtraRoot { pem, origins: vec!["*".to_owned()] })
}

/// What the system says about language: `de_AT.UTF-8` is `de-AT`.
fn system_locale() -> String {
    let said =
        ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
    tag(&said.unwrap_or_default())
}

fn tag(said: &str) -> String {
    let language = said.split(['.', '@']).next().unwrap_or_default();
    match language {
        "" | "C" | "POSIX" => "en".to_owned(),
        _ => language.replace('_', "-"),
    }
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn the_systems_language_becomes_a_tag() {
        assert_eq!(["de_AT.UTF-8", "C.UTF-8", "", "POSIX", "fr@euro"].map(tag), ["de-AT", "en", "en", "en", "fr"]);
    }
}
