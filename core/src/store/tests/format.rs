//! Damaged, newer, unknown: what a document may be besides readable.

use super::*;

const ACCOUNT: &str = "device/accounts/a.json";

#[test]
fn a_document_cut_at_any_byte_is_damaged_and_the_others_are_fine() {
    let phone = Phone::new();
    phone.add("a");
    phone.add("b");
    phone.add_sign_in("s", None);
    phone.store().transact(|tx| tx.put_ledger(&mut LedgerDoc::default())).unwrap();
    for name in [ACCOUNT, "portable/index.json", "device/sign_ins/s.json", "device/ledger.json"] {
        let whole = phone.bytes(name).unwrap();
        for length in 0..whole.len() {
            phone.spoil(name, whole.get(..length).unwrap());
            let loaded = phone.store().load();
            let damaged = [
                loaded.index == Read::Damaged,
                loaded.accounts["a"] == Read::Damaged,
                loaded.sign_ins["s"] == Read::Damaged,
                loaded.ledger == Read::Damaged,
            ];
            assert_eq!(damaged.iter().filter(|damaged| **damaged).count(), 1, "{name} cut at {length}");
            assert!(loaded.accounts["b"].value().is_some(), "pain 29: {name} cut at {length}");
            assert!(!loaded.has_unreadable() && !loaded.is_whole());
        }
        phone.spoil(name, &whole);
    }
    assert!(phone.store().load().is_whole());
}

#[test]
fn garbage_is_damaged() {
    let phone = Phone::new();
    phone.add("a");
    let deep = "[".repeat(100_000);
    let long = vec![b' '; 4 * 1024 * 1024 + 1];
    let garbage: [&[u8]; 7] = [
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        deep.as_bytes(),
        &long,
        b"{\"version\":1,\"min_reader\":1,\"revision\":1}",
    ];
    for bytes in garbage {
        phone.spoil(ACCOUNT, bytes);
        assert_eq!(phone.store().load().accounts["a"], Read::Damaged);
    }
}

#[test]
fn what_is_unknown_is_damaged_too_where_it_is_no_text() {
    let phone = Phone::new();
    phone.add("a");
    let mut bytes = phone.bytes(ACCOUNT).unwrap();
    assert_eq!(bytes.pop(), Some(b'}'));
    bytes.extend(b", \"mood\": \"\xff\"}");
    phone.spoil(ACCOUNT, &bytes);
    assert_eq!(phone.store().load().accounts["a"], Read::Damaged);
}

#[test]
fn a_copy_under_another_name_is_damaged() {
    let phone = Phone::new();
    phone.add("a");
    phone.spoil("device/accounts/b.json", &phone.bytes(ACCOUNT).unwrap());
    assert_eq!(phone.store().load().accounts["b"], Read::Damaged);
}

#[test]
fn newer_is_shown_and_not_touched() {
    let phone = Phone::new();
    phone.add("a");
    phone.add("b");
    let newer = br#"{"version": 9, "min_reader": 9, "revision": 3, "id": "a", "login": {"new": "shape"}}"#;
    phone.spoil(ACCOUNT, newer);
    let store = phone.store();
    store
        .transact(|tx| {
            assert_eq!(tx.account("a"), Read::Newer);
            assert_eq!(tx.put_account(&mut account("a")), Err(StoreProblem::Newer));
            Ok(())
        })
        .unwrap();
    mended(&store).unwrap();
    super::super::recover::keys(&store, &phone.vault).unwrap();
    assert_eq!(phone.bytes(ACCOUNT).unwrap(), newer);
    assert_eq!(phone.rows(), ["a", "b"]);
    assert_eq!(phone.vault.names().len(), 2, "a newer document may name any entry");
}

