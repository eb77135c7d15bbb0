//! Takes a step, and says what it allowed the phone to send (R1).

use portico::records::{CaptchaSecret, ReceiptKind, SignIn, Step as At};
use portico::secret::Secret;
use portico::{About, Start};
use portico_behaviour::steps::employee;
use serde_json::json;

use crate::ground::{Ground, pick};
use crate::steps::{Again, Cost, Step, Typed, Where};
use crate::wire::Wish;

/// What a step was about, for the rules that hold after it.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// A clear, and of which account.
    pub(crate) cleared: Option<(ReceiptKind, String)>,
    pub(crate) reopened: bool,
}

const NOTHING: Done = Done { cleared: None, reopened: false };

fn is_picture(step: &At) -> bool {
    matches!(step, At::Captcha { .. })
}

fn is_code(step: &At) -> bool {
    matches!(step, At::SecondFactor { .. })
}

pub(crate) fn challenge(open: &SignIn) -> String {
    match &open.step {
        At::Captcha { challenge, .. } | At::SecondFactor { challenge, .. } => challenge.clone(),
        _ => String::new(),
    }
}

impl Ground {
    /// Takes a step; where nobody is there for it, nothing happens.
    pub(crate) async fn act(&mut self, step: Step) -> (Wish, Done) {
        match step {
            Step::Begin(_)
            | Step::Password(..)
            | Step::Word(..)
            | Step::AnotherPicture(_)
            | Step::LookAtPicture(_)
            | Step::Code(..)
            | Step::BackupCode(_)
            | Step::LateAnswer(_)
            | Step::Address(..)
            | Step::Keep(_)
            | Step::Back(_)
            | Step::Cancel(_) => (self.signing_in(step).await.unwrap_or(Wish::Nothing), NOTHING),
            Step::Reset(n) => self.clear(n, ReceiptKind::Reset).await,
            Step::SignOut(n) => self.clear(n, ReceiptKind::SignOut).await,
            Step::Delete(n) => self.clear(n, ReceiptKind::Delete).await,
            Step::Reopen(closing) => {
                self.reopen(closing).await;
                (Wish::Nothing, Done { cleared: None, reopened: true })
            }
            Step::Front | Step::Behind | Step::Network => (self.phones(step).await, NOTHING),
            Step::Call(_)
            | Step::Check(..)
            | Step::Select(_)
            | Step::Move(..)
            | Step::Draft(_)
            | Step::History(_)
            | Step::Read(_) => (self.using(step).await.unwrap_or(Wish::Nothing), NOTHING),
            _ => {
                self.at_the_desk(step);
                (Wish::Nothing, NOTHING)
            }
        }
    }

    async fn phones(&mut self, step: Step) -> Wish {
        let app = self.app();
        match step {
            Step::Front => drop(app.session_foreground().await),
            Step::Network => drop(app.session_network_changed().await),
            _ => drop(app.session_background()),
        }
        if step == Step::Behind { Wish::Nothing } else { Wish::Unasked { again: step == Step::Network } }
    }

    async fn using(&mut self, step: Step) -> Option<Wish> {
        let app = self.app();
        let (Step::Call(n)
        | Step::Check(n, _)
        | Step::Select(n)
        | Step::Move(n, _)
        | Step::Draft(n)
        | Step::History(n)
        | Step::Read(n)) = step
        else {
            return None;
        };
        let account = self.account(n)?;
        match step {
            Step::Call(_) => {
                let result = app.session_call(&account, "profile", json!({})).await;
                self.gave(result);
                return Some(Wish::Unasked { again: false });
            }
            Step::Check(_, cost) => {
                let result = app.session_check(&account, cost == Cost::OneTry).await;
                self.gave(result);
                // The employee asks: that counts as their wish after lost answers, but buys no try by itself.
                return Some(if cost == Cost::OneTry { Wish::Stored } else { Wish::Unasked { again: true } });
            }
            Step::History(_) => {
                let result = app.history_list(&account, None).await;
                self.gave(result);
                return Some(Wish::Unasked { again: false });
            }
            Step::Select(_) => drop(app.accounts_select(&account).await.unwrap()),
            Step::Move(_, to) => drop(app.accounts_move(&account, to).await.unwrap()),
            Step::Draft(_) => {
                let text = format!("a draft of {}", self.now);
                app.drafts_set(&account, &text).await.map(|_| ()).unwrap();
                self.drafts.insert(account, text);
            }
            _ => {
                let about = About::Account(account.clone());
                self.gave(app.help_card(&about));
                self.gave(app.help_which_me(&about));
                self.gave(app.session_status(&account));
                for kind in [ReceiptKind::Reset, ReceiptKind::SignOut, ReceiptKind::Delete] {
                    self.gave(app.accounts_preview(&account, kind));
                }
            }
        }
        Some(Wish::Nothing)
    }

