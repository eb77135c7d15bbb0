//! Documents as bytes: what is newer, what is damaged, and how fields that this version does not know survive rewriting.

use std::io::ErrorKind;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::disk::LONGEST;
use super::documents::{
    AccountDoc, Header, IndexDoc, LedgerDoc, MIN_READER, PhoneDoc, RecoveryDoc, SignInDoc, TombstoneDoc, VERSION,
};
use super::read::{Read, StoreProblem};

/// What every document has.
pub(super) trait Document: Serialize + DeserializeOwned {
    fn header(&self) -> &Header;
    fn header_mut(&mut self) -> &mut Header;
    /// The id that its file is named after; `None` where there is one document of the kind.
    fn id(&self) -> Option<&str>;
}

macro_rules! document {
    ($kind:ty, $self:ident => $id:expr) => {
        impl Document for $kind {
            fn header(&self) -> &Header {
                &self.header
            }
            fn header_mut(&mut self) -> &mut Header {
                &mut self.header
            }
            fn id(&$self) -> Option<&str> {
                $id
            }
        }
    };
}

document!(AccountDoc, self => Some(&self.id));
document!(SignInDoc, self => Some(&self.id));
document!(RecoveryDoc, self => Some(&self.id));
document!(TombstoneDoc, self => Some(&self.account));
document!(IndexDoc, self => None);
document!(PhoneDoc, self => None);
document!(LedgerDoc, self => None);

/// Reads a document; `id` is the one in its file's name. A copy under another's name is damage: it would be a second account
/// with the first one's secrets.
pub(super) fn decode<D: Document>(bytes: &[u8], id: Option<&str>) -> Read<D> {
    match (header(bytes), serde_json::from_slice::<D>(bytes)) {
        (Some(header), Ok(mut document)) if header.min_reader <= VERSION => {
            if document.id() != id {
                return Read::Damaged;
            }
            *document.header_mut() = header;
            Read::Value(document)
        }
        (Some(_), Ok(_)) => Read::Newer,
        (_, _) if is_newer(bytes) => Read::Newer,
        (_, _) => Read::Damaged,
    }
}

/// What a document begins with. Not inlined: it would be in the library once for each kind of document.
#[inline(never)]
fn header(bytes: &[u8]) -> Option<Header> {
    // What is unknown is skipped at reading and read when it is written again: it must be text too.
    std::str::from_utf8(bytes).ok()?;
    serde_json::from_slice(bytes).ok()
}

/// Of a document that is not as we write them: whether a newer program wrote it. By `min_reader`, or by a newer writer that forgot
/// to raise it: it can read this, so we must not spoil it.
#[inline(never)]
fn is_newer(bytes: &[u8]) -> bool {
    let raw = serde_json::from_slice::<Map<String, Value>>(bytes).unwrap_or_default();
    let number = |name: &str| raw.get(name).and_then(Value::as_u64);
    let by_number = number("version").zip(number("min_reader"));
    by_number.is_some_and(|(version, min_reader)| version.max(min_reader) > u64::from(VERSION))
}

/// One text field of a document that need not be readable otherwise: a newer one still names its vault entry, and the
/// employee may delete it.
pub(super) fn peek(bytes: &[u8], field: &str) -> Option<String> {
    let raw = serde_json::from_slice::<Map<String, Value>>(bytes).ok()?;
    raw.get(field)?.as_str().map(str::to_owned)
}

/// The document as its next revision, with the fields of `previous` (what is on disk, and its bytes) that this version does not
/// know. Gives the bytes and the header they carry.
pub(super) fn encode<D: Document>(
    document: &D,
    previous: Option<(&D, &[u8])>,
) -> Result<(Vec<u8>, Header), StoreProblem> {
    let mut new = to_value(document)?;
    if let Some((known, bytes)) = previous {
        let raw: Value = serde_json::from_slice(bytes).map_err(|_| StoreProblem::Damaged)?;
        carry(&raw, &to_value(known)?, &mut new);
    }
    let old = document.header();
    let header = Header {
        version: VERSION,
        min_reader: old.min_reader.max(MIN_READER),
        revision: old.revision.saturating_add(1),
    };
    if let Value::Object(fields) = &mut new {
        fields.insert("version".to_owned(), header.version.into());
        fields.insert("min_reader".to_owned(), header.min_reader.into());
        fields.insert("revision".to_owned(), header.revision.into());
    }
    // No newline at the end: a document cut anywhere at all is not JSON (pain 22).
    let bytes = serde_json::to_vec_pretty(&new).map_err(|_| StoreProblem::Io(ErrorKind::InvalidData))?;
    if bytes.len() > LONGEST { Err(StoreProblem::Io(ErrorKind::FileTooLarge)) } else { Ok((bytes, header)) }
}

fn to_value<D: Document>(document: &D) -> Result<Value, StoreProblem> {
    serde_json::to_value(document).map_err(|_| StoreProblem::Io(ErrorKind::InvalidData))
}

/// Copies into `new` what `raw` has and `known` (what this version makes of `raw`) has not, at every depth.
fn carry(raw: &Value, known: &Value, new: &mut Value) {
    match (raw, known, new) {
        (Value::Object(raw), Value::Object(known), Value::Object(new)) if same_thing(known, new) => {
            carry_fields(raw, known, new);
        }
        (Value::Array(raw), Value::Array(known), Value::Array(new)) => {
            for item in new {
                let was = |(_, known): &(&Value, &Value)| *known == item || names_the_same(known, item);
                match raw.iter().zip(known).find(was) {
                    // As it was: what we do not know of it too.
                    Some((raw, known)) if known == item => item.clone_from(raw),
                    Some((raw, known)) => carry(raw, known, item),
                    None => {}
                }
            }
        }
        _ => {}
    }
}

fn carry_fields(raw: &Map<String, Value>, known: &Map<String, Value>, new: &mut Map<String, Value>) {
    for (name, raw) in raw {
        match (known.get(name), new.get_mut(name)) {
            (Some(known), Some(new)) => carry(raw, known, new),
            (None, None) => {
                new.insert(name.clone(), raw.clone());
            }
            // Dropped on purpose, or known only now.
            (Some(_), None) | (None, Some(_)) => {}
        }
    }
}

/// Whether both describe one thing: another note, picture or problem does not inherit what was said of the last one.
fn same_thing(known: &Map<String, Value>, new: &Map<String, Value>) -> bool {
    ["id", "sid", "code"].iter().all(|name| known.get(*name) == new.get(*name))
}

/// Rows keep their ids, whatever else changes in them.
fn names_the_same(known: &Value, new: &Value) -> bool {
    known.get("id").is_some_and(|id| new.get("id") == Some(id))
}
