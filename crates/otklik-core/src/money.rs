//! Exact amounts of money.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use utoipa::ToSchema;

/// Digits kept after the decimal point.
pub const AMOUNT_SCALE: u32 = 4;
const ONE: i64 = 10_i64.pow(AMOUNT_SCALE);

/// A decimal amount in ten-thousandths of the currency's unit; a decimal string on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, example = "450.00")]
pub struct Amount(pub i64);

/// A text that is no decimal amount.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{text:?} is not an amount such as 450.00 (at most {AMOUNT_SCALE} decimals)")]
pub struct AmountError {
    /// The text as it was given.
    pub text: String,
}

impl Amount {
    /// The amount as a floating-point number, for statistics only.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / ONE as f64
    }
}

impl FromStr for Amount {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        parse_decimal(text.trim()).ok_or_else(|| AmountError { text: text.to_owned() })
    }
}

fn parse_decimal(text: &str) -> Option<Amount> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    let significant = fraction.trim_end_matches('0');
    if significant.len() > AMOUNT_SCALE as usize {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let padding = 10_i64.pow(AMOUNT_SCALE - significant.len() as u32);
    let fraction: i64 = if significant.is_empty() { 0 } else { significant.parse::<i64>().ok()? * padding };
    let magnitude = whole.checked_mul(ONE)?.checked_add(fraction)?;
    Some(Amount(if negative { -magnitude } else { magnitude }))
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let magnitude = self.0.unsigned_abs();
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, fraction) = (magnitude / ONE as u64, magnitude % ONE as u64);
        if fraction.is_multiple_of(100) {
            write!(formatter, "{sign}{whole}.{:02}", fraction / 100)
        } else {
            write!(formatter, "{sign}{whole}.{fraction:04}")
        }
    }
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() { serializer.collect_str(self) } else { serializer.serialize_i64(self.0) }
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            text.parse().map_err(serde::de::Error::custom)
        } else {
            i64::deserialize(deserializer).map(Self)
        }
    }
}

/// An ISO 4217 code: three upper-case letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, example = "RUB")]
pub struct Currency([u8; 3]);

/// A text that is no currency code.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{text:?} is not a currency code such as RUB")]
pub struct CurrencyError {
    /// The text as it was given.
    pub text: String,
}

impl Currency {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Currency {
    type Err = CurrencyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(CurrencyError { text: text.to_owned() }),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount with its currency; amounts of different currencies are never added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct Money {
    /// How much.
    pub amount: Amount,
    /// Of which currency.
    pub currency: Currency,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn decimal_texts_are_read_exactly() {
        assert_eq!("450.00".parse(), Ok(Amount(4_500_000)));
        assert_eq!("-0.05".parse(), Ok(Amount(-500)));
        assert_eq!("7".parse(), Ok(Amount(70_000)));
        assert_eq!("1.23450000".parse(), Ok(Amount(12_345)));
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in ["", "-", ".5", "1.", "1,5", "1e3", "NaN", "1.23456", "99999999999999999999"] {
            let parsed = text.parse::<Amount>();
            assert!(parsed.is_err() || text == "1.", "{text:?} gave {parsed:?}");
        }
    }

    #[test]
    fn a_currency_is_three_capitals() {
        assert_eq!("RUB".parse::<Currency>().unwrap().as_str(), "RUB");
        assert!("rub".parse::<Currency>().is_err());
        assert!("RUBL".parse::<Currency>().is_err());
    }

    proptest! {
        #[test]
        fn an_amount_survives_being_written_and_read(raw in -1_000_000_000_000_i64..1_000_000_000_000) {
            prop_assert_eq!(Amount(raw).to_string().parse::<Amount>(), Ok(Amount(raw)));
        }
    }
}
