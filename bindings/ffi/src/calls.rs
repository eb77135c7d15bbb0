//! The one object and its calls, by the surface's names. A reading call answers at once, on the caller's thread; a waiting call
//! runs on the core's thread and ends within 60 seconds.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use portico::records::{
    Account, AccountList, HistoryEntry, Invitation, Link, Picture, Problem, Receipt, ReceiptKind, Recovery,
    SessionStatus, SignIn, Tries, Warning, WhichMe,
};
use portico::secret::Secret;
use portico::transport::ExtraRoot;
use portico::vault::Vault as CoreVault;
use portico::{About, CallError, Start, Typed};
use tokio::task::AbortHandle;

use crate::error::PorticoError;
use crate::host::{Clock, HostClock, HostVault, Observer, Vault};
use crate::runtime;
use crate::tickets::Tickets;

type Answer<T> = Result<T, PorticoError>;

/// What a host says when it opens.
#[derive(Debug, Clone, uniffi::Record)]
pub struct Config {
    /// The data folder; made at the first write. On phones one that no backup and no other app reaches.
    pub data: String,
    /// Shown on the portal beside the application password; at most 64 characters are sent.
    #[uniffi(default = "Phone")]
    pub device_name: String,
    /// BCP 47, for example `de-AT`.
    #[uniffi(default = "en")]
    pub locale: String,
    /// Certificate authorities beside the system's, each for the origins it names.
    #[uniffi(default)]
    pub extra_roots: Vec<ExtraRootConfig>,
    /// Allows `http://` for loopback addresses (tests).
    #[uniffi(default)]
    pub allow_plain_loopback: bool,
    /// Apple only: the Keychain's access group of an app and its extensions that open one folder. Not to be changed after a
    /// release: everybody would be signed out.
    #[uniffi(default)]
    pub keychain_group: Option<String>,
}

/// A company's certificate authority, and the origins it counts for.
#[derive(Debug, Clone, uniffi::Record)]
pub struct ExtraRootConfig {
    /// One or more certificates, PEM.
    pub pem: String,
    /// `https://portal.example:8443`, without path.
    pub origins: Vec<String>,
}

/// What the view knows of the keyboard before a try is spent. Without what was typed: that crosses as arguments.
#[derive(Debug, Clone, Default, uniffi::Record)]
pub struct Keyboard {
    /// The keyboard's layout, as `ru`, `en-US`.
    #[uniffi(default)]
    pub layout: Option<String>,
    /// Whether Caps Lock is on.
    #[uniffi(default)]
    pub caps: Option<bool>,
}

/// This library's version, to be compared with that of the code around it.
#[uniffi::export]
pub fn version() -> Answer<String> {
    Ok(env!("CARGO_PKG_VERSION").to_owned())
}

/// What to show where a call gave an error, by its stable name (`vault_locked`), or where the list of accounts cannot be used, by
/// its availability. Needs no open folder: opening fails too, and what is closed says so. `CallFailed` has a problem of its own.
#[uniffi::export]
pub fn say_error(code: String, locale: String) -> Answer<Problem> {
    Ok(portico::advice::say_error(&code, &locale))
}

/// The accounts of this phone and everything that can be done with them.
#[derive(uniffi::Object)]
pub struct Portico {
    /// `None` once it is closed.
    core: RwLock<Option<portico::Portico>>,
    /// The task that tells the observer.
    telling: Mutex<Option<AbortHandle>>,
    /// Calls of `session.call` that can be given up.
    tickets: Tickets,
}

#[uniffi::export]
impl Portico {
    /// Opens the folder; twice is once. Reads no secret and does not wait for the vault. `proxy`: `http://`, `https://` or
    /// `socks5://`. An argument and not a field, because it may hold a password. Without `vault`: the Keychain, which only
    /// Apple's systems have. Without `clock`: the phone's own.
    #[uniffi::constructor]
    pub async fn open(
        config: Config,
        proxy: Option<String>,
        vault: Option<Arc<dyn Vault>>,
        clock: Option<Arc<dyn Clock>>,
    ) -> Answer<Arc<Self>> {
        #[cfg(target_os = "android")]
        crate::tls_android::CONTEXT.must_be_there()?;
        let vault: Arc<dyn CoreVault> = match vault {
            Some(vault) => Arc::new(HostVault(vault)),
            None => own_vault(config.keychain_group)?,
        };
        let mut wanted = portico::Config::new(config.data, vault, runtime::handle()?);
        wanted.device_name = config.device_name;
        wanted.locale = config.locale;
        wanted.proxy = proxy;
        wanted.allow_plain_loopback = config.allow_plain_loopback;
        let root = |root: ExtraRootConfig| ExtraRoot { pem: root.pem, origins: root.origins };
        wanted.extra_roots = config.extra_roots.into_iter().map(root).collect();
        if let Some(clock) = clock {
            wanted.clock = Arc::new(HostClock::new(clock));
        }
        let core = portico::Portico::open(wanted).await?;
        Ok(Arc::new(Self { core: RwLock::new(Some(core)), telling: Mutex::default(), tickets: Tickets::default() }))
    }

