//! Another phone of the same employee, with an app that does not know when to stop: it holds a password that was changed long
//! ago and sends it again and again. Only HTTP; no core decides anything here.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portico::secret::Secret;
use portico::transport::{HttpConfig, HttpTransport, Method, Request, Transport as _};
use url::Url;

use super::company::House;
use super::missed::Missed;

/// Its `BX-APP-UUID`: by it its requests are told from ours in the portal's log.
pub(super) const DEVICE: &str = "0D0E0A0D-0000-4000-8000-00000000D0E0";

/// The old phone, pointed at one portal.
pub(super) struct OtherPhone {
    http: HttpTransport,
    address: Url,
    credentials: Secret,
}

impl OtherPhone {
    /// It trusts the company's authority as ours does.
    pub(super) fn at(house: &House, login: &str, stale: &str) -> Result<Self, Missed> {
        let pem = house.portal.ca_pem().unwrap_or_default().to_owned();
        let root = portico::transport::ExtraRoot { pem, origins: vec![house.portal.url().to_owned()] };
        let http = HttpTransport::new(HttpConfig { extra_roots: vec![root], ..HttpConfig::default() });
        let address = Url::parse(&format!("{}/mobile/?mobile_action=checkout", house.portal.url()));
        Ok(Self {
            http: http.map_err(|error| Missed(format!("the other phone has no HTTP: {error}")))?,
            address: address.map_err(|error| Missed(format!("the other phone has no address: {error}")))?,
            credentials: Secret::new(format!("Basic {}", STANDARD.encode(format!("{login}:{stale}")))),
        })
    }

    /// One sign-in as it does it; the answer is of no interest to it. Gives the HTTP status.
    pub(super) async fn tries(&self) -> Result<u16, Missed> {
        let request = Request {
            method: Method::Post,
            url: self.address.clone(),
            headers: vec![("Authorization", self.credentials.clone()), ("BX-APP-UUID", Secret::new(DEVICE))],
            body: None,
            max_body: 64 * 1024,
            timeout: Duration::from_secs(20),
            secrets: Vec::new(),
        };
        let answer = self.http.send(request).await;
        answer.map(|answer| answer.status).map_err(|error| Missed(format!("the other phone got no answer: {error}")))
    }
}
