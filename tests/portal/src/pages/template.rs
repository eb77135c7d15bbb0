//! The pages' HTML: templates with everything escaped, and the stock markers of I8 around a message.

use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;
use serde_json::{Value, json};

use crate::reply::Reply;

const TEMPLATES: &[(&str, &str)] = &[
    ("base.html", include_str!("templates/base.html")),
    ("fields.html", include_str!("templates/fields.html")),
    ("sign_in.html", include_str!("templates/sign_in.html")),
    ("forgot.html", include_str!("templates/forgot.html")),
    ("change.html", include_str!("templates/change.html")),
    ("invite.html", include_str!("templates/invite.html")),
];

/// What a form answered: shown as `errortext` or `notetext` (I8).
#[derive(Debug, Serialize)]
pub(super) struct Message {
    good: bool,
    lines: Vec<String>,
}

impl Message {
    pub(super) fn refusal(lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { good: false, lines: lines.into_iter().map(Into::into).collect() }
    }

    pub(super) fn acceptance(lines: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { good: true, lines: lines.into_iter().map(Into::into).collect() }
    }
}

/// 200 with the page (I8). `no_marker`: P35, a template that shows the message in an element of its own.
pub(super) fn page(name: &str, message: Option<&Message>, no_marker: bool, mut fields: Value) -> Reply {
    if let Some(fields) = fields.as_object_mut() {
        fields.insert("message".to_owned(), json!(message));
        fields.insert("no_marker".to_owned(), json!(no_marker));
    }
    match render(name, fields) {
        Ok(html) => Reply::html(200, &html).with("cache-control", "no-store"),
        Err(error) => {
            tracing::error!(%error, "a page could not be shown");
            Reply::empty(500)
        }
    }
}

fn render(name: &str, fields: Value) -> Result<String, minijinja::Error> {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    for (name, text) in TEMPLATES {
        templates.add_template(name, text)?;
    }
    templates.get_template(name)?.render(minijinja::value::Serde(fields))
}