    /// The end: what is under way finishes or is written down, for at most 5 s. Every later call is `Closed`.
    pub async fn shut(&self) -> Answer<()> {
        let core = self.core.write().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(telling) = lock(&self.telling).take() {
            telling.abort();
        }
        if let Some(core) = core {
            core.close().await;
        }
        Ok(())
    }

    /// Tells this observer from now on, and no other; without one, nobody. A slow one hears the last revision.
    pub fn observe(&self, observer: Option<Arc<dyn Observer>>) -> Answer<()> {
        let mut revisions = self.core()?.observe();
        let task = observer.map(|observer| async move {
            while revisions.changed().await.is_ok() {
                let revision = *revisions.borrow_and_update();
                let observer = Arc::clone(&observer);
                // Off the core's thread: it may block, and it may call back in. What it throws is its own affair.
                let _ = tokio::task::spawn_blocking(move || observer.changed(revision)).await;
            }
        });
        let task = match task {
            Some(task) => Some(runtime::handle()?.spawn(task).abort_handle()),
            None => None,
        };
        if let Some(before) = std::mem::replace(&mut *lock(&self.telling), task) {
            before.abort();
        }
        Ok(())
    }

    // --- accounts

    /// All accounts, in the employee's order. Answers at once (R8).
    pub fn accounts_list(&self) -> Answer<AccountList> {
        Ok(self.core()?.accounts_list())
    }

    /// Puts an account into use. Writes. Gives the revision.
    pub async fn accounts_select(&self, account: String) -> Answer<u64> {
        Ok(self.core()?.accounts_select(&account).await?)
    }

    /// Moves a row to a 0-based place, clamped. Writes. Gives the revision.
    pub async fn accounts_move(&self, account: String, to: u32) -> Answer<u64> {
        Ok(self.core()?.accounts_move(&account, to).await?)
    }

    /// What a clear would take and keep. Does nothing.
    pub fn accounts_preview(&self, account: String, kind: ReceiptKind) -> Answer<Receipt> {
        Ok(self.core()?.accounts_preview(&account, kind)?)
    }

    /// Clears the authentication data; row, order, settings, ledger and device id stay. Writes.
    pub async fn accounts_reset(&self, account: String) -> Answer<Receipt> {
        Ok(self.core()?.accounts_reset(&account).await?)
    }

    /// As reset, and the portal is told, for at most 5 s. Writes.
    pub async fn accounts_sign_out(&self, account: String) -> Answer<Receipt> {
        Ok(self.core()?.accounts_sign_out(&account).await?)
    }

    /// Everything goes (R4). Accepted in every state, again and again. Writes.
    pub async fn accounts_delete(&self, account: String) -> Answer<Receipt> {
        Ok(self.core()?.accounts_delete(&account).await?)
    }

    // --- sign_in

    /// Begins a sign-in and runs it to the next step that needs the employee. At most one of `address`, `link` and `account`;
    /// with none the address is asked for. Writes.
    pub async fn sign_in_start(
        &self,
        address: Option<String>,
        link: Option<String>,
        account: Option<String>,
    ) -> Answer<SignIn> {
        let from = match (address, link, account) {
            (None, None, None) => Start::Nothing,
            (Some(address), None, None) => Start::Address(address),
            (None, Some(link), None) => Start::Link(Secret::new(link)),
            (None, None, Some(account)) => Start::Account(account),
            _ => return Err(PorticoError::InvalidArgument { what: "address, link, account".to_owned() }),
        };
        Ok(self.core()?.sign_in_start(from).await?)
    }

    /// The unfinished sign-ins, also from before a restart.
    pub fn sign_in_list(&self) -> Answer<Vec<SignIn>> {
        Ok(self.core()?.sign_in_list())
    }

