//! The simulated days, months and blocks.
//!
//! A block is a run of days inside one week and one calendar month; the last days of a month are blocks of their own.
//! Everything that moves scores is constant inside a block, and all its days lie equally far from the month's end,
//! so that expectations can be summed by block and late answers be counted in the month in which they come.

use jiff::ToSpan;
use jiff::civil::Date;
use otklik_core::{Timestamp, Zone};

/// Answers come at most so many days after they were asked for.
pub(crate) const LATEST_ANSWER_DAYS: usize = 5;

/// A simulated day of the company.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day {
    pub(crate) date: Date,
    /// Monday is 0.
    pub(crate) weekday: usize,
    pub(crate) month: usize,
    pub(crate) block: usize,
}

/// Days that are alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) first_day: usize,
    pub(crate) days: usize,
    pub(crate) month: usize,
    /// Days until the month, or the data, end; at most [`LATEST_ANSWER_DAYS`].
    pub(crate) days_left: usize,
    /// Whether the month after is simulated too.
    pub(crate) has_next_month: bool,
}

/// All simulated days.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    pub(crate) days: Vec<Day>,
    pub(crate) blocks: Vec<Block>,
    /// First days of the months, the first possibly in mid-month.
    pub(crate) months: Vec<Date>,
    /// The instant at which the data end.
    pub(crate) until: Timestamp,
}

impl Calendar {
    /// The calendar of so many months before an instant, in the company's zone.
    pub(crate) fn new(until: Timestamp, months: u32, zone: &Zone) -> Self {
        let today = zone.local(until).date();
        let last = if zone.start_of(today) < until { today } else { today.saturating_sub(1.day()) };
        let after = last.saturating_add(1.day());
        let mut date = after.saturating_sub(i64::from(months).months());
        let mut calendar = Self { days: Vec::new(), blocks: Vec::new(), months: Vec::new(), until };
        while date <= last {
            calendar.push(date, after);
            date = date.saturating_add(1.day());
        }
        calendar
    }

    fn push(&mut self, date: Date, after: Date) {
        let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
        let first = self.days.is_empty();
        if first || date.day() == 1 {
            self.months.push(date);
        }
        let month = self.months.len() - 1;
        let next_month = date.first_of_month().saturating_add(1.month());
        let end = next_month.min(after);
        let left = usize::try_from((end - date).get_days() - 1).unwrap_or_default();
        let near_end = left < LATEST_ANSWER_DAYS;
        if first || date.day() == 1 || weekday == 0 || near_end {
            self.blocks.push(Block {
                first_day: self.days.len(),
                days: 0,
                month,
                days_left: left.min(LATEST_ANSWER_DAYS),
                has_next_month: next_month < after,
            });
        }
        let block = self.blocks.len() - 1;
        self.blocks[block].days += 1;
        self.days.push(Day { date, weekday, month, block });
    }

    /// The day that is so many calendar months and days after the first.
    pub(crate) fn day_after(&self, months: f64) -> usize {
        let first = self.days[0].date;
        let whole = months.floor();
        let date = first.saturating_add((whole as i64).months());
        usize::try_from((date - first).get_days()).unwrap_or_default() + ((months - whole) * 30.0).round() as usize
    }

    /// The Monday on or before a day; weeks of faults and effects begin there.
    pub(crate) fn monday_before(&self, day: usize) -> usize {
        let day = day.min(self.days.len() - 1);
        day.saturating_sub(self.days[day].weekday)
    }

    /// The month's name, such as `2026-05`.
    pub(crate) fn month_name(&self, month: usize) -> String {
        let first = self.months[month];
        format!("{:04}-{:02}", first.year(), first.month())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(until: &str, months: u32) -> Calendar {
        let zone: Zone = "Europe/Moscow".parse().unwrap();
        Calendar::new(Timestamp::parse(until).unwrap(), months, &zone)
    }

    #[test]
    fn eighteen_months_end_with_the_day_of_the_instant() {
        let calendar = calendar("2026-11-22T15:00:00+03:00", 18);
        assert_eq!(calendar.days[0].date.to_string(), "2025-05-23");
        assert_eq!(calendar.days.last().unwrap().date.to_string(), "2026-11-22");
        assert_eq!(calendar.months.len(), 19);
        assert_eq!(calendar.month_name(1), "2025-06");
    }

    #[test]
    fn midnight_belongs_to_the_day_that_ends() {
        let calendar = calendar("2026-07-01T00:00:00+03:00", 3);
        assert_eq!(calendar.days[0].date.to_string(), "2026-04-01");
        assert_eq!(calendar.days.len(), 91);
    }

    #[test]
    fn the_days_of_a_block_are_equally_far_from_the_months_end() {
        let calendar = calendar("2026-11-22T15:00:00+03:00", 18);
        for (index, day) in calendar.days.iter().enumerate() {
            let block = calendar.blocks[day.block];
            assert!((block.first_day..block.first_day + block.days).contains(&index));
            assert_eq!(block.month, day.month);
            assert!(block.days_left == LATEST_ANSWER_DAYS || block.days == 1);
            let later = calendar.days.get(index + block.days_left).unwrap();
            assert_eq!(later.month, day.month);
            if block.days_left < LATEST_ANSWER_DAYS {
                let next = calendar.days.get(index + block.days_left + 1);
                assert_eq!(next.is_some(), block.has_next_month, "{}", day.date);
                assert!(next.is_none_or(|next| next.month == day.month + 1));
            }
        }
    }
}
