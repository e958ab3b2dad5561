//! Whether a column's values fit what its name speaks for.

use super::super::names::{is_birth, words};
use super::super::profile::Profile;
use super::Becomes;

/// How well values fit, from 0 to 1; nothing when they cannot be that.
pub(super) fn fitness(becomes: Becomes, name: &str, profile: &Profile) -> Option<f64> {
    let share = |count: usize| count as f64 / profile.filled.max(1) as f64;
    let is_decimal = share(profile.numbers) > 0.9 && share(profile.integers) < 0.9;
    let as_number = || profile.nearly_all(profile.numbers).then_some(1.0);
    let is_few = profile.distinct() <= 200 && (profile.filled < 50 || share(profile.distinct()) <= 0.3);
    match becomes {
        Becomes::Email => (share(profile.emails) >= 0.8).then_some(1.0),
        Becomes::Phone => (share(profile.phones) >= 0.8).then_some(1.0),
        Becomes::Time if is_birth(name) => None,
        // A column of that name may hold a wrong day and a row of totals.
        Becomes::Time if share(profile.iso_times + profile.written_dates) >= 0.5 => Some(1.0),
        Becomes::Time => {
            (profile.nearly_all(profile.unix_seconds) || profile.nearly_all(profile.unix_milliseconds)).then_some(0.9)
        }
        Becomes::Score => is_score(profile).then_some(1.0),
        Becomes::Amount | Becomes::Quantity if profile.is_time() => None,
        Becomes::Amount | Becomes::Quantity => as_number(),
        Becomes::Currency => profile.nearly_all(profile.currencies).then_some(1.0),
        Becomes::Text if share(profile.numbers) > 0.5 || profile.is_time() => None,
        Becomes::Text => Some(if profile.mean_chars() > 12.0 || share(profile.with_spaces) > 0.3 { 1.0 } else { 0.5 }),
        Becomes::Event => (is_few && share(profile.numbers) < 0.5 && profile.mean_chars() <= 60.0).then_some(1.0),
        Becomes::Unit | Becomes::Channel => {
            (is_few && !is_decimal && !profile.is_time() && profile.mean_chars() <= 80.0).then_some(0.9)
        }
        // Names of people with spaces in them are no numbers of theirs.
        Becomes::Customer if share(profile.with_spaces) > 0.3 || profile.is_time() || is_decimal => None,
        Becomes::Customer
        | Becomes::Device
        | Becomes::Session
        | Becomes::Order
        | Becomes::Ticket
        | Becomes::Messenger => {
            (!is_decimal && !profile.is_time() && profile.mean_chars() <= 100.0).then(|| as_identifier(profile))
        }
        Becomes::Item | Becomes::Agent | Becomes::Detail => {
            (!is_decimal && !profile.is_time() && profile.mean_chars() <= 150.0).then_some(0.8)
        }
        Becomes::Moment | Becomes::Promise | Becomes::Property | Becomes::Nothing => None,
    }
}

/// Identifiers differ; three words over a thousand rows are a property.
fn as_identifier(profile: &Profile) -> f64 {
    if profile.distinct() >= 20 || profile.distinct() * 20 >= profile.filled { 1.0 } else { 0.3 }
}

/// A mark beyond the scale here and there is a mistake that the import tells, not another scale.
fn is_score(profile: &Profile) -> bool {
    profile.filled > 0 && profile.marks * 10 >= profile.filled * 8
}

/// The metric and the scale that a score's name and values speak for.
pub(super) fn scale(name: &str, profile: &Profile) -> (Option<&'static str>, Option<(f64, f64)>) {
    let words = words(name);
    let says = |beginnings: &[&str]| words.iter().any(|word| beginnings.iter().any(|known| word.starts_with(known)));
    let (lowest, highest) = (profile.lowest_mark.unwrap_or(0.0), profile.highest_mark.unwrap_or(0.0));
    if says(&["nps", "recommend", "рекоменд", "ltr"]) {
        (Some("nps"), Some((0.0, 10.0)))
    } else if says(&["ces", "effort", "усили", "легко"]) && lowest >= 1.0 && highest <= 7.0 {
        (Some("ces"), Some((1.0, 7.0)))
    } else if lowest >= 1.0 && highest <= 5.0 {
        (Some("csat"), Some((1.0, 5.0)))
    } else if lowest < 1.0 && highest > 5.0 {
        (Some("nps"), Some((0.0, 10.0)))
    } else {
        // A scale that no metric has: the answers are kept and shown, but belong to none.
        (None, Some((0.0, 10.0)))
    }
}