    async fn clear(&mut self, n: u32, kind: ReceiptKind) -> (Wish, Done) {
        let Some(account) = self.account(n) else { return (Wish::Nothing, NOTHING) };
        let app = self.app();
        let receipt = match kind {
            ReceiptKind::Reset => app.accounts_reset(&account).await,
            ReceiptKind::SignOut => app.accounts_sign_out(&account).await,
            ReceiptKind::Delete => app.accounts_delete(&account).await,
        };
        let receipt = self.gave(receipt).unwrap();
        assert_eq!((receipt.kind, &receipt.account), (kind, &account));
        assert!(receipt.pending.is_empty(), "the vault is open: {receipt:?}");
        (Wish::Nothing, Done { cleared: Some((kind, account)), reopened: false })
    }

    async fn signing_in(&mut self, step: Step) -> Option<Wish> {
        let app = self.app();
        let (wish, result) = match step {
            // Who begins a fourth gives up one of the others.
            Step::Begin(Where::Nowhere | Where::Portal(_)) if self.sign_ins().len() > 2 => {
                let one = self.sign_ins().remove(0);
                (Wish::Nothing, app.sign_in_cancel(&one.id).await)
            }
            Step::Begin(place) => {
                let start = match place {
                    Where::Nowhere => Start::Nothing,
                    Where::Portal(n) => Start::Address(self.portal(n).url().to_owned()),
                    Where::Account(n) => Start::Account(self.account(n)?),
                };
                (Wish::Nothing, app.sign_in_start(start).await)
            }
            Step::Address(n, typed) => {
                let open = self.sign_in(n, |step| matches!(step, At::Address { .. } | At::Credentials))?;
                let address = self.portal(n).url().to_owned();
                let address = if typed == Typed::Right { address } else { "no address at all".to_owned() };
                (Wish::Nothing, app.sign_in_submit_address(&open.id, &address).await)
            }
            Step::Password(n, typed) => {
                let open = self.sign_in(n, |step| *step == At::Credentials)?;
                let (login, password) = self.typing_for(&open, n, typed)?;
                (Wish::Typed, app.sign_in_submit_credentials(&open.id, &login, Secret::new(password)).await)
            }
            Step::Word(n, typed, again) => {
                let open = self.sign_in(n, is_picture)?;
                let password = self.typing_again(&open, again);
                let word = self.words.get(&challenge(&open)).filter(|_| typed == Typed::Right);
                let word = word.cloned().unwrap_or_else(|| "ZZZZZ".to_owned());
                let wish = if password.is_some() { Wish::Typed } else { Wish::Either };
                let password = password.map(Secret::new);
                (wish, app.sign_in_submit_captcha(&open.id, &challenge(&open), &word, password).await)
            }
            Step::AnotherPicture(n) => {
                let open = self.sign_in(n, is_picture)?;
                (Wish::Nothing, app.sign_in_refresh_captcha(&open.id, &challenge(&open)).await)
            }
            Step::LookAtPicture(n) => {
                let open = self.sign_in(n, is_picture)?;
                let _ = app.sign_in_captcha_picture(&open.id, &challenge(&open)).await;
                return Some(Wish::Nothing);
            }
            Step::Code(n, _) | Step::BackupCode(n) => {
                let open = self.sign_in(n, is_code)?;
                let code = self.code_for(&open, step)?;
                (Wish::Typed, app.sign_in_submit_code(&open.id, &challenge(&open), Secret::new(code)).await)
            }
            Step::LateAnswer(n) => {
                let open = self.sign_in(n, |step| is_picture(step) || is_code(step))?;
                let error = app.sign_in_submit_captcha(&open.id, "no such challenge", "ZZZZZ", None).await.unwrap_err();
                assert_eq!(error.code(), "stale_challenge", "R10");
                return Some(Wish::Nothing);
            }
            Step::Keep(n) => {
                let open = self.sign_in(n, |_| true)?;
                (Wish::Nothing, app.sign_in_keep(&open.id, Some("anna"), None).await)
            }
            Step::Back(n) => (Wish::Nothing, app.sign_in_back(&self.sign_in(n, |_| true)?.id).await),
            Step::Cancel(n) => (Wish::Nothing, app.sign_in_cancel(&self.sign_in(n, |_| true)?.id).await),
            _ => return None,
        };
        if let Some(open) = self.gave(result) {
            self.touch(open.id);
        }
        Some(wish)
    }

