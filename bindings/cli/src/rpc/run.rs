//! Carries a call out and gives its record as JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portico::records::{Picture, SignIn};
use portico::{About, CallError, Portico, Start, Typed};
use serde::Serialize;
use serde_json::{Value, json};

use super::call::{About as Of, Begin, Call, Check};

type Outcome = Result<Value, CallError>;

impl Call {
    /// What the surface says the call gives.
    pub(super) async fn run(self, portico: &Portico) -> Outcome {
        match self {
            Self::AccountsList => record(portico.accounts_list()),
            Self::AccountsSelect(of) => portico.accounts_select(&of.account).await.map(revision),
            Self::AccountsMove(of) => portico.accounts_move(&of.account, of.to).await.map(revision),
            Self::AccountsPreview(of) => portico.accounts_preview(&of.account, of.kind).and_then(record),
            Self::AccountsReset(of) => portico.accounts_reset(&of.account).await.and_then(record),
            Self::AccountsSignOut(of) => portico.accounts_sign_out(&of.account).await.and_then(record),
            Self::AccountsDelete(of) => portico.accounts_delete(&of.account).await.and_then(record),
            Self::SignInStart(from) => sign_in(portico.sign_in_start(start(from)).await),
            Self::SignInList => Ok(json!({"sign_ins": portico.sign_in_list()})),
            Self::SignInGet(of) => sign_in(portico.sign_in_get(&of.sign_in)),
            Self::SignInSubmitAddress(of) => sign_in(portico.sign_in_submit_address(&of.sign_in, &of.address).await),
            Self::SignInKeep(of) => {
                sign_in(portico.sign_in_keep(&of.sign_in, of.login.as_deref(), of.address.as_deref()).await)
            }
            Self::SignInCheck(of) => check(portico, of),
            Self::SignInSubmitCredentials(of) => {
                sign_in(portico.sign_in_submit_credentials(&of.sign_in, &of.login, of.password.0).await)
            }
            Self::SignInCaptchaPicture(of) => {
                portico.sign_in_captcha_picture(&of.sign_in, &of.challenge).await.map(|picture| shown(&picture))
            }
            Self::SignInRefreshCaptcha(of) => {
                sign_in(portico.sign_in_refresh_captcha(&of.sign_in, &of.challenge).await)
            }
            Self::SignInSubmitCaptcha(of) => {
                let password = of.password.map(|hidden| hidden.0);
                sign_in(portico.sign_in_submit_captcha(&of.sign_in, &of.challenge, &of.text, password).await)
            }
            Self::SignInSubmitCode(of) => {
                sign_in(portico.sign_in_submit_code(&of.sign_in, &of.challenge, of.code.0).await)
            }
            Self::SignInSendSms(of) => sign_in(portico.sign_in_send_sms(&of.sign_in, &of.challenge).await),
            Self::SignInConfirmLink(of) => sign_in(portico.sign_in_confirm_link(&of.sign_in).await),
            Self::SignInConfirmMove(of) => sign_in(portico.sign_in_confirm_move(&of.sign_in).await),
            Self::SignInBack(of) => sign_in(portico.sign_in_back(&of.sign_in).await),
            Self::SignInCancel(of) => sign_in(portico.sign_in_cancel(&of.sign_in).await),
            Self::InvitationOpen(of) => portico.invitation_open(of.link.0).await.and_then(record),
            Self::InvitationAccept(of) => {
                let accepted = portico.invitation_accept(&of.invitation, &of.name, &of.last_name, of.password.0);
                accepted.await.and_then(record)
            }
            Self::RecoveryStart(of) => portico.recovery_start(&of.address, &of.login).await.and_then(record),
            Self::RecoveryResend(of) => portico.recovery_resend(&of.recovery).await.and_then(record),
            Self::RecoveryCaptchaPicture(of) => {
                portico.recovery_captcha_picture(&of.recovery).await.map(|picture| shown(&picture))
            }
            Self::RecoveryRefreshCaptcha(of) => portico.recovery_refresh_captcha(&of.recovery).await.and_then(record),
            Self::RecoverySubmitCaptcha(of) => {
                portico.recovery_submit_captcha(&of.recovery, &of.text).await.and_then(record)
            }
            Self::RecoverySubmit(of) => {
                portico.recovery_submit(&of.recovery, of.checkword.0, of.new_password.0).await.and_then(record)
            }
            Self::RecoveryGet(of) => portico.recovery_get(&of.recovery).and_then(record),
            Self::SessionStatus(of) => portico.session_status(&of.account).and_then(record),
            Self::SessionRest(of) => {
                let params = of.params.unwrap_or_else(|| json!({}));
                portico.session_call(&of.account, &of.method, params).await
            }
            Self::SessionCheck(of) => {
                portico.session_check(&of.account, of.spend_try.unwrap_or_default()).await.and_then(record)
            }
            Self::SessionNetworkChanged => Ok(revision(portico.session_network_changed().await)),
            Self::SessionForeground => Ok(revision(portico.session_foreground().await)),
            Self::SessionBackground => Ok(revision(portico.session_background())),
            Self::DraftsGet(of) => portico.drafts_get(&of.account).map(text),
            // EXPOSE: unsent text goes into its account's document and nowhere else.
            Self::DraftsSet(of) => portico.drafts_set(&of.account, of.text.0.expose()).await.map(text),
            Self::HistoryList(of) => {
                let entries = portico.history_list(&of.account, of.allowed.as_deref()).await?;
                Ok(json!({"entries": entries}))
            }
            Self::HelpCard(of) => portico.help_card(&about(of)).map(text),
            Self::HelpWhichMe(of) => portico.help_which_me(&about(of)).and_then(record),
            Self::HelpTopic(of) => portico.help_topic(&of.topic).and_then(record),
            // EXPOSE: into the reader of links.
            Self::LinksRead(of) => record(portico.links_read(of.text.0.expose())),
            Self::LocaleSet(to) => Ok(revision(portico.locale_set(&to.locale))),
            Self::Observe => Ok(revision(*portico.observe().borrow())),
        }
    }
}

