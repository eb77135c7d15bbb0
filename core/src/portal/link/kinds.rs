//! What one link is for, by its parameters.

use url::Url;
use zeroize::Zeroizing;

use super::super::address::{AddressProblem, read_address};
use super::super::host::host_shown;
use super::parts::Parts;
use super::text::Piece;
use super::wrappers::{percent_decoded, undone};
use super::{Found, Invitation, InvitationForm, Oddity, Parsed, Rank, What, look_alike};
use crate::secret::Secret;

/// The longest intent, id, login and checkword.
const MAX_VALUE: usize = 256;
/// K2: 32 random characters, older ones an md5.
const HASH: usize = 32;
/// J2: 8 characters; md5 elsewhere (I2, J1). Others may be, but then a break in the line cannot be told from an end.
const CHECKWORDS: [usize; 2] = [8, 32];

/// Reads one link without looking into what it may wrap.
pub(super) fn classify(text: &str, allow_plain_loopback: bool) -> Found {
    let text = undone(Zeroizing::new(text.to_owned()));
    let parts = Parts::of(&text);
    let (at, mut oddities) = place(&parts, allow_plain_loopback);
    let (what, rank) = purpose(&parts, at.as_ref());
    let rank = match rank {
        Rank::Nothing => return Found::nothing(),
        Rank::Whole if at.is_none() => Rank::Placeless,
        Rank::Hidden | Rank::Host | Rank::Part | Rank::Placeless | Rank::Whole => rank,
    };
    if matches!(what, What::Unknown) {
        oddities.push(Oddity::Incomplete);
    }
    Found { parsed: Parsed { what, at, oddities }, rank }
}

/// Where it leads, and what is odd about how it says so.
fn place(parts: &Parts<'_>, allow_plain_loopback: bool) -> (Option<Url>, Vec<Oddity>) {
    let scheme = parts.scheme.unwrap_or("https");
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    if parts.authority.is_empty() || !web {
        return (None, Vec::new());
    }
    let mut oddities = Vec::new();
    let at = match read_address(&format!("{scheme}://{}/", parts.authority), allow_plain_loopback) {
        Ok(address) => Some(address.url),
        Err(AddressProblem::NotSecure { https }) => {
            oddities.push(Oddity::PlainHttp);
            Url::parse(&https).ok()
        }
        Err(
            AddressProblem::Empty
            | AddressProblem::TooLong
            | AddressProblem::Unreadable
            | AddressProblem::MayBeSecret
            | AddressProblem::OtherScheme,
        ) => None,
    };
    if let Some(at) = &at {
        if parts.authority.contains('@') {
            oddities.push(Oddity::UserInfo);
        }
        if look_alike::passes_for_another(&host_shown(at)) {
            oddities.push(Oddity::LookAlike);
        }
    }
    (at, oddities)
}

/// What its parameters say it is for. [`What::Unknown`] with a rank: a secret that is not whole.
fn purpose(parts: &Parts<'_>, at: Option<&Url>) -> (What, Rank) {
    let fields = parts.fields();
    let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    let secret = sign_in(field("bx_hit_hash"), field("intent"), parts.query)
        .or_else(|| recovery(field("user_checkword"), field("user_login")))
        .or_else(|| registration(field("confirm_registration"), field("confirm_user_id"), field("confirm_code")))
        .or_else(|| invitation(parts.path, field("user_id"), field("profile_id"), field("checkword")));
    match (secret, at) {
        (Some(found), _) => found,
        (None, Some(_)) => (What::Portal, Rank::Host),
        (None, None) => (What::Unknown, Rank::Nothing),
    }
}

