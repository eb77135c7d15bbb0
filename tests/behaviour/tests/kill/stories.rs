//! What the program does when it is killed.

use portico_behaviour::PASSWORD;
use portico_behaviour::program::{Failure, Program, enter, text};
use serde_json::{Value, json};

use crate::ground::Ground;

/// The password that a recovery sets.
pub(super) const RECOVERED: &str = "Canary-recovered/77";

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// As the next, in a folder where nothing was.
    First,
    /// Address, password, done.
    SignIn,
    /// The same for an account that is here and signed in.
    Again,
    /// Address, password, picture, done.
    Picture,
    /// Address, password, code, done.
    Code,
    /// A call that meets a picture, then its word: the stored secret goes out with it.
    StoredPicture,
    /// A link, agreed to, done.
    Link,
    /// A reset.
    Reset,
    /// A call, so that there is a session to tell the portal with; then a sign-out.
    SignOut,
    /// A call, so that there is a session to tell the portal with; then a deletion.
    Delete,
    /// A call with a stored secret and no session.
    Renewal,
    /// A mail, its link, a new password, and the sign-in that goes on.
    Recovery,
    /// A link, names and a password, and the sign-in that goes on.
    Invitation,
}

impl Story {
    /// Whether the account is there before.
    pub(super) fn has_account(self) -> bool {
        matches!(self, Self::Again | Self::StoredPicture | Self::Reset | Self::SignOut | Self::Delete | Self::Renewal)
    }
}

/// Plays it until it ends or the program does.
pub(super) fn play(story: Story, program: &mut Program, ground: &Ground) -> Result<(), Failure> {
    let of_account = json!({"account": ground.account});
    match story {
        Story::First | Story::SignIn | Story::Again => {
            let done = enter(program, ground.portal(), &ground.login, PASSWORD)?;
            assert_eq!(text(&done, "/step/kind"), "done", "{done}");
        }
        Story::Picture => {
            let open = enter(program, ground.portal(), &ground.login, PASSWORD)?;
            answer(program, ground, &open)?;
        }
        Story::Code => {
            let open = enter(program, ground.portal(), &ground.login, PASSWORD)?;
            assert_eq!(text(&open, "/step/kind"), "second_factor", "{open}");
            let (id, challenge) = (text(&open, "/id"), text(&open, "/step/challenge"));
            let code = json!({"sign_in": id, "challenge": challenge, "code": ground.code()});
            let done = program.call("sign_in.submit_code", code)?;
            assert_eq!(text(&done, "/step/kind"), "done", "{done}");
        }
        Story::StoredPicture => {
            match program.call("session.call", json!({"account": ground.account, "method": "profile"})) {
                Err(Failure::Said(code)) => assert_eq!(code, "call_failed"),
                Err(Failure::Died) => return Err(Failure::Died),
                Ok(profile) => unreachable!("no picture was wanted: {profile}"),
            }
            let open = program.call("sign_in.start", of_account)?;
            assert_eq!(text(&open, "/step/secret"), "stored", "{open}");
            answer(program, ground, &open)?;
        }
        Story::Link => {
            let open = program.call("sign_in.start", json!({"link": ground.link}))?;
            assert_eq!(text(&open, "/step/kind"), "confirm_link", "{open}");
            let done = program.call("sign_in.confirm_link", json!({"sign_in": text(&open, "/id")}))?;
            assert_eq!(text(&done, "/step/kind"), "done", "{done}");
        }
        Story::Reset => _ = program.call("accounts.reset", of_account)?,
        Story::SignOut => {
            program.call("session.call", json!({"account": ground.account, "method": "profile"}))?;
            let receipt = program.call("accounts.sign_out", of_account)?;
            assert_eq!(text(&receipt, "/portal_told"), "told", "{receipt}");
        }
        Story::Delete => {
            program.call("session.call", json!({"account": ground.account, "method": "profile"}))?;
            let receipt = program.call("accounts.delete", of_account)?;
            assert_eq!(text(&receipt, "/portal_told"), "told", "{receipt}");
        }
        Story::Renewal => {
            program.call("session.call", json!({"account": ground.account, "method": "profile"}))?;
        }
        Story::Recovery => recovery(program, ground)?,
        Story::Invitation => invitation(program, ground)?,
    }
    Ok(())
}

/// The open picture's word, to the end.
fn answer(program: &mut Program, ground: &Ground, open: &Value) -> Result<(), Failure> {
    let (id, challenge) = (text(open, "/id"), text(open, "/step/challenge"));
    program.call("sign_in.captcha_picture", json!({"sign_in": id, "challenge": challenge}))?;
    let word = json!({"sign_in": id, "challenge": challenge, "text": ground.word()});
    let done = program.call("sign_in.submit_captcha", word)?;
    assert_eq!(text(&done, "/step/kind"), "done", "{done}");
    Ok(())
}

fn recovery(program: &mut Program, ground: &Ground) -> Result<(), Failure> {
    let at = program.call("recovery.start", json!({"address": ground.portal(), "login": ground.login}))?;
    assert_eq!(text(&at, "/stage"), "sent", "{at}");
    let link = ground.mailed();
    let new = json!({"recovery": text(&at, "/id"), "checkword": link, "new_password": RECOVERED});
    let done = program.call("recovery.submit", new)?;
    assert_eq!(text(&done, "/stage"), "done", "{done}");
    let open = program.call("sign_in.get", json!({"sign_in": text(&done, "/sign_in")}))?;
    assert_eq!(text(&open, "/step/kind"), "done", "{open}");
    Ok(())
}

fn invitation(program: &mut Program, ground: &Ground) -> Result<(), Failure> {
    let at = program.call("invitation.open", json!({"link": ground.link}))?;
    let names = json!({"invitation": text(&at, "/id"), "name": "Kill", "last_name": "Me", "password": PASSWORD});
    let done = program.call("invitation.accept", names)?;
    assert!(done.get("account").is_some(), "{done}");
    Ok(())
}
