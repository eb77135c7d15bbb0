//! The addresses beside checkout and REST: pictures, logout, pages for a browser.

use crate::captchas::{self, Size};
use crate::db::Stored;
use crate::hit::Hit;
use crate::reply::Reply;
use crate::rest;
use crate::server::{Server, preflight};
use crate::visit::Visit;

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

/// Whether any page answers at this address.
pub(crate) fn exists(hit: &Hit) -> bool {
    let browser = ["/", "/index.php", "/auth/", "/auth/index.php"];
    hit.is_mobile() || rest::is_rest(hit) || browser.contains(&hit.path.as_str())
}

pub(crate) fn not_found() -> Reply {
    Reply::html(404, "<!DOCTYPE html><title>404</title><h1>Page not found</h1>")
}

/// E10, P20: `?logout=yes` on any page signs out and redirects; it needs `sessid`, else nothing happens.
pub(crate) fn logout(visit: &mut Visit<'_>) -> Option<Reply> {
    let wanted = visit.hit.field("logout").is_some_and(|value| value.eq_ignore_ascii_case("yes"));
    if !wanted || visit.hit.field("sessid") != Some(visit.sessid().as_str()) {
        return None;
    }
    visit.session.sign_out();
    Some(Reply::redirect(&visit.hit.path))
}

/// The sign-in page for people (G7: who signs in here sets the counter to 0 for every device).
pub(crate) fn answer(visit: &mut Visit<'_>) -> Stored<Reply> {
    if let Some(user) = visit.user()? {
        let sessid = visit.sessid();
        let page = format!(
            "<!DOCTYPE html><html lang=\"en\"><title>Portal</title><h1>Signed in as {}</h1>\
             <p><a href=\"/?logout=yes&amp;sessid={sessid}\">Sign out</a></p></html>",
            escaped(&user.name)
        );
        return Ok(Reply::html(200, &page));
    }
    let asked = visit.challenge()?;
    let note = if visit.tried_credentials() { "<p class=\"errortext\">Incorrect login or password</p>" } else { "" };
    let picture = asked.picture.map(|sid| {
        format!(
            "<input type=\"hidden\" name=\"captcha_sid\" value=\"{sid}\">\
             <p><img src=\"/bitrix/tools/captcha.php?captcha_sid={sid}\" width=\"180\" height=\"40\" alt=\"Picture\"></p>\
             <p><label>Word on the picture <input name=\"captcha_word\" autocomplete=\"off\"></label></p>"
        )
    });
    let picture = picture.unwrap_or_default();
    let fields = if asked.code.is_some() {
        "<input type=\"hidden\" name=\"TYPE\" value=\"OTP\">\
         <p><label>One-time code <input name=\"USER_OTP\" autocomplete=\"one-time-code\"></label></p>"
    } else {
        "<input type=\"hidden\" name=\"TYPE\" value=\"AUTH\">\
         <p><label>Password <input name=\"USER_PASSWORD\" type=\"password\"></label></p>"
    };
    let login = escaped(visit.hit.named_login().as_deref().unwrap_or_default());
    Ok(Reply::html(
        200,
        &format!(
            "<!DOCTYPE html><html lang=\"en\"><title>Sign in</title><h1>Sign in</h1>{note}\
             <form method=\"post\" action=\"/auth/\"><input type=\"hidden\" name=\"AUTH_FORM\" value=\"Y\">\
             <p><label>Login <input name=\"USER_LOGIN\" value=\"{login}\"></label></p>{fields}{picture}\
             <p><button>Sign in</button></p></form></html>"
        ),
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}
