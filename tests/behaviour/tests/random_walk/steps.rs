//! What may happen next: drawn from the seed alone, so that the same seed gives the same steps whatever the program does.
//! Whom a step is about is a number; it is read among those who are there when the step is taken.

/// One thing that a person, the administrator, the network or the phone does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    Begin(Where),
    Password(u32, Typed),
    Word(u32, Typed, Again),
    AnotherPicture(u32),
    LookAtPicture(u32),
    Code(u32, Typed),
    BackupCode(u32),
    LateAnswer(u32),
    Address(u32, Typed),
    Keep(u32),
    Back(u32),
    Cancel(u32),
    Call(u32),
    Check(u32, Cost),
    Front,
    Behind,
    Network,
    Select(u32),
    Move(u32, u32),
    Draft(u32),
    History(u32),
    Read(u32),
    Reset(u32),
    SignOut(u32),
    Delete(u32),
    /// At the desk: the login password is another one.
    NewPassword(u32),
    Revoke(u32),
    Blocked(u32, bool),
    Active(u32, bool),
    SecondFactor(u32, bool),
    Attempts(u32, u32),
    Limit(u32, u32),
    BlockAfter(u32, u32),
    OtherNetworkOnly(u32, bool),
    Fault(u32, Bad, u32),
    Heal,
    /// Seconds, here and there.
    Pass(u32),
    Reopen(Closing),
}

/// Where a sign-in begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Where {
    Nowhere,
    Portal(u32),
    Account(u32),
}

/// What somebody types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    Right,
    Wrong,
    /// For a login that the portal does not know.
    Unknown,
}

/// Whether the password is typed together with the word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    Right,
    Wrong,
    IfNeeded,
}

/// Whether the employee agrees that a check costs a try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cost {
    Free,
    OneTry,
}

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closing {
    Closed,
    Dropped,
}

/// A bad day on the way (R2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bad {
    Dropped,
    DroppedAfter,
    Cut,
    Garbage,
    Captive,
    Status(u16),
}

/// A generator of numbers that is the same everywhere and for ever (splitmix64).
struct Dice(u64);

impl Dice {
    fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u32) -> u32 {
        u32::try_from(self.throw() % u64::from(end.max(1))).unwrap_or(0)
    }

    fn coin(&mut self) -> bool {
        self.below(2) == 0
    }

    fn one_of<T: Copy>(&mut self, all: &[T], otherwise: T) -> T {
        let at = usize::try_from(self.below(u32::try_from(all.len()).unwrap_or(1))).unwrap_or(0);
        all.get(at).copied().unwrap_or(otherwise)
    }
}

/// The walk of a seed.
pub(crate) fn steps(seed: u64, how_many: usize) -> Vec<Step> {
    let mut dice = Dice(seed);
    let first = [Step::Begin(Where::Portal(0)), Step::Password(0, Typed::Right)];
    let second = [Step::Begin(Where::Portal(1)), Step::Password(7, Typed::Right)];
    let begin = first.into_iter().chain(second);
    begin.chain(std::iter::repeat_with(|| step(&mut dice))).take(how_many).collect()
}

/// Most of a walk is signing in and using what came of it; the rest makes that hard.
fn step(dice: &mut Dice) -> Step {
    let who = dice.below(1000);
    match dice.below(120) {
        0..=9 => Step::Begin(match dice.below(12) {
            0 => Where::Nowhere,
            1..=4 => Where::Portal(who),
            _ => Where::Account(who),
        }),
        10..=23 => Step::Password(who, typed(dice)),
        24..=34 => Step::Word(who, typed(dice), dice.one_of(&[Again::Right, Again::Wrong], Again::IfNeeded)),
        35..=39 => Step::Word(who, Typed::Right, Again::IfNeeded),
        40 => Step::AnotherPicture(who),
        41 => Step::LookAtPicture(who),
        42..=48 => Step::Code(who, typed(dice)),
        49..=50 => Step::BackupCode(who),
        51 => Step::LateAnswer(who),
        52..=54 => Step::Address(who, typed(dice)),
        55 => Step::Keep(who),
        56 => Step::Back(who),
        57 => Step::Cancel(who),
        58..=66 => Step::Call(who),
        67 => Step::Check(who, Cost::Free),
        68..=69 => Step::Check(who, Cost::OneTry),
        70..=74 => Step::Front,
        75 => Step::Behind,
        76..=78 => Step::Network,
        79 => Step::Select(who),
        80 => Step::Move(who, dice.below(4)),
        81 => Step::Draft(who),
        82 => dice.one_of(&[Step::History(who), Step::Read(who)], Step::Read(who)),
        83 => dice.one_of(&[Step::Reset(who), Step::SignOut(who)], Step::Reset(who)),
        84 => Step::Delete(who),
        85..=86 => Step::NewPassword(who),
        87..=88 => Step::Revoke(who),
        89 => dice.one_of(&[Step::Blocked(who, true), Step::Active(who, false)], Step::Blocked(who, true)),
        90..=91 => dice.one_of(&[Step::Blocked(who, false), Step::Active(who, true)], Step::Blocked(who, false)),
        92..=94 => Step::SecondFactor(who, dice.below(3) > 0),
        95..=98 => Step::Attempts(who, dice.one_of(&[0, 2, 3, 3, 5], 3)),
        99 => Step::Limit(who, dice.one_of(&[0, 2, 3, 3, 10], 3)),
        100 => Step::BlockAfter(who, dice.one_of(&[0, 6], 0)),
        101 => Step::OtherNetworkOnly(who, dice.below(3) == 0),
        102..=106 => Step::Fault(who, bad(dice), dice.one_of(&[1, 1, 2, 3, 12, 25], 1)),
        107 => Step::Heal,
        108..=114 => Step::Pass(dice.one_of(&[5, 30, 61, 400, 1_500, 1_500, 1_500, 4_000], 61)),
        _ => Step::Reopen(if dice.coin() { Closing::Closed } else { Closing::Dropped }),
    }
}

fn typed(dice: &mut Dice) -> Typed {
    dice.one_of(&[Typed::Right, Typed::Right, Typed::Right, Typed::Wrong, Typed::Wrong, Typed::Unknown], Typed::Right)
}

fn bad(dice: &mut Dice) -> Bad {
    let statuses = [500, 502, 503, 521, 429, 403].map(Bad::Status);
    let others = [Bad::Dropped, Bad::DroppedAfter, Bad::Cut, Bad::Garbage, Bad::Captive];
    if dice.below(3) == 0 { dice.one_of(&statuses, Bad::Dropped) } else { dice.one_of(&others, Bad::Dropped) }
}
