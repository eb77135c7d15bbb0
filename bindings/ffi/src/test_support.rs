//! Exports that only tests call. What ships does not contain them: a check searches it for their names.

use std::sync::Arc;

use portico::records::AccountList;

use crate::calls::Portico;
use crate::error::PorticoError;
use crate::runtime;

#[uniffi::export]
impl Portico {
    /// Panics on the caller's thread.
    pub fn test_panic(&self) -> Result<u64, PorticoError> {
        panic_for_the_test()
    }

    /// Panics on the core's thread.
    pub async fn test_panic_async(&self) -> Result<u64, PorticoError> {
        runtime::begin(async { panic_for_the_test() })?.ended().await
    }

    /// The list as it is now, with no core behind it.
    pub fn test_list(&self) -> Result<Arc<TestList>, PorticoError> {
        Ok(Arc::new(TestList(self.accounts_list()?)))
    }
}

#[expect(clippy::panic, reason = "the tests of every language want to see one")]
fn panic_for_the_test() -> Result<u64, PorticoError> {
    panic!("PORTICO-TEST-PANIC")
}

/// What the boundary itself costs where `accounts.list` crosses it.
#[derive(uniffi::Object)]
pub struct TestList(AccountList);

#[uniffi::export]
impl TestList {
    /// Gives the same list each time, by a call of the same shape as `accounts_list`.
    pub fn list(&self) -> Result<AccountList, PorticoError> {
        Ok(self.0.clone())
    }
}
