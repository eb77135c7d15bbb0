//! One source file with its mutants behind switches.

use std::collections::HashMap;
use std::ops::Range;

use serde::Deserialize;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Arm, Block, Expr, ExprBinary, ExprStruct, ExprUnary, ReturnType, Signature, Type, UnOp};

/// One change, as cargo-mutants lists it.
#[derive(Deserialize)]
pub(crate) struct Mutant {
    pub(crate) id: usize,
    span: Lines,
    replacement: String,
    genre: Genre,
}

#[derive(Deserialize)]
struct Lines {
    start: Place,
}

/// Both count from 1.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Hash)]
struct Place {
    line: usize,
    column: usize,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Hash)]
enum Genre {
    FnValue,
    BinaryOperator,
    UnaryOperator,
    MatchArm,
    MatchArmGuard,
    StructField,
}

/// The changed file, and the mutants that have no switch in it: in constants, where nothing can be switched; in chains of `let`,
/// where only their own operator is allowed; and other values for a type that only the body knows.
pub(crate) struct Woven {
    pub(crate) source: String,
    pub(crate) left: Vec<usize>,
}

pub(crate) fn weave(source: &str, mutants: Vec<Mutant>) -> syn::Result<Woven> {
    let mut weaver = Weaver { source, here: HashMap::new(), edits: Vec::new() };
    for mutant in mutants {
        weaver.here.entry((mutant.genre, mutant.span.start)).or_default().push((mutant.id, mutant.replacement));
    }
    weaver.visit_file(&syn::parse_file(source)?);
    let mut left: Vec<usize> = weaver.here.values().flatten().map(|(id, _)| *id).collect();
    left.sort_unstable();
    Ok(Woven { source: weaver.drawn(0..source.len(), 0), left })
}

/// What comes in the place of a piece of source. Those of an outer piece come before those inside it.
struct Edit {
    range: Range<usize>,
    parts: Vec<Part>,
}

enum Part {
    Text(String),
    Source(Range<usize>),
}

impl From<String> for Part {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Part {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<proc_macro2::Span> for Part {
    fn from(span: proc_macro2::Span) -> Self {
        Self::Source(span.byte_range())
    }
}

struct Weaver<'a> {
    source: &'a str,
    here: HashMap<(Genre, Place), Vec<(usize, String)>>,
    edits: Vec<Edit>,
}

/// Whether the mutant is on. Each alternative begins a line, so that the compiler's complaint names the mutant.
fn on(id: usize) -> String {
    format!("\ncrate::mutants::on({id})")
}

impl Weaver<'_> {
    fn drawn(&self, range: Range<usize>, from: usize) -> String {
        let (mut text, mut at) = (String::new(), range.start);
        for (number, edit) in self.edits.iter().enumerate().skip(from) {
            if edit.range.start < at || edit.range.end > range.end {
                continue;
            }
            text += self.source.get(at..edit.range.start).unwrap_or_default();
            for part in &edit.parts {
                match part {
                    Part::Text(part) => text += part,
                    Part::Source(inner) => text += &self.drawn(inner.clone(), number + 1),
                }
            }
            at = edit.range.end;
        }
        text + self.source.get(at..range.end).unwrap_or_default()
    }

    /// The mutants that begin there, which are then no longer missing.
    fn take(&mut self, genre: Genre, span: proc_macro2::Span) -> Vec<(usize, String)> {
        let start = span.start();
        self.here.remove(&(genre, Place { line: start.line, column: start.column + 1 })).unwrap_or_default()
    }

    fn put(&mut self, range: Range<usize>, parts: Vec<Part>) {
        self.edits.push(Edit { range, parts });
    }

    /// A body can be left at once with another value, unless that value's type is only known from the body.
    fn body(&mut self, signature: &Signature, block: &Block) {
        if matches!(&signature.output, ReturnType::Type(_, kind) if matches!(**kind, Type::ImplTrait(_))) {
            return;
        }
        let Some(first) = block.stmts.first() else { return };
        let mutants = self.take(Genre::FnValue, first.span());
        let begin = first.span().byte_range().start;
        let parts = mutants.iter().map(|(id, value)| format!("if{} {{ return {value}; }}\n", on(*id)).into());
        let parts = parts.collect();
        self.put(begin..begin, parts);
    }

    /// `if` each mutant's switch its form, `else` the form that was there.
    fn forms(mutants: &[(usize, String)], was: &str, form: impl Fn(&str) -> Vec<Part>) -> Vec<Part> {
        let mut parts = Vec::new();
        for (id, operator) in mutants {
            parts.push(format!("if{} {{ ", on(*id)).into());
            parts.extend(form(operator));
            parts.push(" } else ".into());
        }
        parts.push("{ ".into());
        parts.extend(form(was));
        parts.push(" }".into());
        parts
    }
}