/// K1, K2: `bx_hit_hash=<hash>&intent=…`, `intent=<intent;hash>`, or `intent;hash` alone. K3: `pushOtpInit/<channelTag>`.
fn sign_in(hash: Option<&Piece>, intent: Option<&Piece>, raw: &str) -> Option<(What, Rank)> {
    let bare = || (!raw.contains(['=', '&'])).then(|| percent_decoded(raw)).filter(|raw| split_intent(raw).is_some());
    let intent = match intent {
        Some(intent) => Some(percent_decoded(intent)),
        None if hash.is_none() => Some(bare()?),
        None => None,
    };
    let (name, behind) = match &intent {
        Some(intent) => intent.rsplit_once(';').map_or((intent.as_str(), None), |(name, hash)| (name, Some(hash))),
        None => ("", None),
    };
    if let Some(channel) = name.strip_prefix("pushOtpInit") {
        let tag = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':');
        let channel = channel.trim_start_matches('/').chars().take_while(tag).take(MAX_VALUE).collect();
        return Some((What::PushSetup { channel }, Rank::Whole));
    }
    let hash = hash.map(|hash| hash.as_str()).or(behind)?;
    if is_hash(hash) && is_intent(name) {
        return Some((What::SignIn { intent: name.to_owned(), hash: Secret::from(hash) }, Rank::Whole));
    }
    Some((What::Unknown, Rank::Part))
}

/// `intent;hash` that stands alone.
fn split_intent(text: &str) -> Option<(&str, &str)> {
    text.rsplit_once(';').filter(|(intent, hash)| is_intent(intent) && !intent.is_empty() && is_hash(hash))
}

fn is_hash(text: &str) -> bool {
    text.len() == HASH && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn is_intent(text: &str) -> bool {
    text.len() <= MAX_VALUE && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-./:".contains(&b))
}

/// I2.
fn recovery(checkword: Option<&Piece>, login: Option<&Piece>) -> Option<(What, Rank)> {
    let checkword = checkword.filter(|checkword| is_word(checkword))?;
    let login = login.map(|login| login.trim()).filter(|login| is_login(login)).map(str::to_owned);
    let rank = if login.is_some() { Rank::Whole } else { Rank::Part };
    Some((What::Recovery { login, checkword: Secret::from(checkword.as_str()) }, rank))
}

/// J1.
fn registration(confirm: Option<&Piece>, user_id: Option<&Piece>, code: Option<&Piece>) -> Option<(What, Rank)> {
    confirm.filter(|confirm| confirm.eq_ignore_ascii_case("yes"))?;
    invited(InvitationForm::Registration, user_id?, code?)
}

/// J2, J3.
fn invitation(
    path: &str,
    user_id: Option<&Piece>,
    profile_id: Option<&Piece>,
    checkword: Option<&Piece>,
) -> Option<(What, Rank)> {
    let lower = path.to_ascii_lowercase();
    let dialog = lower.ends_with("/intranet_invite_dialog.php") || lower.contains("/extranet/confirm");
    match (user_id, profile_id) {
        (Some(user), _) if dialog => invited(InvitationForm::Portal { path: path.to_owned() }, user, checkword?),
        (_, Some(profile)) if lower.trim_end_matches('/') == "/invite" => {
            invited(InvitationForm::Network, profile, checkword?)
        }
        (_, _) => None,
    }
}

fn invited(form: InvitationForm, user_id: &str, checkword: &str) -> Option<(What, Rank)> {
    let number = !user_id.is_empty() && user_id.len() <= 20 && user_id.bytes().all(|b| b.is_ascii_digit());
    if !number || !is_word(checkword) {
        return None;
    }
    let rank = if CHECKWORDS.contains(&checkword.len()) { Rank::Whole } else { Rank::Part };
    let invitation = Invitation { form, user_id: user_id.to_owned(), checkword: Secret::from(checkword) };
    Some((What::Invitation(invitation), rank))
}

fn is_word(text: &str) -> bool {
    (1..=MAX_VALUE).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
}

fn is_login(text: &str) -> bool {
    let unreadable = |c: char| c.is_control() || c == char::REPLACEMENT_CHARACTER;
    !text.is_empty() && text.chars().count() <= MAX_VALUE && !text.contains(unreadable)
}
