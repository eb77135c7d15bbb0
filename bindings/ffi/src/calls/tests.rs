//! What the object does beside handing calls on: arguments that exclude each other, tickets, the end.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::*;
use crate::host::VaultError;
use crate::tickets::GIVEN_UP_AT_MOST;

#[derive(Default)]
struct InMemory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Vault for InMemory {
    fn get(&self, entry: String) -> Result<Option<Vec<u8>>, VaultError> {
        Ok(lock(&self.0).get(&entry).cloned())
    }
    fn put(&self, entry: String, value: Vec<u8>) -> Result<(), VaultError> {
        lock(&self.0).insert(entry, value);
        Ok(())
    }
    fn delete(&self, entry: String) -> Result<(), VaultError> {
        lock(&self.0).remove(&entry);
        Ok(())
    }
    fn list(&self) -> Result<Vec<String>, VaultError> {
        Ok(lock(&self.0).keys().cloned().collect())
    }
}

fn wait<T>(call: impl Future<Output = T>) -> T {
    runtime::handle().unwrap().block_on(call)
}

fn opened(folder: &tempfile::TempDir) -> Arc<Portico> {
    let config = Config {
        data: folder.path().to_str().unwrap().to_owned(),
        device_name: "Phone".to_owned(),
        locale: "en".to_owned(),
        extra_roots: Vec::new(),
        allow_plain_loopback: true,
        keychain_group: None,
    };
    wait(Portico::open(config, None, Some(Arc::new(InMemory::default())), None)).unwrap()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn a_sign_in_starts_from_one_thing_at_most() {
    let folder = tempfile::tempdir().unwrap();
    let portico = opened(&folder);
    assert_eq!(
        wait(portico.sign_in_start(None, None, None)).unwrap().step,
        portico::records::Step::Address { typed: None }
    );
    for (address, link, account) in [
        (some("a"), some("b"), None),
        (some("a"), None, some("c")),
        (None, some("b"), some("c")),
        (some("a"), some("b"), some("c")),
    ] {
        let error = wait(portico.sign_in_start(address, link, account)).unwrap_err();
        assert!(matches!(error, PorticoError::InvalidArgument { .. }), "{error:?}");
    }
    let error = wait(portico.sign_in_start(None, None, some("nobody"))).unwrap_err();
    assert!(matches!(error, PorticoError::UnknownAccount), "{error:?}");
}

#[test]
fn help_is_about_one_thing_at_most() {
    assert!(matches!(about(None, None), Ok(About::Nothing)));
    assert!(matches!(about(some("s"), None), Ok(About::SignIn(id)) if id == "s"));
    assert!(matches!(about(None, some("a")), Ok(About::Account(id)) if id == "a"));
    assert!(matches!(about(some("s"), some("a")), Err(PorticoError::InvalidArgument { .. })));
}

#[test]
fn params_that_are_no_json_object_are_the_programs_error() {
    let folder = tempfile::tempdir().unwrap();
    let portico = opened(&folder);
    for params in ["", "[]", "null", "\"text\"", "{", "{} {}"] {
        let call = portico.session_call("a".to_owned(), "m".to_owned(), params.to_owned(), 1);
        let error = wait(call).unwrap_err();
        assert!(matches!(&error, PorticoError::InvalidArgument { what } if what == "params"), "{params}: {error:?}");
    }
}

#[test]
fn a_call_that_ended_leaves_no_ticket() {
    let folder = tempfile::tempdir().unwrap();
    let portico = opened(&folder);
    let call = portico.session_call("nobody".to_owned(), "user.current".to_owned(), "{}".to_owned(), 7);
    assert!(matches!(wait(call), Err(PorticoError::UnknownAccount)));
    assert_eq!(portico.tickets.kept(), (0, 0));
}

#[test]
fn tickets_given_up_that_nobody_comes_for_are_not_kept_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let portico = opened(&folder);
    let call = runtime::begin(std::future::pending::<Answer<()>>()).unwrap();
    let under_way = portico.tickets.begun(1, call.abort_handle());
    for ticket in 2..=1_000 {
        portico.session_cancel(ticket).unwrap();
    }
    assert_eq!(portico.tickets.kept(), (1, GIVEN_UP_AT_MOST));
    assert!(!call.abort_handle().is_finished(), "what is under way is not given up for them");
    let newest = portico.session_call("nobody".to_owned(), "user.current".to_owned(), "{}".to_owned(), 1_000);
    assert!(matches!(wait(newest), Err(PorticoError::Cancelled)));
    drop(under_way);
}

#[test]
fn a_ticket_given_up_ends_its_call_and_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let portico = opened(&folder);
    let waiting = || runtime::begin(std::future::pending::<Answer<()>>()).unwrap();
    let (first, second) = (waiting(), waiting());
    let _first = portico.tickets.begun(1, first.abort_handle());
    let under_way = portico.tickets.begun(2, second.abort_handle());
    portico.session_cancel(1).unwrap();
    assert!(matches!(wait(first.ended()), Err(PorticoError::Cancelled)));
    assert!(!second.abort_handle().is_finished());
    // A caller who goes away drops the request, and its ticket with it.
    drop(under_way);
    assert!(matches!(wait(second.ended()), Err(PorticoError::Cancelled)));
    assert_eq!(portico.tickets.kept(), (0, 0));
}

#[test]
fn a_ticket_given_up_before_its_call_began_ends_that_call() {
    let folder = tempfile::tempdir().unwrap();
    let portico = opened(&folder);
    portico.session_cancel(1).unwrap();
    let call = runtime::begin(std::future::pending::<Answer<()>>()).unwrap();
    let _under_way = portico.tickets.begun(1, call.abort_handle());
    assert!(matches!(wait(call.ended()), Err(PorticoError::Cancelled)));
}

#[test]
fn closing_twice_is_once_and_every_later_call_says_closed() {
    let folder = tempfile::tempdir().unwrap();
    let portico = opened(&folder);
    wait(portico.shut()).unwrap();
    wait(portico.shut()).unwrap();
    assert!(matches!(portico.accounts_list(), Err(PorticoError::Closed)));
    assert!(matches!(wait(portico.sign_in_start(None, None, None)), Err(PorticoError::Closed)));
    assert!(matches!(portico.observe(None), Err(PorticoError::Closed)));
}

#[test]
fn a_panic_on_the_cores_thread_reaches_the_caller_and_the_next_call_works() {
    let panics = runtime::begin(async { if true { panic!("on purpose") } else { Ok(()) } }).unwrap().ended();
    assert!(catch_unwind(AssertUnwindSafe(|| wait(panics))).is_err());
    assert!(matches!(wait(runtime::begin(async { Ok(1) }).unwrap().ended()), Ok(1)));
}
