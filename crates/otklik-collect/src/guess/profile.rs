//! What the values of a column look like.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use jiff::civil::DateTime;

use crate::number_format;
use crate::phone;
use crate::time_format::{DateOrder, read_written};

/// Values that are shown as examples.
const EXAMPLES: usize = 3;
const EXAMPLE_CHARS: usize = 60;
/// Seconds since 1970 between 2000 and 2100.
const SECONDS: std::ops::Range<f64> = 946_684_800.0..4_102_444_800.0;

/// Counts over a column's values.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    pub(super) rows: usize,
    pub(super) filled: usize,
    pub(super) numbers: usize,
    pub(super) integers: usize,
    /// Numbers that a comma divides.
    pub(super) commas: usize,
    pub(super) iso_times: usize,
    /// Dates in numbers whose year comes last.
    pub(super) written_dates: usize,
    /// Those that can be read in one order only.
    pub(super) only_day_first: usize,
    pub(super) only_month_first: usize,
    pub(super) dotted_dates: usize,
    /// Times of day alone.
    pub(super) clocks: usize,
    pub(super) unix_seconds: usize,
    pub(super) unix_milliseconds: usize,
    pub(super) emails: usize,
    pub(super) phones: usize,
    /// Telephone numbers that begin with a plus.
    pub(super) plus_phones: usize,
    pub(super) currencies: usize,
    pub(super) currency_sign: Option<&'static str>,
    pub(super) with_spaces: usize,
    pub(super) chars: usize,
    pub(super) lowest: Option<f64>,
    pub(super) highest: Option<f64>,
    /// Whole numbers from 0 to 10, and the lowest and highest of them.
    pub(super) marks: usize,
    pub(super) lowest_mark: Option<f64>,
    pub(super) highest_mark: Option<f64>,
    pub(super) examples: Vec<String>,
    seen: HashSet<u64>,
    hasher: RandomState,
}

impl Profile {
    pub(super) fn with(hasher: &RandomState) -> Self {
        Self { hasher: hasher.clone(), ..Self::default() }
    }

    pub(super) fn take(&mut self, value: &str) {
        self.rows += 1;
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        self.filled += 1;
        self.chars += value.chars().count();
        self.with_spaces += usize::from(value.contains(char::is_whitespace));
        if self.seen.insert(self.hasher.hash_one(value)) && self.examples.len() < EXAMPLES {
            self.examples.push(value.chars().take(EXAMPLE_CHARS).collect());
        }
        self.take_number(value);
        self.take_time(value);
        self.emails +=
            usize::from(value.contains('@') && crate::check::email(value).is_ok_and(|email| email.is_some()));
        if value.bytes().filter(u8::is_ascii_digit).count() >= 10 && phone::normalise(value).is_some() {
            self.phones += 1;
            self.plus_phones += usize::from(value.starts_with('+'));
        }
        self.currencies += usize::from(value.len() == 3 && value.bytes().all(|byte| byte.is_ascii_uppercase()));
    }

    fn take_number(&mut self, value: &str) {
        if !value.bytes().any(|byte| byte.is_ascii_digit()) || value.len() > 40 {
            return;
        }
        let plain = number_format::plain(value, true);
        let Some(number) = plain.parse::<f64>().ok().filter(|number| number.is_finite()) else { return };
        self.numbers += 1;
        self.integers += usize::from(number.fract() == 0.0);
        let is_grouped = value.rfind('.') > value.rfind(',');
        self.commas += usize::from(value.contains(',') && !is_grouped);
        self.lowest = Some(self.lowest.map_or(number, |lowest| lowest.min(number)));
        self.highest = Some(self.highest.map_or(number, |highest| highest.max(number)));
        if number.fract() == 0.0 && (0.0..=10.0).contains(&number) {
            self.marks += 1;
            self.lowest_mark = Some(self.lowest_mark.map_or(number, |lowest| lowest.min(number)));
            self.highest_mark = Some(self.highest_mark.map_or(number, |highest| highest.max(number)));
        }
        self.unix_seconds += usize::from(SECONDS.contains(&number) && number.fract() == 0.0);
        self.unix_milliseconds += usize::from(SECONDS.contains(&(number / 1_000.0)) && number.fract() == 0.0);
        if self.currency_sign.is_none() {
            let signs = [("₽", "RUB"), ("руб", "RUB"), ("р.", "RUB"), ("$", "USD"), ("€", "EUR"), ("£", "GBP")];
            self.currency_sign = signs.iter().find(|(sign, _)| value.contains(sign)).map(|(_, code)| *code);
        }
    }

