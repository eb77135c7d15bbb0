//! Kotlin and Swift wait for calls on threads of their own, which know nothing of the core's runtime. `bindings/ffi` puts
//! `session.call` on the core's thread, which it can drop there, and waits for all others where it was called: these are here.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use portico::records::Step;
use portico::secret::Secret;
use portico::{Portico, Start};
use portico_behaviour::steps::{code_challenge, device_code, patch};
use portico_behaviour::{PASSWORD, Phone, captcha, done, portal, word};
use serde_json::json;
use tokio::runtime::Builder;

struct Parked(Thread);

impl Wake for Parked {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits here, without any runtime.
fn wait<R>(call: impl Future<Output = R>) -> R {
    let mut call = pin!(call);
    let waker = Waker::from(Arc::new(Parked(std::thread::current())));
    loop {
        match call.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(result) => return result,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn calls_that_are_not_put_on_the_cores_thread_can_be_waited_for_on_any() {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (alfa, phone, app) = runtime.block_on(async {
        let alfa = portal(&["anna"]).await;
        let phone = Phone::trusting(&[&alfa]);
        let app = phone.open().await;
        (alfa, phone, app)
    });
    let open = wait(app.sign_in_start(Start::Address(alfa.url().to_owned()))).unwrap();
    wait(app.sign_in_keep(&open.id, Some("an"), None)).unwrap();
    let password = Secret::new(PASSWORD);
    let open = wait(app.sign_in_submit_address(&open.id, alfa.url())).unwrap();
    let open = wait(app.sign_in_submit_credentials(&open.id, "anna", password)).unwrap();
    let anna = done(&open);
    wait(app.accounts_select(&anna)).unwrap();
    wait(app.accounts_move(&anna, 0)).unwrap();
    wait(app.session_check(&anna, false)).unwrap();
    wait(app.session_network_changed());
    wait(app.session_foreground());
    wait(app.history_list(&anna, None)).unwrap();
    wait(app.drafts_set(&anna, "draft")).unwrap();
    let recovery = wait(app.recovery_start(alfa.url(), "anna")).unwrap();
    wait(app.recovery_resend(&recovery.id)).unwrap();
    wait(app.recovery_captcha_picture(&recovery.id)).unwrap_err();
    wait(app.recovery_refresh_captcha(&recovery.id)).unwrap_err();
    wait(app.recovery_submit_captcha(&recovery.id, "a")).unwrap_err();
    wait(app.recovery_submit(&recovery.id, Secret::new("no checkword"), Secret::new("Moon-flower9"))).unwrap();
    wait(app.invitation_open(Secret::new("none"))).unwrap_err();
    wait(app.invitation_accept("none", "Anna", "Berg", Secret::new("Moon-flower9"))).unwrap_err();
    let other = wait(app.sign_in_start(Start::Account(anna.clone()))).unwrap();
    wait(app.sign_in_back(&other.id)).unwrap();
    wait(app.sign_in_cancel(&other.id)).unwrap();
    alfa.desk().rename(Some("https://elsewhere.example")).unwrap();
    phone.let_session_end(&alfa);
    wait(app.session_check(&anna, false)).unwrap();
    let moved = wait(app.sign_in_start(Start::Account(anna.clone()))).unwrap();
    assert!(matches!(moved.step, Step::Moved { .. }), "{moved:?}");
    wait(app.sign_in_confirm_move(&moved.id)).unwrap();
    alfa.desk().rename(None).unwrap();
    phone.let_session_end(&alfa);
    patch(&alfa, "anna", json!({"attempts": 10, "otp": {"type": "totp"}}));
    wait(app.accounts_reset(&anna)).unwrap();
    let typed = wait(app.sign_in_start(Start::Account(anna.clone()))).unwrap();
    let typed = wait(app.sign_in_submit_credentials(&typed.id, "anna", Secret::new(PASSWORD))).unwrap();
    wait(app.sign_in_captcha_picture(&typed.id, &captcha(&typed))).unwrap();
    let typed = wait(app.sign_in_refresh_captcha(&typed.id, &captcha(&typed))).unwrap();
    let typed = wait(app.sign_in_submit_captcha(&typed.id, &captcha(&typed), &word(&alfa), None)).unwrap();
    let typed = wait(app.sign_in_submit_captcha(&typed.id, &captcha(&typed), &word(&alfa), None)).unwrap();
    wait(app.sign_in_send_sms(&typed.id, &code_challenge(&typed))).unwrap_err();
    let code = Secret::new(device_code(&alfa, "anna"));
    done(&wait(app.sign_in_submit_code(&typed.id, &code_challenge(&typed), code)).unwrap());
    let link = alfa.desk().hash("anna", "preset_task", None).unwrap();
    let link = Secret::from(link.get("link").unwrap().as_str().unwrap());
    let shown = wait(app.sign_in_start(Start::Link(link))).unwrap();
    done(&wait(app.sign_in_confirm_link(&shown.id)).unwrap());
    wait(app.accounts_sign_out(&anna)).unwrap();
    wait(app.accounts_delete(&anna)).unwrap();
    wait(app.close());
    drop(app);
    wait(Portico::open(runtime.block_on(async { phone.config() }))).unwrap();
}
