//! The frozen store: where it lies, how it is opened, and what must survive in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use portico::transport::ExtraRoot;
use portico::vault::file::FileVault;
use portico::vault::folder_scope;
use portico::{Config, Portico};
use serde_json::{Value, json};

pub(crate) fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/store-v1")
}

/// What must survive: who, where, in which order, in which state, with how many tries.
pub(crate) fn summary(app: &Portico) -> Value {
    let rows = app.accounts_list().accounts.into_iter().map(|row| {
        let code = row.problem.as_ref().map(|problem| problem.code);
        json!({
            "id": row.id, "origin": row.portal.origin, "user_id": row.user_id, "login": row.login, "name": row.name,
            "position": row.position, "selected": row.selected, "state": row.state, "reason": row.reason, "problem": code,
            "spent": row.tries.spent,
        })
    });
    let sign_ins = app.sign_in_list().into_iter().map(|open| {
        let kind = serde_json::to_value(&open.step).unwrap().get("kind").cloned();
        json!({"id": open.id, "account": open.account, "login": open.login, "step": kind, "spent": open.tries.spent})
    });
    json!({"accounts": rows.collect::<Vec<_>>(), "sign_ins": sign_ins.collect::<Vec<_>>()})
}

pub(crate) fn config(data: &Path, roots: Vec<ExtraRoot>) -> Config {
    let vault = FileVault::new(data.join("vault"), folder_scope(data).unwrap());
    Config { extra_roots: roots, ..Config::new(data, Arc::new(vault), tokio::runtime::Handle::current()) }
}
