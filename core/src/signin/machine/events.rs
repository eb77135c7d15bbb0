//! What can happen to a sign-in, and what the driver has to do for it. Plain data without secrets.

use super::{LinkStep, Number, StageKind, State, Texted};
use crate::records::{PortalRef, SecondFactorType, Trouble};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// An address was typed and read.
    AddressGiven {
        /// What to keep of it.
        typed: String,
        /// Where it leads.
        portal: PortalRef,
    },
    /// An address was typed that cannot be used.
    AddressRefused {
        /// What to keep of it.
        typed: String,
        /// Why.
        trouble: Trouble,
    },
    /// What the fields hold that was not sent yet; empty clears.
    Kept {
        /// Of the login.
        login: Option<String>,
        /// Of the address.
        typed: Option<String>,
    },
    /// A link was given and read; the driver holds its hash, if it has one.
    LinkGiven {
        /// What to keep of it.
        typed: String,
        /// Where it leads.
        link: LinkStep,
    },
    /// The employee agrees to the link that is shown.
    LinkAgreed {
        /// Whether the driver still holds its hash.
        held: bool,
    },
    /// Discovery answered.
    Discovered {
        /// Which question.
        request: Number,
        /// What is there.
        found: Found,
    },
    /// The employee agrees to the portal's new address.
    MoveAgreed,
    /// Login and password were typed; the driver holds the password.
    CredentialsGiven {
        /// The login.
        login: String,
    },
    /// The picture's word was typed; the driver holds it.
    WordGiven {
        /// Which picture.
        challenge: Number,
        /// Whether the driver holds a typed password.
        held: bool,
        /// Whether that password came with the word and replaces a stored one.
        retyped: bool,
    },
    /// Another picture is wanted.
    PictureWanted {
        /// Instead of which.
        challenge: Number,
    },
    /// A new CAPTCHA id came, or did not.
    PictureCame {
        /// Which request.
        request: Number,
        /// The id, or why not.
        result: Result<String, Trouble>,
    },
    /// A code was typed; the driver holds it.
    CodeGiven {
        /// Which challenge.
        challenge: Number,
        /// Whether it could go at the end of the password (B10): six digits, and the driver still holds the password.
        joinable: bool,
    },
    /// The code is wanted in a message.
    SmsWanted {
        /// For which challenge.
        challenge: Number,
    },
    /// The portal answered the wish for a message, or did not (D12).
    SmsAnswered {
        /// Which request.
        request: Number,
        /// The message it sent, or the one that another must wait for.
        texted: Option<Texted>,
        /// Why it did not.
        trouble: Option<Trouble>,
    },
    /// The portal answered a password, word, code or hash, or did not.
    Answered {
        /// Which request.
        request: Number,
        /// What the answer means.
        verdict: Verdict,
    },
    /// Nothing was sent: store or key store said no before.
    NotStarted {
        /// Which request.
        request: Number,
    },
    /// The account is written down.
    Committed {
        /// Which commit.
        request: Number,
        /// The account.
        account: String,
    },
    /// The account could not be written down; what the portal gave is held.
    CommitFailed {
        /// Which commit.
        request: Number,
        /// Why.
        trouble: Trouble,
    },
    /// The portal that answered may not become this account (B17 `target`, Q12).
    CommitRefused {
        /// Which commit.
        request: Number,
        /// Why.
        trouble: Trouble,
    },
    /// One step back, from the stage the view showed.
    Back {
        /// Which stage that was.
        from: StageKind,
    },
    /// The employee ends it.
    Cancel,
    /// Its account was reset, signed out or deleted (R13).
    AccountEnded,
    /// Its account was signed in another way (G7).
    SignedInElsewhere,
    /// Another call brought the portal's last answer: its account may stand elsewhere by now (pain 11).
    AccountStands {
        /// Where a sign-in to the account begins now.
        begin: Box<State>,
        /// Whether the account heard from its portal after this sign-in did.
        heard_since: bool,
    },
    /// The program was started again (R3).
    Restarted {
        /// Whether the portal's session may still live and its cookie can be read (Q3, P40).
        session_lives: bool,
    },
}

