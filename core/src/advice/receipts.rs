//! Receipts in words: what went, what stays, what is done later, and what a phone cannot remove.

use super::texts::Texts;
use crate::records::{Cleared, LeftOnPortal, Receipt, ReceiptKind, ToldPortal};

/// The application password that stays on the portal, under the name the portal shows (B8, E3), and where a person removes it
/// (E8). The phone may not (P39).
pub fn left_application_password(origin: &str, device_name: Option<&str>, locale: &str) -> LeftOnPortal {
    let (texts, name) = (Texts::of(locale), device_name.filter(|name| !name.is_empty()));
    LeftOnPortal {
        what: match name {
            Some(name) => texts.say("left-application-password-named", &[("name", &name)]),
            None => texts.say("left-application-password", &[]),
        },
        r#where: texts.say("left-where", &[]),
        url: Some(origin.to_owned()),
        name: name.map(str::to_owned),
    }
}

/// A receipt given before, in the language of now.
pub fn receipt_again(mut receipt: Receipt, locale: &str) -> Receipt {
    for left in &mut receipt.left_on_portal {
        *left = left_application_password(left.url.as_deref().unwrap_or_default(), left.name.as_deref(), locale);
    }
    receipt
}

/// The receipt as sentences. A preview (no `at`) speaks of what would happen.
pub fn receipt_lines(receipt: &Receipt, locale: &str) -> Vec<String> {
    let (texts, done) = (Texts::of(locale), receipt.at.is_some());
    let kind = match receipt.kind {
        ReceiptKind::Reset => "reset",
        ReceiptKind::SignOut => "sign_out",
        ReceiptKind::Delete => "delete",
    };
    let heading = if done { "receipt-done" } else { "receipt-preview" };
    let mut lines =
        vec![texts.say(heading, &[("kind", &kind), ("login", &receipt.login), ("portal", &receipt.portal)])];
    let list = |key, items: Vec<String>| (!items.is_empty()).then(|| texts.say(key, &[("items", &items.join(", "))]));
    let names = |items: &[String]| items.iter().map(|item| name(item, texts)).collect();
    let cleared = receipt.cleared.iter().filter(|item| item.count > 0).map(|item| counted(item, texts)).collect();
    lines.extend(list(if done { "receipt-done-cleared" } else { "receipt-preview-cleared" }, cleared));
    lines.extend(list(if done { "receipt-done-kept" } else { "receipt-preview-kept" }, names(&receipt.kept)));
    lines.extend(list("receipt-pending", names(&receipt.pending)));
    // A reset does not tell the portal, and a preview does not know yet.
    if done && receipt.kind != ReceiptKind::Reset {
        lines.push(match receipt.portal_told {
            ToldPortal::Told => texts.say("receipt-told", &[]),
            ToldPortal::NotPossible => texts.say("receipt-not-told", &[]),
        });
    }
    for left in &receipt.left_on_portal {
        lines.push(texts.say("receipt-left", &[("what", &left.what), ("where", &left.r#where)]));
    }
    if receipt.kind == ReceiptKind::Delete && receipt.kept.iter().any(|item| item == "ledger") {
        lines.push(texts.say("receipt-ledger", &[]));
    }
    lines
}

fn counted(item: &Cleared, texts: &Texts) -> String {
    let name = name(&item.what, texts);
    if item.count == 1 { name } else { texts.say("items-several", &[("item", &name), ("count", &item.count)]) }
}

/// An item as people call it; one of a newer program as it is, without underscores.
fn name(what: &str, texts: &Texts) -> String {
    let known = texts.say(&format!("item-{what}"), &[]);
    if known.is_empty() { what.replace('_', " ") } else { known }
}