    /// One sign-in, unfinished or ended since this start.
    pub fn sign_in_get(&self, sign_in: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_get(&sign_in)?)
    }

    /// Reads an address and asks whether a portal is there (A1). Writes.
    pub async fn sign_in_submit_address(&self, sign_in: String, address: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_submit_address(&sign_in, &address).await?)
    }

    /// Keeps what was typed and not sent yet, over a kill too: the login at the credentials step, the address at the address step;
    /// empty clears. What may be a secret is not written. No network, spends nothing. Accepted in every state. Writes.
    pub async fn sign_in_keep(
        &self,
        sign_in: String,
        login: Option<String>,
        address: Option<String>,
    ) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_keep(&sign_in, login.as_deref(), address.as_deref()).await?)
    }

    /// What to look at before a try is spent. No network, spends nothing, keeps nothing.
    pub fn sign_in_check(
        &self,
        sign_in: String,
        login: Option<String>,
        password: Option<String>,
        code: Option<String>,
        keyboard: Keyboard,
    ) -> Answer<Vec<Warning>> {
        let (password, code) = (password.map(Secret::new), code.map(Secret::new));
        let typed = Typed { login, password, code, layout: keyboard.layout, caps: keyboard.caps };
        Ok(self.core()?.sign_in_check(&sign_in, typed)?)
    }

    /// One try with a typed password. Writes. Errors: `invalid_argument` where login or password is empty or too long.
    pub async fn sign_in_submit_credentials(&self, sign_in: String, login: String, password: String) -> Answer<SignIn> {
        let password = Secret::new(password);
        Ok(self.core()?.sign_in_submit_credentials(&sign_in, &login, password).await?)
    }

    /// The picture of the open challenge; asked of the portal once. Errors: `call_failed` where it cannot be fetched.
    pub async fn sign_in_captcha_picture(&self, sign_in: String, challenge: String) -> Answer<Picture> {
        Ok(self.core()?.sign_in_captcha_picture(&sign_in, &challenge).await?)
    }

    /// A new picture without spending a try (C4). Writes.
    pub async fn sign_in_refresh_captcha(&self, sign_in: String, challenge: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_refresh_captcha(&sign_in, &challenge).await?)
    }

    /// The picture's word, with the password where it is needed or replaces the stored one. Writes. Errors: `invalid_argument`
    /// where the word is empty or too long.
    pub async fn sign_in_submit_captcha(
        &self,
        sign_in: String,
        challenge: String,
        text: String,
        password: Option<String>,
    ) -> Answer<SignIn> {
        let password = password.map(Secret::new);
        Ok(self.core()?.sign_in_submit_captcha(&sign_in, &challenge, &text, password).await?)
    }

    /// A one-time or backup code, any spacing and case. Writes.
    pub async fn sign_in_submit_code(&self, sign_in: String, challenge: String, code: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_submit_code(&sign_in, &challenge, Secret::new(code)).await?)
    }

    /// Asks the portal to send the code in a message (D12), with the wait until the next one. Writes. Errors: `invalid_argument`
    /// where the step has no messages (`sms_available`).
    pub async fn sign_in_send_sms(&self, sign_in: String, challenge: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_send_sms(&sign_in, &challenge).await?)
    }

    /// The employee agrees to the link that is shown; only now is anything sent for it (R15). Writes.
    pub async fn sign_in_confirm_link(&self, sign_in: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_confirm_link(&sign_in).await?)
    }

    /// The employee agrees to the portal's new address (Q12). Writes.
    pub async fn sign_in_confirm_move(&self, sign_in: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_confirm_move(&sign_in).await?)
    }

    /// One step back. Writes.
    pub async fn sign_in_back(&self, sign_in: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_back(&sign_in).await?)
    }

    /// The end of a sign-in; accepted in every state. Writes.
    pub async fn sign_in_cancel(&self, sign_in: String) -> Answer<SignIn> {
        Ok(self.core()?.sign_in_cancel(&sign_in).await?)
    }

    // --- session

    /// How long the session still lives. Never waits.
    pub fn session_status(&self, account: String) -> Answer<SessionStatus> {
        Ok(self.core()?.session_status(&account)?)
    }

    /// An authorised REST call. `params` is a JSON object as text, the result any JSON value. `ticket`: the caller's number for this
    /// call, for `session_cancel`. A caller who goes away drops the request.
    pub async fn session_call(&self, account: String, method: String, params: String, ticket: u64) -> Answer<String> {
        let core = self.core()?;
        let wrong = |_| PorticoError::InvalidArgument { what: "params".to_owned() };
        let params: serde_json::Value = serde_json::from_slice(params.as_bytes()).map_err(wrong)?;
        if !params.is_object() {
            return Err(PorticoError::InvalidArgument { what: "params".to_owned() });
        }
        if self.tickets.was_given_up(ticket) {
            return Err(PorticoError::Cancelled);
        }
        let call = async move { Ok(core.session_call(&account, &method, params).await?.to_string()) };
        let call = runtime::begin(call)?;
        let _under_way = self.tickets.begun(ticket, call.abort_handle());
        call.ended().await
    }

    /// Drops the request of that `session_call`, which then says `Cancelled`; one that has not begun yet never does. A ticket
    /// that is over is fine.
    pub fn session_cancel(&self, ticket: u64) -> Answer<()> {
        self.tickets.give_up(ticket);
        Ok(())
    }

    /// The employee asks for a check now: one send. Where it may cost a try, only with `spend_try`. Writes.
    pub async fn session_check(&self, account: String, spend_try: bool) -> Answer<Account> {
        Ok(self.core()?.session_check(&account, spend_try).await?)
    }

    /// The network changed. Gives the revision after what followed from it.
    pub async fn session_network_changed(&self) -> Answer<u64> {
        Ok(self.core()?.session_network_changed().await)
    }

    /// The app came to the front. Gives the revision after what followed from it.
    pub async fn session_foreground(&self) -> Answer<u64> {
        Ok(self.core()?.session_foreground().await)
    }

    /// The app went to the back: typed passwords are held for 60 s more. Never waits.
    pub fn session_background(&self) -> Answer<u64> {
        Ok(self.core()?.session_background())
    }

    // --- recovery, invitation, links

    /// Begins a password recovery and asks for the mail; an open one for this portal and login goes on. With the mail's whole link as
    /// the address nothing is sent: its checkword is asked for, and the login may be empty where the link names it. Writes. Errors:
    /// `call_failed` where the address cannot be used or the login is a link, `invalid_argument` where the login is empty or too long.
    pub async fn recovery_start(&self, address: String, login: String) -> Answer<Recovery> {
        Ok(self.core()?.recovery_start(&address, &login).await?)
    }

    /// Another mail; within 60 s of the last one nothing is sent, and the recovery says so. Writes.
    pub async fn recovery_resend(&self, recovery: String) -> Answer<Recovery> {
        Ok(self.core()?.recovery_resend(&recovery).await?)
    }

    /// The picture on the portal's form; asked of the portal once. Errors: `call_failed` where it cannot be fetched.
    pub async fn recovery_captcha_picture(&self, recovery: String) -> Answer<Picture> {
        Ok(self.core()?.recovery_captcha_picture(&recovery).await?)
    }

    /// Another picture; nothing is counted. Writes.
    pub async fn recovery_refresh_captcha(&self, recovery: String) -> Answer<Recovery> {
        Ok(self.core()?.recovery_refresh_captcha(&recovery).await?)
    }

    /// The picture's word; what waits behind the picture goes out with it. Writes. Errors: `invalid_argument` where the word is empty
    /// or too long.
    pub async fn recovery_submit_captcha(&self, recovery: String, text: String) -> Answer<Recovery> {
        Ok(self.core()?.recovery_submit_captcha(&recovery, &text).await?)
    }

    /// The checkword, or the mail's whole link, with the new password; then sign-in goes on with that. Writes. Errors:
    /// `invalid_argument` where the new password is longer than 1,024 bytes.
    pub async fn recovery_submit(&self, recovery: String, checkword: String, new_password: String) -> Answer<Recovery> {
        Ok(self.core()?.recovery_submit(&recovery, Secret::new(checkword), Secret::new(new_password)).await?)
    }

    /// One recovery. Never waits.
    pub fn recovery_get(&self, recovery: String) -> Answer<Recovery> {
        Ok(self.core()?.recovery_get(&recovery)?)
    }

    /// Opens an invitation by its link: looks at the portal's page, which spends nothing. Errors: `call_failed`
    /// where the link is no invitation's.
    pub async fn invitation_open(&self, link: String) -> Answer<Invitation> {
        Ok(self.core()?.invitation_open(Secret::new(link)).await?)
    }

    /// Accepts an invitation with names and a new password, and goes on to a signed-in account. Writes. Errors:
    /// `invalid_argument` where the password is longer than 1,024 bytes.
    pub async fn invitation_accept(
        &self,
        invitation: String,
        name: String,
        last_name: String,
        password: String,
    ) -> Answer<Invitation> {
        Ok(self.core()?.invitation_accept(&invitation, &name, &last_name, Secret::new(password)).await?)
    }

    /// What a text says that was pasted, opened or scanned. No network; never spends the link, keeps nothing.
    pub fn links_read(&self, text: String) -> Answer<Link> {
        Ok(self.core()?.links_read(&text))
    }

    // --- drafts, history, help, locale

    /// The unsent text of an account; empty where there is none. Never waits.
    pub fn drafts_get(&self, account: String) -> Answer<String> {
        Ok(self.core()?.drafts_get(&account)?)
    }

    /// Keeps unsent text of at most 8,192 bytes of UTF-8 instead of the one before, and gives it. It outlives sessions, restarts
    /// and resets (R13), and goes with delete. Writes. Errors: `draft_too_long`, and then the one before stays.
    pub async fn drafts_set(&self, account: String, text: String) -> Answer<String> {
        Ok(self.core()?.drafts_set(&account, &text).await?)
    }

    /// What happened with an account, newest first: what this phone did, at most 200 entries, and the portal's
    /// event log where the employee may read it. `allowed`: addresses, ranges `a-b` and networks that the administrator allows
    /// (N1); with them each sign-in from outside says why it may be there (S5). A log that cannot be read is an entry with a
    /// problem. Errors: `invalid_argument` says the place of what is no range.
    pub async fn history_list(&self, account: String, allowed: Option<Vec<String>>) -> Answer<Vec<HistoryEntry>> {
        Ok(self.core()?.history_list(&account, allowed.as_deref()).await?)
    }

    /// A text for the administrator, under 1,500 characters, without secrets: what happened where, and the one thing that is
    /// needed. Never waits.
    pub fn help_card(&self, sign_in: Option<String>, account: Option<String>) -> Answer<String> {
        Ok(self.core()?.help_card(&about(sign_in, account)?)?)
    }

    /// Which login belongs where, and which to use (S8, S11). Never waits.
    pub fn help_which_me(&self, sign_in: Option<String>, account: Option<String>) -> Answer<WhichMe> {
        Ok(self.core()?.help_which_me(&about(sign_in, account)?)?)
    }

    /// A topic of the article, `S1` to `S11`, explained: for the employee, and for the administrator where it is theirs. Never
    /// waits. Errors: `unknown_topic`.
    pub fn help_topic(&self, topic: String) -> Answer<Problem> {
        Ok(self.core()?.help_topic(&topic)?)
    }

    /// Words texts in another language from now on. Gives the revision.
    pub fn locale_set(&self, locale: String) -> Answer<u64> {
        Ok(self.core()?.locale_set(&locale))
    }

    /// A receipt as sentences. A preview speaks of what would happen.
    pub fn say_receipt(&self, receipt: Receipt) -> Answer<Vec<String>> {
        Ok(self.core()?.say_receipt(&receipt))
    }

    /// What was spent, and when the portal will ask for a picture.
    pub fn say_tries(&self, tries: Tries) -> Answer<String> {
        Ok(self.core()?.say_tries(&tries))
    }
}

