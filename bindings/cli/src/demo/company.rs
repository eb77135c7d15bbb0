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
    /// Contact e-mail.
    email: &'static str,
    admin: bool,
    /// Base32 of a second factor.
    pub(super) otp: Option<&'static str>,
}

/// An address that the whole office shares, and that Boris has put into his profile.
pub(super) const OFFICE: &str = "office@example.com";

pub(super) const ANNA: Person =
    Person { admin: true, ..person("anna", "Sun-flower9", "Anna Berg", "anna@example.com") };
pub(super) const BORIS: Person = person("boris", "Rain-coat7", "Boris Lind", OFFICE);
pub(super) const ANNA_BETA: Person = person("anna", "Wind-mill5", "Anna Berg", "anna@example.com");
pub(super) const BORIS_BETA: Person = person("b.lind", "Snow-plough2", "Boris Lind", "boris@example.com");
pub(super) const CLARA: Person = Person {
    otp: Some("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
    ..person("clara", "Moon-stone3", "Clara Voss", "clara@example.com")
};

const fn person(login: &'static str, password: &'static str, name: &'static str, email: &'static str) -> Person {
    Person { login, password, name, email, admin: false, otp: None }
}

/// One portal and who works there.
pub(super) struct House {
    pub(super) name: &'static str,
    pub(super) portal: Portal,
    pub(super) people: &'static [Person],
}

/// Both portals, each with a certificate authority of its own, as two companies have. Alfa runs its own, Beta's is in the cloud.
pub(super) struct Portals {
    pub(super) alfa: House,
    pub(super) beta: House,
}

impl Portals {
    pub(super) async fn start() -> Result<Self, Stop> {
        let (alfa, beta) = tokio::try_join!(
            house("Alfa", "box", &[ANNA, BORIS]),
            house("Beta", "cloud", &[ANNA_BETA, BORIS_BETA, CLARA])
        )?;
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
        say::line("  5. clara on Beta has a second factor; her code is on Beta's desk.");
        say::line("  6. f: Anna forgot her password for Alfa; the portal's mail is on its desk, with the link.");
        say::line("  7. On a desk invite somebody: n takes the link of that mail too.");
        say::line("  Or see it all played: portico demo --tour");
    }
}

/// `runs`: whether the company runs it itself, or Bitrix24's cloud does (P9).
async fn house(name: &'static str, runs: &str, people: &'static [Person]) -> Result<House, Stop> {
    let mut company = people.iter().fold(Company::default(), |company, person| {
        let mut employee = Employee::new(person.login, person.password, person.name);
        employee.email = person.email.to_owned();
        employee.admin = person.admin;
        employee.otp = person.otp.map(|secret| json!({"type": "totp", "secret": secret}));
        company.with(employee)
    });
    company.switches.insert("P9".to_owned(), json!(runs));
    let portal = Portal::start(PortalOptions::of(company)).await;
    let portal = portal.map_err(|error| Stop::Failed(format!("The portal {name} did not start: {error}.")))?;
    Ok(House { name, portal, people })
}
