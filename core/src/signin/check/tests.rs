use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::secret::Secret;

const ORIGIN: &str = "https://portal.example";

fn look<'a>(refused: &'a RefusedMemory, login: &'a str, password: &'a str) -> CheckInput<'a> {
    CheckInput {
        origin: ORIGIN,
        login: Some(login),
        password: Some(password),
        code: None,
        backup_codes: false,
        layout: None,
        caps: None,
        refused,
        now: Duration::from_secs(100),
        drift_s: None,
        locale: "en",
        refused_codes: &[],
    }
}

fn memory() -> RefusedMemory {
    RefusedMemory::new([1; 32])
}

fn codes(warnings: &[Warning]) -> Vec<String> {
    warnings.iter().map(|warning| format!("{} {:?}", warning.code, warning.r#where)).collect()
}

fn of_password(password: &str) -> Vec<String> {
    check(&look(&memory(), "anna", password)).into_iter().map(|warning| warning.code).collect()
}

fn of_code(code: &str, backup_codes: bool, drift_s: Option<i64>) -> Vec<String> {
    let memory = memory();
    let input =
        CheckInput { login: None, password: None, code: Some(code), backup_codes, drift_s, ..look(&memory, "", "") };
    check(&input).into_iter().map(|warning| warning.code).collect()
}

#[test]
fn an_ordinary_sign_in_is_left_in_peace() {
    for (login, password) in [
        ("anna", "Sun-flower9"),
        ("anna.berg@portal.example", "correct horse battery staple"),
        ("Иванов", "моя-любимая-кошка-2020"),
        ("anna", "кошка-cat-17"),
        ("müller", "Größenwahn!7"),
        ("", ""),
        ("COMPANY\\anna", "K7#vw!pQ2z"),
        ("+493012345678", "qwhzkfnmtrxbpdla"),
        ("anna", "NATASHA1985"),
        ("А.Б.Воронцов-Вельяминов", "қызылорда-жүрегім"),
        ("anna", "А-Б-В-Г-Д-Е-Ж"),
        ("anna", "Yuliya-Zoya-1990"),
        // Too few letters, or too little like a word on the other keys.
        ("anna", "фсс"),
        ("anna", "фгер"),
        ("anna", "centr"),
        // Cases as they come in generated passwords.
        ("anna", "gHbDtN"),
        // Kazakh and Mongolian: letters that neither keyboard has.
        ("anna", "жүйрік"),
        ("anna", "тыңдаушы"),
        ("anna", "үйлчилгээ"),
    ] {
        assert_eq!(codes(&check(&look(&memory(), login, password))), Vec::<String>::new(), "{login} {password}");
    }
}

#[test]
fn a_password_typed_on_another_keyboard_is_seen() {
    for password in [
        // Russian and Ukrainian words on Latin keys.
        "ghbdtn",
        "Ghbdtn2020",
        "gfhjkm",
        "yfnfif",
        "vjzk.,bvfzrjirf",
        "ljdthbt-17",
        "GHJCNJNFR",
        "gHBDTN-VBH",
        "hfleuf-ytj,f",
        "cjytxrj",
        "gthtlfxf",
        "rjhjktdf",
        "djcrhtctymt",
        // Latin words on Russian keys.
        "Ыгтадщцук9",
        "зфыыцщкв",
        "куефддиу",
        "фтефд-2020",
        "ШдщмуНщг",
        "пфкеут",
        "рщгыу",
        "Ьгтсрут72",
        "фтыцук",
        "фтцутвгтпызфыыцщке",
        // Latin words on Ukrainian keys: і where Russian has ы.
        "ігтадщцук",
        "зфііцщкв",
        // No word at all, on Russian keys.
        "чйцщзгфывф",
    ] {
        assert!(of_password(password).contains(&"other_layout".to_owned()), "{password}");
    }
}

#[test]
fn so_is_a_login() {
    for login in ["фттф", "фттф.иукп", "шмфтщм", "Ифлук"] {
        assert_eq!(codes(&check(&look(&memory(), login, ""))), ["other_layout Login"], "{login}");
    }
}

#[test]
fn y_and_z_are_looked_at_where_the_keyboard_is_known() {
    let memory = memory();
    let seen = |layout, password| check(&CheckInput { layout, ..look(&memory, "anna", password) }).len();
    assert_eq!(seen(Some("en-US"), "yeitung"), 1);
    assert_eq!(seen(Some("de"), "keyboardstorz"), 0);
    assert_eq!(seen(None, "yeitung"), 0);
    assert_eq!(seen(Some("en"), "copz"), 0, "too short");
    assert_eq!(seen(Some("en"), "crzpto"), 0, "too little like a word");
    assert_eq!(seen(Some("ru"), "тыңдаушы"), 0, "no letter of that keyboard");
    assert_eq!(seen(Some("ru"), "фисву"), 0, "too little like a word");
    assert_eq!(seen(Some("de_DE"), "Zeitung"), 0);
}

#[test]
fn letters_of_two_alphabets_in_one_word() {
    // The о and the а are Cyrillic.
    assert_eq!(
        codes(&check(&look(&memory(), "bоris", "Pаssword"))),
        ["mixed_alphabets Login", "mixed_alphabets Password"]
    );
    // The ο is Greek.
    assert_eq!(of_password("Passwοrd"), ["mixed_alphabets"]);
    assert_eq!(of_password("кошка-cat"), Vec::<String>::new());
}

#[test]
fn spaces_quotes_and_capitals() {
    assert_eq!(codes(&check(&look(&memory(), " anna", "x1-secret\n"))), ["edge_space Login", "edge_space Password"]);
    assert_eq!(of_password("it\u{2019}s-me-17"), ["smart_quote"]);
    assert_eq!(of_password("well\u{2014}done"), ["smart_quote"]);
    assert_eq!(of_password("sUN-fLOWER9"), ["caps_lock"]);
    assert_eq!(of_password("sUNFLOWER"), ["caps_lock"]);
    let memory = memory();
    let caps = |caps, password| codes(&check(&CheckInput { caps, ..look(&memory, "anna", password) }));
    assert_eq!(caps(Some(true), "SUNFLOWER"), ["caps_lock Password"]);
    assert_eq!(caps(Some(true), "123-456-789"), Vec::<String>::new());
    assert_eq!(caps(Some(false), "sUNFLOWER"), Vec::<String>::new());
}

#[test]
fn codes_in_the_wrong_field() {
    assert_eq!(of_password("492817"), ["looks_like_code"]);
    assert_eq!(of_password("h4t9-x2qm"), ["looks_like_backup_code"]);
    assert_eq!(of_password("blue-moon"), Vec::<String>::new());
    assert_eq!(of_password("4928171"), Vec::<String>::new());
    assert_eq!(of_code("H4T9 X2QM", false, None), ["looks_like_backup_code"]);
    assert_eq!(of_code("H4T9 X2QM", true, None), Vec::<String>::new());
    assert_eq!(of_code(" 492 817 ", false, None), Vec::<String>::new());
    assert_eq!(of_code("49281", false, None), ["code_malformed"]);
}

#[test]
fn the_clock_is_compared_before_the_code_goes_out() {
    for (drift, said) in
        [(29, false), (-31, false), (60, false), (-60, false), (61, true), (-61, true), (91, true), (-180, true)]
    {
        assert_eq!(of_code("492817", false, Some(drift)).contains(&"clock_drift".to_owned()), said, "{drift}");
    }
    assert_eq!(of_code("", false, Some(100)), ["clock_drift"]);
    assert_eq!(of_code("h4t9-x2qm", true, Some(100)), Vec::<String>::new());
}

#[test]
fn the_same_password_again() {
    let mut memory = memory();
    memory.remember(ORIGIN, "anna", &Secret::new("Sun-flower8"), Duration::from_secs(1));
    assert_eq!(codes(&check(&look(&memory, "Anna ", "Sun-flower8"))), ["edge_space Login", "same_as_refused Password"]);
    assert_eq!(codes(&check(&look(&memory, "anna", "Sun-flower9"))), Vec::<String>::new());
}

const LATIN: &str = "anna river stone window garden coffee bicycle summer mountain orange silver cloud dragon monkey football princess welcome \
    shadow master sunshine flower letter market doctor bridge winter purple computer internet yellow zebra \
    schule zeitung fenster sommer straße kaffee arbeit morgen freiheit katze zucker \
    natasha sergey kotik privet moskva lyubov solnyshko zayka parol vladimir kiska malysh";
const CYRILLIC: &str = "кошка собака солнце любовь привет пароль зима лето море книга дом работа дорога Москва Наташа Сергей звезда весна \
    молоко чашка окно ключ рыба щука объект ёлка июль сосед хлеб цветок шкаф яблоко ночь \
    дякую кохання сонце зірка вечір їжак квітка ґанок Україна місто подруга людина щастя";

fn phrase(words: &'static str, separator: &'static str) -> impl Strategy<Value = String> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let word = (proptest::sample::select(words), 0..3_u8).prop_map(|(word, case)| match case {
        0 => word.to_uppercase().chars().take(1).chain(word.chars().skip(1)).collect(),
        _small => word.to_owned(),
    });
    (proptest::collection::vec(word, 1..4), 0..10_000_u32)
        .prop_map(move |(words, n)| format!("{}{separator}{n}", words.join(separator)))
}

/// Under 1 % of generated passwords may be taken for a wrong layout, of each kind, on every keyboard.
#[test]
fn false_alarms_of_the_layout_check_are_under_one_percent() {
    let kinds: [(&str, BoxedStrategy<String>); 9] = [
        ("letters and digits", "[a-zA-Z0-9]{8,14}".boxed()),
        ("small letters and digits", "[a-z0-9]{8,12}".boxed()),
        ("small letters", "[a-z]{8,16}".boxed()),
        ("with signs", "[a-zA-Z0-9!@#$%^&*()_+=.,;:'<>?/\\[\\]{}-]{10,16}".boxed()),
        ("application passwords", "[a-z]{16}".boxed()),
        ("Latin words", phrase(LATIN, "").boxed()),
        ("Latin phrases", phrase(LATIN, "-").boxed()),
        ("Cyrillic words", phrase(CYRILLIC, "").boxed()),
        ("Cyrillic phrases", phrase(CYRILLIC, " ").boxed()),
    ];
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for (kind, strategy) in kinds {
        for keyboard in [None, Some("ru"), Some("en-US"), Some("de")] {
            let passwords: Vec<String> = (0..1000).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect();
            let wrong: Vec<&String> =
                passwords.iter().filter(|password| layout::other_layout(password, keyboard)).collect();
            assert!(wrong.len() < 10, "{kind} on {keyboard:?}: {} of 1000: {wrong:?}", wrong.len());
        }
    }
}

proptest! {
    #[test]
    fn anything_can_be_checked_and_nothing_is_repeated(login in ".{0,40}", password in "[a-zA-Zа-яё0-9 \u{2019}]{12,30}", code in ".{0,20}") {
        let memory = memory();
        let input = CheckInput { code: Some(&code), drift_s: Some(100), ..look(&memory, &login, &password) };
        for warning in check(&input) {
            prop_assert!(!warning.text.contains(password.trim()));
        }
    }
}

#[test]
fn a_code_that_was_refused_is_known_in_any_spelling() {
    let (memory, refused) = (memory(), [Secret::from("492817"), Secret::from("h4t9-x2qm")]);
    let seen = |code| {
        let empty = look(&memory, "", "");
        codes(&check(&CheckInput { code: Some(code), backup_codes: true, refused_codes: &refused, ..empty }))
    };
    for code in ["492817", "492 817", "H4T9 X2QM"] {
        assert_eq!(seen(code), ["same_as_refused Code"], "{code}");
    }
    assert_eq!(seen("492818"), [""; 0]);
}