impl Portico {
    fn core(&self) -> Answer<portico::Portico> {
        let core = self.core.read().unwrap_or_else(PoisonError::into_inner);
        core.clone().ok_or(PorticoError::Closed)
    }
}

/// An object that is dropped unclosed tells nobody any more.
impl Drop for Portico {
    fn drop(&mut self) {
        if let Some(telling) = lock(&self.telling).take() {
            telling.abort();
        }
    }
}

#[cfg(target_vendor = "apple")]
fn own_vault(keychain_group: Option<String>) -> Answer<Arc<dyn CoreVault>> {
    let vault = portico::vault::apple::vault(keychain_group).map_err(|_| PorticoError::VaultUnavailable)?;
    Ok(Arc::new(vault))
}

/// Everywhere else the host brings its own.
#[cfg(not(target_vendor = "apple"))]
fn own_vault(_keychain_group: Option<String>) -> Answer<Arc<dyn CoreVault>> {
    Err(PorticoError::InvalidArgument { what: "vault".to_owned() })
}

/// At most one of them.
fn about(sign_in: Option<String>, account: Option<String>) -> Answer<About> {
    match (sign_in, account) {
        (Some(id), None) => Ok(About::SignIn(id)),
        (None, Some(id)) => Ok(About::Account(id)),
        (None, None) => Ok(About::Nothing),
        (Some(_), Some(_)) => Err(CallError::InvalidArgument { what: "sign_in, account".to_owned() }.into()),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
