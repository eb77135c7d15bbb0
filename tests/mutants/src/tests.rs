//! The woven program is built and run, once with all switches off and once with each one on.

use std::fs;
use std::process::Command;

use serde_json::json;

use crate::weave::{Mutant, weave};

const SOURCE: &str = r#"
#[derive(Debug)]
struct Point { x: i32, y: i32, z: i32 }
const FIVE: i32 = 2 + 3;
fn less(a: i32, b: i32) -> bool { a < b }
fn same(a: &str, b: &String) -> bool { *a == **b }
fn both(left: bool, right: bool) -> bool { left && !right }
fn sum(a: i32, b: i32) -> i32 { a + b * 2 }
fn add(mut a: i32) -> i32 { a += 3; a }
fn minus(a: i32) -> i32 { -a }
fn named(n: i32) -> &'static str { match n { 1 => "one", n if n > 9 => "much", _ => "other" } }
fn point() -> Point { Point { x: 1, y: 2, ..Point { x: 7, y: 8, z: 9 } } }
fn chain(n: Option<i32>) -> i32 { if let Some(n) = n && n > 3 { n } else { 0 } }
fn evens() -> impl Iterator<Item = i32> { (0..9).filter(|n| n % 2 == 0) }
const fn fixed(a: i32) -> i32 { a - 1 }
fn main() {
    println!("{} {} {}", less(1, 2), less(2, 2), same("a", &"a".to_owned()));
    println!("{} {} {} {}", both(true, false), both(false, false), sum(1, 2), add(1));
    println!("{} {} {} {}", minus(1), named(1), named(10), named(5));
    println!("{:?} {} {} {}", point(), chain(Some(4)), chain(None), fixed(FIVE));
    println!("{}", evens().count());
}
"#;
const OFF: &str = "true false true\ntrue false 5 4\n-1 one much other\nPoint { x: 1, y: 2, z: 9 } 4 0 4\n5\n";

/// A change: its kind, a piece of the source with `@` before where it begins, what comes there, and the line it makes; nothing
/// where it has no switch.
const CHANGES: [(&str, &str, &str, Option<&str>); 23] = [
    ("BinaryOperator", "{ a @< b }", "<=", Some("true true true")),
    ("BinaryOperator", "{ a @< b }", ">", Some("false false true")),
    ("BinaryOperator", "*a @== **b", "!=", Some("true false false")),
    ("BinaryOperator", "left @&& !right", "||", Some("true true 5 4")),
    ("UnaryOperator", "left && @!right", "", Some("false false 5 4")),
    ("BinaryOperator", "{ a @+ b * 2 }", "-", Some("true false -3 4")),
    ("BinaryOperator", "{ a @+ b * 2 }", "*", Some("true false 4 4")),
    ("BinaryOperator", "a + b @* 2", "/", Some("true false 2 4")),
    ("BinaryOperator", "{ a @+= 3", "-=", Some("true false 5 -2")),
    ("UnaryOperator", "{ @-a }", "", Some("1 one much other")),
    ("FnValue", "{ @-a }", "1", Some("1 one much other")),
    ("MatchArm", "{ @1 => \"one\"", "", Some("-1 other much other")),
    ("MatchArmGuard", "n if @n > 9", "true", Some("-1 one much much")),
    ("MatchArmGuard", "n if @n > 9", "false", Some("-1 one other other")),
    ("BinaryOperator", "n if n @> 9", "<", Some("-1 one other much")),
    ("StructField", "{ @x: 1, y", "", Some("Point { x: 7, y: 2, z: 9 } 4 0 4")),
    ("StructField", "x: 1, @y: 2", "", Some("Point { x: 1, y: 8, z: 9 } 4 0 4")),
    ("BinaryOperator", "n && n @> 3", "<", Some("Point { x: 1, y: 2, z: 9 } 0 0 4")),
    ("BinaryOperator", "= n @&& n > 3", "||", None),
    ("BinaryOperator", "= 2 @+ 3", "-", None),
    ("BinaryOperator", "{ a @- 1 }", "+", None),
    ("FnValue", "{ @(0..9)", "std::iter::empty()", None),
    ("BinaryOperator", "n % 2 @== 0", "!=", Some("4")),
];

fn mutant(id: usize) -> Mutant {
    let (genre, piece, replacement, _) = CHANGES[id];
    let at = SOURCE.find(&piece.replace('@', "")).unwrap() + piece.find('@').unwrap();
    let (before, _) = SOURCE.split_at(at);
    let (line, column) = (before.matches('\n').count() + 1, at - before.rfind('\n').unwrap());
    let span = json!({"start": {"line": line, "column": column}});
    serde_json::from_value(json!({"id": id, "span": span, "genre": genre, "replacement": replacement})).unwrap()
}

#[test]
fn every_switch_makes_its_change_and_nothing_else_and_with_all_off_nothing_is_changed() {
    let woven = weave(SOURCE, (0..CHANGES.len()).map(mutant).collect()).unwrap();
    let without: Vec<usize> = (0..CHANGES.len()).filter(|id| CHANGES[*id].3.is_none()).collect();
    assert_eq!(woven.left, without);
    let folder = tempfile::tempdir().unwrap();
    let (source, program) = (folder.path().join("woven.rs"), folder.path().join("woven"));
    let switches = "mod mutants { pub fn on(id: usize) -> bool { std::env::args().nth(1) == Some(id.to_string()) } }";
    fs::write(&source, woven.source + switches).unwrap();
    let rustc =
        Command::new("rustc").args(["--edition=2024", "--cap-lints=allow", "-o"]).args([&program, &source]).output();
    let rustc = rustc.unwrap();
    assert!(rustc.status.success(), "{}", String::from_utf8_lossy(&rustc.stderr));
    let said = |switch: &str| String::from_utf8(Command::new(&program).arg(switch).output().unwrap().stdout).unwrap();
    assert_eq!(said("none"), OFF);
    for (id, change) in CHANGES.iter().enumerate() {
        let Some(line) = change.3 else { continue };
        let said = said(&id.to_string());
        let changed: Vec<&str> =
            said.lines().zip(OFF.lines()).filter(|(now, was)| now != was).map(|(now, _)| now).collect();
        assert_eq!(changed, [line], "{change:?}");
    }
}
