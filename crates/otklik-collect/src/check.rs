//! Checks of single values that every format shares.

use otklik_core::time::DAY_MICROS;
use otklik_core::{Amount, Currency, ErrorCode, Timestamp, UnitPath};

use crate::fault::Fault;
use crate::{limits, phone};

type Checked<T> = Result<T, Fault>;

/// Refuses a text beyond its length, and a NUL, which databases do not take.
pub(crate) fn fitting(text: &str, most_chars: usize) -> Checked<()> {
    // A text of so many bytes cannot have more characters; counting is left to the rare long ones.
    if text.len() > most_chars && text.chars().count() > most_chars {
        return Err(Fault::new(ErrorCode::TextTooLong, text, most_chars.to_string()));
    }
    if text.contains('\0') {
        return Err(Fault::new(ErrorCode::FieldMalformed, text, "≠ U+0000"));
    }
    Ok(())
}

/// A text of limited length as it is written.
pub(crate) fn written(text: &str, most_chars: usize) -> Checked<String> {
    fitting(text, most_chars).map(|()| text.to_owned())
}

/// A name, a number or a key: trimmed, and absent when nothing is left.
pub(crate) fn trimmed(text: &str, most_chars: usize) -> Checked<Option<String>> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { written(text, most_chars).map(Some) }
}

pub(crate) fn plausible(time: Timestamp, now: Timestamp, given: &str) -> Checked<Timestamp> {
    let latest = now.plus_micros(DAY_MICROS);
    if time < Timestamp(0) || time > latest {
        return Err(Fault::new(ErrorCode::TimeImplausible, given, format!("{} … {latest}", Timestamp(0))));
    }
    Ok(time)
}

pub(crate) const TIME_EXAMPLE: &str = "2026-05-03T10:15:00+03:00";

pub(crate) fn time_with_offset(text: &str) -> Checked<Timestamp> {
    Timestamp::parse(text).map_err(|_| Fault::new(ErrorCode::TimeMalformed, text, TIME_EXAMPLE))
}

pub(crate) fn email(text: &str) -> Checked<Option<String>> {
    let Some(address) = trimmed(text, limits::EMAIL_CHARS)? else { return Ok(None) };
    let address = address.to_lowercase();
    let well_formed = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !host.contains('@') && !address.contains(char::is_whitespace)
    });
    if well_formed { Ok(Some(address)) } else { Err(Fault::new(ErrorCode::EmailMalformed, text, "name@example.com")) }
}

pub(crate) fn phone(text: &str) -> Checked<Option<String>> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let number = phone::normalise(text);
    number.map(Some).ok_or_else(|| Fault::new(ErrorCode::PhoneMalformed, text, "+79161234567"))
}

pub(crate) fn amount(text: &str) -> Checked<Amount> {
    text.parse().map_err(|_| Fault::new(ErrorCode::AmountMalformed, text, "450.00"))
}

pub(crate) fn currency(text: &str) -> Checked<Currency> {
    text.trim().parse().map_err(|_| Fault::new(ErrorCode::CurrencyMalformed, text, "RUB"))
}

pub(crate) fn unit(text: &str) -> Checked<UnitPath> {
    text.trim().parse().map_err(|_| Fault::new(ErrorCode::UnitMalformed, text, "msk/arbat"))
}

/// A finite number in the decimal form that JSON and files share.
pub(crate) fn number(text: &str) -> Checked<f64> {
    let fault = || Fault::new(ErrorCode::NumberMalformed, text, "12.5");
    let text = text.trim();
    // The words for infinity and for no number are numbers to the standard library, but not to us.
    if !text.starts_with(|first: char| first.is_ascii_digit() || first == '-') || text.contains(['n', 'N']) {
        return Err(fault());
    }
    text.parse::<f64>().ok().filter(|number| number.is_finite()).ok_or_else(fault)
}

pub(crate) fn scale(bounds: (f64, f64), given: &str) -> Checked<(f64, f64)> {
    if bounds.0 < bounds.1 { Ok(bounds) } else { Err(Fault::new(ErrorCode::FieldMalformed, given, "[0, 10]")) }
}

pub(crate) fn within(value: f64, scale: Option<(f64, f64)>, given: &str) -> Checked<f64> {
    match scale {
        Some((lowest, highest)) if value < lowest || value > highest => {
            Err(Fault::new(ErrorCode::ValueOutsideScale, given, format!("{lowest}–{highest}")))
        }
        _ => Ok(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_trimmed_and_lowered() {
        assert_eq!(email(" Anna@Example.COM ").unwrap().as_deref(), Some("anna@example.com"));
        assert_eq!(email(" ").unwrap(), None);
        for text in ["anna", "@example.com", "anna@", "a@b@c", "anna k@example.com"] {
            assert_eq!(email(text).unwrap_err().code, ErrorCode::EmailMalformed, "{text:?}");
        }
    }

    #[test]
    fn only_decimal_numbers_are_numbers() {
        assert_eq!(number(" -2.5e1 ").unwrap(), -25.0);
        for text in ["", "inf", "-inf", "NaN", "-nan", "1e999", "1,5", "+1", ".5", "0x1"] {
            assert_eq!(number(text).unwrap_err().code, ErrorCode::NumberMalformed, "{text:?}");
        }
    }

    #[test]
    fn times_long_gone_or_yet_to_come_are_implausible() {
        let now = Timestamp::parse("2026-05-03T10:15:00Z").unwrap();
        assert!(plausible(Timestamp(0), now, "").is_ok());
        assert!(plausible(now.plus_micros(DAY_MICROS), now, "").is_ok());
        assert_eq!(plausible(Timestamp(-1), now, "").unwrap_err().code, ErrorCode::TimeImplausible);
        assert_eq!(plausible(now.plus_micros(DAY_MICROS + 1), now, "").unwrap_err().code, ErrorCode::TimeImplausible);
    }

    #[test]
    fn a_length_is_counted_in_characters() {
        assert!(written(&"ж".repeat(100), 100).is_ok());
        assert_eq!(written(&"ж".repeat(101), 100).unwrap_err().code, ErrorCode::TextTooLong);
        assert_eq!(written("a\0b", 100).unwrap_err().code, ErrorCode::FieldMalformed);
    }
}
