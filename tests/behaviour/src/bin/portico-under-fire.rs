//! The program `portico`, whose disk, transport and vault can kill it at a counted event.
//!
//! `PORTICO_FIRE_AT=N`: SIGKILL at the N-th event (from 1). `PORTICO_EVENTS=FILE`: the events' names are added to that file.
//! `PORTICO_WITNESS=FILE`: secrets that go over the wire are added to that file, so that a test can look for them elsewhere.
//! `PORTICO_FULL=FILE`: while there is such a file, the disk is full.
//! Without any of them it is the program itself.

#![expect(clippy::unwrap_used, reason = "a test program says no by panicking")]

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use portico::Config;
use portico::store::disk::{Disk, DiskProblem, LockGuard};
use portico::transport::{Answering, HttpConfig, HttpTransport, Request, Response, Transport};
use portico::vault::{Vault, VaultProblem};
use portico_cli::Hooks;
use rustix::process::{Signal, getpid, kill_process};
use serde_json::{Value, json};

fn main() -> std::process::ExitCode {
    let hooks = Hooks { config: Some(Box::new(under_fire)) };
    portico_cli::run(std::env::args_os(), hooks)
}

fn under_fire(config: &mut Config) {
    let variable = |name: &str| std::env::var(name).ok();
    let fire = Arc::new(Fire {
        at: variable("PORTICO_FIRE_AT").map(|at| at.parse().unwrap()),
        events: added_to(variable("PORTICO_EVENTS")),
        witness: added_to(variable("PORTICO_WITNESS")),
        full: variable("PORTICO_FULL").map(PathBuf::from),
        count: AtomicU64::new(0),
    });
    let http = HttpConfig { proxy: config.proxy.clone(), extra_roots: config.extra_roots.clone() };
    let transport = Arc::new(HttpTransport::new(http).unwrap());
    config.transport = Some(Arc::new(FireTransport { inner: transport, fire: Arc::clone(&fire) }));
    config.disk = Arc::new(FireDisk { inner: Arc::clone(&config.disk), fire: Arc::clone(&fire) });
    config.vault = Arc::new(FireVault { inner: Arc::clone(&config.vault), fire });
}

fn added_to(file: Option<String>) -> Option<Mutex<File>> {
    file.map(|file| Mutex::new(File::options().create(true).append(true).open(file).unwrap()))
}

/// In one write: another thread may kill this process at any moment, and half a line says nothing.
fn add_line(file: &Mutex<File>, line: &str) {
    file.lock().unwrap_or_else(PoisonError::into_inner).write_all(format!("{line}\n").as_bytes()).unwrap();
}

struct Fire {
    at: Option<u64>,
    events: Option<Mutex<File>>,
    witness: Option<Mutex<File>>,
    full: Option<PathBuf>,
    count: AtomicU64,
}

impl Fire {
    /// Counts one event; the process may end here.
    fn event(&self, name: &str) {
        let count = self.count.fetch_add(1, Ordering::SeqCst) + 1;
        if let Some(events) = &self.events {
            add_line(events, name);
        }
        if self.at.is_some_and(|at| count >= at) {
            kill_process(getpid(), Signal::KILL).unwrap();
            // Until the signal is there nothing more may happen.
            loop {
                std::thread::park();
            }
        }
    }

    /// An event before and one after.
    fn around<R>(&self, name: &str, path: &Path, work: impl FnOnce() -> R) -> R {
        let file = path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
        self.event(&format!("before {name} {file}"));
        let done = work();
        self.event(&format!("after {name} {file}"));
        done
    }

    fn saw(&self, what: &str, secret: &str) {
        if let Some(witness) = &self.witness {
            add_line(witness, &json!({"what": what, "secret": secret}).to_string());
        }
    }

    fn saw_request(&self, request: &Request) {
        self.saw_fields(request.url.query().unwrap_or_default());
        if let Some(body) = &request.body {
            // EXPOSE: into the witness of a test, outside the data folder.
            self.saw_code(body.expose());
            self.saw_fields(body.expose());
        }
        for (name, value) in &request.headers {
            // EXPOSE: into the witness of a test, outside the data folder.
            let value = value.expose();
            if name.eq_ignore_ascii_case("authorization") {
                self.saw("header", value.trim_start_matches("Basic "));
                let decoded = base64::engine::general_purpose::STANDARD.decode(value.trim_start_matches("Basic "));
                let pair = String::from_utf8(decoded.unwrap()).unwrap();
                self.saw("password", pair.split_once(':').unwrap().1);
            }
            if name.eq_ignore_ascii_case("cookie") {
                value.split("; ").filter_map(|pair| pair.split_once('=')).for_each(|(_, value)| self.saw_cookie(value));
            }
        }
    }

