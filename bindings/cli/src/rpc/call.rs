//! The methods by name, with the types of their parameters.

use portico::records::ReceiptKind;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::message::Fault;
use super::params::{self, Hidden, None_, read};

/// A call that was understood. Its `Debug` names it and no parameter: an address or a login may be a password too.
#[derive(Debug)]
pub(super) enum Call {
    AccountsList,
    AccountsSelect(OfAccount),
    AccountsMove(Move),
    AccountsPreview(Preview),
    AccountsReset(OfAccount),
    AccountsSignOut(OfAccount),
    AccountsDelete(OfAccount),
    SignInStart(Begin),
    SignInList,
    SignInGet(OfSignIn),
    SignInSubmitAddress(Address),
    SignInKeep(Keep),
    SignInCheck(Check),
    SignInSubmitCredentials(Credentials),
    SignInCaptchaPicture(OfChallenge),
    SignInRefreshCaptcha(OfChallenge),
    SignInSubmitCaptcha(Captcha),
    SignInSubmitCode(Code),
    SignInSendSms(OfChallenge),
    SignInConfirmLink(OfSignIn),
    SignInConfirmMove(OfSignIn),
    SignInBack(OfSignIn),
    SignInCancel(OfSignIn),
    InvitationOpen(OfLink),
    InvitationAccept(Accept),
    RecoveryStart(Recover),
    RecoveryResend(OfRecovery),
    RecoveryCaptchaPicture(OfRecovery),
    RecoveryRefreshCaptcha(OfRecovery),
    RecoverySubmitCaptcha(RecoveryCaptcha),
    RecoverySubmit(NewPassword),
    RecoveryGet(OfRecovery),
    SessionStatus(OfAccount),
    SessionRest(Rest),
    SessionCheck(SessionCheck),
    SessionNetworkChanged,
    SessionForeground,
    SessionBackground,
    DraftsGet(OfAccount),
    DraftsSet(Draft),
    HistoryList(History),
    HelpCard(About),
    HelpWhichMe(About),
    HelpTopic(Topic),
    LinksRead(Text),
    LocaleSet(Locale),
    Observe,
}

macro_rules! parameters {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $kind:ty),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $name { $($(#[$attribute])* pub(super) $field: $kind,)+ }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("…")
            }
        }
    )+};
}

