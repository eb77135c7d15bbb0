//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// What `--help` ends with.
const STATUSES: &str = "Exit status: 0 done; 1 not done, and why was said; 2 a wrong command line; 3 stopped at a problem that was \
     shown, with no terminal to answer at (an unfinished sign-in is kept: sign-in ADDRESS begins it again at its login); 130 left with Ctrl-C, at the end of input, or asked to end by the system.";

/// Keeps an employee's accounts on several Bitrix24 portals, signs them in, and gets people out of lockouts.
#[derive(Debug, Parser)]
#[command(name = "portico", version, args_override_self = true, after_help = STATUSES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

/// What counts for every command.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Data folder [default: the platform's, on Linux ~/.local/share/portico].
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Where the keys lie [default: auto; the demo's: memory].
    #[arg(long, global = true, value_enum)]
    pub(crate) vault: Option<VaultChoice>,
    /// Trusts the certificate authorities in this PEM file, for every portal (for tests).
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) trust_ca: Option<PathBuf>,
    /// Allows http:// to this machine (for tests).
    #[arg(long, global = true)]
    pub(crate) allow_plain_loopback: bool,
    /// Language of problems and advice, such as en or de-AT; prompts are English [default: the system's].
    #[arg(long, global = true)]
    pub(crate) locale: Option<String>,
    /// Moves the clock: each line of this file says "advance by N seconds"; read again at each look (for tests).
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) clock: Option<PathBuf>,
    /// Prints records as JSON on standard output, one a line, and nothing else there; what is asked goes to standard error.
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

/// Where the keys of the sealed documents lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VaultChoice {
    /// The system's key store; without one the program ends and names the choices.
    Auto,
    /// The desktop's Secret Service (GNOME Keyring, KWallet, KeePassXC).
    SecretService,
    /// Only while the program runs: the next start is another phone.
    Memory,
    /// INSECURE: files in the data folder, readable by every program of yours.
    File,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Starts two reference portals and opens the app on them. This is the default.
    #[cfg(feature = "demo")]
    Demo {
        /// Plays the whole story by itself, a sentence for each step (also without a terminal).
        #[arg(long)]
        tour: bool,
    },
    /// Speaks JSON-RPC 2.0 on standard input and output, one message a line.
    Rpc,
    #[command(flatten)]
    Talk(Task),
}

/// What a person can ask for.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// The accounts; on a terminal with everything that can be done with them.
    Accounts,
    /// Signs in, accepts an invitation, or goes on with an unfinished sign-in or an account that waits for one.
    SignIn {
        /// The portal's address, such as company.bitrix24.com, a link, an invitation's too, or the text of a QR code.
        address: Option<String>,
    },
    /// Makes a new password: the portal sends a mail, whose link goes here.
    Recover {
        /// The portal's address, such as company.bitrix24.com, or the whole link of a mail that is there already.
        address: Option<String>,
    },
    /// Makes an account the one in use.
    Select(Named),
    /// Clears what the account is signed in with; the row stays. Helps where an old saved password keeps being refused.
    Reset(Named),
    /// As reset, and tells the portal where a session is open.
    ///
    /// One is open after a call in the list of `accounts`. For this command by itself no session is open: the portal is not told, and the
    /// receipt says what stays on it.
    SignOut(Named),
    /// Removes the account from this phone, whole.
    Delete(Named),
    /// Asks the portal now whether the account is still signed in.
    Check {
        #[command(flatten)]
        named: Named,
        /// Sends the saved password even where that may cost a try.
        #[arg(long)]
        spend_try: bool,
    },
    /// Calls a REST method of the portal, such as profile.
    Call {
        /// The method.
        method: String,
        /// Its parameters, a JSON object.
        #[arg(default_value = "{}")]
        params: String,
        /// Which account; else the one in use.
        #[arg(long)]
        account: Option<String>,
    },
    /// What happened with an account: on this phone, and by the portal's event log where you may read it.
    History {
        #[command(flatten)]
        named: Named,
        /// An address, a range a-b or a network a/24 that your company allows; may be given several times.
        #[arg(long, value_name = "RANGE")]
        allowed: Vec<String>,
    },
    /// A short text for your administrator, without any secret.
    HelpCard(Helped),
    /// Which login belongs to which portal, and which to use.
    WhichMe(Helped),
    /// Explains a topic of the article, S1 to S11.
    Explain {
        /// Such as S8.
        topic: String,
    },
    /// Shows the unsent text of an account, or keeps another.
    Draft {
        /// What to keep; an empty text clears it.
        text: Option<String>,
        /// Which account; else the one in use.
        #[arg(long)]
        account: Option<String>,
    },
}

/// What help is asked about.
#[derive(Debug, Args)]
pub(crate) struct Helped {
    /// An account as elsewhere, or u1 for the first unfinished sign-in [default: the account in use].
    pub(crate) about: Option<String>,
}

/// Which account.
#[derive(Debug, Args)]
pub(crate) struct Named {
    /// Its id, its number in the list, its login, or login@host [default: asked on a terminal, else the one in use; of several, reset, sign-out and delete want one named].
    pub(crate) account: Option<String>,
}