/// What discovery found.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A portal.
    Portal(PortalRef),
    /// A portal that says it is elsewhere (T18).
    Moved(PortalRef),
    /// No portal, or no answer.
    Failed(Trouble),
}

/// What an answer means for the sign-in.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// T1–T3. The driver holds what the portal gave.
    SignedIn,
    /// The session was signed in already, by a code whose answer was lost: with that answer the application password is gone (E2,
    /// E4), and no password was judged (T1).
    SignedInBefore,
    /// T6, T7, T8.
    Picture {
        /// CAPTCHA id.
        sid: String,
        /// Where the picture is.
        url: Option<String>,
    },
    /// T9, and T10 where `picture` is there (Q8: password and word were right).
    Code {
        /// What makes the codes; unknown in a repeated demand (B14).
        kind: SecondFactorType,
        /// `canLoginBySms`.
        sms: bool,
        /// `canUseRecoveryCodes`.
        backup_codes: bool,
        /// How much the demand says.
        form: CodeForm,
        /// The picture that belongs to the code post.
        picture: Option<(String, Option<String>)>,
    },
    /// T11.
    WrongCode,
    /// T5, T12, T13; T14 after a code.
    Refused,
    /// T15: refused in the portal's words.
    Says(Trouble),
    /// T18.
    Moved(PortalRef),
    /// T16, T17, T19, or nothing was sent: says nothing about the credentials.
    NotJudged(Trouble),
    /// The answer was lost or cannot be read (R1): it may have been counted.
    Lost(Trouble),
}

/// How much a demand for a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeForm {
    /// Type, SMS and backup codes (B12).
    Full,
    /// `needOtp` alone: a server up to 2024 (B14).
    Bare,
    /// The form of 2025, and nothing in it that could make a code: mandatory and not set up (D10).
    NotSetUp,
}

/// What the driver has to do, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write the state down. A *gain* must be written before the state advances; a *stop* acts at once (R9).
    Save(Save),
    /// Ask whether a portal is there (A1); nothing personal goes along.
    Discover {
        /// Answer names it.
        request: Number,
        /// Where.
        origin: String,
    },
    /// Send the held password, with the held word where a picture is answered. The vault entry is put before.
    SendPassword {
        /// Answer names it.
        request: Number,
        /// The only origin it may go to (R15).
        origin: String,
        /// The answered picture.
        sid: Option<String>,
    },
    /// Send the stored application password once, with the held word (T7).
    SendStored {
        /// Answer names it.
        request: Number,
        /// The account it belongs to.
        account: String,
        /// The answered picture.
        sid: String,
    },
    /// Send the held code in the same session (Q3), with the held word where a picture is answered.
    SendCode {
        /// Answer names it.
        request: Number,
        /// The only origin it may go to (R15).
        origin: String,
        /// The answered picture.
        sid: Option<String>,
        /// At the end of the held password, in one request (B10): never with a picture's word.
        joined: bool,
    },
    /// Ask the portal to send the code in a message, in the same session (D12).
    SendSms {
        /// Answer names it.
        request: Number,
        /// The only origin its cookie may go to (R15).
        origin: String,
    },
    /// Send the held hash, once (K2, Q14). The vault entry is put before.
    SendHash {
        /// Answer names it.
        request: Number,
        /// The only origin it may go to (R15).
        origin: String,
    },
    /// Ask for a new CAPTCHA id (C4); spends no try.
    RenewPicture {
        /// Answer names it.
        request: Number,
        /// Where.
        origin: String,
    },
    /// Forget the held password.
    ForgetPassword,
    /// Forget the held word.
    ForgetWord,
    /// Forget the held hash.
    ForgetLink,
    /// Write the account down with what the portal gave.
    Commit {
        /// Answer names it.
        request: Number,
    },
    /// Forget everything held, delete the document, and the key unless the account has taken it over.
    End,
}

/// How a state is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Save {
    /// Before the state advances; a failed write leaves all as it was.
    Gain,
    /// The state advances whatever the disk says; the write is repeated.
    Stop,
}
