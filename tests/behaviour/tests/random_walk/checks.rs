//! What must hold after every step, seen from outside: records, files, the vault, the wire, and the portals' own logs.

use std::collections::BTreeMap;

use portico::records::{Account, AccountState, CaptchaSecret, Problem, ReceiptKind, SignIn, Step as At, Tries};
use portico_behaviour::steps::employee;
use portico_portal::{Credential, LoggedRequest};

use crate::acting::{Done, challenge};
use crate::ground::Ground;
use crate::wire::{Came, Sent, Wish, is_typed};

/// A portal's session (P43): after it, a sign-in may have to begin again at its password (P40).
const SESSION_S: u64 = 1_440;

/// What was there after the step before.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    accounts: Vec<Account>,
    sign_ins: Vec<SignIn>,
    revision: u64,
    /// Read until this entry of each portal's log.
    read: BTreeMap<usize, u64>,
    /// Passwords that count, and answers that were lost, by portal and login.
    spent: BTreeMap<(String, String), (u32, u32)>,
}

impl Seen {
    /// Holds everything against the rules, and remembers it for the next step.
    pub(crate) fn check(&mut self, ground: &mut Ground, wish: Wish, done: &Done) {
        let sent = ground.reader.take();
        ground.memory.judge(wish, &sent, &ground.typed);
        ground.acted(!sent.is_empty());
        for sent in &sent {
            let stored = sent.password.as_ref().is_some_and(|password| !is_typed(&ground.typed, password));
            ground.meet(format!("{}: {:?}", if stored { "stored" } else { "typed" }, sent.came));
        }
        self.count(ground, wish);

        let list = ground.app().accounts_list();
        let sign_ins = ground.sign_ins();
        assert!(done.reopened || list.revision >= self.revision, "the revision fell");
        self.revision = list.revision;
        for record in &list.accounts {
            ground.meet(format!("{:?} {:?}", record.state, record.reason));
            drop(ground.gave(Ok(record.clone())));
        }
        for record in &sign_ins {
            let (restarted, name) = (done.reopened, format!("{:?}", record.step));
            let name = name.split([' ', '{']).next().unwrap_or_default();
            ground.meet(format!("{name}{}", if restarted { " after a restart" } else { "" }));
            drop(ground.gave(Ok(record.clone())));
        }
        records_help(&list.accounts, &sign_ins);
        self.tries_are_the_portals(&list.accounts, &sign_ins);
        self.nobody_is_signed_out(ground, &list.accounts, &sent, done);
        if done.reopened {
            self.as_before(ground, &list.accounts, &sign_ins);
        }
        if let Some((kind, account)) = &done.cleared {
            self.cleared(ground, *kind, account, &list.accounts, &sign_ins);
        }
        for account in &list.accounts {
            let draft = ground.app().drafts_get(&account.id).unwrap();
            assert_eq!(
                Some(&draft),
                ground.drafts.get(&account.id).or(Some(&String::new())),
                "a draft outlives it all"
            );
        }
        no_secret_is_written(ground);
        remember_words(ground, &sign_ins);
        (self.accounts, self.sign_ins) = (list.accounts, sign_ins);
    }

    /// Reads on in the logs. `spent` as the record `Tries` says: refusals, and the answer that first brings a picture (G5, G6), since
    /// the last success. An answer that was spoilt on its way is `unanswered`, whatever the portal made of the password.
    fn count(&mut self, ground: &Ground, wish: Wish) {
        for (n, portal) in ground.portals.iter().enumerate() {
            let read = self.read.entry(n).or_default();
            for request in portal.desk().requests(*read) {
                *read = request.n;
                if request.credential == Credential::None {
                    continue;
                }
                let person = request.login.clone().unwrap_or_default();
                if request.right == Some(false) && request.credential != Credential::AppPassword {
                    let wished = matches!(wish, Wish::Typed | Wish::Either);
                    assert!(wished, "R1: a step that is no wish burnt a try: {request:?}");
                }
                let count = self.spent.entry((portal.url().to_owned(), person.clone())).or_default();
                let wants_code = request.right == Some(true) && person != "nobody" && {
                    let now = employee(portal, &person);
                    now.active && now.otp.is_some()
                };
                *count = counted(*count, &request, wants_code);
            }
        }
    }

