//! Whether what came back for a logout can be the portal's own answer (E10, P5). What its current version answers is open; what
//! a network, a proxy or a failing server puts in its place is not it.

use url::Url;

use super::checkout::moved_to;
use super::headers;
use super::json;
use crate::transport::Response;

/// The most bytes of the answer that are read (R14).
pub const MAX_LOGOUT_BODY: usize = 64 * 1024;

/// Whether the portal itself answered. In doubt it did not: a receipt must not say more than is known.
pub fn is_portals_answer(response: &Response, portal: &Url) -> bool {
    let object = || json::object(&response.body, MAX_LOGOUT_BODY);
    match response.status {
        // Nothing (P5), what an action answers with (B11, E10), or a page of the product.
        200 => response.body.trim_ascii().is_empty() || object().is_some() || headers::names_bitrix(&response.headers),
        // One that signs out and redirects (E10); to elsewhere a network's sign-in page does too.
        301 | 302 | 303 | 307 | 308 => moved_to(response, portal).is_err(),
        // B16: the session was over already.
        401 => object().is_some_and(|object| json::id(&object, "bitrix_sessid").is_some()),
        _ => false,
    }
}