fn start(from: Begin) -> Start {
    match (from.address, from.link, from.account) {
        (Some(address), _, _) => Start::Address(address),
        (None, Some(link), _) => Start::Link(link.0),
        (None, None, Some(account)) => Start::Account(account),
        (None, None, None) => Start::Nothing,
    }
}

fn check(portico: &Portico, of: Check) -> Outcome {
    let (layout, caps) = of.keyboard.map_or((None, None), |keyboard| (keyboard.layout, keyboard.caps));
    let (password, code) = (of.password.map(|hidden| hidden.0), of.code.map(|hidden| hidden.0));
    let warnings = portico.sign_in_check(&of.sign_in, Typed { login: of.login, password, code, layout, caps })?;
    Ok(json!({"warnings": warnings}))
}

fn text(text: String) -> Value {
    json!({"text": text})
}

fn shown(picture: &Picture) -> Value {
    json!({"media_type": picture.media_type, "base64": STANDARD.encode(&picture.bytes)})
}

fn about(of: Of) -> About {
    match (of.sign_in, of.account) {
        (Some(sign_in), _) => About::SignIn(sign_in),
        (None, Some(account)) => About::Account(account),
        (None, None) => About::Nothing,
    }
}

fn revision(revision: u64) -> Value {
    json!({"revision": revision})
}

fn sign_in(at: Result<SignIn, CallError>) -> Outcome {
    at.and_then(record)
}

/// Records are plain, so this cannot fail but by a mistake of ours.
fn record(record: impl Serialize) -> Outcome {
    serde_json::to_value(record).map_err(|_| CallError::InvalidArgument { what: "record".to_owned() })
}