    /// A one-time code is too short to be looked for by itself; behind a password or as a backup code it is not.
    fn saw_code(&self, body: &str) {
        let codes = body.split('&').filter_map(|field| field.strip_prefix("USER_OTP="));
        codes.filter(|code| code.len() > 6).for_each(|code| self.saw("backup code", code));
    }

    /// Checkwords and new passwords (I3, J2), wherever they are in a request.
    fn saw_fields(&self, text: &str) {
        for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            let what = match name {
                "USER_CHECKWORD" | "checkword" => "checkword",
                "USER_PASSWORD" | "PASSWORD" => "new password",
                _ => continue,
            };
            self.saw(what, &decoded(value));
        }
    }

    fn saw_response(&self, response: &Response) {
        for (name, value) in &response.headers {
            if name == "set-cookie"
                && let Some((_, value)) = value.split(';').next().and_then(|pair| pair.split_once('='))
            {
                self.saw_cookie(value);
            }
        }
        if let Ok(body) = serde_json::from_slice::<Value>(&response.body) {
            let tokens = ["sessid_md5", "bitrix_sessid", "sessid"].map(|field| (field, "sessid"));
            for (field, what) in [("appPassword", "application password")].into_iter().chain(tokens) {
                if let Some(secret) = body.get(field).and_then(Value::as_str) {
                    self.saw(what, secret);
                }
            }
        }
    }

    /// Short values are flags, not secrets.
    fn saw_cookie(&self, value: &str) {
        if value.len() >= 8 {
            self.saw("cookie", value);
        }
    }
}

/// A value of a form, as it was before it was encoded.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits: Vec<u8> = rest.by_ref().take(2).collect();
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).unwrap()
}

struct FireDisk {
    inner: Arc<dyn Disk>,
    fire: Arc<Fire>,
}

impl Disk for FireDisk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, DiskProblem> {
        self.inner.read(path)
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskProblem> {
        if self.fire.full.as_ref().is_some_and(|file| file.exists()) {
            return Err(DiskProblem::Full);
        }
        self.fire.around("write", path, || self.inner.write(path, bytes))
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskProblem> {
        self.fire.around("rename", to, || self.inner.rename(from, to))
    }

    fn remove(&self, path: &Path) -> Result<(), DiskProblem> {
        self.fire.around("remove", path, || self.inner.remove(path))
    }

    fn sync_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        self.fire.around("sync", path, || self.inner.sync_folder(path))
    }

    fn list(&self, path: &Path) -> Result<Vec<String>, DiskProblem> {
        self.inner.list(path)
    }

    fn create_folder(&self, path: &Path) -> Result<(), DiskProblem> {
        self.fire.around("create", path, || self.inner.create_folder(path))
    }

    fn lock(&self, path: &Path) -> Result<Box<dyn LockGuard>, DiskProblem> {
        self.inner.lock(path)
    }
}

struct FireVault {
    inner: Arc<dyn Vault>,
    fire: Arc<Fire>,
}

impl Vault for FireVault {
    fn get(&self, entry: &str) -> Result<Option<Vec<u8>>, VaultProblem> {
        self.inner.get(entry)
    }

    fn put(&self, entry: &str, value: &[u8]) -> Result<(), VaultProblem> {
        self.fire.around("put", Path::new(entry), || self.inner.put(entry, value))
    }

    fn delete(&self, entry: &str) -> Result<(), VaultProblem> {
        self.fire.around("delete", Path::new(entry), || self.inner.delete(entry))
    }

    fn list(&self) -> Result<Vec<String>, VaultProblem> {
        self.inner.list()
    }

    fn scope(&self) -> String {
        self.inner.scope()
    }
}

struct FireTransport {
    inner: Arc<HttpTransport>,
    fire: Arc<Fire>,
}

impl Transport for FireTransport {
    fn send(&self, request: Request) -> Answering<'_> {
        Box::pin(async move {
            self.fire.saw_request(&request);
            self.fire.event(&format!("before request {}", request.url.path()));
            let answer = self.inner.send(request).await;
            if let Ok(response) = &answer {
                self.fire.saw_response(response);
            }
            // The portal has worked on it; the core has not seen the answer.
            self.fire.event("after request");
            answer
        })
    }

    fn forget_connections(&self) {
        self.inner.forget_connections();
    }
}
