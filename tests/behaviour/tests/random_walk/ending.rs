//! How every walk ends: with everything healthy again, each sign-in comes to an end, and nothing is left of deleted accounts.

use portico::records::{CaptchaSecret, SignIn, Step as At};

use crate::checks::Seen;
use crate::ground::Ground;
use crate::steps::{Again, Closing, Step, Typed};

/// Longer than any portal here asks to be left alone.
const A_WHILE: u32 = 70;
/// Steps that a sign-in may need until it is over: a word for the password, the password, a code with a word, each once more.
const AT_MOST: usize = 14;
/// Right codes that somebody types before they look for another way.
const CODES: usize = 3;

impl Ground {
    /// Brings every sign-in to its end and deletes every account; the rules hold after each step of that too.
    pub(crate) async fn end(&mut self, seen: &mut Seen) {
        self.heal();
        self.pass(A_WHILE);
        self.take(Step::Network, seen).await;
        let open = self.sign_ins();
        for open in open {
            self.finish(&open.id, seen).await;
        }
        assert_eq!(self.sign_ins(), Vec::new(), "every sign-in is done or cancelled");
        while !self.accounts().is_empty() {
            self.take(Step::Delete(0), seen).await;
        }
        self.take(Step::Reopen(Closing::Closed), seen).await;
        let left: Vec<String> = self.phone.documents().into_keys().map(|path| path.display().to_string()).collect();
        let may_stay = ["portable/index.json", "device/ledger.json", "device/phone.json"];
        assert!(left.iter().all(|path| may_stay.contains(&path.as_str())), "R4: {left:?}");
        assert!(
            self.phone.vault.names().iter().all(|name| name == "installation"),
            "R4: {:?}",
            self.phone.vault.names()
        );
    }

    pub(crate) async fn take(&mut self, step: Step, seen: &mut Seen) {
        let (wish, done) = self.act(step).await;
        seen.check(self, wish, &done);
    }

    async fn finish(&mut self, id: &str, seen: &mut Seen) {
        let mut course = Vec::new();
        for _ in 0..AT_MOST {
            let all = self.sign_ins();
            let Some(open) = all.iter().find(|open| open.id == id) else { return };
            course.push(format!("{:?} {:?}", open.step, open.problem.as_ref().map(|problem| problem.code)));
            let mut step = self.next_for(open, &all);
            let since_password = course.iter().rev().take_while(|at| !at.starts_with("Credentials"));
            let codes: Vec<&String> = since_password.filter(|at| !at.starts_with("Captcha")).collect();
            if matches!(open.step, At::SecondFactor { .. }) && codes.len() > CODES {
                // The portal may have forgotten the password step, and says the same as to a wrong code (P13).
                let said = course.iter().any(|at| at.contains("begin_again"));
                assert!(said, "codes fail, and no way on: {course:#?}");
                step = self.back_from(open, &all);
            }
            if matches!(step, Step::Code(..)) {
                // The device shows another code: the portal takes none twice (D3), and the phone knows that.
                self.take(Step::Pass(30), seen).await;
            }
            self.take(step, seen).await;
        }
        panic!("the sign-in does not end: {course:#?}");
    }

    fn back_from(&self, open: &SignIn, all: &[SignIn]) -> Step {
        let at = all.iter().position(|other| other.id == open.id).unwrap();
        Step::Back(u32::try_from(at).unwrap())
    }

    /// What somebody does who knows everything and wants to get in, or at least out.
    fn next_for(&self, open: &SignIn, all: &[SignIn]) -> Step {
        let among = |fits: &dyn Fn(&At) -> bool| {
            let at = all.iter().filter(|other| fits(&other.step)).position(|other| other.id == open.id);
            u32::try_from(at.unwrap_or_default()).unwrap_or_default()
        };
        match &open.step {
            At::Address { .. } => Step::Cancel(among(&|_| true)),
            At::Credentials => Step::Password(among(&|step| *step == At::Credentials), Typed::Right),
            At::Captcha { secret, .. } => {
                // What is held may be a wrong password of before; what is stored is not typed.
                let again = if *secret == CaptchaSecret::Typed { Again::Right } else { Again::IfNeeded };
                let n = among(&|step| matches!(step, At::Captcha { .. }));
                if self.words.contains_key(&crate::acting::challenge(open)) {
                    Step::Word(n, Typed::Right, again)
                } else {
                    Step::AnotherPicture(n)
                }
            }
            At::SecondFactor { .. } => Step::Code(among(&|step| matches!(step, At::SecondFactor { .. })), Typed::Right),
            _ => Step::Cancel(among(&|_| true)),
        }
    }
}
