//! The rules about pictures: what one is for, and what it waits for (T6–T8, T10, Q8).

use super::super::machine::events::{CodeForm, Effect, Event, Verdict};
use super::super::machine::{Stage, State, Waits};
use super::watch::{Broken, Sent};
use super::watch_step::picture;

/// The rules that a step breaks. `sent`: the secret that was on its way before it.
pub(super) fn rules(
    broken: &mut Broken,
    sent: Option<Sent>,
    before: &State,
    event: &Event,
    after: &State,
    effects: &[Effect],
) {
    if before == after {
        return;
    }
    match event {
        Event::Answered { verdict: Verdict::Picture { sid, url }, .. } => {
            let shown = picture(after).filter(|_| matches!(after.stage, Stage::Picture { .. }));
            broken.unless(
                shown.is_some_and(|shown| shown.sid == *sid && shown.url == *url),
                "T6: the picture the portal named is shown",
            );
            let waits = shown.map(|shown| &shown.waits);
            let right = match sent {
                Some(Sent::Stored) => waits == Some(&Waits::Stored),
                Some(Sent::Password | Sent::Joined) => waits == Some(&Waits::Typed),
                Some(Sent::Code) => matches!(waits, Some(Waits::Code { .. })),
                Some(Sent::Hash) | None => false,
            };
            broken.unless(right, "T7: a picture waits for the secret that was sent, and a stored one is kept");
            let rounds = match before.stage {
                Stage::Answering { .. } => before.rounds + 1,
                Stage::Trying { .. } => 0,
                _ => before.rounds,
            };
            broken.unless(after.rounds == rounds, "T8: pictures answered in vain are counted");
            let for_code = matches!(waits, Some(Waits::Code { .. }));
            let dropped = effects.contains(&Effect::ForgetPassword) && !for_code;
            broken.unless(!dropped, "T6: a picture is no refusal, the typed password is kept for it");
        }
        Event::Answered { verdict: Verdict::Code { form: CodeForm::NotSetUp, .. }, .. }
            if !matches!(sent, Some(Sent::Code | Sent::Joined)) =>
        {
            broken.unless(after.stage == Stage::Browser, "D10: where no code can work none is asked for");
            broken.unless(effects.contains(&Effect::ForgetPassword), "D10: nothing waits for the password");
        }
        Event::Answered { verdict: Verdict::Code { picture: wanted, .. }, .. } => {
            let right = match (&after.stage, wanted) {
                (Stage::Picture { picture: shown }, Some((sid, url))) => {
                    shown.sid == *sid && shown.url == *url && matches!(shown.waits, Waits::Code { .. })
                }
                (Stage::Code { code }, None) => code.sid.is_none(),
                _ => false,
            };
            broken.unless(right, "Q8: a picture beside needOtp belongs to the code, never to the password");
            let of_code = matches!(sent, Some(Sent::Code | Sent::Joined));
            broken.unless(after.rounds == 0 || of_code, "Q8: needOtp ends the rounds");
            let joins = matches!(&after.stage, Stage::Code { code } if code.bare && !after.apart);
            broken.unless(
                effects.contains(&Effect::ForgetPassword) != joins || of_code,
                "T9, B10: the password was right and is forgotten, unless it goes out with the code",
            );
        }
        Event::Answered { verdict: Verdict::NotJudged(_), .. } if !matches!(sent, Some(Sent::Code | Sent::Joined)) => {
            let again = picture(after).map(|again| (again.challenge, &again.sid, &again.url));
            let known = picture(before).map(|known| (known.challenge, &known.sid, &known.url));
            broken.unless(again == known, "T19: a picture that was not looked at can be answered again");
            let stored = picture(after).is_some_and(|again| again.waits == Waits::Stored);
            broken.unless(stored == (sent == Some(Sent::Stored)), "T19: it still waits for the secret that was sent");
        }
        Event::PictureWanted { .. } | Event::PictureCame { .. } => {
            let (was, is) = (picture(before), picture(after));
            broken.unless(
                was.map(|was| &was.waits) == is.map(|is| &is.waits),
                "C4: a new picture waits for what the old one did",
            );
            broken.unless(before.rounds == after.rounds, "C4: a new picture is no round");
        }
        _ => broken.unless(after.rounds <= before.rounds, "T8: only a picture in vain is a round"),
    }
}
