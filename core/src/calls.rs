//! The one object and its calls, by the surface's names.

mod house;
mod run;

use std::sync::Arc;

use serde_json::Value;
use tokio::sync::watch;

use crate::advice;
use crate::config::Config;
use crate::errors::CallError;
use crate::help::About;
use crate::phone::turn;
use crate::records::{
    Account, AccountList, Availability, HistoryEntry, Invitation, Link, Picture, Problem, Receipt, ReceiptKind,
    Recovery, SessionStatus, SignIn, Tries, Warning, WhichMe,
};
use crate::secret::Secret;
use crate::session::Ask;
use crate::signin::{Start, Typed};
use house::{Door, House};

/// The accounts of this phone and everything that can be done with them. Clones are the same object; opening one folder twice
/// in a process gives the same object.
#[derive(Clone)]
pub struct Portico {
    door: Arc<Door>,
}

impl Portico {
    /// Opens the folder. Reads no secret and does not wait for the vault. Errors: an argument that cannot be used.
    pub async fn open(config: Config) -> Result<Self, CallError> {
        Ok(Self { door: Door::open(config).await? })
    }

    /// Writes what the disk refused before, and lets what is being written down finish: at most 5 s for each.
    pub async fn close(&self) {
        let closing = self.detached(|house| async move {
            house.write_owed().await;
            house.phone.finish_deletions().await;
            house.sign_ins.settle().await;
            Ok(())
        });
        // It says nothing that could be answered any more.
        let _ = closing.await;
    }

    /// All accounts, in the employee's order. Answers at once (R8).
    pub fn accounts_list(&self) -> AccountList {
        let list = self.door.house.accounts.list();
        if list.availability == Availability::Locked {
            self.knock();
        }
        list
    }

    /// Puts an account into use. Writes. Gives the revision.
    pub async fn accounts_select(&self, account: &str) -> Result<u64, CallError> {
        // Before anything is waited for: of several wishes the last one counts.
        let (account, wish) = (account.to_owned(), turn());
        self.detached(move |house| async move { house.accounts.select(&account, wish).await }).await
    }

    /// Moves a row to a 0-based place, clamped. Writes. Gives the revision.
    pub async fn accounts_move(&self, account: &str, to: u32) -> Result<u64, CallError> {
        let account = account.to_owned();
        self.detached(move |house| async move { house.accounts.move_to(&account, to).await }).await
    }

    /// What a clear would take and keep. Does nothing.
    pub fn accounts_preview(&self, account: &str, kind: ReceiptKind) -> Result<Receipt, CallError> {
        let sign_ins = self.door.house.sign_ins.open_for(account).len();
        self.door.house.accounts.preview(account, kind, sign_ins)
    }

    /// Clears the authentication data; row, order, settings, ledger and device id stay. Writes.
    pub async fn accounts_reset(&self, account: &str) -> Result<Receipt, CallError> {
        self.clear(account, ReceiptKind::Reset).await
    }

    /// As reset, and the portal is told, for at most 5 s. Writes.
    pub async fn accounts_sign_out(&self, account: &str) -> Result<Receipt, CallError> {
        self.clear(account, ReceiptKind::SignOut).await
    }

    async fn clear(&self, account: &str, kind: ReceiptKind) -> Result<Receipt, CallError> {
        let account = account.to_owned();
        self.detached(move |house| async move {
            let ended = house.sign_ins.end_for(&account).await;
            house.accounts.clear(&account, kind, ended.len()).await
        })
        .await
    }

    /// Everything goes (R4). Accepted in every state, again and again. Writes.
    pub async fn accounts_delete(&self, account: &str) -> Result<Receipt, CallError> {
        let account = account.to_owned();
        self.detached(move |house| async move {
            let ended = house.sign_ins.end_for(&account).await;
            house.recoveries.forget_for(&account).await;
            house.accounts.delete(&account, ended).await
        })
        .await
    }

    /// Begins a sign-in and runs it to the next step that needs the employee. Writes.
    pub async fn sign_in_start(&self, from: Start) -> Result<SignIn, CallError> {
        self.detached(|house| async move {
            // Signed in again, an account whose deletion the disk refused would be deleted with what came of it.
            house.accounts.finish_deleting().await;
            house.sign_ins.start(from).await
        })
        .await
    }

    /// The unfinished sign-ins, also from before a restart.
    pub fn sign_in_list(&self) -> Vec<SignIn> {
        self.door.house.sign_ins.list()
    }

