//! Expected values: subsets of what came, with a few operators.

use serde_json::{Map, Value};

/// Every operator. An object with one has nothing but operators, and all of them must hold.
pub const OPERATORS: [&str; 12] = [
    "$absent",
    "$any",
    "$not",
    "$one_of",
    "$starts",
    "$contains",
    "$min",
    "$max",
    "$length",
    "$has",
    "$each",
    "$count",
];

/// Whether `actual` is as expected. Errors: where it is not, and what is there.
pub fn matches(expected: &Value, actual: &Value) -> Result<(), String> {
    compare(expected, Some(actual))
        .map_err(|(at, what)| format!("at {}: {what}", if at.is_empty() { "/" } else { &at }))
}

/// Place (a JSON pointer) and what is wrong there.
type Wrong = (String, String);

fn wrong(what: String) -> Result<(), Wrong> {
    Err((String::new(), what))
}

fn below(step: impl std::fmt::Display) -> impl Fn(Wrong) -> Wrong {
    move |(at, what)| (format!("/{step}{at}"), what)
}

fn compare(expected: &Value, actual: Option<&Value>) -> Result<(), Wrong> {
    if let Some(operators) = operators(expected) {
        return operators.iter().try_for_each(|(name, argument)| hold(name, argument, actual));
    }
    let Some(actual) = actual else { return wrong(format!("{expected} is not there")) };
    match (expected, actual) {
        (Value::Object(fields), Value::Object(there)) => {
            fields.iter().try_for_each(|(name, value)| compare(value, there.get(name)).map_err(below(name)))
        }
        (Value::Array(items), Value::Array(there)) => {
            let mut pairs = items.iter().zip(there).enumerate();
            pairs.try_for_each(|(at, (item, there))| compare(item, Some(there)).map_err(below(at)))?;
            if items.len() == there.len() {
                return Ok(());
            }
            wrong(format!("{} expected, {} there: {actual}", items.len(), there.len()))
        }
        (expected, actual) if expected == actual => Ok(()),
        (expected, actual) => wrong(format!("{expected} expected, {actual} there")),
    }
}

fn operators(expected: &Value) -> Option<&Map<String, Value>> {
    expected.as_object().filter(|fields| fields.keys().any(|name| name.starts_with('$')))
}

fn hold(name: &str, argument: &Value, actual: Option<&Value>) -> Result<(), Wrong> {
    let there = || actual.map_or_else(|| "nothing".to_owned(), Value::to_string);
    let yes = match name {
        "$absent" => actual.is_none_or(Value::is_null) == (argument == &Value::Bool(true)),
        "$any" => actual.is_some(),
        "$not" => compare(argument, actual).is_err(),
        "$one_of" => items(Some(argument)).iter().any(|one| compare(one, actual).is_ok()),
        "$starts" => text(actual).starts_with(text(Some(argument))) && actual.is_some_and(Value::is_string),
        "$contains" => text(actual).contains(text(Some(argument))) && actual.is_some_and(Value::is_string),
        "$min" => number(actual) >= number(Some(argument)) && number(actual).is_some(),
        "$max" => number(actual) <= number(Some(argument)) && number(actual).is_some(),
        "$length" => length(actual).is_some_and(|length| compare(argument, Some(&Value::from(length))).is_ok()),
        "$has" => has(items(Some(argument)), items(actual)),
        "$each" => {
            let mut there = items(actual).iter().enumerate();
            there.try_for_each(|(at, item)| compare(argument, Some(item)).map_err(below(at)))?;
            actual.is_some_and(Value::is_array)
        }
        "$count" => {
            let (Some(of), Some(is)) = (argument.get("of"), argument.get("is")) else {
                return wrong("$count has `of` and `is`".to_owned());
            };
            let count = items(actual).iter().filter(|item| compare(of, Some(item)).is_ok()).count();
            if compare(is, Some(&Value::from(count))).is_err() {
                return wrong(format!("{is} are to be {of}, but {count} are: {}", there()));
            }
            true
        }
        _unknown => return wrong(format!("there is no operator {name}")),
    };
    if yes { Ok(()) } else { wrong(format!("{name} {argument} does not hold for {}", there())) }
}

/// Every one of `wanted` has an item of its own.
fn has(wanted: &[Value], there: &[Value]) -> bool {
    let mut left: Vec<&Value> = there.iter().collect();
    wanted.iter().all(|one| {
        let at = left.iter().position(|item| compare(one, Some(item)).is_ok());
        at.map(|at| left.remove(at)).is_some()
    })
}

fn items(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: Option<&Value>) -> &str {
    value.and_then(Value::as_str).unwrap_or_default()
}

fn number(value: Option<&Value>) -> Option<f64> {
    value.and_then(Value::as_f64)
}

