//! Reset, sign out and delete: shown before, done, and the receipt after.

use portico::CallError;
use portico::records::{Receipt, ReceiptKind};

use super::Talk;
use super::wait::waiting;
use super::words::place;
use crate::say;
use crate::stop::Stop;

/// Where nobody can be asked whether the account in use is meant.
pub(super) const NAME_IT: &str = "There are several accounts, and without a keyboard one must be named: portico COMMAND ACCOUNT. `portico accounts` lists them.";

/// The word on the command line.
pub(super) fn command(kind: ReceiptKind) -> &'static str {
    match kind {
        ReceiptKind::Reset => "reset",
        ReceiptKind::SignOut => "sign-out",
        ReceiptKind::Delete => "delete",
    }
}

/// Carries one of the three clears out. Whoever sits at a keyboard is asked after the preview; a script means what it says.
pub(super) async fn clear(talk: &mut Talk, account: &str, kind: ReceiptKind) -> Result<(), Stop> {
    if !talk.json {
        show(talk, &talk.portico.accounts_preview(account, kind)?);
        // R4: with the session that is open, never with the application password, and none outlives its process.
        if kind != ReceiptKind::Reset && talk.portico.session_status(account)?.ends_in_s == 0 {
            say::line("The portal is not told: no session is open there.");
        }
        if !talk.keyboard.is_piped() && !talk.keyboard.agree(&question(talk, account, kind)).await? {
            say::line("Nothing was changed.");
            return Err(Stop::Said);
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

/// It says whom: the preview may have gone into a file.
fn question(talk: &Talk, account: &str, kind: ReceiptKind) -> String {
    let rows = talk.portico.accounts_list().accounts;
    let row = rows.iter().find(|row| row.id == account);
    let whom = row.map_or_else(String::new, |row| format!(" {} on {}", row.login, place(&row.portal)));
    match kind {
        ReceiptKind::Reset => format!("Reset the sign-in of{whom}?"),
        ReceiptKind::SignOut => format!("Sign out{whom}?"),
        ReceiptKind::Delete => format!("Delete{whom} from this phone? That cannot be undone."),
    }
}

fn show(talk: &Talk, receipt: &Receipt) {
    talk.portico.say_receipt(receipt).iter().for_each(say::line);
}
