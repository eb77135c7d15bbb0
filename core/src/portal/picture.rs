//! Reads pictures and their ids (section C): by the first bytes, never by the Content-Type.

use time::OffsetDateTime;

use super::clean;
use super::headers;
use super::json;
use crate::transport::Response;

/// The most bytes of a picture (R14). Real ones have about five kilobytes (C1).
pub const MAX_PICTURE_BODY: usize = 256 * 1024;

/// The most bytes of the answer with a new id (C4).
pub const MAX_SID_BODY: usize = 16 * 1024;

/// The longest side of a picture in pixels: a small file must not become a huge bitmap. Real ones are 240×80 (C1).
pub const MAX_SIDE: u32 = 2048;

/// A CAPTCHA picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// What the bytes are.
    pub media_type: MediaType,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Kinds of pictures that are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// `image/jpeg`: what portals send (C1).
    Jpeg,
    /// `image/png`.
    Png,
    /// `image/gif`.
    Gif,
}

impl MediaType {
    /// The name of the type, as `image/jpeg`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
        }
    }
}

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureProblem {
    /// 429, or 503 with a wait (T19).
    #[error("busy for {wait_s} s")]
    Busy {
        /// Seconds from now, at most 3600.
        wait_s: u64,
    },
    /// Another status than 200.
    #[error("status {status}")]
    Status {
        /// HTTP status.
        status: u16,
    },
    /// 200 with something else than a whole head of a picture.
    #[error("not a picture")]
    NotAPicture {
        /// Whether it looks like a page for people.
        html: bool,
    },
    /// More than [`MAX_PICTURE_BODY`] bytes or [`MAX_SIDE`] pixels.
    #[error("picture too large")]
    TooLarge,
}

/// The picture in an answer to C1 or C5.
///
/// # Errors
/// [`PictureProblem`]. Nothing of it says anything about the id or the credentials.
pub fn read_picture(response: &Response, now: OffsetDateTime) -> Result<Picture, PictureProblem> {
    let wait = headers::retry_after(&response.headers, now);
    match (response.status, wait) {
        (200, _) => {}
        (429, _) | (503, Some(_)) => {
            return Err(PictureProblem::Busy { wait_s: headers::busy_wait(wait, headers::DEFAULT_WAIT_S) });
        }
        (status, _) => return Err(PictureProblem::Status { status }),
    }
    if response.body.len() > MAX_PICTURE_BODY {
        return Err(PictureProblem::TooLarge);
    }
    let body = &response.body;
    let no_picture = PictureProblem::NotAPicture { html: clean::looks_like_page(body) };
    let (media_type, (width, height)) = measure(body).ok_or(no_picture)?;
    match (width, height) {
        (0, _) | (_, 0) => Err(no_picture),
        (1..=MAX_SIDE, 1..=MAX_SIDE) => Ok(Picture { media_type, width, height, bytes: body.clone() }),
        _ => Err(PictureProblem::TooLarge),
    }
}

/// Kind and size, from the file's head.
fn measure(body: &[u8]) -> Option<(MediaType, (u32, u32))> {
    if body.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Some((MediaType::Jpeg, jpeg_size(body)?));
    }
    if body.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Some((MediaType::Png, png_size(body)?));
    }
    let gif = body.starts_with(b"GIF87a") || body.starts_with(b"GIF89a");
    if gif { Some((MediaType::Gif, gif_size(body)?)) } else { None }
}

fn png_size(body: &[u8]) -> Option<(u32, u32)> {
    let head = body.get(12..24)?.strip_prefix(b"IHDR")?;
    match head {
        [a, b, c, d, e, f, g, h] => Some((u32::from_be_bytes([*a, *b, *c, *d]), u32::from_be_bytes([*e, *f, *g, *h]))),
        _ => None,
    }
}

fn gif_size(body: &[u8]) -> Option<(u32, u32)> {
    match body.get(6..10)? {
        [a, b, c, d] => Some((u16::from_le_bytes([*a, *b]).into(), u16::from_le_bytes([*c, *d]).into())),
        _ => None,
    }
}

/// Walks the segments to the frame header (SOF0–SOF15 without DHT, JPG and DAC).
fn jpeg_size(body: &[u8]) -> Option<(u32, u32)> {
    let mut rest = body.get(2..)?;
    loop {
        match rest {
            [0xFF, 0xFF, ..] => rest = rest.get(1..)?,
            [0xFF, 0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF, _, _, _, h1, h0, w1, w0, ..] => {
                return Some((u16::from_be_bytes([*w1, *w0]).into(), u16::from_be_bytes([*h1, *h0]).into()));
            }
            [0xFF, 0xE0..=0xEF | 0xC4 | 0xDB | 0xDD | 0xFE | 0xCC, l1, l0, ..] => {
                rest = rest.get(2 + usize::from(u16::from_be_bytes([*l1, *l0]).max(2))..)?;
            }
            _ => return None,
        }
    }
}

/// The new id of C4: `{'captcha_sid':'…'}`, which is JavaScript and not JSON; JSON is accepted too. `None` where it is neither.
pub fn read_new_sid(response: &Response) -> Option<String> {
    if response.status != 200 || response.body.len() > MAX_SID_BODY {
        return None;
    }
    if let Some(object) = json::object(&response.body, MAX_SID_BODY) {
        return json::id(&object, "captcha_sid");
    }
    let text = std::str::from_utf8(&response.body)
        .ok()?
        .trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace())
        .trim_end();
    let inside = text.trim_end_matches(';').strip_prefix(['{', '('])?.strip_suffix(['}', ')'])?;
    let (_, after) = inside.split_once("captcha_sid")?;
    let value = after.trim_start_matches(['\'', '"']).trim_start().strip_prefix(':')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let (sid, _) = value.strip_prefix(quote)?.split_once(quote)?;
    (json::is_id(sid) && !sid.contains(['\'', '"', '<', '\\'])).then(|| sid.to_owned())
}