    fn tries_are_the_portals(&self, accounts: &[Account], sign_ins: &[SignIn]) {
        let check = |origin: &str, login: &str, tries: &Tries| {
            let expected = self.spent.get(&(origin.to_owned(), login.to_owned())).copied().unwrap_or_default();
            assert_eq!((tries.spent, tries.unanswered), expected, "tries of {login} at {origin}: {:#?}", self.spent);
        };
        for account in accounts {
            check(&account.portal.origin, &account.login, &account.tries);
        }
        for open in sign_ins {
            if let (Some(portal), Some(login)) = (&open.portal, &open.login) {
                check(&portal.origin, login, &open.tries);
            }
        }
    }

    /// R2, R13: only a refusal of the stored secret, or the employee, ends a sign-in; only delete takes a row away, and only a
    /// sign-in brings one.
    fn nobody_is_signed_out(&self, ground: &Ground, accounts: &[Account], sent: &[Sent], done: &Done) {
        let cleared = |id: &str| done.cleared.as_ref().is_some_and(|(_, cleared)| cleared == id);
        for before in self.accounts.iter().filter(|before| !cleared(&before.id)) {
            let Some(now) = accounts.iter().find(|now| now.id == before.id) else {
                panic!("a row vanished: {before:?}");
            };
            let refused = sent.iter().any(|sent| {
                let stored = sent.password.as_ref().is_some_and(|password| !is_typed(&ground.typed, password));
                stored
                    && sent.came == Came::Refused
                    && sent.login == before.login
                    && sent.origin == before.portal.origin
            });
            let ended = |state| matches!(state, AccountState::NeedsSignIn | AccountState::CaptchaNeeded);
            if ended(now.state) && now.state != before.state {
                assert!(refused, "R2: {:?} became {:?} ({:?}): {sent:?}", before.state, now.state, now.reason);
            }
            assert!(!matches!(now.state, AccountState::Damaged | AccountState::Deleting), "{now:?}");
            if done.cleared.is_some() {
                let part = |row: &Account| (row.state, row.reason, row.user_id.clone(), row.tries.clone());
                assert_eq!(part(now), part(before), "R13: another account was cleared");
            }
        }
        let signed_in = sent.iter().any(|sent| sent.came == Came::SignedIn);
        let new = accounts.iter().find(|now| self.accounts.iter().all(|before| before.id != now.id));
        assert!(signed_in || new.is_none(), "a row out of nothing: {new:?}");
    }

