//! What a page for people says by its markers: elements by their class, form fields by their name (I8). Never by its words (Q5,
//! R11), and within bounds (R14).

use super::{charset, clean};
use crate::secret::Secret;
use crate::transport::Response;

/// The most bytes of a page that are read. Stock pages have a few dozen kilobytes, templates ten times that.
pub const MAX_PAGE_BODY: usize = 1024 * 1024;

/// More fields than this of one page are not kept; real forms have about ten.
const MAX_FIELDS: usize = 100;
/// The longest name and value of a field.
const MAX_NAME: usize = 64;
const MAX_VALUE: usize = 1024;
/// More attributes than this of one tag are passed over.
const MAX_ATTRIBUTES: usize = 64;

/// The markers of one page. Values of fields may be secrets (`sessid`), so its `Debug` shows names alone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Text of the first filled element of class `errortext`: a refusal. Cleaned; only shown.
    pub refusal: Option<String>,
    /// Text of the first filled element of class `notetext`: an acceptance. Cleaned; only shown.
    pub acceptance: Option<String>,
    fields: Vec<(String, String)>,
}

impl std::fmt::Debug for Page {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = self.fields.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Page")
            .field("refusal", &self.refusal)
            .field("acceptance", &self.acceptance)
            .field("fields", &names)
            .finish()
    }
}

impl Page {
    /// The value of the first field of that name; empty where it has none. `None`: the page has no such field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Reads the markers of a page. Rubbish is a page without any.
pub fn read_page(response: &Response) -> Page {
    let (body, secrets) = (response.body.as_slice(), response.secrets.as_slice());
    let text = charset::text(body.get(..MAX_PAGE_BODY).unwrap_or(body), &response.headers);
    let mut page = Page::default();
    let mut open: Option<Marked<'_>> = None;
    let mut rest: &str = &text;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(tag) = read_tag(after) else { continue };
        rest = tag.after;
        if let Some(marked) = &mut open {
            marked.depth = depth(marked, &tag);
            if marked.depth == 0 {
                page.note(marked.marker, text_before(marked.from, after), secrets);
                open = None;
            }
        }
        page.take(&tag);
        if let (None, Some(marker)) = (&open, marker_of(&tag)) {
            open = Some(Marked { marker, name: tag.name.clone(), depth: 1, from: tag.after });
        }
        if !tag.closes && matches!(tag.name.as_str(), "script" | "style" | "template") {
            rest = after_element(rest, &tag.name);
        }
    }
    if let Some(marked) = open {
        page.note(marked.marker, marked.from, secrets);
    }
    page
}

impl Page {
    /// An empty element says nothing: templates keep one ready.
    fn note(&mut self, marker: Marker, text: &str, secrets: &[Secret]) {
        let slot = match marker {
            Marker::Refusal => &mut self.refusal,
            Marker::Acceptance => &mut self.acceptance,
        };
        if slot.is_none() {
            *slot = clean::clean_text(text, secrets);
        }
    }

    fn take(&mut self, tag: &Tag<'_>) {
        let is_field = matches!(tag.name.as_str(), "input" | "select" | "textarea");
        let Some(name) = tag.attribute("name").filter(|_| is_field && !tag.closes) else { return };
        let value = tag.attribute("value").unwrap_or_default();
        let fits = !name.is_empty() && name.len() <= MAX_NAME && value.len() <= MAX_VALUE;
        if fits && self.fields.len() < MAX_FIELDS {
            self.fields.push((name, value));
        }
    }
}

#[derive(Debug, Clone, Copy)]
enum Marker {
    Refusal,
    Acceptance,
}

/// An element of a marked class, from behind its opening tag.
struct Marked<'a> {
    marker: Marker,
    name: String,
    depth: usize,
    from: &'a str,
}

fn depth(marked: &Marked<'_>, tag: &Tag<'_>) -> usize {
    match (tag.name == marked.name, tag.closes) {
        (true, true) => marked.depth.saturating_sub(1),
        (true, false) => marked.depth.saturating_add(1),
        (false, _) => marked.depth,
    }
}

/// What stands in `from` before the tag whose inside is `inside`; both are tails of one text.
fn text_before<'a>(from: &'a str, inside: &str) -> &'a str {
    let length = from.len().saturating_sub(inside.len()).saturating_sub(1);
    from.get(..length).unwrap_or_default()
}

fn marker_of(tag: &Tag<'_>) -> Option<Marker> {
    let void = matches!(tag.name.as_str(), "input" | "br" | "img" | "hr" | "meta" | "link");
    let classes = tag.attribute("class").filter(|_| !tag.closes && !void)?;
    classes.split_ascii_whitespace().find_map(|class| match class {
        "errortext" => Some(Marker::Refusal),
        "notetext" => Some(Marker::Acceptance),
        _other => None,
    })
}

/// Behind the end of an element whose inside is no markup.
fn after_element<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return after;
        }
        rest = after;
    }
    ""
}

struct Tag<'a> {
    name: String,
    closes: bool,
    attributes: Vec<(String, &'a str)>,
    after: &'a str,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<String> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| clean::decode(value))
    }
}

/// A tag from behind its `<`; `None` where none begins there.
fn read_tag(text: &str) -> Option<Tag<'_>> {
    let (closes, text) = text.strip_prefix('/').map_or((false, text), |rest| (true, rest));
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let (name, mut rest) = text.split_at_checked(end)?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) || name.len() > MAX_NAME {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        let (attribute, after) = read_attribute(rest);
        if attributes.len() < MAX_ATTRIBUTES {
            attributes.push(attribute);
        }
        rest = after;
    }
    Some(Tag { name: name.to_ascii_lowercase(), closes, attributes, after: rest })
}

/// One attribute, and what follows it. Takes at least one character.
fn read_attribute(text: &str) -> ((String, &str), &str) {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let behind = |from: usize, stop: fn(char) -> bool| {
        text.get(from..).and_then(|tail| tail.find(stop)).map_or(text.len(), |at| from + at)
    };
    let end = behind(first, |c| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/'));
    let (name, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    let name = name.to_ascii_lowercase();
    let Some(value) = rest.trim_start().strip_prefix('=').map(str::trim_start) else { return ((name, ""), rest) };
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            let (value, after) = quoted.split_once(quote).unwrap_or((quoted, ""));
            return ((name, value), after);
        }
    }
    let end = value.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(value.len());
    let (value, after) = value.split_at_checked(end).unwrap_or((value, ""));
    ((name, value), after)
}