impl<'ast> Visit<'ast> for Weaver<'_> {
    // In a constant nothing can be switched.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if item.sig.constness.is_none() {
            self.body(&item.sig, &item.block);
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if item.sig.constness.is_none() {
            self.body(&item.sig, &item.block);
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.body(&item.sig, block);
        }
        visit::visit_trait_item_fn(self, item);
    }

    fn visit_expr_binary(&mut self, expr: &'ast ExprBinary) {
        let (left, right) = (expr.left.span(), expr.right.span());
        let was = self.source.get(expr.op.span().byte_range()).unwrap_or_default();
        let kind = Kind::of(was);
        if kind != Kind::Logic || !(has_let(&expr.left) || has_let(&expr.right)) {
            let mutants = self.take(Genre::BinaryOperator, expr.op.span());
            if let Some((id, _)) = mutants.first() {
                let values = |operator: &str| vec![format!("mutant_left {operator} mutant_right").into()];
                let places = |operator: &str| vec![format!("*mutant_left {operator} *mutant_right").into()];
                let mut parts: Vec<Part> = Vec::new();
                match kind {
                    // `a && b` is "if a is false, a, else b", and `a || b` the same with true: the switch turns one into the other.
                    Kind::Logic => {
                        let same = if was == "&&" { "==" } else { "!=" };
                        let ends = format!("; if mutant_left {same}{} {{ mutant_left }} else {{ ", on(*id));
                        parts.extend(["({ let mutant_left: bool = ".into(), left.into(), ends.into(), right.into()]);
                        parts.push(" } })".into());
                    }
                    Kind::Comparison => {
                        parts.extend(["(match (&(".into(), left.into(), "), &(".into(), right.into()]);
                        parts.push(")) { (mutant_left, mutant_right) => ".into());
                        parts.extend(Self::forms(&mutants, was, places));
                        parts.push(" })".into());
                    }
                    Kind::Assignment => {
                        let assign = |operator: &str| vec![left.into(), format!(" {operator} mutant_right").into()];
                        parts.extend(["({ let mutant_right = ".into(), right.into(), "; ".into()]);
                        parts.extend(Self::forms(&mutants, was, assign));
                        parts.push(" })".into());
                    }
                    Kind::Value => {
                        parts.extend(["(match (".into(), left.into(), ", ".into(), right.into()]);
                        parts.push(") { (mutant_left, mutant_right) => ".into());
                        parts.extend(Self::forms(&mutants, was, values));
                        parts.push(" })".into());
                    }
                }
                self.put(expr.span().byte_range(), parts);
            }
        }
        visit::visit_expr_binary(self, expr);
    }

    fn visit_expr_unary(&mut self, expr: &'ast ExprUnary) {
        if let Some((id, _)) = self.take(Genre::UnaryOperator, expr.op.span()).first() {
            let inner = expr.expr.span();
            let parts = if matches!(expr.op, UnOp::Not(_)) {
                vec!["((!".into(), inner.into(), format!(") !={})", on(*id)).into()]
            } else {
                vec![
                    format!("(if{} {{ ", on(*id)).into(),
                    inner.into(),
                    " } else { -".into(),
                    inner.into(),
                    " })".into(),
                ]
            };
            self.put(expr.span().byte_range(), parts);
        }
        visit::visit_expr_unary(self, expr);
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        if let Some((id, _)) = self.take(Genre::MatchArm, arm.span()).first() {
            let end = arm.pat.span().byte_range().end;
            self.put(end..end, vec![format!(" if !{}", on(*id).trim_start()).into()]);
        }
        if let Some((_, guard)) = &arm.guard {
            let mutants = self.take(Genre::MatchArmGuard, guard.span());
            if !mutants.is_empty() {
                let mut parts: Vec<Part> = Vec::new();
                for (id, value) in &mutants {
                    parts.push(format!("if{} {{ {value} }} else ", on(*id)).into());
                }
                parts.extend(["{ ".into(), guard.span().into(), " }".into()]);
                self.put(guard.span().byte_range(), parts);
            }
        }
        visit::visit_arm(self, arm);
    }

    fn visit_expr_struct(&mut self, expr: &'ast ExprStruct) {
        let mut parts: Vec<Part> = vec!["(".into()];
        for field in &expr.fields {
            if let Some((id, _)) = self.take(Genre::StructField, field.span()).first() {
                parts.extend([format!("if{} {{ ", on(*id)).into(), expr.path.span().into(), " { ".into()]);
                for other in expr.fields.iter().filter(|other| other.member != field.member) {
                    parts.extend([other.span().into(), ", ".into()]);
                }
                parts.push("..".into());
                parts.extend(expr.rest.as_ref().map(|rest| rest.span().into()));
                parts.push(" } } else ".into());
            }
        }
        if parts.len() > 1 {
            parts.extend(["{ ".into(), expr.span().into(), " })".into()]);
            self.put(expr.span().byte_range(), parts);
        }
        visit::visit_expr_struct(self, expr);
    }
}

#[derive(PartialEq, Eq)]
enum Kind {
    Logic,
    Comparison,
    Assignment,
    Value,
}

impl Kind {
    fn of(operator: &str) -> Self {
        match operator {
            "&&" | "||" => Self::Logic,
            "==" | "!=" | "<" | ">" | "<=" | ">=" => Self::Comparison,
            _ if operator.ends_with('=') => Self::Assignment,
            _ => Self::Value,
        }
    }
}

/// `let` inside parentheses is another chain's.
fn has_let(expr: &Expr) -> bool {
    if let Expr::Binary(both) = expr {
        return has_let(&both.left) || has_let(&both.right);
    }
    matches!(expr, Expr::Let(_))
}
