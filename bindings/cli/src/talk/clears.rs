//! Reset, sign out and delete: shown before, done, and the receipt after.

use portico::CallError;
use portico::records::{Receipt, ReceiptKind};

use super::Talk;
use super::wait::waiting;
use crate::say;
use crate::stop::Stop;

/// Carries one of the three clears out. A person is asked after the preview; a pipe or a script means what it says.
pub(super) async fn clear(talk: &mut Talk, account: &str, kind: ReceiptKind) -> Result<(), Stop> {
    if !talk.json {
        show(talk, &talk.portico.accounts_preview(account, kind)?);
        if talk.keyboard.is_person() && !talk.keyboard.agree(question(kind)).await? {
            say::line("Nothing was changed.");
            return Ok(());
        }
    }
    let receipt = waiting("the portal", carry_out(talk, account, kind)).await?;
    if talk.json {
        say::json(&receipt);
    } else {
        show(talk, &receipt);
    }
    Ok(())
}

async fn carry_out(talk: &Talk, account: &str, kind: ReceiptKind) -> Result<Receipt, CallError> {
    match kind {
        ReceiptKind::Reset => talk.portico.accounts_reset(account).await,
        ReceiptKind::SignOut => talk.portico.accounts_sign_out(account).await,
        ReceiptKind::Delete => talk.portico.accounts_delete(account).await,
    }
}

fn question(kind: ReceiptKind) -> &'static str {
    match kind {
        ReceiptKind::Reset => "Reset this sign-in?",
        ReceiptKind::SignOut => "Sign out?",
        ReceiptKind::Delete => "Delete this account from this phone? That cannot be undone.",
    }
}

fn show(talk: &Talk, receipt: &Receipt) {
    talk.portico.say_receipt(receipt).iter().for_each(say::line);
}
