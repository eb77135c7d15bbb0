//! One account's cookies (Q1): of its origin only (R6), bounded (R14), never printed (R5).

use cookie_store::{Cookie, CookieStore, RawCookie};
use time::OffsetDateTime;
use url::Url;

use super::headers;
use crate::order;
use crate::secret::Secret;

/// The most cookies a jar holds. Portals set about five (F1).
pub const MAX_COOKIES: usize = 50;

/// The longest `Set-Cookie` that is taken, in bytes.
pub const MAX_COOKIE: usize = 4096;

/// The longest `Cookie` header that is sent; servers commonly refuse more than 8 KiB of head.
pub const MAX_HEADER: usize = 6 * 1024;

/// The cookie of the session (F1), which makes room for no other.
const SESSION: &str = "PHPSESSID";

/// The cookies of one account, bound to one origin: other origins set none and get none, the same host on another port
/// included. `Domain` is not honoured: a cookie goes back to the host it came from, never to a neighbour.
///
/// `Expires` and `Max-Age` only say whether a cookie is taken or deleted, by the portal's own clock; later the portal itself
/// judges what it gets. So no clock is read here, and a wrong one loses no session.
#[derive(Clone)]
pub struct Jar {
    origin: Url,
    store: CookieStore,
}

/// Stored cookies that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored cookies are damaged")]
pub struct JarDamaged;

impl std::fmt::Debug for Jar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Jar({} cookies)", self.len())
    }
}

impl Jar {
    /// An empty jar for the portal at `origin`.
    pub fn new(origin: &Url) -> Self {
        Self { origin: origin.clone(), store: CookieStore::default() }
    }

    /// How many cookies there are.
    pub fn len(&self) -> usize {
        self.store.iter_any().count()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The `Cookie` header for a request to `url`; `None` for another origin, or where nothing fits. The session cookie is
    /// first, then by the length of the path (RFC 6265, 5.4), then by name.
    pub fn header(&self, url: &Url) -> Option<Secret> {
        if url.origin() != self.origin.origin() {
            return None;
        }
        let place = |cookie: &&Cookie<'static>| match cookie.name() {
            SESSION => i128::MIN,
            _ => -(cookie.path.len() as i128),
        };
        let cookies = order::sorted(self.store.matches(url), |cookie| (place(cookie), cookie.name().to_owned()));
        let mut header = String::new();
        for cookie in cookies {
            let pair = format!("{}={}", cookie.name(), cookie.value());
            if header.len() + pair.len() + 2 <= MAX_HEADER {
                header.push_str(if header.is_empty() { "" } else { "; " });
                header.push_str(&pair);
            }
        }
        (!header.is_empty()).then(|| Secret::new(header))
    }

    /// Takes the cookies of an answer from `url` (Q10: the newest counts). Of another origin, too large or malformed ones
    /// are passed over. `now` counts where the answer has no `Date`.
    pub fn take(&mut self, url: &Url, headers: &[(String, String)], now: OffsetDateTime) {
        if url.origin() != self.origin.origin() {
            return;
        }
        let now = headers::date(headers).unwrap_or(now);
        for text in headers::values(headers, "set-cookie").filter(|text| text.len() <= MAX_COOKIE).take(MAX_COOKIES * 2)
        {
            if let Ok(raw) = RawCookie::parse(text.to_owned()) {
                self.take_one(url, raw, now);
            }
        }
    }

    fn take_one(&mut self, url: &Url, mut raw: RawCookie<'static>, now: OffsetDateTime) {
        if !sendable(&raw) || !of_host(&raw, url) {
            return;
        }
        let gone = over(&raw, now);
        raw.unset_domain();
        raw.unset_expires();
        raw.set_max_age(None);
        if url.scheme() == "http" {
            raw.set_secure(false); // Plain loopback, for tests: its own cookies must come back.
        }
        let Ok(cookie) = Cookie::try_from_raw_cookie(&raw, url).map(Cookie::into_owned) else {
            return;
        };
        let host = url.host_str().unwrap_or_default();
        let (path, name) = (String::from(&cookie.path), raw.name().to_owned());
        let known = self.store.remove(host, &path, &name).is_some();
        if gone || !(known || self.has_room(&name)) {
            return;
        }
        // Cannot fail: the cookie was made for this address. If it did, the portal would just ask again.
        drop(self.store.insert(cookie, url));
    }