    fn take_time(&mut self, value: &str) {
        if !value.as_bytes()[0].is_ascii_digit() || value.len() > 40 {
            return;
        }
        let day_first = read_written(value, DateOrder::DayFirst).is_some();
        let month_first = read_written(value, DateOrder::MonthFirst).is_some();
        let year_first = value.len() >= 5 && value.as_bytes()[..4].iter().all(u8::is_ascii_digit);
        let separated = value.as_bytes().get(4).is_some_and(|byte| !byte.is_ascii_digit());
        if year_first && (separated && (day_first || is_iso(value)) || value.len() == 8 && is_iso(value)) {
            self.iso_times += 1;
        } else if day_first || month_first {
            self.written_dates += 1;
            self.only_day_first += usize::from(!month_first);
            self.only_month_first += usize::from(!day_first);
            let date = value.split([' ', ',']).next().unwrap_or_default();
            self.dotted_dates += usize::from(date.contains('.'));
        } else if matches!(value.split(':').count(), 2 | 3) && value.len() <= 8 {
            self.clocks += 1;
        }
    }

    /// Whether nearly all filled values are of a sort that was counted.
    pub(super) fn nearly_all(&self, count: usize) -> bool {
        self.filled > 0 && count * 20 >= self.filled * 19
    }

    pub(super) fn distinct(&self) -> usize {
        self.seen.len()
    }

    /// Whether no value stands twice and none is missing.
    pub(super) fn is_unique(&self) -> bool {
        self.filled > 0 && self.filled == self.rows && self.distinct() == self.filled
    }

    pub(super) fn is_time(&self) -> bool {
        self.nearly_all(self.iso_times + self.written_dates)
    }

    pub(super) fn mean_chars(&self) -> f64 {
        if self.filled == 0 { 0.0 } else { self.chars as f64 / self.filled as f64 }
    }

    /// The share of this column's values that stand in another one.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        if self.seen.is_empty() {
            return 0.0;
        }
        self.seen.intersection(&other.seen).count() as f64 / self.seen.len() as f64
    }
}

fn is_iso(value: &str) -> bool {
    value.parse::<DateTime>().is_ok() || value.parse::<jiff::Timestamp>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Profile {
        let mut profile = Profile::default();
        values.iter().for_each(|value| profile.take(value));
        profile
    }

    #[test]
    fn times_are_told_apart_by_their_spelling() {
        assert_eq!(of(&["2026-05-01", "2026-05-01T10:15:00+03:00", "2026-05-01 10:15", "20260501"]).iso_times, 4);
        let written = of(&["01.02.2026", "13.02.2026 10:15"]);
        assert_eq!((written.written_dates, written.only_day_first, written.dotted_dates), (2, 1, 2));
        assert_eq!(of(&["02/13/2026"]).only_month_first, 1);
        assert_eq!(of(&["10:15", "9:07:30"]).clocks, 2);
        assert_eq!(of(&["1777792500"]).unix_seconds, 1);
        assert_eq!(of(&["1777792500000"]).unix_milliseconds, 1);
        assert!(!of(&["12345678", "2024-01", "5"]).is_time());
    }

    #[test]
    fn numbers_and_people_are_known_by_their_values() {
        let sums = of(&["1 234,50 ₽", "12", "-3,5"]);
        assert_eq!((sums.numbers, sums.integers, sums.commas, sums.currency_sign), (3, 1, 2, Some("RUB")));
        assert_eq!((sums.lowest, sums.highest), (Some(-3.5), Some(1234.5)));
        assert_eq!(of(&["a@b.ru", "x"]).emails, 1);
        assert_eq!(of(&["8 916 123-45-67", "+79161234567", "12"]).phones, 2);
        assert!(of(&["a", "b"]).is_unique() && !of(&["a", "a"]).is_unique() && !of(&["a", ""]).is_unique());
    }

    #[test]
    fn columns_of_one_hasher_can_be_compared() {
        let hasher = RandomState::new();
        let (mut one, mut other) = (Profile::with(&hasher), Profile::with(&hasher));
        ["a", "b"].iter().for_each(|value| one.take(value));
        other.take("b");
        assert!((one.overlap(&other) - 0.5).abs() < f64::EPSILON);
    }
}
