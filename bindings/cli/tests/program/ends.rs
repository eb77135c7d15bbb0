//! How the program begins and ends.

use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{PASSWORD, Rpc, folder, portal, portico, run};

#[test]
fn the_end_of_input_ends_the_program_within_five_seconds_whatever_is_under_way() {
    let (folder, portal) = (folder(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&portal]);
    let account = rpc.sign_in(portal.url());
    portal.desk().fault(&json!({"kind": "delay", "ms": 30_000, "count": 9})).unwrap();
    let open = [
        rpc.ask("session.call", json!({"account": account, "method": "profile"})),
        rpc.ask("sign_in.start", json!({"address": portal.url()})),
    ];
    rpc.call("accounts.list", json!({}));
    let began = Instant::now();
    rpc.close_input();
    for id in open {
        let answer = rpc.wait(|message| message["id"] == json!(id));
        assert_eq!(answer["error"]["data"]["code"], "closed", "who waits is told: {answer}");
    }
    assert!(rpc.end().0);
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

/// A service manager's way, and a terminal's.
#[cfg(unix)]
#[test]
fn a_signal_ends_the_program_as_the_end_of_input_does_and_says_so_by_its_status() {
    for signal in ["TERM", "INT", "HUP"] {
        let (folder, portal) = (folder(), portal());
        let mut rpc = Rpc::start(folder.path(), &[&portal]);
        let account = rpc.sign_in(portal.url());
        portal.desk().fault(&json!({"kind": "delay", "ms": 500, "count": 1, "path": "/rest/"})).unwrap();
        let id = rpc.ask("session.call", json!({"account": account, "method": "profile"}));
        rpc.call("accounts.list", json!({}));
        rpc.signal(signal);
        assert_eq!(rpc.wait(|message| message["id"] == json!(id))["result"]["NAME"], "Anna", "{signal}");
        assert_eq!(rpc.status(), Some(130), "{signal}");
    }
}

/// Who types does not wait for each letter's answer.
#[test]
fn of_what_is_sent_one_after_the_other_the_last_stays() {
    let (folder, portal) = (folder(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&portal]);
    let account = rpc.sign_in(portal.url());
    let at = rpc.call("sign_in.start", json!({"address": portal.url()}));
    let typed = json!({"sign_in": at["id"], "login": "boris", "password": PASSWORD});
    let boris = rpc.call("sign_in.submit_credentials", typed)["step"]["account"].clone();
    for turn in 0..20 {
        let asked: Vec<u64> = (0..12)
            .flat_map(|n| {
                let select = if n % 2 == 0 { boris.clone() } else { json!(account) };
                let draft = json!({"account": account, "text": format!("{turn} {n}")});
                [
                    rpc.ask("accounts.select", json!({"account": select})),
                    rpc.ask("session.check", json!({"account": account})),
                    rpc.ask("drafts.set", draft),
                ]
            })
            .collect();
        for id in asked {
            rpc.wait(|message| message["id"] == json!(id));
        }
        assert_eq!(rpc.call("drafts.get", json!({"account": account}))["text"], format!("{turn} 11"));
        let rows = rpc.call("accounts.list", json!({}))["accounts"].clone();
        let selected = rows.as_array().unwrap().iter().find(|row| row["selected"] == json!(true)).unwrap();
        assert_eq!(selected["id"], json!(account));
    }
}

#[test]
fn with_nothing_under_way_the_end_comes_at_once() {
    let folder = folder();
    let mut rpc = Rpc::start(folder.path(), &[]);
    rpc.call("accounts.list", json!({}));
    let began = Instant::now();
    assert!(rpc.end().0);
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
}

#[test]
fn calls_under_way_at_the_end_of_input_are_answered() {
    let (folder, portal) = (folder(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&portal]);
    let account = rpc.sign_in(portal.url());
    portal.desk().fault(&json!({"kind": "delay", "ms": 500, "count": 1, "path": "/rest/"})).unwrap();
    let id = rpc.ask("session.call", json!({"account": account, "method": "profile"}));
    rpc.close_input();
    assert_eq!(rpc.wait(|message| message["id"] == json!(id))["result"]["NAME"], "Anna");
}

#[test]
fn a_caller_that_never_reads_does_not_keep_the_program_from_ending() {
    let folder = folder();
    let mut child = portico(folder.path(), &[]).arg("rpc").spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // More answers than a pipe holds.
    for _ in 0..5_000 {
        input.write_all(b"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"accounts.list\"}\n").unwrap();
    }
    drop(input);
    let began = Instant::now();
    assert!(child.wait().unwrap().success());
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
}

#[test]
fn an_unfinished_sign_in_and_the_accounts_are_there_after_a_restart() {
    let (folder, portal) = (folder(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&portal]);
    let account = rpc.sign_in(portal.url());
    let open = rpc.call("sign_in.start", json!({"address": portal.url()}));
    assert!(rpc.end().0);
    let mut rpc = Rpc::start(folder.path(), &[&portal]);
    let listed = rpc.call("sign_in.list", json!({}));
    assert_eq!(listed["sign_ins"][0]["id"], open["id"]);
    assert_eq!(listed["sign_ins"][0]["step"]["kind"], "credentials");
    let list = rpc.call("accounts.list", json!({}));
    assert_eq!(list["accounts"][0]["id"], json!(account));
    let called = rpc.call("session.call", json!({"account": account, "method": "profile", "params": {}}));
    assert_eq!(called["NAME"], "Anna");
}

#[test]
fn the_file_vault_is_called_insecure_and_is_for_its_owner_only() {
    let (folder, portal) = (folder(), portal());
    let mut rpc = Rpc::start(folder.path(), &[&portal]);
    rpc.sign_in(portal.url());
    let vault = folder.path().join("data/vault");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&vault).unwrap().permissions().mode() & 0o777, 0o700);
    }
    let (_, errors) = rpc.end();
    assert!(errors.contains("INSECURE"), "{errors}");
}

