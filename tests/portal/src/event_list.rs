//! `main.eventlog.list` (L4, P42): filter, order and pages of the event log, for administrators.

use std::cmp::Ordering;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::db::Stored;
use crate::reply::Reply;
use crate::rest::failure;
use crate::users::User;
use crate::visit::Visit;

/// Rows of a page: unless asked otherwise, and at most.
const PAGE: usize = 50;
const MOST: usize = 1_000;

/// P42; a field that is missing asks for nothing.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wish {
    filter: Value,
    order: Map<String, Value>,
    pagination: Pagination,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Pagination {
    limit: Option<usize>,
    offset: usize,
}

/// One condition: `[field, value]`, `[field, operator, value]`, or a field of an object.
#[derive(Debug)]
struct Condition {
    field: String,
    operator: Operator,
    value: Value,
}

#[derive(Debug, Clone, Copy)]
enum Operator {
    Is,
    IsNot,
    Less,
    AtMost,
    More,
    AtLeast,
    OneOf,
}

impl Operator {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "=" => Self::Is,
            "!=" => Self::IsNot,
            "<" => Self::Less,
            "<=" => Self::AtMost,
            ">" => Self::More,
            ">=" => Self::AtLeast,
            "in" => Self::OneOf,
            _ => return None,
        })
    }
}

/// The rows asked for as `{items}`, or the refusal to send (L3, L5).
pub(crate) fn answer(visit: &Visit<'_>, user: &User) -> Stored<Result<Value, Reply>> {
    if !user.admin {
        return Ok(Err(failure(403, "ACCESS_DENIED", "Access denied")));
    }
    let body = visit.hit.json();
    let wish = if body.is_null() { Some(Wish::default()) } else { Wish::deserialize(body).ok() };
    let read = wish.and_then(|wish| Some((conditions(&wish.filter)?, order(&wish.order)?, wish.pagination)));
    let Some((conditions, order, pages)) = read else {
        return Ok(Err(failure(400, "invalid_request", "The filter, order or pagination cannot be read")));
    };
    let rows = visit.server.store.events()?.into_iter().map(|event| json!(event));
    let mut rows: Vec<Value> = rows.filter(|row| conditions.iter().all(|condition| condition.holds(row))).collect();
    for (field, descending) in order.iter().rev() {
        rows.sort_by(|a, b| {
            let found = compare(field, a.get(field), b.get(field));
            if *descending { found.reverse() } else { found }
        });
    }
    let limit = pages.limit.unwrap_or(PAGE).min(MOST);
    let items: Vec<Value> = rows.into_iter().skip(pages.offset).take(limit).collect();
    Ok(Ok(json!({ "items": items })))
}

fn conditions(filter: &Value) -> Option<Vec<Condition>> {
    match filter {
        Value::Null => Some(Vec::new()),
        Value::Object(fields) => {
            fields.iter().map(|(field, value)| condition(field, value.is_array().then_some("in"), value)).collect()
        }
        Value::Array(list) => list
            .iter()
            .map(|one| match one.as_array()?.as_slice() {
                [field, value] => condition(field.as_str()?, None, value),
                [field, operator, value] => condition(field.as_str()?, Some(operator.as_str()?), value),
                _ => None,
            })
            .collect(),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

fn condition(field: &str, operator: Option<&str>, value: &Value) -> Option<Condition> {
    let operator = Operator::read(operator.unwrap_or("="))?;
    Some(Condition { field: field.to_owned(), operator, value: value.clone() })
}

fn order(wish: &Map<String, Value>) -> Option<Vec<(String, bool)>> {
    wish.iter()
        .map(|(field, way)| match way.as_str()?.to_ascii_uppercase().as_str() {
            "ASC" => Some((field.clone(), false)),
            "DESC" => Some((field.clone(), true)),
            _ => None,
        })
        .collect()
}

impl Condition {
    fn holds(&self, row: &Value) -> bool {
        let found = || compare(&self.field, row.get(&self.field), Some(&self.value));
        match self.operator {
            Operator::Is => found() == Ordering::Equal,
            Operator::IsNot => found() != Ordering::Equal,
            Operator::Less => found() == Ordering::Less,
            Operator::AtMost => found() != Ordering::Greater,
            Operator::More => found() == Ordering::Greater,
            Operator::AtLeast => found() != Ordering::Less,
            Operator::OneOf => {
                let list = self.value.as_array().into_iter().flatten();
                list.into_iter().any(|one| compare(&self.field, row.get(&self.field), Some(one)) == Ordering::Equal)
            }
        }
    }
}

/// Numbers by size (ids come as text too), moments by time, all else as text.
fn compare(field: &str, a: Option<&Value>, b: Option<&Value>) -> Ordering {
    let text = |value: Option<&Value>| match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let (a, b) = (text(a), text(b));
    if field == "timestampX" {
        let moment = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
        return moment(&a).cmp(&moment(&b));
    }
    match (a.parse::<i64>(), b.parse::<i64>()) {
        (Ok(a), Ok(b)) => a.cmp(&b),
        _ => a.cmp(&b),
    }
}