    /// One sign-in, unfinished or ended since this start.
    pub fn sign_in_get(&self, sign_in: &str) -> Result<SignIn, CallError> {
        self.door.house.sign_ins.get(sign_in)
    }

    /// Reads an address and asks whether a portal is there (A1). Writes.
    pub async fn sign_in_submit_address(&self, sign_in: &str, address: &str) -> Result<SignIn, CallError> {
        let (sign_in, address) = (sign_in.to_owned(), address.to_owned());
        self.detached(|house| async move { house.sign_ins.submit_address(&sign_in, &address).await }).await
    }

    /// Keeps what was typed and not sent yet, over a kill too: the login at the credentials step, the address at the address step;
    /// empty clears. What may be a secret is not written. No network, spends nothing. Accepted in every state. Writes.
    pub async fn sign_in_keep(
        &self,
        sign_in: &str,
        login: Option<&str>,
        address: Option<&str>,
    ) -> Result<SignIn, CallError> {
        self.door.house.sign_ins.keep(sign_in, login, address).await
    }

    /// What to look at before a try is spent. No network, spends nothing, keeps nothing.
    pub fn sign_in_check(&self, sign_in: &str, typed: Typed) -> Result<Vec<Warning>, CallError> {
        self.door.house.sign_ins.check(sign_in, &typed)
    }

    /// One try with a typed password. Writes.
    pub async fn sign_in_submit_credentials(
        &self,
        sign_in: &str,
        login: &str,
        password: Secret,
    ) -> Result<SignIn, CallError> {
        let (sign_in, login) = (sign_in.to_owned(), login.to_owned());
        self.detached(|house| async move { house.sign_ins.submit_credentials(&sign_in, &login, password).await }).await
    }

    /// The picture of the open challenge; asked of the portal once.
    pub async fn sign_in_captcha_picture(&self, sign_in: &str, challenge: &str) -> Result<Picture, CallError> {
        self.door.house.sign_ins.picture(sign_in, challenge).await
    }

    /// A new picture without spending a try (C4). Writes.
    pub async fn sign_in_refresh_captcha(&self, sign_in: &str, challenge: &str) -> Result<SignIn, CallError> {
        self.door.house.sign_ins.refresh_captcha(sign_in, challenge).await
    }

    /// The picture's word, with the password where it is needed or replaces the stored one. Writes.
    pub async fn sign_in_submit_captcha(
        &self,
        sign_in: &str,
        challenge: &str,
        text: &str,
        password: Option<Secret>,
    ) -> Result<SignIn, CallError> {
        let (sign_in, challenge, text) = (sign_in.to_owned(), challenge.to_owned(), text.to_owned());
        let call = |house: Arc<House>| async move {
            house.sign_ins.submit_captcha(&sign_in, &challenge, &text, password).await
        };
        self.detached(call).await
    }

    /// A one-time or backup code, any spacing and case. Writes.
    pub async fn sign_in_submit_code(&self, sign_in: &str, challenge: &str, code: Secret) -> Result<SignIn, CallError> {
        self.door.house.sign_ins.submit_code(sign_in, challenge, &code).await
    }

    /// Asks the portal to send the code in a message (D12), with the wait until the next one. Writes.
    pub async fn sign_in_send_sms(&self, sign_in: &str, challenge: &str) -> Result<SignIn, CallError> {
        self.door.house.sign_ins.send_sms(sign_in, challenge).await
    }

    /// The employee agrees to the link that is shown; only now is anything sent for it (R15). Writes.
    pub async fn sign_in_confirm_link(&self, sign_in: &str) -> Result<SignIn, CallError> {
        let sign_in = sign_in.to_owned();
        self.detached(|house| async move { house.sign_ins.confirm_link(&sign_in).await }).await
    }

    /// The employee agrees to the portal's new address (Q12). Writes.
    pub async fn sign_in_confirm_move(&self, sign_in: &str) -> Result<SignIn, CallError> {
        let sign_in = sign_in.to_owned();
        self.detached(|house| async move { house.sign_ins.confirm_move(&sign_in).await }).await
    }

    /// One step back. Writes.
    pub async fn sign_in_back(&self, sign_in: &str) -> Result<SignIn, CallError> {
        self.door.house.sign_ins.back(sign_in).await
    }

    /// The end of a sign-in; accepted in every state. Writes.
    pub async fn sign_in_cancel(&self, sign_in: &str) -> Result<SignIn, CallError> {
        self.door.house.sign_ins.cancel(sign_in).await
    }

