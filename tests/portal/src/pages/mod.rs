//! The addresses beside checkout and REST: pictures, logout, pages for a browser.

mod invitation;
mod recovery;
mod sign_in;
mod template;

use crate::captchas::{self, Size};
use crate::db::Stored;
use crate::hit::Hit;
use crate::reply::Reply;
use crate::server::{Server, preflight};
use crate::visit::Visit;

/// Recovery and sign-in.
const PATHS: [&str; 4] = ["/", "/index.php", "/auth/", "/auth/index.php"];

/// What needs no session: pictures by sid (C1, C4) and the pre-flight answer (B2).
pub(crate) fn without_session(server: &Server, hit: &Hit) -> Stored<Option<Reply>> {
    if let Some(reply) = preflight(hit) {
        return Ok(Some(reply));
    }
    match hit.path.as_str() {
        "/bitrix/tools/captcha.php" => picture(server, hit, Size::Desktop).map(Some),
        "/bitrix/tools/ajax_captcha.php" => new_sid(server).map(Some),
        _ if hit.path.ends_with("/mobile/ajax.php") && hit.filled("captcha_sid").is_some() => {
            // Next to an action the sid is an answer to a picture (B10), not a wish for one.
            let asks = hit.field("mobile_action").is_none();
            if asks { picture(server, hit, Size::Mobile).map(Some) } else { Ok(None) }
        }
        _ => Ok(None),
    }
}

/// C1, C3.
fn picture(server: &Server, hit: &Hit, size: Size) -> Stored<Reply> {
    let sid = hit.field("captcha_sid").unwrap_or_default();
    let Some(word) = server.store.word_for_picture(sid, server.clock.now())? else {
        return Ok(not_found());
    };
    Ok(match captchas::draw(&word, size) {
        Some(jpeg) => Reply::of_type(200, "image/jpeg", jpeg).with("cache-control", "no-cache, no-store"),
        None => Reply::empty(500),
    })
}

/// C4: a JS object in single quotes, not JSON.
fn new_sid(server: &Server) -> Stored<Reply> {
    let sid = server.store.new_captcha(server.clock.now())?;
    Ok(Reply::of_type(200, "application/x-javascript; charset=UTF-8", format!("{{'captcha_sid':'{sid}'}}")))
}

pub(crate) fn not_found() -> Reply {
    Reply::html(404, "<!DOCTYPE html><title>404</title><h1>Page not found</h1>")
}

/// E10, P20: `?logout=yes` on any page signs out and redirects; it needs `sessid`, else nothing happens.
pub(crate) fn logout(visit: &mut Visit<'_>) -> Stored<Option<Reply>> {
    let wanted = visit.hit.field("logout").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
    if !wanted || visit.hit.field("sessid") != Some(visit.sessid().as_str()) {
        return Ok(None);
    }
    visit.sign_out()?;
    Ok(Some(Reply::redirect(&visit.hit.path)))
}

/// The pages for a browser: recovery, invitation, sign-in. Whatever else is asked for is not there; that too is a hit, on
/// which sign-in runs (B4), scopes count (E7) and `?logout=yes` is heard (E10).
pub(crate) fn answer(visit: &mut Visit<'_>) -> Stored<Reply> {
    let path = visit.hit.path.as_str();
    if invitation::PATHS.contains(&path) {
        return invitation::answer(visit);
    }
    if !PATHS.contains(&path) {
        return Ok(not_found());
    }
    match recovery::wish(visit.hit) {
        Some(wish) => recovery::answer(visit, wish),
        None => sign_in::answer(visit),
    }
}