    /// A full jar takes no more cookies, but the session's gets the place of another.
    fn has_room(&mut self, name: &str) -> bool {
        if self.len() < MAX_COOKIES {
            return true;
        }
        let place = |c: &Cookie<'static>| (c.domain.as_cow().unwrap_or_default().into_owned(), String::from(&c.path));
        let other =
            self.store.iter_any().filter(|c| c.name() != SESSION).map(|c| (place(c), c.name().to_owned())).min();
        match other {
            Some(((domain, path), other)) if name == SESSION => self.store.remove(&domain, &path, &other).is_some(),
            _ => false,
        }
    }

    /// The jar for a sealed document: in clear, so it is a secret.
    pub fn to_sealed_json(&self) -> Secret {
        let cookies: Vec<&Cookie<'static>> = self.store.iter_any().collect();
        // EXPOSE: goes into the sealed part of the account's document. Cookies always serialise; none is the fallback.
        Secret::new(serde_json::to_string(&cookies).unwrap_or_else(|_| "[]".to_owned()))
    }

    /// The jar out of a sealed document. Cookies that are not of `origin` are left out.
    ///
    /// # Errors
    /// [`JarDamaged`], which does not repeat what was stored.
    pub fn from_sealed_json(origin: &Url, sealed: &Secret) -> Result<Self, JarDamaged> {
        // EXPOSE: parsed here, and the parser's error, which quotes it, is dropped.
        let cookies: Vec<Cookie<'static>> =
            serde_json::from_slice(sealed.expose().as_bytes()).map_err(|_| JarDamaged)?;
        let host_url = origin.clone();
        let ours = cookies.into_iter().filter(|c| c.domain.matches(&host_url) && sendable(c)).take(MAX_COOKIES);
        let store = CookieStore::from_cookies(ours.map(Ok::<_, JarDamaged>), true)?;
        Ok(Self { origin: origin.clone(), store })
    }
}

/// Whether a `Cookie` header can carry it: visible ASCII without separators.
fn sendable(raw: &RawCookie<'_>) -> bool {
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_graphic() && b != b';');
    !raw.name().is_empty() && plain(raw.name()) && plain(raw.value())
}

/// Whether `Domain`, where it is given, is the host or above it.
fn of_host(raw: &RawCookie<'_>, url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let Some(domain) = raw.domain().map(|d| d.trim_start_matches('.').to_ascii_lowercase()) else {
        return true;
    };
    domain.is_empty() || host == domain || host.strip_suffix(&domain).is_some_and(|rest| rest.ends_with('.'))
}

/// Whether `Max-Age`, or else `Expires`, says that the cookie is to be deleted.
fn over(raw: &RawCookie<'_>, now: OffsetDateTime) -> bool {
    match (raw.max_age(), raw.expires_datetime()) {
        (Some(age), _) => age <= time::Duration::ZERO,
        (None, Some(at)) => at <= now,
        (None, None) => false,
    }
}

/// The values of cookies that are long enough to be a session's; a login is none.
pub(crate) fn in_cookies(header: &str) -> Vec<Secret> {
    const SHORTEST: usize = 16;
    let telling = |(name, value): &(&str, &str)| value.len() >= SHORTEST && !name.ends_with("LOGIN");
    let cookies = header.split("; ").filter_map(|cookie| cookie.split_once('='));
    cookies.filter(telling).map(|(_, value)| value.into()).collect()
}
