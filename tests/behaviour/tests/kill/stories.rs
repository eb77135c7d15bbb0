//! What the program does when it is killed.

use portico_behaviour::PASSWORD;
use portico_behaviour::program::{Failure, Program, enter, text};
use serde_json::json;

use crate::ground::Ground;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Story {
    /// As the next, in a folder where nothing was.
    First,
    /// Address, password, done.
    SignIn,
    /// Address, password, picture, done.
    Picture,
    /// A reset.
    Reset,
    /// A call, so that there is a session to tell the portal with; then a deletion.
    Delete,
    /// A call with a stored secret and no session.
    Renewal,
}

impl Story {
    /// Whether the account is there before.
    pub(super) fn has_account(self) -> bool {
        matches!(self, Self::Reset | Self::Delete | Self::Renewal)
    }
}

/// Plays it until it ends or the program does.
pub(super) fn play(story: Story, program: &mut Program, ground: &Ground) -> Result<(), Failure> {
    let of_account = json!({"account": ground.account});
    match story {
        Story::First | Story::SignIn => {
            let done = enter(program, ground.portal(), &ground.login, PASSWORD)?;
            assert_eq!(text(&done, "/step/kind"), "done", "{done}");
        }
        Story::Picture => {
            let open = enter(program, ground.portal(), &ground.login, PASSWORD)?;
            let named = json!({"sign_in": text(&open, "/id"), "challenge": text(&open, "/step/challenge")});
            program.call("sign_in.captcha_picture", named.clone())?;
            let mut answer = named;
            answer.as_object_mut().unwrap().insert("text".to_owned(), json!(ground.word()));
            let done = program.call("sign_in.submit_captcha", answer)?;
            assert_eq!(text(&done, "/step/kind"), "done", "{done}");
        }
        Story::Reset => _ = program.call("accounts.reset", of_account)?,
        Story::Delete => {
            program.call("session.call", json!({"account": ground.account, "method": "profile"}))?;
            let receipt = program.call("accounts.delete", of_account)?;
            assert_eq!(text(&receipt, "/portal_told"), "told", "{receipt}");
        }
        Story::Renewal => {
            program.call("session.call", json!({"account": ground.account, "method": "profile"}))?;
        }
    }
    Ok(())
}
