//! When a certificate is valid, read from its bytes.
//!
//! Needed because the phones' own verifiers do not say it apart: Apple's reports an expired certificate as "other", and
//! Android's calls one that is not yet valid "expired", though "set the phone's clock" is quite another advice.

use rustls::pki_types::UnixTime;
use time::{Date, Month, PrimitiveDateTime, Time};

const SEQUENCE: u8 = 0x30;
const INTEGER: u8 = 0x02;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// Where `now` lies against a certificate's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Validity {
    /// Too early.
    NotYet,
    /// Within.
    Now,
    /// Too late.
    Over,
}

/// Reads the validity of an X.509 certificate (RFC 5280, 4.1). `None` where the bytes are none.
pub(super) fn validity(certificate: &[u8], now: UnixTime) -> Option<Validity> {
    let (outer, _) = element(certificate, SEQUENCE)?;
    let (mut fields, _) = element(outer, SEQUENCE)?;
    if let Some((_, rest)) = element(fields, VERSION) {
        fields = rest;
    }
    let (_, fields) = element(fields, INTEGER)?; // serial number
    let (_, fields) = element(fields, SEQUENCE)?; // signature algorithm
    let (_, fields) = element(fields, SEQUENCE)?; // issuer
    let (times, _) = element(fields, SEQUENCE)?;
    let (not_before, rest) = moment(times)?;
    let (not_after, _) = moment(rest)?;
    let now = i64::try_from(now.as_secs()).ok()?;
    Some(if now < not_before {
        Validity::NotYet
    } else if now > not_after {
        Validity::Over
    } else {
        Validity::Now
    })
}

/// One DER element of the given tag: its content, and what follows it.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (found, rest) = bytes.split_first()?;
    if *found != tag {
        return None;
    }
    let (first, rest) = rest.split_first()?;
    let (length, rest) = if *first < 0x80 {
        (usize::from(*first), rest)
    } else {
        let (octets, rest) = rest.split_at_checked(usize::from(*first & 0x7f))?;
        if octets.len() > 4 {
            return None;
        }
        (octets.iter().try_fold(0_usize, |sum, octet| sum.checked_mul(256)?.checked_add(usize::from(*octet)))?, rest)
    };
    rest.split_at_checked(length)
}

/// A `UTCTime` or `GeneralizedTime` as seconds since 1970, and what follows it.
fn moment(bytes: &[u8]) -> Option<(i64, &[u8])> {
    let (digits, rest, century) = match element(bytes, UTC_TIME) {
        Some((text, rest)) => (text, rest, None),
        None => {
            let (text, rest) = element(bytes, GENERALIZED_TIME)?;
            let (century, text) = text.split_at_checked(2)?;
            (text, rest, Some(number(century)?))
        }
    };
    let digits = digits.strip_suffix(b"Z")?;
    let pairs = digits.chunks(2).map(number).collect::<Option<Vec<i32>>>()?;
    let &[year, month, day, hour, minute, second] = pairs.as_slice() else {
        return None;
    };
    // Two digits mean 1950 to 2049 (RFC 5280, 4.1.2.5.1).
    let century = century.unwrap_or(if year < 50 { 20 } else { 19 });
    let small = |value: i32| u8::try_from(value).ok();
    let date =
        Date::from_calendar_date(century * 100 + year, Month::try_from(small(month)?).ok()?, small(day)?).ok()?;
    let time = Time::from_hms(small(hour)?, small(minute)?, small(second)?).ok()?;
    Some((PrimitiveDateTime::new(date, time).assume_utc().unix_timestamp(), rest))
}

/// Two digits.
fn number(pair: &[u8]) -> Option<i32> {
    let &[tens, ones] = pair else {
        return None;
    };
    (tens.is_ascii_digit() && ones.is_ascii_digit()).then(|| i32::from(tens - b'0') * 10 + i32::from(ones - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn certificate(from: i32, to: i32) -> Vec<u8> {
        let mut params = rcgen::CertificateParams::new(vec!["portal.example".to_owned()]).unwrap();
        params.not_before = rcgen::date_time_ymd(from, 1, 1);
        params.not_after = rcgen::date_time_ymd(to, 1, 1);
        params.self_signed(&rcgen::KeyPair::generate().unwrap()).unwrap().der().to_vec()
    }

    fn at(year: i32) -> UnixTime {
        let seconds = rcgen::date_time_ymd(year, 6, 1).unix_timestamp();
        UnixTime::since_unix_epoch(Duration::from_secs(seconds.unsigned_abs()))
    }

    /// Both ways of writing a time: two digits of a year to 2049, four from 2050.
    #[test]
    fn reads_real_certificates() {
        let old = certificate(1999, 2020);
        assert_eq!(validity(&old, at(1998)), Some(Validity::NotYet));
        assert_eq!(validity(&old, at(2005)), Some(Validity::Now));
        assert_eq!(validity(&old, at(2020)), Some(Validity::Over));
        let long = certificate(2049, 2051);
        assert_eq!(validity(&long, at(2048)), Some(Validity::NotYet));
        assert_eq!(validity(&long, at(2050)), Some(Validity::Now));
        assert_eq!(validity(&long, at(2051)), Some(Validity::Over));
    }

    #[test]
    fn rubbish_has_no_validity() {
        let whole = certificate(1999, 2020);
        for cut in 0..whole.len() {
            assert_eq!(validity(&whole[..cut], at(2020)), None, "cut at {cut}");
        }
        for place in 0..whole.len().min(160) {
            for value in [0, 0x17, 0x30, 0x7f, 0x80, 0x84, 0xff] {
                let mut broken = whole.clone();
                broken[place] = value;
                let _ = validity(&broken, at(2020)); // must only not panic
            }
        }
    }
}
