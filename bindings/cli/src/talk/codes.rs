//! The code step: a code of any kind, the code by message, and what to do without the phone that makes them.

use portico::Typed;
use portico::records::{OtherWay, SecondFactorType, SignIn};
use portico::secret::Secret;

use super::answers::{Asked, Next, Word, back, looked_at, word};
use super::wait::waiting;
use super::words::{host, show_ways, span};
use super::{Talk, link};
use crate::say;

/// What is asked.
pub(super) struct Factor<'a> {
    pub(super) challenge: &'a str,
    pub(super) kind: SecondFactorType,
    pub(super) sms: Sms<'a>,
    pub(super) backup_codes_used: u32,
    pub(super) ways: &'a [OtherWay],
}

/// Whether the portal sends codes by message, and what became of the last one.
pub(super) struct Sms<'a> {
    pub(super) available: bool,
    pub(super) to: Option<&'a str>,
    pub(super) wait_s: Option<u64>,
}

/// A one-time or backup code.
pub(super) async fn second_factor(talk: &mut Talk, at: &SignIn, asked: &Factor<'_>) -> Result<Next, Asked> {
    explain(asked);
    let here: &[_] =
        if asked.sms.available { &["/sms", "/link", "/lost", "/ways"] } else { &["/link", "/lost", "/ways"] };
    loop {
        let code = match word(talk.keyboard.ask("Code:").await?, here) {
            Word::Unknown => continue,
            Word::Answer(text) if text.is_empty() => continue,
            Word::Answer(text) => Secret::new(text),
            Word::Other("/sms") => {
                let sent = talk.portico.sign_in_send_sms(&at.id, asked.challenge);
                return Ok(waiting(&host(at), sent).await?.into());
            }
            Word::Other("/link") => return link::paste(talk, at).await,
            Word::Other("/lost") => {
                lost(asked.ways);
                continue;
            }
            Word::Other(_) => {
                show_ways(asked.ways);
                continue;
            }
            Word::Back => return back(talk, at).await,
            Word::Cancel => return Ok(talk.portico.sign_in_cancel(&at.id).await?.into()),
            Word::Later => return Ok(Next::Later),
        };
        let fields = Typed { code: Some(code.clone()), ..Typed::default() };
        if looked_at(&talk.portico, &mut talk.keyboard, &at.id, fields).await? {
            let sent = talk.portico.sign_in_submit_code(&at.id, asked.challenge, code);
            return Ok(waiting(&host(at), sent).await?.into());
        }
    }
}

fn explain(asked: &Factor<'_>) {
    say::line("Your password is right. This portal asks for a second proof.");
    say::line(match asked.kind {
        SecondFactorType::Totp => "Type the six digits that your authenticator app shows now.",
        SecondFactorType::Hotp => "Type the next six digits from your code generator.",
        SecondFactorType::Push if asked.sms.available => {
            "Type the six digits of the verification code in your Bitrix24 app, or of a text message (/sms)."
        }
        SecondFactorType::Push => {
            "Type the six digits of the verification code in your Bitrix24 app (/ways says where)."
        }
        SecondFactorType::Unknown => "Type the six digits from your authenticator app or code generator.",
    });
    if let Some(wait) = asked.sms.wait_s {
        let to = asked.sms.to.map_or(String::new(), |to| format!(" to {to}"));
        say::line(format!("A text message was sent{to}. Another can be asked for in {}.", span(wait)));
    }
    if asked.ways.iter().any(|way| way.kind == "backup_code") {
        say::line(format!("A backup code will do too; {} used from here so far.", asked.backup_codes_used));
    }
    let sms = if asked.sms.available { "/sms (the code by text message), " } else { "" };
    say::line(format!("Or {sms}/lost (the phone with the codes is gone), /ways, /back, /cancel, /later."));
}

/// What helps without the phone that makes the codes, first what needs nobody else.
fn lost(ways: &[OtherWay]) {
    let order = ["backup_code", "sms", "administrator", "support"];
    let helps = order.into_iter().flat_map(|kind| ways.iter().filter(move |way| way.kind == kind));
    say::line("The phone that makes the codes is lost:");
    for (at, way) in (1..).zip(helps) {
        say::line(format!("  {at}. {}", way.text));
    }
}