#[test]
fn newer_though_its_min_reader_does_not_say_so() {
    let phone = Phone::new();
    phone.add("a");
    phone.spoil(ACCOUNT, br#"{"version": 2, "min_reader": 1, "revision": 3, "id": "a", "login": 7}"#);
    assert_eq!(phone.store().load().accounts["a"], Read::Newer);
}

#[test]
fn a_newer_index_keeps_its_bytes_through_a_start_and_a_deletion() {
    let phone = Phone::new();
    phone.add("a");
    let newer = br#"{"version": 9, "min_reader": 9, "revision": 3, "shelves": []}"#;
    phone.spoil("portable/index.json", newer);
    let store = phone.store();
    mended(&store).unwrap();
    let stone = store.transact(|tx| super::super::deletion::begin(tx, "a", &[], &phone.vault.scope())).unwrap();
    let pending = super::super::deletion::finish(&store, &phone.vault, &stone).unwrap();
    assert!(pending.row && !pending.vault_key && !pending.is_done());
    assert_eq!(phone.bytes("portable/index.json").unwrap(), newer);
    assert!(phone.bytes(ACCOUNT).is_none() && phone.vault.names().is_empty());
    assert!(store.load().tombstones.contains_key("a"), "or the newer program would show the row again");
}

/// What a newer program of the same format adds, at every depth.
fn with_unknown(bytes: &[u8]) -> Vec<u8> {
    let mut raw: Value = serde_json::from_slice(bytes).unwrap();
    raw["mood"] = json!("fine");
    raw["marks"]["mood"] = json!({"deep": [1]});
    raw["session"]["mood"] = json!(2);
    raw["picture"] = json!({"sid": "c1", "at": "2026-01-01T00:00:00Z", "mood": 3});
    raw["left_on_portal"] =
        json!([{"origin": "x", "device_name": "y", "mood": 4}, {"origin": "z", "device_name": "y", "mood": 5}]);
    raw["version"] = json!(2);
    serde_json::to_vec(&raw).unwrap()
}

#[test]
fn unknown_fields_survive_rewriting_at_every_depth() {
    let phone = Phone::new();
    phone.add("a");
    phone.spoil(ACCOUNT, &with_unknown(&phone.bytes(ACCOUNT).unwrap()));
    phone
        .store()
        .transact(|tx| {
            let mut doc = tx.account("a").required()?;
            doc.draft = "hello".to_owned();
            doc.marks.lost = 1;
            doc.left_on_portal.remove(0);
            tx.put_account(&mut doc)
        })
        .unwrap();
    let raw: Value = serde_json::from_slice(&phone.bytes(ACCOUNT).unwrap()).unwrap();
    assert_eq!(raw["draft"], "hello");
    assert_eq!(raw["revision"], 2);
    assert_eq!(raw["mood"], "fine");
    assert_eq!(raw["marks"], json!({"lost": 1, "mood": {"deep": [1]}}));
    assert_eq!(raw["session"], json!({"mood": 2}));
    assert_eq!(raw["picture"]["mood"], 3);
    assert_eq!(raw["left_on_portal"], json!([{"origin": "z", "device_name": "y", "mood": 5}]));
}

#[test]
fn what_is_unknown_of_one_picture_does_not_pass_to_the_next() {
    let phone = Phone::new();
    phone.add("a");
    phone.spoil(ACCOUNT, &with_unknown(&phone.bytes(ACCOUNT).unwrap()));
    let change = |work: fn(&mut AccountDoc)| {
        let store = phone.store();
        store
            .transact(|tx| {
                let mut doc = tx.account("a").required()?;
                work(&mut doc);
                tx.put_account(&mut doc)
            })
            .unwrap();
        serde_json::from_slice::<Value>(&phone.bytes(ACCOUNT).unwrap()).unwrap()
    };
    let other = change(|doc| doc.picture.as_mut().unwrap().sid = "c2".to_owned());
    assert!(other["picture"].get("mood").is_none());
    let gone = change(|doc| doc.picture = None);
    assert!(gone.get("picture").is_none());
}

#[test]
fn unknown_fields_of_rows_and_ledger_lines_survive() {
    let phone = Phone::new();
    phone.add("a");
    let store = phone.store();
    let count = |tx: &mut Tx<'_>| {
        let mut ledger = tx.ledger().optional()?.unwrap_or_default();
        ledger.lines.entry("digest".to_owned()).or_default().spent += 1;
        tx.put_ledger(&mut ledger)
    };
    store.transact(count).unwrap();
    let raw = |name: &str| serde_json::from_slice::<Value>(&phone.bytes(name).unwrap()).unwrap();
    let spoil = |name: &str, raw: &Value| phone.spoil(name, &serde_json::to_vec(raw).unwrap());
    let mut index = raw("portable/index.json");
    index["rows"][0]["colour"] = json!("red");
    index["folders"] = json!([]);
    spoil("portable/index.json", &index);
    let mut ledger = raw("device/ledger.json");
    ledger["lines"]["digest"]["mood"] = json!("fine");
    spoil("device/ledger.json", &ledger);

    phone.add("b");
    store
        .transact(|tx| {
            count(tx)?;
            let mut index = tx.index().required()?;
            index.rows.reverse();
            index.rows[1].name = "Anna".to_owned();
            tx.put_index(&mut index)
        })
        .unwrap();
    let (index, ledger) = (raw("portable/index.json"), raw("device/ledger.json"));
    let [added, changed] = [&index["rows"][0], &index["rows"][1]];
    assert_eq!((&changed["name"], &changed["colour"], &index["folders"]), (&json!("Anna"), &json!("red"), &json!([])));
    assert!(added.get("colour").is_none(), "{added}");
    assert_eq!(ledger["lines"]["digest"], json!({"spent": 2, "typed_in_a_row": 0, "unanswered": 0, "mood": "fine"}));
}