    /// Login and password: of the account, else of somebody on that portal.
    pub(crate) fn typing_for(&mut self, open: &SignIn, n: u32, typed: Typed) -> Option<(String, String)> {
        let origin = open.portal.as_ref()?.origin.clone();
        if typed == Typed::Unknown {
            return Some(("nobody".to_owned(), self.new_password("Unknown")));
        }
        let there: Vec<_> = self.people.iter().filter(|person| self.origin(person.portal) == origin).collect();
        let person = match &open.account {
            Some(id) => {
                let own = self.accounts().into_iter().find(|account| account.id == *id)?;
                self.whose(&origin, &own.login)?
            }
            None => pick(&there, n / 7)?,
        };
        let (login, right) = (person.login.to_owned(), person.password.clone());
        Some((login, if typed == Typed::Right { right } else { self.new_password("Wrong") }))
    }

    fn typing_again(&mut self, open: &SignIn, again: Again) -> Option<String> {
        let At::Captcha { secret, password_needed, r#for, .. } = &open.step else { return None };
        if *r#for == portico::records::CaptchaFor::Code {
            return None;
        }
        let needed = *secret == CaptchaSecret::Typed && *password_needed;
        let typed = match again {
            Again::IfNeeded if !needed => return None,
            Again::IfNeeded | Again::Right => Typed::Right,
            Again::Wrong => Typed::Wrong,
        };
        let person = self.whose(&open.portal.as_ref()?.origin, open.login.as_deref()?);
        let right = person.map(|person| person.password.clone()).filter(|_| typed == Typed::Right);
        Some(right.unwrap_or_else(|| self.new_password("Again")))
    }

    /// What the employee's device or paper shows, or something else.
    fn code_for(&mut self, open: &SignIn, step: Step) -> Option<String> {
        let person = self.whose(&open.portal.as_ref()?.origin, open.login.as_deref()?)?;
        let otp = employee(self.portals.get(person.portal)?, person.login).otp;
        let now = otp.as_ref().map_or("123456".to_owned(), |otp| otp.current_code.clone());
        match step {
            Step::BackupCode(n) => {
                let code = pick(&otp?.recovery_codes, n)?.clone();
                self.typing_code(&code);
                Some(code)
            }
            Step::Code(_, Typed::Right) => Some(now),
            Step::Code(_, Typed::Unknown) => Some(self.new_password("Code")),
            // Six digits that the device does not show.
            _ => Some(format!("{:06}", (now.parse::<u32>().ok()? + 137_911) % 1_000_000)),
        }
    }

    fn at_the_desk(&mut self, step: Step) {
        match step {
            Step::NewPassword(n) => {
                let password = self.new_password("Right");
                self.change(n, json!({"password": password}));
                let at = usize::try_from(n).unwrap() % self.people.len();
                self.people.get_mut(at).unwrap().password = password;
            }
            Step::Revoke(n) => self.revoke(n),
            Step::Blocked(n, blocked) => self.change(n, json!({"blocked": blocked})),
            Step::Active(n, active) => self.change(n, json!({"active": active})),
            Step::SecondFactor(n, on) => self.change(n, json!({"otp": on.then(|| json!({"type": "totp"}))})),
            Step::Attempts(n, attempts) => self.change(n, json!({"attempts": attempts})),
            Step::Limit(n, limit) => self.policy(n, json!({"LOGIN_ATTEMPTS": limit})),
            Step::BlockAfter(n, after) => self.policy(n, json!({"BLOCK_LOGIN_ATTEMPTS": after, "BLOCK_TIME": 10})),
            Step::OtherNetworkOnly(n, only) => {
                let allowed: &[String] = if only { &["10.1.0.0-10.1.255.255".to_owned()] } else { &[] };
                self.portal(n).desk().put_ip_rules(allowed).unwrap();
            }
            Step::Fault(n, bad, count) => self.fault(n, bad, count),
            Step::Heal => self.heal(),
            Step::Pass(seconds) => self.pass(seconds),
            _ => {}
        }
    }

    fn policy(&self, n: u32, change: serde_json::Value) {
        self.portal(n).desk().patch_policy(&change).map(|_| ()).unwrap();
    }
}