    /// What a text says that was pasted, opened or scanned. No network; never spends the link, keeps nothing.
    pub fn links_read(&self, text: &str) -> Link {
        self.door.house.sign_ins.read_link(text)
    }

    /// Begins a password recovery and asks for the mail; an open one for this portal and login goes on. With the mail's whole link as
    /// the address nothing is sent: its checkword is asked for, and the login may be empty where the link names it. Writes.
    pub async fn recovery_start(&self, address: &str, login: &str) -> Result<Recovery, CallError> {
        let (address, login) = (address.to_owned(), login.to_owned());
        self.detached(|house| async move { house.recoveries.start(&address, &login).await }).await
    }

    /// Another mail; within 60 s of the last one nothing is sent, and the recovery says so. Writes.
    pub async fn recovery_resend(&self, recovery: &str) -> Result<Recovery, CallError> {
        let recovery = recovery.to_owned();
        self.detached(|house| async move { house.recoveries.resend(&recovery).await }).await
    }

    /// The picture on the portal's form; asked of the portal once.
    pub async fn recovery_captcha_picture(&self, recovery: &str) -> Result<Picture, CallError> {
        self.door.house.recoveries.picture(recovery).await
    }

    /// Another picture; nothing is counted. Writes.
    pub async fn recovery_refresh_captcha(&self, recovery: &str) -> Result<Recovery, CallError> {
        self.door.house.recoveries.refresh_captcha(recovery).await
    }

    /// The picture's word. Writes.
    pub async fn recovery_submit_captcha(&self, recovery: &str, text: &str) -> Result<Recovery, CallError> {
        self.door.house.recoveries.submit_captcha(recovery, text).await
    }

    /// The checkword, or the mail's whole link, with the new password; then sign-in goes on with that. Writes.
    pub async fn recovery_submit(
        &self,
        recovery: &str,
        checkword: Secret,
        new_password: Secret,
    ) -> Result<Recovery, CallError> {
        let recovery = recovery.to_owned();
        self.detached(|house| async move { house.recoveries.submit(&recovery, &checkword, new_password).await }).await
    }

    /// One recovery. Never waits.
    pub fn recovery_get(&self, recovery: &str) -> Result<Recovery, CallError> {
        self.door.house.recoveries.get(recovery)
    }

    /// Opens an invitation by its link: looks at the portal's page, which spends nothing. Errors: [`CallError::CallFailed`]
    /// where the link is no invitation's.
    pub async fn invitation_open(&self, link: Secret) -> Result<Invitation, CallError> {
        self.detached(|house| async move { house.invitations.open(&link).await }).await
    }

    /// Accepts an invitation with names and a new password, and goes on to a signed-in account. Writes.
    pub async fn invitation_accept(
        &self,
        invitation: &str,
        name: &str,
        last_name: &str,
        password: Secret,
    ) -> Result<Invitation, CallError> {
        let (id, name, last_name) = (invitation.to_owned(), name.to_owned(), last_name.to_owned());
        self.detached(|house| async move { house.invitations.accept(&id, &name, &last_name, password).await }).await
    }

    /// How long the session still lives. Never waits.
    pub fn session_status(&self, account: &str) -> Result<SessionStatus, CallError> {
        self.door.house.sessions.status(account)
    }

    /// An authorised REST call (L1). Dropping the future drops its request. Errors: [`CallError::CallFailed`].
    pub async fn session_call(&self, account: &str, method: &str, params: Value) -> Result<Value, CallError> {
        let (account, method) = (account.to_owned(), method.to_owned());
        let call = |house: Arc<House>| async move {
            house.sessions.call(&account, &Ask::Method { name: &method, params: &params }).await
        };
        self.dropped_with_caller(call).await
    }

    /// The employee asks for a check now: one send. Where it may cost a try, only with `spend_try`. Writes.
    pub async fn session_check(&self, account: &str, spend_try: bool) -> Result<Account, CallError> {
        let account = account.to_owned();
        self.detached(move |house| async move { house.check(&account, spend_try).await }).await
    }

    /// The network changed. Gives the revision after what followed from it.
    pub async fn session_network_changed(&self) -> u64 {
        let done = self.begun(|house| async move {
            house.phone.wake().await;
            house.phone.transport.forget_connections();
            house.sessions.network_changed().await;
            Ok(())
        });
        self.revision_after(done).await
    }

