//! Exports that only tests call. What ships does not contain them: a check searches it for their names.

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
        runtime::run(async { panic_for_the_test() }).await
    }
}

#[expect(clippy::panic, reason = "the tests of every language want to see one")]
fn panic_for_the_test() -> Result<u64, PorticoError> {
    panic!("PORTICO-TEST-PANIC")
}

/// Gives back what it was given: what the boundary itself costs.
#[uniffi::export]
pub fn test_echo_list(list: AccountList) -> Result<AccountList, PorticoError> {
    Ok(list)
}