/// Items of a list, characters of a text.
fn length(value: Option<&Value>) -> Option<usize> {
    let value = value?;
    value.as_array().map(Vec::len).or_else(|| value.as_str().map(|text| text.chars().count()))
}

/// Whether every operator in there exists and has an argument of its form. Errors: which has not.
pub fn sound(expected: &Value) -> Result<(), String> {
    match expected {
        Value::Array(items) => items.iter().try_for_each(sound),
        Value::Object(fields) if operators(expected).is_none() => fields.values().try_for_each(sound),
        Value::Object(fields) => fields.iter().try_for_each(|(name, argument)| sound_operator(name, argument)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
    }
}

fn sound_operator(name: &str, argument: &Value) -> Result<(), String> {
    let fits = match name {
        "$absent" | "$any" => argument == &Value::Bool(true),
        "$starts" | "$contains" => argument.is_string(),
        "$min" | "$max" => argument.is_number(),
        "$one_of" | "$has" => argument.as_array().is_some_and(|items| !items.is_empty()),
        "$count" => argument
            .as_object()
            .is_some_and(|fields| fields.len() == 2 && fields.contains_key("of") && fields.contains_key("is")),
        "$not" | "$each" | "$length" => true,
        _unknown => false,
    };
    if !fits {
        return Err(format!("{name} {argument} is no operator with its argument"));
    }
    match name {
        "$count" => argument.as_object().into_iter().flat_map(Map::values).try_for_each(sound),
        "$starts" | "$contains" | "$min" | "$max" | "$absent" | "$any" => Ok(()),
        _of_values => sound(argument),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn fits(expected: Value, actual: &Value) -> bool {
        sound(&expected).unwrap();
        matches(&expected, actual).is_ok()
    }

    #[test]
    fn objects_are_subsets_and_lists_are_whole() {
        let row = json!({"id": "a", "n": 1, "list": [{"x": 1, "y": 2}, {"x": 2}], "none": []});
        assert!(fits(json!({"id": "a", "list": [{"x": 1}, {}]}), &row));
        assert!(!fits(json!({"list": [{"x": 1}]}), &row), "one is missing");
        assert!(!fits(json!({"list": []}), &row));
        assert!(fits(json!({"none": []}), &row));
        assert!(!fits(json!({"id": "b"}), &row));
        assert!(!fits(json!({"other": null}), &row), "not there is not null");
    }

    #[test]
    fn every_operator_says_yes_and_no() {
        let row = json!({"text": "hello", "n": 5, "list": [{"k": 1}, {"k": 1}, {"k": 2}], "null": null});
        let pairs = [
            (json!({"gone": {"$absent": true}, "null": {"$absent": true}}), json!({"n": {"$absent": true}})),
            (json!({"null": {"$any": true}}), json!({"gone": {"$any": true}})),
            (json!({"n": {"$not": 4}, "gone": {"$not": 4}}), json!({"n": {"$not": 5}})),
            (json!({"n": {"$one_of": [4, 5]}}), json!({"n": {"$one_of": [3, 4]}})),
            (json!({"text": {"$starts": "he"}}), json!({"text": {"$starts": "lo"}})),
            (json!({"text": {"$contains": "ell"}}), json!({"gone": {"$contains": ""}})),
            (json!({"n": {"$min": 5, "$max": 5}}), json!({"n": {"$min": 4, "$max": 4}})),
            (json!({"text": {"$length": 5}}), json!({"list": {"$length": {"$max": 2}}})),
            (json!({"list": {"$has": [{"k": 2}, {"k": 1}]}}), json!({"list": {"$has": [{"k": 2}, {"k": 2}]}})),
            (json!({"list": {"$each": {"k": {"$max": 2}}}}), json!({"list": {"$each": {"k": 1}}})),
            (json!({"list": {"$count": {"of": {"k": 1}, "is": 2}}}), json!({"list": {"$count": {"of": {}, "is": 2}}})),
        ];
        for (yes, no) in pairs {
            assert!(fits(yes.clone(), &row), "{yes}");
            assert!(!fits(no.clone(), &row), "{no}");
        }
        for name in OPERATORS {
            assert!(
                hold(name, &json!(0), None).err().is_none_or(|(_, what)| !what.starts_with("there is no")),
                "{name}"
            );
        }
    }

    #[test]
    fn a_misspelt_operator_is_found_before_anything_is_played() {
        for expected in
            [json!({"a": [{"$sart": "x"}]}), json!({"$min": "1"}), json!({"$has": []}), json!({"$min": 1, "b": 2})]
        {
            assert!(sound(&expected).is_err(), "{expected}");
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        let said = matches(&json!({"a": [{"b": 1}]}), &json!({"a": [{"b": 2}]})).unwrap_err();
        assert_eq!(said, "at /a/0/b: 1 expected, 2 there");
    }
}