    /// The app came to the front. Gives the revision after what followed from it.
    pub async fn session_foreground(&self) -> u64 {
        // Before anything is waited for: an app that goes to the back at once goes there after this.
        let house = &self.door.house;
        // A phone stops programs in the background: what should have been wiped meanwhile is wiped now.
        house.sign_ins.drop_stale_secrets();
        house.recoveries.drop_stale();
        house.phone.edit(|memory| memory.background_since = None);
        let done = self.begun(|house| async move {
            house.phone.wake().await;
            house.phone.reload().await;
            house.write_owed().await;
            house.accounts.tidy().await;
            house.sessions.foreground().await;
            Ok(())
        });
        self.revision_after(done).await
    }

    /// The app went to the back: typed passwords are held for 60 s more. Never waits.
    pub fn session_background(&self) -> u64 {
        let now = self.door.house.phone.clock.boot();
        self.door.house.phone.edit(|memory| memory.background_since.get_or_insert(now).as_secs());
        self.door.house.phone.revision()
    }

    /// The unsent text of an account; empty where there is none. Never waits.
    pub fn drafts_get(&self, account: &str) -> Result<String, CallError> {
        self.door.house.accounts.draft(account)
    }

    /// Keeps unsent text of at most 8,192 bytes of UTF-8 instead of the one before, and gives it. It outlives sessions, restarts
    /// and resets (R13), and goes with delete. Writes. Errors: [`CallError::DraftTooLong`], and then the one before stays.
    pub async fn drafts_set(&self, account: &str, text: &str) -> Result<String, CallError> {
        // As in `accounts_select`.
        let (account, text, wish) = (account.to_owned(), text.to_owned(), turn());
        self.detached(move |house| async move { house.accounts.set_draft(&account, &text, wish).await }).await
    }

    /// What happened with an account, newest first: what this phone did, at most 200 entries, and the portal's
    /// event log where the employee may read it. `allowed`: addresses, ranges `a-b` and networks that the administrator allows
    /// (N1); with them each sign-in from outside says why it may be there (S5). A log that cannot be read is an entry with a
    /// problem. Errors: [`CallError::InvalidArgument`] says the place of what is no range.
    pub async fn history_list(
        &self,
        account: &str,
        allowed: Option<&[String]>,
    ) -> Result<Vec<HistoryEntry>, CallError> {
        let (account, allowed) = (account.to_owned(), allowed.map(<[String]>::to_vec));
        self.detached(move |house| async move { house.histories.list(&account, allowed.as_deref()).await }).await
    }

    /// A text for the administrator, under 1,500 characters, without secrets: what happened where, and the one thing that is
    /// needed. Never waits.
    pub fn help_card(&self, about: &About) -> Result<String, CallError> {
        self.door.house.help.card(about)
    }

    /// Which login belongs where, and which to use (S8, S11). Never waits.
    pub fn help_which_me(&self, about: &About) -> Result<WhichMe, CallError> {
        self.door.house.help.which_me(about)
    }

    /// A topic of the article, `S1` to `S11`, explained: for the employee, and for the administrator where it is theirs. Never
    /// waits. Errors: [`CallError::UnknownTopic`].
    pub fn help_topic(&self, topic: &str) -> Result<Problem, CallError> {
        self.door.house.help.topic(topic)
    }

    /// Words texts in another language from now on. Gives the revision.
    pub fn locale_set(&self, locale: &str) -> u64 {
        let locale = locale.chars().take(35).collect();
        self.door.house.phone.edit(|memory| memory.locale = locale);
        self.door.house.phone.revision()
    }

    /// A receipt as sentences. A preview (no `at`) speaks of what would happen.
    pub fn say_receipt(&self, receipt: &Receipt) -> Vec<String> {
        self.door.house.phone.read(|memory| advice::receipt_lines(receipt, &memory.locale))
    }

    /// What was spent, and when the portal will ask for a picture (R12).
    pub fn say_tries(&self, tries: &Tries) -> String {
        self.door.house.phone.read(|memory| advice::tries_sentence(tries, &memory.locale))
    }

    /// What an error is to people, by its stable [`code`](CallError::code): as [`crate::advice::say_error`], in the language set.
    pub fn say_error(&self, code: &str) -> Problem {
        self.door.house.phone.read(|memory| advice::say_error(code, &memory.locale))
    }

    /// Revisions as they come; the last value wins.
    pub fn observe(&self) -> watch::Receiver<u64> {
        self.door.house.phone.observe()
    }
}
