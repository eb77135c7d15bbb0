//! What a scenario is played on: portals with their desks, phones with their folders and programs.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use portico_portal::{Portal, PortalOptions};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::file::{Ending, Phone as Options, Scenario};
use super::names::Names;
use super::web::Web;
use crate::rpc::{Pending, Rpc};

/// Everything there is.
pub(super) struct Stage {
    folder: TempDir,
    portals: BTreeMap<String, OnStage>,
    phones: BTreeMap<String, Phone>,
    program: String,
    pub(super) web: Web,
}

struct OnStage {
    portal: Portal,
    /// Number of the last request that a step has seen.
    seen: u64,
}

struct Phone {
    options: Options,
    running: Option<Rpc>,
}

impl Stage {
    /// Starts the portals and every phone's program.
    pub(super) fn set(scenario: &Scenario, program: &str, names: &mut Names) -> Result<Self, String> {
        let mut portals = BTreeMap::new();
        let mut pem = String::new();
        for (name, company) in &scenario.portals {
            let started = Portal::start_blocking(PortalOptions::of(company.clone()));
            let portal = started.map_err(|error| format!("portal {name}: {error}"))?;
            names.set(&format!("{name}.url"), json!(portal.url()));
            names.set(&format!("{name}.port"), json!(portal.address().port()));
            pem.push_str(portal.ca_pem().unwrap_or_default());
            portals.insert(name.clone(), OnStage { portal, seen: 0 });
        }
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("ca.pem"), &pem).unwrap();
        let mut stage =
            Self { folder, portals, phones: BTreeMap::new(), program: program.to_owned(), web: Web::trusting(&pem) };
        for name in scenario.phone_names() {
            let options = scenario.phones.get(&name).cloned().unwrap_or_default();
            let running = Some(stage.start(&name, &options));
            stage.phones.insert(name, Phone { options, running });
        }
        Ok(stage)
    }

    fn start(&self, name: &str, options: &Options) -> Rpc {
        let mut command = Command::new(&self.program);
        command
            .args(["--vault", "file", "--locale", options.locale.as_deref().unwrap_or("en")])
            .arg("--data")
            .arg(self.folder.path().join(name))
            .arg("--trust-ca")
            .arg(self.folder.path().join("ca.pem"))
            .arg("--clock")
            .arg(self.clock())
            .arg("rpc");
        Rpc::spawn(command)
    }

    /// One clock for all phones: time passes everywhere.
    fn clock(&self) -> PathBuf {
        self.folder.path().join("clock")
    }

    /// Sends a call and does not wait for its answer.
    pub(super) fn begin(&mut self, phone: Option<&str>, method: &str, params: Value) -> Result<Pending, String> {
        let phone = chosen(&mut self.phones, phone, "phone")?;
        let running = phone.running.as_mut().ok_or("its program does not run")?;
        Ok(running.begin(method, params))
    }

    /// One call. Errors inside: `error.data`.
    pub(super) fn call(
        &mut self,
        phone: Option<&str>,
        method: &str,
        params: Value,
    ) -> Result<Result<Value, Value>, String> {
        self.begin(phone, method, params).map(Pending::wait)
    }

    /// One call of a portal's desk.
    pub(super) fn desk(&self, portal: Option<&str>, call: &str, body: Option<&Value>) -> Result<Value, String> {
        let portal = self.portal(portal)?;
        let (method, path) = call.split_once(' ').ok_or("a desk call is a method, a blank and a path")?;
        self.web.desk(portal.portal.desk_url(), method, path, body)
    }

    /// Time passes for all phones and portals.
    pub(super) fn advance(&self, seconds: u32) -> Result<(), String> {
        let mut clock = std::fs::read_to_string(self.clock()).unwrap_or_default();
        writeln!(clock, "advance by {seconds} seconds").unwrap();
        // Whole or not at all: a program may read it right now.
        let next = self.folder.path().join("clock.next");
        std::fs::write(&next, clock).unwrap();
        std::fs::rename(next, self.clock()).unwrap();
        for name in self.portals.keys() {
            self.desk(Some(name), "POST /clock", Some(&json!({"advance_s": seconds})))?;
        }
        Ok(())
    }

    /// Ends a phone's program and starts it again on the same folder.
    pub(super) fn restart(&mut self, name: Option<&str>, ending: Ending) -> Result<(), String> {
        let name = match name {
            Some(name) => name.to_owned(),
            None => self.phones.keys().next().cloned().unwrap_or_default(),
        };
        let phone = chosen(&mut self.phones, Some(&name), "phone")?;
        let options = phone.options.clone();
        if let Some(mut running) = phone.running.take() {
            match ending {
                Ending::End => running.end()?,
                Ending::Kill => running.kill(),
            }
        }
        let running = self.start(&name, &options);
        chosen(&mut self.phones, Some(&name), "phone")?.running = Some(running);
        Ok(())
    }

    /// The requests that no step has seen yet; now seen.
    pub(super) fn new_requests(&mut self, name: Option<&str>) -> Result<Value, String> {
        let seen = self.portal(name)?.seen;
        let mut answer = self.desk(name, &format!("GET /requests?after={seen}"), None)?;
        let requests = answer.get_mut("requests").map(Value::take).unwrap_or_default();
        let last = requests.as_array().and_then(|all| all.last()?.get("n")?.as_u64());
        chosen(&mut self.portals, name, "portal")?.seen = last.unwrap_or(seen);
        Ok(requests)
    }

    /// The word of the newest picture that was fetched from this portal.
    pub(super) fn word(&self, portal: Option<&str>) -> Result<Value, String> {
        let log = self.desk(portal, "GET /requests?after=0", None)?;
        let paths = log.get("requests").and_then(Value::as_array).into_iter().flatten();
        let sid = |request: &Value| {
            let (_, sid) = request.get("path")?.as_str()?.split_once("captcha_sid=")?;
            sid.split('&').next().map(str::to_owned)
        };
        let sid = paths.rev().find_map(sid).ok_or("no picture was fetched")?;
        let answer = self.desk(portal, &format!("GET /captcha/{sid}"), None)?;
        answer.get("word").cloned().ok_or_else(|| "the desk knows no word".to_owned())
    }

    /// A page in a browser. A host that is no portal of this scenario is not asked: no test leaves the machine.
    pub(super) fn browse(&self, url: &str) -> Result<Value, String> {
        let ours = |on: &OnStage| {
            let port = format!(":{}", on.portal.address().port());
            url.split('/').nth(2).is_some_and(|host| host.ends_with(&port))
        };
        if self.portals.values().any(ours) { self.web.browse(url) } else { Ok(json!({"url": url})) }
    }

    fn portal(&self, name: Option<&str>) -> Result<&OnStage, String> {
        match name {
            Some(name) => self.portals.get(name).ok_or_else(|| format!("there is no portal {name}")),
            None if self.portals.len() == 1 => self.portals.values().next().ok_or_else(String::new),
            None => Err("say which portal".to_owned()),
        }
    }
}

/// The one of that name, or the only one.
fn chosen<'a, T>(all: &'a mut BTreeMap<String, T>, name: Option<&str>, what: &str) -> Result<&'a mut T, String> {
    if name.is_none() && all.len() > 1 {
        return Err(format!("say which {what}"));
    }
    match name {
        Some(name) => all.get_mut(name).ok_or_else(|| format!("there is no {what} {name}")),
        None => all.values_mut().next().ok_or_else(|| format!("there is no {what}")),
    }
}
