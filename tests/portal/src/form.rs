//! The fields of a query or a form body (B1), urlencoded or in parts, as PHP reads them.

/// Fields read of one query or form; more are ignored.
const MOST_FIELDS: usize = 200;

/// Name and value, in the order of arrival.
pub(crate) type Fields = Vec<(String, String)>;

pub(crate) fn urlencoded(text: &[u8]) -> Fields {
    url::form_urlencoded::parse(text).take(MOST_FIELDS).map(|(k, v)| (k.into_owned(), v.into_owned())).collect()
}

/// The fields of a body that calls itself a form; any other body has none.
pub(crate) fn of_body(content_type: &str, body: &[u8]) -> Fields {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        urlencoded(body)
    } else if kind.eq_ignore_ascii_case("multipart/form-data") {
        parameter(content_type, "boundary").map(|boundary| in_parts(boundary, body)).unwrap_or_default()
    } else {
        Fields::new()
    }
}

/// RFC 7578; a part with a file name is no field.
fn in_parts(boundary: &str, body: &[u8]) -> Fields {
    let whole = format!("\r\n{}", String::from_utf8_lossy(body));
    whole.split(&format!("\r\n--{boundary}")).skip(1).take(MOST_FIELDS).filter_map(part).collect()
}

fn part(text: &str) -> Option<(String, String)> {
    let (head, value) = text.strip_prefix("\r\n")?.split_once("\r\n\r\n")?;
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    let (_, disposition) = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-disposition"))?;
    let name = parameter(disposition, "name").filter(|_| parameter(disposition, "filename").is_none())?;
    Some((name.to_owned(), value.to_owned()))
}

/// The value of `; name="value"`, with or without its quotes; none if it is empty.
fn parameter<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut pairs = text.split(';').skip(1).filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(known, _)| known.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"')).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    #[test]
    fn parts_are_fields_and_files_are_not() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n2\r\n--x\r\ncontent-disposition: form-data; \
                    name=b\r\nContent-Type: text/plain\r\n\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"c\"; \
                    filename=\"f\"\r\n\r\nfile\r\n--x--\r\n";
        let read = |kind: &str| of_body(kind, body.as_bytes());
        assert_eq!(read("multipart/form-data; boundary=x"), [field("a", "1\r\n2"), field("b", "")]);
        assert_eq!(read("Multipart/Form-Data; charset=utf-8; boundary=\"x\"").len(), 2);
        for other in ["multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=y", ""] {
            assert!(read(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn a_kind_is_read_whole_and_in_any_case() {
        let read = |kind: &str| of_body(kind, b"a=1");
        assert_eq!(read("APPLICATION/x-www-form-urlencoded ; charset=UTF-8"), [field("a", "1")]);
        assert!(read("application/x-www-form-urlencodedly").is_empty() && read("application/json").is_empty());
    }
}
