//! R3: transactions cut at every step, the disk forgetting what was not fsynced.

use super::super::sim::Crash;
use super::*;

/// Every way a run may end: by a kill, by a power cut, and by power cuts that keep this and lose that.
pub(super) fn crashes() -> impl Iterator<Item = Crash> {
    [Crash::Kill, Crash::Power].into_iter().chain((1..=24).map(Crash::Chance))
}

/// Runs `work` on a phone made by `before`, cut at every step and ended in every way; `judge` sees it after the next start.
/// Gives how many steps the work has.
pub(super) fn cut_everywhere(
    before: impl Fn() -> Phone,
    work: impl Fn(&Phone) -> Result<(), StoreProblem>,
    judge: impl Fn(&Phone, &str),
) -> u64 {
    let whole = before();
    whole.disk.cut_at(u64::MAX);
    work(&whole).unwrap();
    let steps = whole.disk.steps();
    for step in 0..=steps {
        for crash in crashes() {
            let phone = before();
            phone.disk.cut_at(step);
            let done = work(&phone).is_ok();
            // Reads fail too after the cut, so with one at the end the last run may not be done either.
            assert!(!done || step == steps, "step {step}");
            phone.disk.crash(crash);
            mended(&phone.store()).unwrap();
            judge(&phone, &format!("cut at {step} of {steps}, {crash:?}, done: {done}"));
        }
    }
    steps
}

fn draft(phone: &Phone) -> String {
    phone.store().load().accounts["a"].value().unwrap().draft.clone()
}

fn set_draft(phone: &Phone, text: &str) -> Result<(), StoreProblem> {
    phone.store().transact(|tx| {
        let mut doc = tx.account("a").required()?;
        doc.draft = text.to_owned();
        doc.entry = Some(entry_of(text));
        tx.put_account(&mut doc)
    })
}

fn with_one() -> Phone {
    let phone = Phone::new();
    phone.add("a");
    phone
}

#[test]
fn an_update_is_before_or_after() {
    let steps = cut_everywhere(
        with_one,
        |phone| set_draft(phone, "new"),
        |phone, when| {
            let loaded = phone.store().load();
            assert!(loaded.is_whole(), "{when}");
            let doc = loaded.accounts["a"].value().unwrap();
            let after = (doc.draft == "new", doc.entry == Some(entry_of("new")));
            assert!(after == (true, true) || after == (false, false), "{when}");
            assert!(when.ends_with("false") || after.0, "what was reported as written is there: {when}");
            assert_eq!(phone.rows(), ["a"], "{when}");
            assert!(!phone.disk.files().keys().any(|path| path.to_string_lossy().ends_with(".tmp")), "{when}");
        },
    );
    assert_eq!(steps, 6, "create, half, whole, fsync, rename, fsync of the folder");
}

#[test]
fn a_first_account_is_absent_or_whole_with_one_row() {
    cut_everywhere(
        Phone::new,
        |phone| {
            let mut doc = account("a");
            phone.store().transact(|tx| {
                tx.put_account(&mut doc)?;
                add_row(tx, &doc)
            })
        },
        |phone, when| {
            let loaded = phone.store().load();
            let rows = phone.rows();
            assert!(loaded.is_whole(), "{when}");
            assert_eq!(loaded.accounts.len(), rows.len(), "{when}");
            assert!(rows.len() <= 1, "{when}");
            assert!(when.ends_with("false") || rows.len() == 1, "{when}");
        },
    );
}

#[test]
fn a_committed_sign_in_is_before_or_after() {
    cut_everywhere(
        || {
            let phone = with_one();
            phone.add_sign_in("s", None);
            phone
        },
        |phone| {
            let mut doc = account("b");
            doc.entry = Some(entry_of("s"));
            phone.store().transact(|tx| {
                tx.put_account(&mut doc)?;
                add_row(tx, &doc)?;
                tx.remove_sign_in("s")
            })
        },
        |phone, when| {
            let loaded = phone.store().load();
            let (unfinished, signed_in) = (loaded.sign_ins.contains_key("s"), loaded.accounts.contains_key("b"));
            assert!(unfinished != signed_in, "one of both: {when}");
            assert_eq!(phone.rows().len(), 1 + usize::from(signed_in), "{when}");
            assert_eq!(phone.rows()[0], "a", "{when}");
            // The entry is named by one document all the time, so no sweep may take it.
            recover::keys(&phone.store(), &phone.vault).unwrap();
            assert_eq!(phone.vault.names().len(), 2, "{when}");
        },
    );
}

#[test]
fn a_repair_cut_anywhere_is_finished_by_the_next_start() {
    cut_everywhere(
        || {
            let phone = with_one();
            phone.add("b");
            phone.add_sign_in("s", None);
            let mut doc = account("c");
            doc.entry = Some(entry_of("s"));
            phone.store().transact(|tx| tx.put_account(&mut doc)).unwrap();
            phone.spoil("portable/index.json", b"{\"vers");
            phone.spoil("device/accounts/a.json.tmp", b"half");
            phone
        },
        |phone| mended(&phone.store()).map(|_| ()),
        |phone, when| {
            assert_eq!(phone.rows(), ["a", "b", "c"], "{when}");
            assert!(phone.store().load().sign_ins.is_empty(), "{when}");
            let asides = phone.disk.files().into_keys().filter(|path| path.to_string_lossy().contains(".damaged-"));
            assert_eq!(asides.count(), 1, "{when}");
            let before = phone.disk.files();
            assert_eq!(mended(&phone.store()).unwrap(), recover::Repairs::default(), "{when}");
            assert_eq!(phone.disk.files(), before, "{when}");
        },
    );
}

#[test]
fn a_full_disk_changes_nothing() {
    let phone = with_one();
    let before = phone.disk.files();
    phone.disk.fill(true);
    assert_eq!(set_draft(&phone, "new"), Err(StoreProblem::Full));
    assert_eq!(phone.disk.files(), before, "not even a temporary file");
    phone.disk.fill(false);
    set_draft(&phone, "new").unwrap();
    assert_eq!(draft(&phone), "new");
}