    /// R3: after a restart each account is as before, and each unfinished sign-in at its step.
    fn as_before(&self, ground: &Ground, accounts: &[Account], sign_ins: &[SignIn]) {
        let rows = |accounts: &[Account]| -> Vec<Account> {
            accounts.iter().cloned().map(|row| Account { problem: None, ..row }).collect()
        };
        assert_eq!(rows(accounts), rows(&self.accounts), "R3: as before the restart");
        for before in &self.sign_ins {
            let Some(now) = sign_ins.iter().find(|now| now.id == before.id) else {
                panic!("R3: a sign-in is gone: {before:?}");
            };
            assert_eq!(now.login, before.login, "R3: what was typed as a login is never lost");
            let idle = ground.now - ground.touched.get(&before.id).copied().unwrap_or_default();
            let begins_again = idle >= SESSION_S && now.step == At::Credentials;
            let same = match (&before.step, &now.step) {
                (At::Captcha { .. }, At::Captcha { secret, r#for, password_needed, .. }) => {
                    let typed = *secret == CaptchaSecret::Typed && *r#for == portico::records::CaptchaFor::Password;
                    assert!(!typed || *password_needed, "R3: the typed password was not written: {now:?}");
                    true
                }
                (At::SecondFactor { .. }, At::SecondFactor { .. } | At::Captcha { .. }) => true,
                (before, now) => before == now,
            };
            assert!(same || begins_again, "R3: {:?} after {idle} s came back as {:?}", before.step, now.step);
        }
    }

    /// R13, R4: what each clear leaves.
    fn cleared(&self, ground: &mut Ground, kind: ReceiptKind, id: &str, accounts: &[Account], sign_ins: &[SignIn]) {
        let before = self.accounts.iter().find(|before| before.id == id).unwrap();
        assert!(sign_ins.iter().all(|open| open.account.as_deref() != Some(id)), "R13: its sign-ins are ended");
        if kind == ReceiptKind::Delete {
            ground.drafts.remove(id);
            assert!(accounts.iter().all(|now| now.id != id), "R4: the row is gone");
            let own =
                accounts.iter().map(|now| &now.login).chain(sign_ins.iter().filter_map(|open| open.login.as_ref()));
            let login = (!own.into_iter().any(|login| *login == before.login)).then_some(before.login.as_str());
            for (path, bytes) in ground.phone.documents() {
                let text = format!("{} {}", path.display(), String::from_utf8_lossy(&bytes));
                for gone in [Some(id), login].into_iter().flatten() {
                    assert!(!text.contains(gone), "R4: {gone} is left in {text}");
                }
            }
            return;
        }
        let now = accounts.iter().find(|now| now.id == id).unwrap();
        assert_eq!(now.state, AccountState::NeedsSignIn);
        let kept = |row: &Account| (row.login.clone(), row.name.clone(), row.selected, row.tries.clone());
        assert_eq!(kept(now), kept(before), "R13: row, settings and ledger stay");
        let document: serde_json::Value =
            serde_json::from_slice(&std::fs::read(ground.phone.document(id)).unwrap()).unwrap();
        for field in ["sealed", "entry", "target"] {
            assert!(document.get(field).is_none_or(serde_json::Value::is_null), "R13: {field} is left in {document}");
        }
    }
}

/// What a logged request adds to a login's count.
fn counted((spent, lost): (u32, u32), request: &LoggedRequest, wants_code: bool) -> (u32, u32) {
    let password = matches!(request.credential, Credential::LoginPassword | Credential::AppPassword);
    match (request.fault.as_deref(), request.status) {
        (Some("status"), _) => (spent, lost),
        (Some(_), _) => (spent, lost + u32::from(password)),
        (None, Some(200)) => (0, 0),
        (None, Some(401)) if password && !wants_code => (spent + 1, lost),
        (None, _) => (spent, lost),
    }
}

/// Every problem says what it is and what to do, and every picture leaves a way without one.
fn records_help(accounts: &[Account], sign_ins: &[SignIn]) {
    let problems = accounts.iter().filter_map(|account| account.problem.as_ref());
    for Problem { code, title, cause, steps, .. } in
        problems.chain(sign_ins.iter().filter_map(|open| open.problem.as_ref()))
    {
        let helps = !title.is_empty() && !cause.is_empty() && steps.iter().any(|step| !step.text.is_empty());
        assert!(helps, "{code:?} does not help");
    }
    for account in accounts.iter().filter(|account| account.state != AccountState::SignedIn) {
        assert!(account.problem.is_some(), "nothing says why: {account:?}");
    }
    for open in sign_ins {
        if let At::Captcha { other_ways, .. } = &open.step {
            assert!(other_ways.iter().any(|way| !way.needs_picture), "a picture and nothing else: {open:?}");
        }
    }
}

/// R5: nothing that was typed lies in a file or in what calls returned; and each entry of the vault is named by a document.
fn no_secret_is_written(ground: &mut Ground) {
    let returned = std::mem::take(&mut ground.returned);
    let documents = ground.phone.documents();
    for canary in &ground.canaries {
        assert_eq!(canary.found_in(returned.as_bytes()), Vec::<String>::new(), "R5: in what was returned");
        for (path, bytes) in &documents {
            assert_eq!(canary.found_in(bytes), Vec::<String>::new(), "R5: in {}", path.display());
        }
    }
    for entry in ground.phone.vault.names().into_iter().filter(|name| name != "installation") {
        let named = documents.values().any(|bytes| String::from_utf8_lossy(bytes).contains(&entry));
        assert!(named, "R4: the vault keeps {entry}, which no document names");
    }
}

/// The newest picture is that of the sign-in that has just come to one.
fn remember_words(ground: &mut Ground, sign_ins: &[SignIn]) {
    for open in sign_ins.iter().filter(|open| matches!(open.step, At::Captcha { .. })) {
        let origin = open.portal.as_ref().map(|portal| portal.origin.clone()).unwrap_or_default();
        let challenge = challenge(open);
        if !ground.words.contains_key(&challenge)
            && let Some(portal) = ground.portals.iter().find(|portal| portal.url() == origin)
            && let Some(newest) = portal.desk().pictures(1).unwrap().pop()
        {
            ground.words.insert(challenge, newest.word);
        }
    }
}
