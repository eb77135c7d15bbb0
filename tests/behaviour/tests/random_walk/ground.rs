//! Two portals, three employees, one phone, and what a walk must remember of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;

use portico::records::{Account, SignIn, Step as At};
use portico::{CallError, Config, Portico};
use portico_behaviour::Phone;
use portico_behaviour::hunt::Canary;
use portico_behaviour::steps::{employee, patch};
use portico_portal::{Company, Employee, Portal, PortalOptions};
use serde::Serialize;
use serde_json::{Value, json};

use crate::steps::{Bad, Closing};
use crate::wire::{Memory, Reader};

/// Boris has the same login on both portals, so that what belongs to one of them is told apart by its origin (R6).
const PEOPLE: [(usize, &str); 4] = [(0, "anna"), (0, "boris"), (1, "boris"), (1, "clara")];

/// An employee, and what they know.
pub(crate) struct Person {
    pub(crate) portal: usize,
    pub(crate) login: &'static str,
    pub(crate) password: String,
}

pub(crate) struct Ground {
    seed: u64,
    pub(crate) phone: Phone,
    pub(crate) portals: Vec<Portal>,
    pub(crate) people: Vec<Person>,
    pub(crate) reader: Reader,
    app: Option<Portico>,
    pub(crate) memory: Memory,
    /// Every password of this walk, right or wrong: none is like another, nor like one of another walk.
    pub(crate) typed: BTreeSet<String>,
    pub(crate) canaries: Vec<Canary>,
    /// What calls returned in this step, as `Debug` and as JSON (R5).
    pub(crate) returned: String,
    /// The words of open pictures by their challenge, as read when the picture came.
    pub(crate) words: BTreeMap<String, String>,
    pub(crate) drafts: BTreeMap<String, String>,
    /// When each sign-in was last touched, in the walk's own seconds.
    pub(crate) touched: BTreeMap<String, u64>,
    /// Sign-ins in the order in which they were begun: their ids are random, and a number must mean the same one every time.
    begun: Vec<String>,
    /// The sign-in of the last step.
    acted: Option<String>,
    /// What this walk came by, and how often.
    pub(crate) met: BTreeMap<String, u32>,
    pub(crate) now: u64,
    count: u32,
}

impl Ground {
    pub(crate) async fn new(seed: u64) -> Self {
        let people = PEOPLE.map(|(portal, login)| Person {
            portal,
            login,
            password: format!("Right0{seed:x}0{portal}{login}9"),
        });
        let mut portals = Vec::new();
        for portal in 0..2 {
            let own = people.iter().filter(|person| person.portal == portal);
            let company = own.fold(Company::default(), |company, person| {
                company.with(Employee::new(person.login, &person.password, &format!("{} Berg", person.login)))
            });
            portals.push(Portal::start(PortalOptions::of(company)).await.unwrap());
        }
        for portal in &portals {
            portal.desk().patch_policy(&json!({"LOGIN_ATTEMPTS": 3})).map(|_| ()).unwrap();
        }
        if seed.is_multiple_of(3) {
            let older = json!({"generation": "2024"});
            portals.iter().skip(1).for_each(|portal| drop(portal.desk().patch_policy(&older).unwrap()));
        }
        let phone = Phone::trusting(&portals.iter().collect::<Vec<_>>());
        let reader = Reader::new(&phone);
        let mut ground = Self {
            seed,
            phone,
            portals,
            people: people.into(),
            reader,
            app: None,
            memory: Memory::default(),
            typed: BTreeSet::new(),
            canaries: Vec::new(),
            returned: String::new(),
            words: BTreeMap::new(),
            drafts: BTreeMap::new(),
            touched: BTreeMap::new(),
            begun: Vec::new(),
            acted: None,
            met: BTreeMap::new(),
            now: 0,
            count: 0,
        };
        let known: Vec<String> = ground.people.iter().map(|person| person.password.clone()).collect();
        known.into_iter().for_each(|password| drop(ground.typing(password)));
        ground.open().await;
        ground
    }

    pub(crate) fn app(&self) -> Portico {
        self.app.clone().unwrap()
    }

    async fn open(&mut self) {
        let config = Config { transport: Some(Arc::new(self.reader.clone())), ..self.phone.config() };
        self.app = Some(Portico::open(config).await.unwrap());
    }

    /// The program ends, tidily or not, and is started again on the same folder.
    pub(crate) async fn reopen(&mut self, closing: Closing) {
        let app = self.app.take().unwrap();
        if closing == Closing::Closed {
            app.close().await;
        }
        let mut revisions = app.observe();
        drop(app);
        // The last task that holds the program lets go of the sender.
        let gone = async { while revisions.changed().await.is_ok() {} };
        assert!(tokio::time::timeout(Duration::from_secs(20), gone).await.is_ok(), "the program never ended");
        self.open().await;
        // Looking waits for what the start still reads: rows, the vault's answer, unfinished sign-ins.
        self.app().session_background();
    }

    /// A text that nobody typed before.
    pub(crate) fn new_password(&mut self, kind: &str) -> String {
        self.count += 1;
        let text = format!("{kind}0{:x}0{}x", self.seed, self.count);
        self.typing(text)
    }