parameters! {
    /// One account.
    OfAccount { account: String }
    /// `accounts.move`.
    Move { account: String, #[serde(deserialize_with = "params::place")] to: u32 }
    /// `accounts.preview`.
    Preview { account: String, kind: ReceiptKind }
    /// `sign_in.start`: at most one of them.
    Begin { #[serde(default)] address: Option<String>, #[serde(default)] link: Option<Hidden>, #[serde(default)] account: Option<String> }
    /// One sign-in.
    OfSignIn { sign_in: String }
    /// `sign_in.submit_address`.
    Address { sign_in: String, address: String }
    /// `sign_in.keep`.
    Keep { sign_in: String, #[serde(default)] login: Option<String>, #[serde(default)] address: Option<String> }
    /// `sign_in.check`.
    Check {
        sign_in: String,
        #[serde(default)] login: Option<String>,
        #[serde(default)] password: Option<Hidden>,
        #[serde(default)] code: Option<Hidden>,
        #[serde(default)] keyboard: Option<Keyboard>,
    }
    /// What the view knows of the keyboard.
    Keyboard { #[serde(default)] layout: Option<String>, #[serde(default)] caps: Option<bool> }
    /// `sign_in.submit_credentials`.
    Credentials { sign_in: String, login: String, password: Hidden }
    /// One challenge of a sign-in.
    OfChallenge { sign_in: String, challenge: String }
    /// `sign_in.submit_captcha`.
    Captcha { sign_in: String, challenge: String, text: String, #[serde(default)] password: Option<Hidden> }
    /// `sign_in.submit_code`.
    Code { sign_in: String, challenge: String, code: Hidden }
    /// `invitation.open`.
    OfLink { link: Hidden }
    /// `invitation.accept`.
    Accept { invitation: String, name: String, last_name: String, password: Hidden }
    /// `recovery.start`.
    Recover { address: String, login: String }
    /// One recovery.
    OfRecovery { recovery: String }
    /// `recovery.submit_captcha`.
    RecoveryCaptcha { recovery: String, text: String }
    /// `recovery.submit`.
    NewPassword { recovery: String, checkword: Hidden, new_password: Hidden }
    /// `session.call`.
    Rest {
        account: String,
        method: String,
        #[serde(default, deserialize_with = "params::object")] params: Option<Value>,
    }
    /// `session.check`.
    SessionCheck { account: String, #[serde(default)] spend_try: Option<bool> }
    /// `drafts.set`.
    Draft { account: String, text: Hidden }
    /// `history.list`.
    History { account: String, #[serde(default)] allowed: Option<Vec<String>> }
    /// What help is asked about: at most one of them.
    About { #[serde(default)] sign_in: Option<String>, #[serde(default)] account: Option<String> }
    /// `help.topic`.
    Topic { topic: String }
    /// `links.read`.
    Text { text: Hidden }
    /// `locale.set`.
    Locale { locale: String }
}

impl Call {
    /// Finds the method and reads its parameters.
    pub(super) fn read(method: &str, params: Option<&RawValue>) -> Result<Self, Fault> {
        let nothing = |call: Self| read::<None_>(params).map(|_| call);
        match method {
            "accounts.list" => nothing(Self::AccountsList),
            "accounts.select" => read(params).map(Self::AccountsSelect),
            "accounts.move" => read(params).map(Self::AccountsMove),
            "accounts.preview" => read(params).map(Self::AccountsPreview),
            "accounts.reset" => read(params).map(Self::AccountsReset),
            "accounts.sign_out" => read(params).map(Self::AccountsSignOut),
            "accounts.delete" => read(params).map(Self::AccountsDelete),
            "sign_in.start" => read(params).and_then(begin).map(Self::SignInStart),
            "sign_in.list" => nothing(Self::SignInList),
            "sign_in.get" => read(params).map(Self::SignInGet),
            "sign_in.submit_address" => read(params).map(Self::SignInSubmitAddress),
            "sign_in.keep" => read(params).map(Self::SignInKeep),
            "sign_in.check" => read(params).map(Self::SignInCheck),
            "sign_in.submit_credentials" => read(params).map(Self::SignInSubmitCredentials),
            "sign_in.captcha_picture" => read(params).map(Self::SignInCaptchaPicture),
            "sign_in.refresh_captcha" => read(params).map(Self::SignInRefreshCaptcha),
            "sign_in.submit_captcha" => read(params).map(Self::SignInSubmitCaptcha),
            "sign_in.submit_code" => read(params).map(Self::SignInSubmitCode),
            "sign_in.send_sms" => read(params).map(Self::SignInSendSms),
            "sign_in.confirm_link" => read(params).map(Self::SignInConfirmLink),
            "sign_in.confirm_move" => read(params).map(Self::SignInConfirmMove),
            "sign_in.back" => read(params).map(Self::SignInBack),
            "sign_in.cancel" => read(params).map(Self::SignInCancel),
            "invitation.open" => read(params).map(Self::InvitationOpen),
            "invitation.accept" => read(params).map(Self::InvitationAccept),
            "recovery.start" => read(params).map(Self::RecoveryStart),
            "recovery.resend" => read(params).map(Self::RecoveryResend),
            "recovery.captcha_picture" => read(params).map(Self::RecoveryCaptchaPicture),
            "recovery.refresh_captcha" => read(params).map(Self::RecoveryRefreshCaptcha),
            "recovery.submit_captcha" => read(params).map(Self::RecoverySubmitCaptcha),
            "recovery.submit" => read(params).map(Self::RecoverySubmit),
            "recovery.get" => read(params).map(Self::RecoveryGet),
            "session.status" => read(params).map(Self::SessionStatus),
            "session.call" => read(params).map(Self::SessionRest),
            "session.check" => read(params).map(Self::SessionCheck),
            "session.network_changed" => nothing(Self::SessionNetworkChanged),
            "session.foreground" => nothing(Self::SessionForeground),
            "session.background" => nothing(Self::SessionBackground),
            "drafts.get" => read(params).map(Self::DraftsGet),
            "drafts.set" => read(params).map(Self::DraftsSet),
            "history.list" => read(params).map(Self::HistoryList),
            "help.card" => read(params).and_then(about).map(Self::HelpCard),
            "help.which_me" => read(params).and_then(about).map(Self::HelpWhichMe),
            "help.topic" => read(params).map(Self::HelpTopic),
            "links.read" => read(params).map(Self::LinksRead),
            "locale.set" => read(params).map(Self::LocaleSet),
            "observe" => nothing(Self::Observe),
            _ => Err(Fault::method(method)),
        }
    }
}

fn begin(from: Begin) -> Result<Begin, Fault> {
    let given = [from.address.is_some(), from.link.is_some(), from.account.is_some()];
    if given.iter().filter(|given| **given).count() > 1 {
        return Err(Fault::params("one of address, link and account"));
    }
    Ok(from)
}

fn about(about: About) -> Result<About, Fault> {
    if about.sign_in.is_some() && about.account.is_some() {
        return Err(Fault::params("one of sign_in and account, not both"));
    }
    Ok(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(method: &str, text: &str) -> Option<i32> {
        let raw = RawValue::from_string(text.to_owned()).unwrap();
        Call::read(method, Some(&raw)).err().map(|fault| fault.code)
    }

    #[test]
    fn sign_in_starts_from_one_thing() {
        assert_eq!(code("sign_in.start", "{}"), None);
        assert_eq!(code("sign_in.start", r#"{"address":"a"}"#), None);
        assert_eq!(code("sign_in.start", r#"{"account":"a"}"#), None);
        assert_eq!(code("sign_in.start", r#"{"address":"a","account":"b"}"#), Some(-32602));
        assert_eq!(code("sign_in.start", r#"{"link":"l"}"#), None);
        assert_eq!(code("sign_in.start", r#"{"link":"l","account":"b"}"#), Some(-32602));
    }

    #[test]
    fn help_is_about_one_thing() {
        assert_eq!(code("help.card", "{}"), None);
        assert_eq!(code("help.which_me", r#"{"account":"a"}"#), None);
        assert_eq!(code("help.card", r#"{"account":"a","sign_in":"s"}"#), Some(-32602));
        assert_eq!(code("history.list", r#"{"account":"a","allowed":["192.0.2.7"]}"#), None);
        assert_eq!(code("history.list", r#"{"account":"a","allowed":"192.0.2.7"}"#), Some(-32602));
    }

    #[test]
    fn a_method_without_parameters_takes_none() {
        assert!(Call::read("accounts.list", None).is_ok());
        assert_eq!(code("accounts.list", "{}"), None);
        assert_eq!(code("accounts.list", r#"{"x":1}"#), Some(-32602));
        assert_eq!(code("accounts.lists", "{}"), Some(-32601));
    }

    #[test]
    fn the_parameters_of_a_portals_method_are_an_object() {
        assert_eq!(code("session.call", r#"{"account":"a","method":"profile"}"#), None);
        assert_eq!(code("session.call", r#"{"account":"a","method":"profile","params":{"x":[1]}}"#), None);
        assert_eq!(code("session.call", r#"{"account":"a","method":"profile","params":[1]}"#), Some(-32602));
        assert_eq!(code("session.call", r#"{"account":"a"}"#), Some(-32602));
    }

    #[test]
    fn debug_names_the_call_and_nothing_that_was_typed() {
        for (method, params) in [
            ("sign_in.submit_credentials", r#"{"sign_in":"s","login":"Sun-flower9","password":"Sun-flower9"}"#),
            ("sign_in.start", r#"{"address":"https://anna:Sun-flower9@host"}"#),
            ("sign_in.keep", r#"{"sign_in":"s","login":"Sun-flower9"}"#),
        ] {
            let raw = RawValue::from_string(params.to_owned()).unwrap();
            let shown = format!("{:?}", Call::read(method, Some(&raw)).unwrap());
            assert!(shown.starts_with("SignIn") && !shown.contains("Sun-flower9"), "{shown}");
        }
    }
}
