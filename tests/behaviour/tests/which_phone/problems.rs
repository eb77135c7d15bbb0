//! What the vault's problems become (surface, "The records").

use std::sync::Arc;

use portico::records::{AccountState, Availability, Reason};
use portico::secret::Secret;
use portico::vault::VaultProblem;
use portico::{Config, Portico, Start};
use portico_behaviour::vaults::MoodyVault;
use portico_behaviour::{PASSWORD, Phone, account, portal, sign_in, until};
use serde_json::json;

use super::{sign_in_again, stands};

#[tokio::test(flavor = "multi_thread")]
async fn each_problem_of_a_key_has_its_error_and_its_state() {
    let signed_in = (AccountState::SignedIn, None);
    let needs = |reason| (AccountState::NeedsSignIn, Some(reason));
    let table = [
        (VaultProblem::Locked, "vault_locked", signed_in),
        (VaultProblem::NeedsUser, "vault_locked", signed_in),
        (VaultProblem::Unavailable, "vault_unavailable", signed_in),
        (VaultProblem::Damaged, "vault_damaged", (AccountState::Damaged, None)),
        (VaultProblem::Invalidated, "call_failed", needs(Reason::KeyInvalidated)),
        (VaultProblem::OtherDevice, "call_failed", needs(Reason::DeviceChanged)),
    ];
    let alfa = portal(&["anna", "boris"]).await;
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let anna = sign_in(&app, &alfa, "anna").await;
    let annas = phone.vault.names().into_iter().find(|name| name != "installation").unwrap();
    let boris = sign_in(&app, &alfa, "boris").await;
    for (problem, code, state) in table {
        let vault = Arc::new(MoodyVault::over(phone.vault.clone()));
        let app = Portico::open(Config { vault: Arc::clone(&vault) as Arc<_>, ..phone.next_config() }).await.unwrap();
        vault.spoil(Some((&annas, problem)));
        let before = phone.documents();
        alfa.desk().clear_requests();
        let failed = app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
        assert_eq!(failed.code(), code, "{problem:?}: {failed}");
        assert_eq!(stands(&account(&app, &anna.id)), state, "{problem:?}");
        assert_eq!(alfa.desk().requests(0), [], "{problem:?}");
        assert_eq!(phone.documents(), before, "{problem:?} is derived, not written");
        app.session_call(&boris.id, "profile", json!({})).await.unwrap();
        vault.spoil(None);
        if state == signed_in {
            app.session_call(&anna.id, "profile", json!({})).await.unwrap();
        }
    }
    let app = phone.restart().await;
    app.session_call(&anna.id, "profile", json!({})).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_whose_key_is_lost_for_ever_is_signed_in_again_without_deleting_it() {
    for problem in [VaultProblem::Damaged, VaultProblem::Invalidated, VaultProblem::OtherDevice] {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        let anna = sign_in(&app, &alfa, "anna").await;
        let annas = phone.vault.names().into_iter().find(|name| name != "installation").unwrap();
        let vault = Arc::new(MoodyVault::over(phone.vault.clone()));
        let app = {
            drop(app);
            Portico::open(Config { vault: Arc::clone(&vault) as Arc<_>, ..phone.next_config() }).await.unwrap()
        };
        vault.spoil(Some((&annas, problem)));
        app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
        assert_ne!(account(&app, &anna.id).state, AccountState::SignedIn, "{problem:?}");
        assert_eq!(sign_in_again(&app, &anna.id).await, anna.id, "{problem:?}");
        assert_eq!(stands(&account(&app, &anna.id)), (AccountState::SignedIn, None), "{problem:?}");
        super::sessions_end(&phone, &alfa);
        app.session_call(&anna.id, "profile", json!({})).await.unwrap();
        assert!(!phone.vault.names().contains(&annas), "the lost key's entry is gone: {problem:?}");
    }
}

/// All keys of a key store are lost together, the installation's entry among them: that is no lock, which would never open.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_store_that_lost_everything_is_begun_anew_by_the_next_sign_in() {
    let table =
        [(VaultProblem::Invalidated, Reason::KeyInvalidated), (VaultProblem::OtherDevice, Reason::DeviceChanged)];
    for (problem, reason) in table {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let anna = sign_in(&phone.open().await, &alfa, "anna").await;
        let vault = Arc::new(MoodyVault::over(phone.vault.clone()));
        vault.spoil(Some(("installation", problem)));
        alfa.desk().clear_requests();
        let app = Portico::open(Config { vault: Arc::clone(&vault) as Arc<_>, ..phone.next_config() }).await.unwrap();
        // The opening asks the vault without waiting: before and after its answer it is the same.
        let failed = app.session_call(&anna.id, "profile", json!({})).await.unwrap_err();
        assert_eq!(failed.code(), "call_failed", "{problem:?}");
        assert_eq!(app.accounts_list().availability, Availability::Ready, "{problem:?}");
        assert_eq!(stands(&account(&app, &anna.id)), (AccountState::NeedsSignIn, Some(reason)), "{problem:?}");
        assert_eq!(alfa.desk().requests(0), [], "{problem:?}");
        assert_eq!(sign_in_again(&app, &anna.id).await, anna.id, "{problem:?}");
        assert_eq!(stands(&account(&app, &anna.id)), (AccountState::SignedIn, None), "{problem:?}");
        drop(app);
        let app = phone.restart().await;
        app.session_call(&anna.id, "profile", json!({})).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn where_the_vault_does_not_work_no_password_is_sent() {
    let table = [
        (VaultProblem::Locked, "vault_locked"),
        (VaultProblem::NeedsUser, "vault_locked"),
        (VaultProblem::Unavailable, "vault_unavailable"),
        (VaultProblem::Damaged, "vault_damaged"),
    ];
    for (problem, code) in table {
        let alfa = portal(&["anna", "boris"]).await;
        let phone = Phone::trusting(&[&alfa]);
        phone.vault.set_problem(Some(problem));
        let app = phone.open().await;
        until(&app, |list| list.availability == Availability::Locked).await;
        let open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await;
        let code_now = match open {
            Ok(open) => {
                let entered = app.sign_in_submit_credentials(&open.id, "anna", Secret::new(PASSWORD)).await;
                let shown = app.sign_in_get(&open.id).unwrap();
                assert_eq!((shown.tries.spent, shown.tries.unanswered), (0, 0), "nothing is spent: {shown:#?}");
                entered.unwrap_err().code()
            }
            Err(error) => error.code(),
        };
        assert_eq!(code_now, code, "{problem:?}");
        assert_eq!(portico_behaviour::sent(&alfa, "login_password"), 0, "{problem:?}");
        assert_eq!(phone.vault.names(), Vec::<String>::new());
        phone.vault.set_problem(None);
        sign_in(&app, &alfa, "anna").await;

        // Nor later, when this phone is known and only the key of this very sign-in cannot be put there.
        phone.vault.set_problem(Some(problem));
        let passwords = portico_behaviour::sent(&alfa, "login_password");
        let open = app.sign_in_start(Start::Address(alfa.url().to_owned())).await.unwrap();
        let refused = app.sign_in_submit_credentials(&open.id, "boris", Secret::new(PASSWORD)).await.unwrap_err();
        assert_eq!(refused.code(), code, "{problem:?}");
        assert_eq!(portico_behaviour::sent(&alfa, "login_password"), passwords, "{problem:?}");
        phone.vault.set_problem(None);
        sign_in(&app, &alfa, "boris").await;
    }
}
