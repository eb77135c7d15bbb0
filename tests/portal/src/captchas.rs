//! CAPTCHA words by sid (C), and their pictures.

use captcha::Captcha;
use captcha::filters::{Noise, Wave};
use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageFormat};
use rusqlite::{OptionalExtension, params};

use crate::db::{Store, Stored};
use crate::words;

/// Words kept at most: older ones make room, so that asking for pictures fills no disk.
const MOST_WORDS: i64 = 20_000;

/// Pixels beside the word, and the height of the strip it stands in, before scaling.
const MARGIN: u32 = 20;
const HEIGHT: u32 = 60;

/// C1: which picture is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// 180×40, `/bitrix/tools/captcha.php`.
    Desktop,
    /// 240×80, `/mobile/ajax.php`.
    Mobile,
}

impl Size {
    fn pixels(self) -> (u32, u32) {
        match self {
            Self::Desktop => (180, 40),
            Self::Mobile => (240, 80),
        }
    }
}

/// Draws a word as JPEG; `None` if the picture library fails.
pub(crate) fn draw(word: &str, size: Size) -> Option<Vec<u8>> {
    let mut picture = Captcha::new();
    for letter in word.chars() {
        picture.set_chars(&[letter]).add_char();
    }
    picture.set_color([0x1a, 0x3a, 0x6a]);
    // As wide as the word: five W are twice as wide as five J, and neither may be cut off.
    let area = picture.text_area();
    let width = area.right.saturating_sub(area.left).saturating_add(MARGIN);
    picture.apply_filter(Noise::new(0.1)).apply_filter(Wave::new(1.5, 6.0).horizontal()).view(width, HEIGHT);
    let png = image::load_from_memory_with_format(&picture.as_png()?, ImageFormat::Png).ok()?;
    let (width, height) = size.pixels();
    let scaled = png.resize_exact(width, height, FilterType::Triangle);
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, 85);
    DynamicImage::ImageRgb8(scaled.to_rgb8()).write_with_encoder(encoder).ok()?;
    Some(jpeg)
}

impl Store {
    /// A new sid with a new word (C2).
    pub(crate) fn new_captcha(&self, now: i64) -> Stored<String> {
        let sid = words::sid();
        self.put_word(&sid, &words::picture_word(), now)?;
        Ok(sid)
    }

    fn put_word(&self, sid: &str, word: &str, now: i64) -> Stored<()> {
        let connection = self.lock();
        let mut statement =
            connection.prepare_cached("INSERT OR REPLACE INTO captchas (sid, word, made) VALUES (?1, ?2, ?3)")?;
        statement.execute(params![sid, word, now])?;
        let newest = connection.last_insert_rowid();
        let mut sweep = connection.prepare_cached("DELETE FROM captchas WHERE rowid <= ?1")?;
        sweep.execute([newest.saturating_sub(MOST_WORDS)])?;
        Ok(())
    }

    pub(crate) fn captcha_word(&self, sid: &str) -> Stored<Option<String>> {
        let connection = self.lock();
        let mut statement = connection.prepare_cached("SELECT word FROM captchas WHERE sid = ?1")?;
        Ok(statement.query_row([sid], |row| row.get(0)).optional()?)
    }

    /// The newest `most` pictures not yet used up: sid, word, when made.
    pub(crate) fn newest_captchas(&self, most: u32) -> Stored<Vec<(String, String, i64)>> {
        let connection = self.lock();
        let mut statement =
            connection.prepare_cached("SELECT sid, word, made FROM captchas ORDER BY rowid DESC LIMIT ?1")?;
        let rows = statement.query_map([most], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// C3: the word of a sid whose picture is asked for; an unknown sid gets a fresh one. `None`: that is no sid (C2).
    pub(crate) fn word_for_picture(&self, sid: &str, now: i64) -> Stored<Option<String>> {
        if let Some(word) = self.captcha_word(sid)? {
            return Ok(Some(word));
        }
        if sid.len() != 32 || !sid.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Ok(None);
        }
        let word = words::picture_word();
        self.put_word(sid, &word, now)?;
        Ok(Some(word))
    }

    /// C2, C3: case ignored; a right answer uses the sid up, a wrong one does not.
    pub(crate) fn answer_captcha(&self, sid: &str, word: &str) -> Stored<bool> {
        let used = self
            .lock()
            .execute("DELETE FROM captchas WHERE sid = ?1 AND word = ?2 COLLATE NOCASE", params![sid, word.trim()])?;
        Ok(used > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_have_the_sizes_of_c1_and_differ_by_word() {
        for (size, pixels) in [(Size::Desktop, (180, 40)), (Size::Mobile, (240, 80))] {
            let jpeg = draw("K7RWM", size).unwrap();
            assert!(jpeg.starts_with(&[0xff, 0xd8, 0xff]));
            let picture = image::load_from_memory_with_format(&jpeg, ImageFormat::Jpeg).unwrap();
            assert_eq!((picture.width(), picture.height()), pixels);
        }
    }

    #[test]
    fn the_widest_and_the_narrowest_word_fit() {
        for word in ["WWWWW", "JJJJJ", "MMMMM", "Q"] {
            assert!(draw(word, Size::Mobile).is_some(), "{word}");
        }
    }

    #[test]
    fn every_letter_of_the_alphabet_can_be_drawn() {
        let known = Captcha::new().supported_chars();
        for _ in 0..200 {
            assert!(words::picture_word().chars().all(|letter| known.contains(&letter)));
        }
    }

    #[test]
    fn a_right_answer_uses_the_sid_up_and_a_wrong_one_does_not() {
        let store = Store::open(None).unwrap();
        let sid = store.new_captcha(0).unwrap();
        let word = store.captcha_word(&sid).unwrap().unwrap();
        assert!(!store.answer_captcha(&sid, "wrong").unwrap());
        assert!(store.answer_captcha(&sid, &word.to_lowercase()).unwrap());
        assert!(!store.answer_captcha(&sid, &word).unwrap(), "used");
    }

    #[test]
    fn an_unknown_sid_gets_a_word_when_its_picture_is_asked_for() {
        let store = Store::open(None).unwrap();
        let sid = words::sid();
        let word = store.word_for_picture(&sid, 0).unwrap().unwrap();
        assert_eq!(store.captcha_word(&sid).unwrap().unwrap(), word);
        assert_eq!(store.word_for_picture("../../etc/passwd", 0).unwrap(), None);
    }
}
