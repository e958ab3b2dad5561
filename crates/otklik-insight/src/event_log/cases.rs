//! From a customer's events to the cases of a log.

use otklik_journey::SectionRule;

/// A case: of which customer, what tells it from their others, and where its events lie.
pub(super) struct Case<'a> {
    pub(super) customer: i64,
    /// What it is called after the customer's number; nothing where a customer is one case.
    pub(super) mark: Option<String>,
    /// The places of its events, in their order.
    pub(super) places: &'a [usize],
}

/// Hands over the cases of one customer's events; `places` is put into their order.
pub(super) fn each_case(
    customer: i64,
    rule: SectionRule,
    places: &mut Vec<usize>,
    time: impl Fn(usize) -> i64,
    group: impl Fn(usize) -> u64,
    mut each: impl FnMut(Case<'_>),
) {
    match rule {
        SectionRule::Whole if places.is_empty() => {}
        SectionRule::Whole => each(Case { customer, mark: None, places }),
        // The first event's time tells one visit from the others, whatever else is in the log.
        SectionRule::Gap(gap) => places
            .chunk_by(|one, next| time(*next) - time(*one) <= gap)
            .for_each(|places| each(Case { customer, mark: Some(time(places[0]).to_string()), places })),
        SectionRule::Group => {
            places.retain(|place| group(*place) != 0);
            places.sort_by_key(|place| group(*place));
            places
                .chunk_by(|one, next| group(*one) == group(*next))
                .for_each(|places| each(Case { customer, mark: Some(group_mark(group(places[0]))), places }));
        }
    }
}

/// What tells a group from a customer's others: a number of the program's own, not what the source calls it.
pub(super) fn group_mark(group: u64) -> String {
    format!("{group:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(rule: SectionRule) -> Vec<(Option<String>, Vec<usize>)> {
        let (times, groups) = ([0, 10, 11, 30, 40, 51], [7, 5, 7, 0, 5, 7]);
        let mut found = Vec::new();
        let mut places = vec![0, 1, 2, 3, 4, 5];
        each_case(
            3,
            rule,
            &mut places,
            |place| times[place],
            |place| groups[place],
            |case| {
                found.push((case.mark, case.places.to_vec()));
            },
        );
        found
    }

    #[test]
    fn a_customer_is_one_case_or_several_by_pauses_or_groups() {
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(cases(SectionRule::Whole), [(None, vec![0, 1, 2, 3, 4, 5])]);
        let by_pauses = [(text("0"), vec![0, 1, 2]), (text("30"), vec![3, 4]), (text("51"), vec![5])];
        assert_eq!(cases(SectionRule::Gap(10)), by_pauses);
        let by_groups = [(text("0000000000000005"), vec![1, 4]), (text("0000000000000007"), vec![0, 2, 5])];
        assert_eq!(cases(SectionRule::Group), by_groups);
    }
}
