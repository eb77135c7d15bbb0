//! What a host throws, and what the core makes of it.

use std::sync::Mutex;

use super::*;

/// Answers every method with the same error; without one, as an empty key store does.
struct Throws(Option<VaultError>);

impl Throws {
    fn or<T>(&self, value: T) -> Result<T, VaultError> {
        self.0.map_or(Ok(value), Err)
    }
}

impl Vault for Throws {
    fn get(&self, _entry: String) -> Result<Option<Vec<u8>>, VaultError> {
        self.or(None)
    }
    fn put(&self, _entry: String, _value: Vec<u8>) -> Result<(), VaultError> {
        self.or(())
    }
    fn delete(&self, _entry: String) -> Result<(), VaultError> {
        self.or(())
    }
    fn list(&self) -> Result<Vec<String>, VaultError> {
        self.or(Vec::new())
    }
}

#[test]
fn each_error_of_a_vault_is_the_problem_of_that_name() {
    let pairs = [
        (VaultError::Locked, VaultProblem::Locked),
        (VaultError::NeedsUser, VaultProblem::NeedsUser),
        (VaultError::Invalidated, VaultProblem::Invalidated),
        (VaultError::Unavailable, VaultProblem::Unavailable),
        (VaultError::OtherDevice, VaultProblem::OtherDevice),
        (VaultError::Damaged, VaultProblem::Damaged),
    ];
    for (error, problem) in pairs {
        let vault = HostVault(Arc::new(Throws(Some(error))));
        assert_eq!(vault.get("a"), Err(problem));
        assert_eq!(vault.put("a", b"1"), Err(problem));
        assert_eq!(vault.delete("a"), Err(problem));
        assert_eq!(vault.list(), Err(problem));
    }
}

#[test]
fn an_absent_entry_is_no_error() {
    let vault = HostVault(Arc::new(Throws(None)));
    assert_eq!(vault.get("a"), Ok(None));
    assert_eq!(vault.list(), Ok(Vec::new()));
    assert_eq!(vault.scope(), "app");
}

#[test]
fn what_a_host_throws_unpromised_is_never_an_absence_and_is_not_kept() {
    let thrown = || UnexpectedUniFFICallbackError::new("password=hunter2");
    assert_eq!(VaultError::from(thrown()), VaultError::Unavailable);
    let error = HostError::from(thrown());
    assert!(!format!("{error} {error:?}").contains("hunter2"));
}

/// Gives what it holds, or throws.
struct Shows(Mutex<Option<(i64, u64)>>);

impl Shows {
    fn now(&self) -> Result<(i64, u64), HostError> {
        self.0.lock().unwrap().ok_or(HostError::Threw)
    }
}

impl Clock for Shows {
    fn wall_ms(&self) -> Result<i64, HostError> {
        Ok(self.now()?.0)
    }
    fn boot_ms(&self) -> Result<u64, HostError> {
        Ok(self.now()?.1)
    }
}

#[test]
fn a_hosts_clock_is_taken_as_it_is() {
    let clock = HostClock::new(Arc::new(Shows(Mutex::new(Some((1_500, 42))))));
    assert_eq!(clock.wall(), OffsetDateTime::UNIX_EPOCH + Duration::from_millis(1_500));
    assert_eq!(clock.boot(), Duration::from_millis(42));
}

#[test]
fn where_a_hosts_clock_throws_or_shows_no_time_the_phones_own_counts() {
    let shows = Arc::new(Shows(Mutex::new(None)));
    let clock = HostClock::new(Arc::clone(&shows) as Arc<dyn Clock>);
    let own = SystemClock::default();
    let near = |clock: &HostClock| (clock.wall() - own.wall()).abs() < time::Duration::minutes(1);
    assert!(near(&clock));
    assert!(clock.boot().abs_diff(own.boot()) < Duration::from_secs(60));
    for no_time in [i64::MAX, i64::MIN] {
        *shows.0.lock().unwrap() = Some((no_time, 7));
        assert!(near(&clock));
        assert_eq!(clock.boot(), Duration::from_millis(7));
    }
}
