//! A wrong clock is told before a code is sent, and never corrected (D2, pain 16). The seconds themselves are tested beside
//! `core/src/signin/drift.rs`; here it is the portal's own `Date`.

use std::sync::Arc;

use portico::clock::{Clock, SystemClock};
use portico::records::{SignIn, Step, Warning};
use portico::secret::Secret;
use portico::transport::{Answering, HttpConfig, HttpTransport, Request, Transport};
use portico::{Config, Portico, Typed};
use portico_behaviour::steps::{at_credentials, device_code, give_code, patch, submit};
use portico_behaviour::{PASSWORD, Phone, done, portal};
use serde_json::json;

/// A proxy on the way that drops `Date`.
struct WithoutDate(HttpTransport);

impl Transport for WithoutDate {
    fn send(&self, request: Request) -> Answering<'_> {
        Box::pin(async move {
            let mut response = self.0.send(request).await?;
            response.headers.retain(|(name, _)| name != "date");
            Ok(response)
        })
    }
}

fn drift_warning(app: &Portico, open: &SignIn, code: &str) -> Option<Warning> {
    let typed = Typed { code: Some(Secret::from(code)), ..Typed::default() };
    app.sign_in_check(&open.id, typed).unwrap().into_iter().find(|warning| warning.code == "clock_drift")
}

fn measured(open: &SignIn) -> Option<i64> {
    let Step::SecondFactor { clock_drift_s, .. } = &open.step else { unreachable!("no code but {open:?}") };
    *clock_drift_s
}

#[tokio::test(flavor = "multi_thread")]
async fn the_portals_date_is_compared_and_a_minute_and_more_is_told() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    // `Date` has whole seconds, and the clock of the test stands still while the portal works: two seconds are the test's.
    for phone_ahead in [29, 31, 63, 88, 93, 180] {
        for phone_ahead in [phone_ahead, -phone_ahead] {
            alfa.desk().skew(-phone_ahead).unwrap();
            let open = at_credentials(&app, &alfa).await;
            phone.clock.set_wall(SystemClock::default().wall());
            let open = submit(&app, &open, "anna", PASSWORD).await;
            let drift = measured(&open).unwrap();
            assert!((drift - phone_ahead).abs() <= 2, "{drift} for {phone_ahead}");
            let said = drift_warning(&app, &open, "492817").map(|warning| warning.text);
            match phone_ahead.abs() {
                0..=31 => assert_eq!(said, None, "{phone_ahead}"),
                32..=90 => assert!(said.unwrap().contains("may be refused"), "{phone_ahead}"),
                _ => assert!(said.unwrap().contains("will probably be refused"), "{phone_ahead}"),
            }
            assert_eq!(drift_warning(&app, &open, "h4t9-x2qm"), None, "a backup code does not go by the clock");
            app.sign_in_cancel(&open.id).await.unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_corrected_the_code_goes_out_as_typed() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    alfa.desk().skew(180).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert!(drift_warning(&app, &open, "492817").is_some());
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_date_nothing_is_known_and_nothing_said() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"otp": {"type": "totp"}}));
    alfa.desk().skew(180).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let config = phone.config();
    let http = HttpConfig { proxy: None, extra_roots: config.extra_roots.clone() };
    let transport = Arc::new(WithoutDate(HttpTransport::new(http).unwrap()));
    let app = Portico::open(Config { transport: Some(transport), ..config }).await.unwrap();
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert_eq!((measured(&open), drift_warning(&app, &open, "492817")), (None, None));
    done(&give_code(&app, &open, &device_code(&alfa, "anna")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_by_counter_knows_no_clock() {
    let alfa = portal(&["anna"]).await;
    patch(&alfa, "anna", json!({"otp": {"type": "hotp"}}));
    alfa.desk().skew(600).unwrap();
    let phone = Phone::trusting(&[&alfa]);
    let app = phone.open().await;
    let open = at_credentials(&app, &alfa).await;
    let open = submit(&app, &open, "anna", PASSWORD).await;
    assert!(measured(&open).unwrap() < -500, "the difference is known all the same");
    assert_eq!(drift_warning(&app, &open, "492817"), None);
}