#[test]
fn revisions_guard_every_write() {
    let phone = Phone::new();
    phone.add("a");
    let store = phone.store();
    let mut first = store.load().accounts["a"].value().unwrap().clone();
    let mut second = first.clone();
    store.transact(|tx| tx.put_account(&mut first)).unwrap();
    assert_eq!(first.header.revision, 2);
    assert_eq!(store.transact(|tx| tx.put_account(&mut second)), Err(StoreProblem::Stale));
    assert_eq!(second.header.revision, 1, "a failed put changes nothing of the caller's");
    assert_eq!(store.transact(|tx| tx.put_account(&mut account("a"))), Err(StoreProblem::Stale));
}

#[test]
fn a_newer_sign_in_is_not_removed() {
    let phone = Phone::new();
    phone.add_sign_in("s", None);
    let newer = br#"{"version": 9, "min_reader": 9, "revision": 3, "id": "s"}"#;
    phone.spoil("device/sign_ins/s.json", newer);
    assert_eq!(phone.store().transact(|tx| tx.remove_sign_in("s")), Err(StoreProblem::Newer));
    assert_eq!(phone.bytes("device/sign_ins/s.json").unwrap(), newer);
}

#[test]
fn an_update_of_a_removed_document_writes_nothing() {
    let phone = Phone::new();
    phone.add("a");
    phone.add_sign_in("s", None);
    let store = phone.store();
    let mut doc = store.load().accounts["a"].value().unwrap().clone();
    let mut unfinished = store.load().sign_ins["s"].value().unwrap().clone();
    store
        .transact(|tx| {
            tx.remove_document(Shelf::Accounts, "a")?;
            tx.remove_sign_in("s")?;
            tx.remove_sign_in("s")
        })
        .unwrap();
    let before = phone.disk.files();
    assert_eq!(store.transact(|tx| tx.put_account(&mut doc)), Err(StoreProblem::Gone));
    assert_eq!(store.transact(|tx| tx.put_sign_in(&mut unfinished)), Err(StoreProblem::Gone));
    assert_eq!(phone.disk.files(), before);
}

#[test]
fn a_damaged_account_is_replaced_only_by_a_new_one_and_kept_aside() {
    let phone = Phone::new();
    phone.add("a");
    let mut old = phone.store().load().accounts["a"].value().unwrap().clone();
    phone.spoil(ACCOUNT, b"{ \"vers");
    let store = phone.store();
    assert_eq!(store.transact(|tx| tx.put_account(&mut old)), Err(StoreProblem::Damaged));
    store.transact(|tx| tx.put_account(&mut account("a"))).unwrap();
    assert_eq!(phone.bytes("device/accounts/a.json.damaged-1").unwrap(), b"{ \"vers");
    assert!(store.load().accounts["a"].value().is_some());
    assert!(store.load().is_whole(), "a copy set aside is no account");
}

#[test]
fn ids_are_checked_before_they_become_files() {
    let phone = Phone::new();
    let store = phone.store();
    for id in ["", "../a", "a/b", "A", "a.json", "..", "é", "a\0", &"a".repeat(65)] {
        assert_eq!(store.transact(|tx| tx.put_account(&mut account(id))), Err(StoreProblem::BadId), "{id:?}");
        assert_eq!(store.transact(|tx| Ok(tx.account(id))).unwrap(), Read::Absent);
    }
    assert!(phone.disk.files().keys().all(|path| path.ends_with("lock")));
}

#[test]
fn documents_of_every_kind_come_back_as_they_were() {
    let phone = Phone::new();
    let store = phone.store();
    let mut phone_doc =
        PhoneDoc { header: Header::default(), installation: "i".to_owned(), ledger_key: "a2V5".to_owned() };
    let mut ledger = LedgerDoc::default();
    ledger.lines.entry("digest".to_owned()).or_default().spent = 3;
    let mut index = IndexDoc::default();
    let mut unfinished = sign_in("s", None);
    store
        .transact(|tx| {
            tx.put_phone(&mut phone_doc)?;
            tx.put_ledger(&mut ledger)?;
            tx.put_index(&mut index)?;
            tx.put_sign_in(&mut unfinished)
        })
        .unwrap();
    let loaded = phone.store().load();
    assert_eq!(loaded.phone, Read::Value(phone_doc));
    assert_eq!(loaded.ledger, Read::Value(ledger));
    assert_eq!(loaded.index, Read::Value(index));
    assert_eq!(loaded.sign_ins["s"], Read::Value(unfinished));
}