    fn typing(&mut self, text: String) -> String {
        if self.typed.insert(text.clone()) {
            self.canaries.push(Canary::new(&text, &text));
        }
        text
    }

    /// A backup code is a secret for as long as it is not used.
    pub(crate) fn typing_code(&mut self, code: &str) {
        self.canaries.push(Canary::new("a backup code", code));
    }

    /// Keeps what a call gave, for the search.
    pub(crate) fn gave<T: Debug + Serialize>(&mut self, result: Result<T, CallError>) -> Option<T> {
        self.returned.push_str(&format!("{result:?}\n"));
        if let Ok(record) = &result {
            self.returned.push_str(&serde_json::to_string(record).unwrap());
        }
        result.ok()
    }

    pub(crate) fn accounts(&self) -> Vec<Account> {
        self.app().accounts_list().accounts
    }

    /// The account that a number means now.
    pub(crate) fn account(&self, n: u32) -> Option<String> {
        pick(&self.accounts(), n).map(|account| account.id.clone())
    }

    /// The unfinished sign-in at such a step that a number means now.
    pub(crate) fn sign_in(&self, n: u32, at: impl Fn(&At) -> bool) -> Option<SignIn> {
        let open: Vec<SignIn> = self.sign_ins().into_iter().filter(|open| at(&open.step)).collect();
        pick(&open, n).cloned()
    }

    /// The unfinished sign-ins, oldest first.
    pub(crate) fn sign_ins(&self) -> Vec<SignIn> {
        let mut open = self.app().sign_in_list();
        open.sort_by_key(|open| self.begun.iter().position(|id| *id == open.id));
        open
    }

    /// A step was taken in a sign-in.
    pub(crate) fn touch(&mut self, id: String) {
        if !self.begun.contains(&id) {
            self.begun.push(id.clone());
            self.touched.insert(id.clone(), self.now);
        }
        self.acted = Some(id);
    }

    /// The step is over. `sent`: it sent something, so that the portal's session lives on (P40).
    pub(crate) fn acted(&mut self, sent: bool) {
        if let Some(id) = self.acted.take().filter(|_| sent) {
            self.touched.insert(id, self.now);
        }
    }

    pub(crate) fn meet(&mut self, what: String) {
        *self.met.entry(what).or_default() += 1;
    }

    pub(crate) fn person(&self, n: u32) -> &Person {
        pick(&self.people, n).unwrap()
    }

    pub(crate) fn portal(&self, n: u32) -> &Portal {
        pick(&self.portals, n).unwrap()
    }

    /// Whose account or sign-in this is, by its portal and login.
    pub(crate) fn whose(&self, origin: &str, login: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.login == login && self.origin(person.portal) == origin)
    }

    pub(crate) fn origin(&self, portal: usize) -> &str {
        self.portals.get(portal).unwrap().url()
    }

    /// Changes an employee at the desk.
    pub(crate) fn change(&self, n: u32, change: Value) {
        let person = self.person(n);
        patch(self.portals.get(person.portal).unwrap(), person.login, change);
    }

    pub(crate) fn revoke(&self, n: u32) {
        let person = self.person(n);
        let portal = self.portals.get(person.portal).unwrap();
        portal.desk().revoke(employee(portal, person.login).id).map(|_| ()).unwrap();
    }

    pub(crate) fn fault(&self, n: u32, bad: Bad, count: u32) {
        let mut order = match bad {
            Bad::Dropped => json!({"kind": "drop"}),
            Bad::DroppedAfter => json!({"kind": "drop", "after": true}),
            Bad::Cut => json!({"kind": "cut"}),
            Bad::Garbage => json!({"kind": "garbage"}),
            Bad::Captive => json!({"kind": "captive"}),
            Bad::Status(status) => json!({"kind": "status", "status": status}),
        };
        order.as_object_mut().unwrap().insert("count".to_owned(), json!(count));
        self.portal(n).desk().fault(&order).unwrap();
    }

    /// Time passes on the phone and at the portals.
    pub(crate) fn pass(&mut self, seconds: u32) {
        self.now += u64::from(seconds);
        self.phone.advance(u64::from(seconds));
        self.portals.iter().for_each(|portal| portal.desk().advance(i64::from(seconds)).unwrap());
    }

    /// The ways are good again, and nobody is shut out. Counters, pictures and second factors stay.
    pub(crate) fn heal(&self) {
        for portal in &self.portals {
            portal.desk().clear_faults();
            portal.desk().put_ip_rules(&[]).unwrap();
            portal.desk().patch_policy(&json!({"BLOCK_LOGIN_ATTEMPTS": 0})).map(|_| ()).unwrap();
        }
        for n in 0..PEOPLE.len() {
            self.change(u32::try_from(n).unwrap(), json!({"blocked": false, "active": true}));
        }
    }
}

/// One of them; the same number, the same one, as long as they are the same.
pub(crate) fn pick<T>(all: &[T], n: u32) -> Option<&T> {
    let count = u32::try_from(all.len()).ok().filter(|count| *count > 0)?;
    all.get(usize::try_from(n % count).ok()?)
}