#[test]
fn without_a_key_store_the_program_names_the_choices_and_takes_none() {
    let folder = folder();
    let data = folder.path().join("data");
    let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
    command.arg("--data").arg(&data).arg("accounts");
    // Nobody answers there.
    command.env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    let ended = command.output().unwrap();
    let errors = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(1), "{errors}");
    assert!(errors.contains("--vault memory") && errors.contains("--vault file"), "{errors}");
    assert!(!data.join("vault").exists());
}

#[test]
fn with_the_memory_vault_every_start_is_another_phone() {
    let (folder, portal) = (folder(), portal());
    let start = || Rpc::spawn(portico(folder.path(), &[&portal]).args(["--vault", "memory", "rpc"]));
    let mut rpc = start();
    let account = rpc.sign_in(portal.url());
    rpc.end();
    let mut rpc = start();
    // Opening does not wait for the vault; a call does.
    rpc.answer("session.call", json!({"account": account, "method": "profile"}));
    let row = &rpc.call("accounts.list", json!({}))["accounts"][0];
    assert_eq!((&row["state"], &row["reason"]), (&json!("needs_sign_in"), &json!("device_changed")));
}

#[test]
fn a_wrong_command_line_ends_with_status_two() {
    for arguments in [&["fly"][..], &["--vault", "paper", "accounts"], &["--clock"]] {
        let ended = Command::new(env!("CARGO_BIN_EXE_portico")).args(arguments).output().unwrap();
        assert_eq!(ended.status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn a_test_program_that_is_this_one_can_change_the_config_before_it_is_opened() {
    let folder = folder();
    let data = folder.path().join("data");
    let (sender, receiver) = std::sync::mpsc::channel();
    let config = move |config: &mut portico::Config| sender.send(config.data.clone()).unwrap();
    let hooks = portico_cli::Hooks { config: Some(Box::new(config)) };
    let arguments = ["portico", "--vault", "memory", "accounts", "--data"].map(std::ffi::OsString::from);
    portico_cli::run(arguments.into_iter().chain([data.clone().into_os_string()]), hooks);
    assert_eq!(receiver.recv().unwrap(), data);
}

#[test]
fn a_list_that_is_printed_once_waits_for_the_vault() {
    let (folder, portal) = (folder(), portal());
    let typed = format!("anna\n{PASSWORD}\n");
    let ended = run(folder.path(), &portal, &["--vault", "memory", "sign-in", portal.url()], typed);
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    for _ in 0..5 {
        let said = run(folder.path(), &portal, &["--vault", "memory", "accounts"], "").said;
        assert!(said.contains("another phone or key store"), "{said}");
        let said = run(folder.path(), &portal, &["--vault", "memory", "--json", "accounts"], "").said;
        assert!(said.contains("device_changed"), "{said}");
        let said = run(folder.path(), &portal, &["--vault", "memory", "which-me"], "").said;
        assert!(said.contains("needs to sign in"), "{said}");
    }
    assert!(portal.desk().requests(0).iter().all(|request| request.path.contains("checkout")), "a list sends nothing");
}
