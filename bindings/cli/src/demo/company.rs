//! The two companies of the demo.

use portico::transport::ExtraRoot;
use portico_portal::{Company, Employee, Portal, PortalOptions};
use serde_json::json;

use crate::say;
use crate::stop::Stop;

/// What an employee of the demo types.
#[derive(Debug, Clone, Copy)]
pub(super) struct Person {
    pub(super) login: &'static str,
    pub(super) password: &'static str,
    pub(super) name: &'static str,
    /// Base32 of a second factor.
    pub(super) otp: Option<&'static str>,
}

pub(super) const ANNA: Person = Person { login: "anna", password: "Sun-flower9", name: "Anna Berg", otp: None };
const BORIS: Person = Person { login: "boris", password: "Rain-coat7", name: "Boris Lind", otp: None };
pub(super) const ANNA_BETA: Person = Person { login: "anna", password: "Wind-mill5", name: "Anna Berg", otp: None };
pub(super) const CLARA: Person = Person {
    login: "clara",
    password: "Moon-stone3",
    name: "Clara Voss",
    otp: Some("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
};

/// One portal and who works there.
pub(super) struct House {
    pub(super) name: &'static str,
    pub(super) portal: Portal,
    pub(super) people: &'static [Person],
}

/// Both portals, each with a certificate authority of its own, as two companies have.
pub(super) struct Portals {
    pub(super) alfa: House,
    pub(super) beta: House,
}

impl Portals {
    pub(super) async fn start() -> Result<Self, Stop> {
        let (alfa, beta) = tokio::try_join!(house("Alfa", &[ANNA, BORIS]), house("Beta", &[ANNA_BETA, CLARA]))?;
        Ok(Self { alfa, beta })
    }

    pub(super) fn both(&self) -> [&House; 2] {
        [&self.alfa, &self.beta]
    }

    /// Each company's authority counts for its own portal and nowhere else.
    pub(super) fn roots(&self) -> Vec<ExtraRoot> {
        let root = |house: &House| {
            let pem = house.portal.ca_pem()?.to_owned();
            Some(ExtraRoot { pem, origins: vec![house.portal.url().to_owned()] })
        };
        self.both().into_iter().filter_map(root).collect()
    }

    /// Where everything is, and what to try.
    pub(super) fn introduce(&self) {
        say::line("Two reference portals run on this machine until you leave:");
        for house in self.both() {
            say::line(format!("  {}: {}", house.name, house.portal.url()));
            say::line(format!("    its desk, what the administrator sees and can do: {}", house.portal.desk_url()));
            for person in house.people {
                let otp = if person.otp.is_some() { ", with a second factor (the desk shows the code)" } else { "" };
                say::line(format!("    {}: login {}, password {}{otp}", person.name, person.login, person.password));
            }
        }
        say::line("Try this:");
        say::line(
            "  1. n, the address of Alfa, anna and her password. A few wrong ones first, if you like: see what is said.",
        );
        say::line("  2. On Alfa's desk set anna's counter to 10 (an old phone did that) and the clock 25 minutes on.");
        say::line(
            "  3. Here choose anna and c (call): the portal wants a picture. i: answer it; the password is not asked for.",
        );
        say::line("  4. r resets, d deletes; both say before what goes, and give a receipt.");
        say::line(
            "  5. clara on Beta has a second factor; her code is on Beta's desk. Or see it all played: portico demo --tour",
        );
    }
}

async fn house(name: &'static str, people: &'static [Person]) -> Result<House, Stop> {
    let company = people.iter().fold(Company::default(), |company, person| {
        let mut employee = Employee::new(person.login, person.password, person.name);
        employee.email = format!("{}@example.com", person.login);
        employee.otp = person.otp.map(|secret| json!({"type": "totp", "secret": secret}));
        company.with(employee)
    });
    let portal = Portal::start(PortalOptions::of(company)).await;
    let portal = portal.map_err(|error| Stop::Failed(format!("The portal {name} did not start: {error}.")))?;
    Ok(House { name, portal, people })
}
