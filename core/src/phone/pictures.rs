//! Requests for CAPTCHA pictures (C1, C4), whoever wants them: a portal is asked for at most one a second (P38).

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use time::OffsetDateTime;
use url::Url;

use super::Phone;
use crate::clock::{Clock, Moment, Wait};
use crate::portal::answer::Answer;
use crate::portal::checkout::read_checkout;
use crate::portal::host::host_shown;
use crate::portal::picture::{read_new_sid, read_picture};
use crate::portal::{request, trouble};
use crate::records::{Picture, ProblemCode, Trouble};
use crate::transport::{Request, Response, Transport, TransportProblem};

/// Between two requests to one portal.
const PAUSE: Duration = Duration::from_secs(1);

/// Until when each portal is left alone, by its origin.
#[derive(Default)]
pub(super) struct Pictures(Mutex<Vec<(String, Wait)>>);

impl Pictures {
    /// Takes the next turn at a portal; gives how long it is until then.
    fn turn(&self, clock: &dyn Clock, origin: String) -> Duration {
        let mut waits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waits.retain(|(_, wait)| !wait.left(clock).is_zero());
        let own = waits.iter().position(|(known, _)| *known == origin).map(|at| waits.swap_remove(at));
        let left = own.map_or(Duration::ZERO, |(_, wait)| wait.left(clock));
        waits.push((origin, Wait::starting(clock, left.saturating_add(PAUSE))));
        left
    }

    async fn ask(
        &self,
        clock: &dyn Clock,
        transport: &dyn Transport,
        request: Request,
    ) -> Result<Response, TransportProblem> {
        let wait = self.turn(&Moment::of(clock), request.url.origin().ascii_serialization());
        tokio::time::sleep(wait).await;
        transport.send(request).await
    }
}

impl Phone {
    /// The picture of this number (C1); `place`: where the portal says that it is. Waits for its turn.
    pub(crate) async fn picture(&self, portal: &Url, sid: &str, place: Option<&Url>) -> Result<Picture, Trouble> {
        let response = self.ask_picture(portal, request::picture(portal, sid, place)).await?;
        match read_picture(&response, self.now()) {
            Ok(read) => Ok(Picture { media_type: read.media_type.name().to_owned(), bytes: read.bytes }),
            Err(_) => Err(no_picture(&response, portal, self.now())),
        }
    }

    /// The number of another picture (C4). Waits for its turn.
    pub(crate) async fn new_sid(&self, portal: &Url) -> Result<String, Trouble> {
        let response = self.ask_picture(portal, request::new_sid(portal)).await?;
        read_new_sid(&response).ok_or_else(|| no_picture(&response, portal, self.now()))
    }

    async fn ask_picture(&self, portal: &Url, request: Request) -> Result<Response, Trouble> {
        let answer = self.pictures.ask(self.clock.as_ref(), self.transport.as_ref(), request).await;
        answer.map_err(|problem| trouble::of_transport(problem, &host_shown(portal)))
    }
}

/// No picture came. What speaks of the portal or the network, whatever was asked for (T19), is said as everywhere; all else
/// would be judged as an answer to something that was not asked.
fn no_picture(response: &Response, portal: &Url, now: OffsetDateTime) -> Trouble {
    let (host, answer) = (host_shown(portal), read_checkout(response, portal, now));
    let known = match answer {
        Answer::Busy { .. }
        | Answer::Failing { .. }
        | Answer::NetworkServiceDown
        | Answer::Unreadable { status: 200, html: true } => trouble::of_answer(&answer, &host),
        Answer::SignedIn(_)
        | Answer::Portal(_)
        | Answer::NotSignedIn(_)
        | Answer::NotCheckout
        | Answer::Gone
        | Answer::Forbidden { .. }
        | Answer::Moved { .. }
        | Answer::Unreadable { .. } => None,
    };
    known.unwrap_or_else(|| {
        let trouble = Trouble::new(ProblemCode::Unexpected).with("stage", "picture").with("code", response.status);
        trouble.with("host", host)
    })
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;
    use crate::clock::ManualClock;
    use crate::portal::request::new_sid;
    use crate::transport::Answering;

    /// A phone's clock, and a portal that notes who was asked after how many seconds and gives no answer.
    struct Asked {
        pictures: Pictures,
        clock: ManualClock,
        began: Instant,
        log: Mutex<Vec<(String, f64)>>,
    }

    impl Asked {
        fn new() -> Self {
            Self {
                pictures: Pictures::default(),
                clock: ManualClock::new(),
                began: Instant::now(),
                log: Mutex::default(),
            }
        }

        async fn ask(&self, host: &str) {
            let portal = Url::parse(&format!("https://{host}")).unwrap();
            let _ = self.pictures.ask(&self.clock, self, new_sid(&portal)).await;
        }

        fn log(&self) -> Vec<(String, f64)> {
            self.log.lock().unwrap().clone()
        }
    }

    impl Transport for Asked {
        fn send(&self, request: Request) -> Answering<'_> {
            let host = request.url.host_str().unwrap().to_owned();
            self.log.lock().unwrap().push((host, self.began.elapsed().as_secs_f64()));
            Box::pin(async { Err(TransportProblem::NoConnection) })
        }
    }

    fn at(host: &str, second: f64) -> (String, f64) {
        (host.to_owned(), second)
    }

    #[tokio::test(start_paused = true)]
    async fn a_portal_is_asked_for_one_picture_a_second_at_most() {
        let asked = Asked::new();
        tokio::join!(asked.ask("alfa.test"), asked.ask("alfa.test"), asked.ask("alfa.test"));
        assert_eq!(asked.log(), [at("alfa.test", 0.0), at("alfa.test", 1.0), at("alfa.test", 2.0)]);
    }

    #[tokio::test(start_paused = true)]
    async fn another_portal_is_not_waited_for() {
        let asked = Asked::new();
        asked.ask("alfa.test").await;
        asked.ask("beta.test").await;
        assert_eq!(asked.log(), [at("alfa.test", 0.0), at("beta.test", 0.0)]);
    }

    #[tokio::test(start_paused = true)]
    async fn time_that_has_passed_on_the_phones_clock_is_not_waited_for_again() {
        let asked = Asked::new();
        asked.ask("alfa.test").await;
        asked.clock.advance(Duration::from_millis(750));
        asked.ask("alfa.test").await;
        asked.clock.advance(Duration::from_secs(60));
        asked.ask("alfa.test").await;
        assert_eq!(asked.log(), [at("alfa.test", 0.0), at("alfa.test", 0.25), at("alfa.test", 0.25)]);
    }

    #[test]
    fn portals_whose_pause_is_over_are_forgotten() {
        let (pictures, clock) = (Pictures::default(), ManualClock::new());
        pictures.turn(&clock, "https://alfa.test".to_owned());
        clock.advance(PAUSE);
        pictures.turn(&clock, "https://beta.test".to_owned());
        let waits = pictures.0.lock().unwrap();
        assert_eq!(waits.iter().map(|(origin, _)| origin).collect::<Vec<_>>(), ["https://beta.test"]);
    }
}
