//! CAPTCHA pictures, drawn with characters.

use std::fmt::Write as _;
use std::io::Cursor;

use image::imageops::FilterType;
use image::{GrayImage, ImageReader, Limits};
use portico::records::Picture;

use crate::say;

/// A larger picture is no CAPTCHA (R14).
const MOST_PIXELS: u32 = 2_000;
const MOST_BYTES: u64 = 32 * 1024 * 1024;
/// Wider than this a word is not easier to read.
const WIDEST: usize = 120;
/// Narrower than this nothing can be read in it.
const NARROWEST: usize = 40;
/// The eight dots of a braille character, from its top left, column by column, and their bits.
const DOTS: [(u32, u32, u32); 8] =
    [(0, 0, 0x01), (0, 1, 0x02), (0, 2, 0x04), (1, 0, 0x08), (1, 1, 0x10), (1, 2, 0x20), (0, 3, 0x40), (1, 3, 0x80)];

/// The picture as text, at most `columns` wide; `None` if it cannot be read as one. With colours two grey pixels share a character
/// (half blocks); without, eight dots do (braille), because sharper edges make up for the missing greys.
pub(crate) fn draw(picture: &Picture, columns: usize, colours: bool) -> Option<String> {
    let grey = read(&picture.bytes)?;
    let columns = u32::try_from(columns.clamp(20, WIDEST)).ok()?;
    Some(if colours { half_blocks(&fit(&grey, columns)) } else { braille(&fit(&grey, columns.saturating_mul(2))) })
}

/// Draws it, or says that it cannot be drawn.
pub(super) fn show_picture(picture: &Picture) {
    if say::columns() < NARROWEST {
        say::line(
            "This window is too narrow for the picture: make it wider, then /new asks for another one. Or /file saves it.",
        );
        return;
    }
    match draw(picture, say::columns(), say::colours()) {
        Some(text) => {
            say::line(format!(
                "The picture, {} lines that only eyes can read (/ways leads on without it):",
                text.lines().count()
            ));
            say::raw(&text);
        }
        None => say::line("This picture cannot be drawn here; /file saves it."),
    }
}

fn read(bytes: &[u8]) -> Option<GrayImage> {
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_BYTES);
    // The bytes say what they are; the portal's word for it is not needed.
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    reader.limits(limits);
    let grey = reader.decode().ok()?.into_luma8();
    (grey.width() > 0 && grey.height() > 0).then_some(grey)
}

/// Never larger than it is: made-up pixels do not help.
fn fit(grey: &GrayImage, width: u32) -> GrayImage {
    if grey.width() <= width {
        return grey.clone();
    }
    let height = (u64::from(grey.height()) * u64::from(width)).div_ceil(u64::from(grey.width()));
    image::imageops::resize(grey, width, u32::try_from(height).unwrap_or(1).max(1), FilterType::Triangle)
}

fn at(grey: &GrayImage, x: u32, y: u32) -> u8 {
    grey.get_pixel_checked(x, y).map_or(255, |pixel| pixel.0[0])
}

fn half_blocks(grey: &GrayImage) -> String {
    let mut text = String::new();
    for y in (0..grey.height()).step_by(2) {
        let mut last = None;
        for x in 0..grey.width() {
            let now = (shade(at(grey, x, y)), shade(at(grey, x, y + 1)));
            if last.replace(now) != Some(now) {
                // Writing to a string does not fail.
                let _ = write!(text, "\u{1b}[38;5;{};48;5;{}m", now.0, now.1);
            }
            text.push('▀');
        }
        text.push_str("\u{1b}[0m\n");
    }
    text
}

/// The nearest of the 24 greys that nearly every terminal has (232 to 255, from 8 to 238 in steps of 10).
fn shade(grey: u8) -> u8 {
    232 + (grey.saturating_sub(3) / 10).min(23)
}

fn braille(grey: &GrayImage) -> String {
    let threshold = middle(grey);
    let mut text = String::new();
    for y in (0..grey.height()).step_by(4) {
        let mut line = String::new();
        for x in (0..grey.width()).step_by(2) {
            let dots = DOTS.iter().filter(|(right, down, _)| at(grey, x + right, y + down) < threshold);
            let bits: u32 = dots.map(|(_, _, bit)| bit).sum();
            line.push(char::from_u32(0x2800 + bits).unwrap_or(' '));
        }
        text.push_str(line.trim_end_matches('\u{2800}'));
        text.push('\n');
    }
    text
}

/// Half-way between ink and paper: between the means of the darker and the lighter pixels, as Ridler and Calvard find it.
fn middle(grey: &GrayImage) -> u8 {
    let mean = |of: &mut dyn Iterator<Item = u8>| -> u64 {
        let (sum, count) = of.fold((0u64, 0u64), |(sum, count), value| (sum + u64::from(value), count + 1));
        sum.checked_div(count).unwrap_or(128)
    };
    let mut middle = mean(&mut grey.pixels().map(|pixel| pixel.0[0]));
    for _ in 0..8 {
        let dark = mean(&mut grey.pixels().map(|pixel| pixel.0[0]).filter(|value| u64::from(*value) < middle));
        let light = mean(&mut grey.pixels().map(|pixel| pixel.0[0]).filter(|value| u64::from(*value) >= middle));
        middle = u64::midpoint(dark, light);
    }
    u8::try_from(middle).unwrap_or(128)
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Luma};

    use super::*;

    fn picture(width: u32, height: u32) -> Picture {
        // Ink in the left half.
        let grey = GrayImage::from_fn(width, height, |x, _| Luma([if x < width / 2 { 20 } else { 240 }]));
        let mut bytes = Cursor::new(Vec::new());
        grey.write_to(&mut bytes, ImageFormat::Png).unwrap();
        Picture { media_type: "image/png".to_owned(), bytes: bytes.into_inner() }
    }

    #[test]
    fn without_colours_ink_becomes_dots_and_no_escape_sequences() {
        let text = draw(&picture(240, 80), 80, false).unwrap();
        assert!(!text.contains('\u{1b}'));
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!((lines.len(), lines[0].chars().count()), (14, 40));
        assert!(lines[0].chars().all(|dots| dots == '⣿'));
    }

    #[test]
    fn with_colours_it_is_as_wide_as_the_terminal_at_most() {
        let text = draw(&picture(240, 80), 60, true).unwrap();
        assert_eq!(text.lines().count(), 10);
        assert!(text.lines().all(|line| line.matches('▀').count() == 60 && line.ends_with("\u{1b}[0m")));
    }

    #[test]
    fn greys_are_those_of_the_terminals_ramp() {
        assert_eq!([0, 8, 128, 238, 255].map(shade), [232, 232, 244, 255, 255]);
    }

    #[test]
    fn what_is_no_picture_is_not_drawn() {
        for bytes in [&b""[..], b"GIF89a", b"<html>", &[0xff, 0xd8, 0xff]] {
            assert!(draw(&Picture { media_type: "image/jpeg".to_owned(), bytes: bytes.to_vec() }, 80, true).is_none());
        }
    }
}
