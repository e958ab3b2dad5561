//! Filters against a count of the events one by one.

use std::collections::{BTreeMap, HashMap, HashSet};

use otklik_core::filter::{CustomerCondition, Deed, Delivery, Filter, ScoreGroup, Within};
use otklik_core::{IdentifierKind, MetricDefinition, MetricKind, Role, Scope, Span, Timestamp, UnitPath, Zone};
use otklik_insight::{PeopleKind, PeopleQuestion, Reader, Slice};

use crate::small_company::{Fact, SmallCompany, small_company};

/// The company's events and a reading of filters as plain as can be, to compare with.
struct Plain {
    facts: Vec<Fact>,
    of_person: HashMap<i64, Vec<usize>>,
    homes: HashMap<i64, UnitPath>,
    late: HashMap<String, bool>,
    with: HashMap<IdentifierKind, HashSet<i64>>,
    metrics: Vec<MetricDefinition>,
    zone: Zone,
    now: Timestamp,
}

impl Plain {
    async fn of(company: &SmallCompany, scope: &Scope) -> Self {
        let facts = company.facts(scope).await;
        let mut of_person: HashMap<i64, Vec<usize>> = HashMap::new();
        let mut seen: HashMap<i64, BTreeMap<UnitPath, usize>> = HashMap::new();
        for (index, fact) in facts.iter().enumerate() {
            let Some(person) = fact.person else { continue };
            of_person.entry(person).or_default().push(index);
            if let Some(unit) = &fact.unit {
                *seen.entry(person).or_default().entry(unit.clone()).or_default() += 1;
            }
        }
        // Of units seen equally often the first path is home.
        let home =
            |units: &BTreeMap<UnitPath, usize>| units.iter().rev().max_by_key(|(_, seen)| **seen).unwrap().0.clone();
        let late = facts.iter().filter(|fact| fact.role() == Some(Role::Delivered));
        let mut with = HashMap::new();
        for kind in IdentifierKind::ALL {
            with.insert(kind, company.people_with(kind).await.into_iter().collect());
        }
        Self {
            late: late.filter_map(|fact| Some((fact.order.clone()?, fact.late?))).collect(),
            homes: seen.iter().map(|(person, units)| (*person, home(units))).collect(),
            of_person,
            with,
            metrics: company.store.catalogue().current().await.unwrap().unwrap().1.metrics,
            zone: company.zone().await,
            now: company.now,
            facts,
        }
    }

    fn group(kind: MetricKind, mark: f64) -> ScoreGroup {
        let (top, bottom) = match kind {
            MetricKind::Nps => (9.0, 6.0),
            MetricKind::Csat => (4.0, 2.0),
            MetricKind::Ces => (5.0, 3.0),
        };
        if mark >= top {
            ScoreGroup::Top
        } else if mark <= bottom {
            ScoreGroup::Bottom
        } else {
            ScoreGroup::Middle
        }
    }

    fn counts(&self, metric: &str, fact: &Fact) -> bool {
        let metric = self.metrics.iter().find(|known| known.id == metric).unwrap();
        fact.metric.as_deref() == Some(metric.kind.as_str())
            && fact.survey.as_ref().is_some_and(|survey| metric.surveys.contains(survey))
            && fact.scale == Some(metric.kind.scale())
    }

    fn holds(&self, filter: &Filter, fact: &Fact) -> bool {
        let named =
            |text: Option<&otklik_core::Text>, name: &str| text.is_some_and(|text| text.ru == name || text.en == name);
        let placement = fact.placement.as_ref();
        match filter {
            Filter::All(parts) => parts.iter().all(|part| self.holds(part, fact)),
            Filter::Any(parts) => parts.iter().any(|part| self.holds(part, fact)),
            Filter::Not(part) => !self.holds(part, fact),
            Filter::Period(period) => period.span(self.now, &self.zone).contains(fact.time),
            Filter::Unit(root) => fact.unit.as_ref().is_some_and(|unit| unit.is_within(root)),
            Filter::Channel(channel) => fact.channel == *channel,
            Filter::Touchpoint(name) => named(placement.map(|placement| &placement.touchpoint), name),
            Filter::Stage(stage) => fact.stage() == Some(*stage),
            Filter::Department(name) => named(placement.and_then(|placement| placement.department.as_ref()), name),
            Filter::Experience(experience) => fact.experience() == Some(*experience),
            Filter::Role(role) => fact.role() == Some(*role),
            Filter::Event(name) => fact.kind.name == *name,
            Filter::Survey(survey) => {
                let asks = fact.role() == Some(Role::SurveyAsked) && fact.kind.detail == *survey;
                fact.survey.as_ref() == Some(survey) || asks
            }
            Filter::Score(group) => self.in_group(fact, *group),
            Filter::Answer(wanted) => {
                let Some(mark) = fact.mark else { return false };
                wanted.metric.as_ref().is_none_or(|metric| self.counts(metric, fact))
                    && wanted.group.is_none_or(|group| self.in_group(fact, group))
                    && wanted.from.is_none_or(|from| mark >= f64::from(from))
                    && wanted.to.is_none_or(|to| mark <= f64::from(to))
            }
            Filter::Delivery(delivery) => {
                let late = fact.order.as_ref().and_then(|order| self.late.get(order));
                late == Some(&(*delivery == Delivery::Late))
            }
            Filter::Customer(condition) => self.customer_is(condition, fact),
        }
    }

    fn in_group(&self, fact: &Fact, group: ScoreGroup) -> bool {
        let kind = fact.metric.as_deref().and_then(MetricKind::named);
        kind.zip(fact.mark).is_some_and(|(kind, mark)| Self::group(kind, mark) == group)
    }

    fn customer_is(&self, condition: &CustomerCondition, fact: &Fact) -> bool {
        let Some(person) = fact.person else { return false };
        match condition {
            CustomerCondition::Known => true,
            CustomerCondition::HomeUnit(root) => self.homes.get(&person).is_some_and(|home| home.is_within(root)),
            CustomerCondition::Has(kind) => self.with[kind].contains(&person),
            CustomerCondition::Done(deed) => self.has_done(person, deed, fact),
            CustomerCondition::NotDone(deed) => !self.has_done(person, deed, fact),
        }
    }

    fn has_done(&self, person: i64, deed: &Deed, fact: &Fact) -> bool {
        let in_window = |time: Timestamp| match deed.within {
            None => true,
            Some(Within::Period(period)) => period.span(self.now, &self.zone).contains(time),
            Some(Within::DaysBefore(days)) => time < fact.time && time.0 >= fact.time.0 - days.micros(),
            Some(Within::DaysAfter(days)) => time > fact.time && time.0 <= fact.time.0 + days.micros(),
        };
        let own = self.of_person[&person].iter().map(|index| &self.facts[*index]);
        own.filter(|own| in_window(own.time) && self.holds(&deed.event, own)).count() >= deed.at_least.get() as usize
    }

    fn answers(&self, metric: &str, filter: &Filter) -> u64 {
        let answers = self.facts.iter().filter(|fact| matches!(fact.role(), Some(Role::Answered | Role::Review)));
        answers.filter(|fact| fact.metric.is_some() && self.counts(metric, fact) && self.holds(filter, fact)).count()
            as u64
    }
}

/// Conditions that mean something in the small company, each by itself.
const ATOMS: &[&str] = &[
    r#"{"period":"2026-05"}"#,
    r#"{"period":"last_30_days"}"#,
    r#"{"period":"2026-05-10..2026-06-10"}"#,
    r#"{"unit":"UNIT"}"#,
    r#"{"channel":"push"}"#,
    r#"{"channel":"app"}"#,
    r#"{"touchpoint":"The visit as a whole"}"#,
    r#"{"touchpoint":"Выдача"}"#,
    r#"{"stage":"advocacy"}"#,
    r#"{"department":"Shops"}"#,
    r#"{"experience":"emotional"}"#,
    r#"{"role":"answered"}"#,
    r#"{"event":"survey_answered"}"#,
    r#"{"survey":"after_visit"}"#,
    r#"{"score":"bottom"}"#,
    r#"{"answer":{"from":3,"to":8}}"#,
    r#"{"answer":{"metric":"nps_visit","group":"top"}}"#,
    r#"{"customer":"known"}"#,
    r#"{"customer":{"home_unit":"UNIT"}}"#,
    r#"{"customer":{"has":"phone"}}"#,
    r#"{"customer":{"has":"email"}}"#,
    r#"{"customer":{"done":{"event":{"role":"complaint"}}}}"#,
    r#"{"customer":{"not_done":{"event":{"role":"order_placed"},"within":{"days_before":7},"at_least":2}}}"#,
    r#"{"customer":{"done":{"event":{"all":[{"role":"order_placed"},{"unit":"UNIT"}]},"within":{"days_after":14}}}}"#,
    r#"{"customer":{"done":{"event":{"score":"bottom"},"within":{"period":"2026-05"}}}}"#,
    r#"{"customer":{"not_done":{"event":{"any":[{"touchpoint":"Menu in the app"},{"channel":"chat"}]},"within":{"period":"last_month"}}}}"#,
];

/// Numbers that look random and are the same every time (Lehmer's generator, Park and Miller 1988).
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        (self.0 % sides as u64) as usize
    }

    fn filter(&mut self, atoms: &[Filter], depth: usize) -> Filter {
        let parts = |dice: &mut Self| {
            let count = 1 + dice.below(3);
            (0..count).map(|_| dice.filter(atoms, depth - 1)).collect()
        };
        match if depth == 0 { 9 } else { self.below(5) } {
            0 | 1 => Filter::All(parts(self)),
            2 => Filter::Any(parts(self)),
            3 => Filter::Not(Box::new(self.filter(atoms, depth - 1))),
            _ => atoms[self.below(atoms.len())].clone(),
        }
    }

    /// The same filter with the parts of its lists in another order.
    fn shuffled(&mut self, filter: &Filter) -> Filter {
        let mut mix = |parts: &[Filter]| {
            let mut parts: Vec<Filter> = parts.iter().map(|part| self.shuffled(part)).collect();
            for place in (1..parts.len()).rev() {
                parts.swap(place, self.below(place + 1));
            }
            parts
        };
        match filter {
            Filter::All(parts) => Filter::All(mix(parts)),
            Filter::Any(parts) => Filter::Any(mix(parts)),
            Filter::Not(part) => Filter::Not(Box::new(self.shuffled(part))),
            single => single.clone(),
        }
    }
}

async fn atoms(company: &SmallCompany) -> (UnitPath, Vec<Filter>) {
    let facts = company.facts(&Scope::Company).await;
    let unit = facts.iter().find_map(|fact| fact.unit.clone()).unwrap();
    let read = |json: &&str| serde_json::from_str(&json.replace("UNIT", unit.as_str())).unwrap();
    (unit.clone(), ATOMS.iter().map(read).collect())
}

#[tokio::test]
async fn every_filter_admits_what_a_plain_count_finds_whoever_asks() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let (unit, atoms) = atoms(&company).await;
    let mut dice = Dice(2_026);
    let mut filters = atoms.clone();
    filters.extend((0..60).map(|_| dice.filter(&atoms, 3)));
    for scope in [Scope::Company, Scope::Units(vec![unit])] {
        let plain = Plain::of(&company, &scope).await;
        let reader = Reader { scope };
        let whole = plain.answers("nps_visit", &Filter::default());
        assert!(whole > 50, "{whole}");
        let mut telling = 0;
        for filter in &filters {
            let expected = plain.answers("nps_visit", filter);
            let json = serde_json::to_string(filter).unwrap();
            assert_eq!(company.answers(&reader, "nps_visit", filter).await, expected, "{json}");
            let shuffled = dice.shuffled(filter);
            assert_eq!(company.answers(&reader, "nps_visit", &shuffled).await, expected, "{json} in another order");
            telling += usize::from(expected > 0 && expected < whole);
        }
        assert!(telling > filters.len() / 3, "only {telling} filters tell answers apart");
    }
}

#[tokio::test]
async fn a_condition_and_its_opposite_add_up_and_open_exactly_their_answers() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let everybody = Reader::of_company();
    let (_, atoms) = atoms(&company).await;
    let whole = company.answers(&everybody, "nps_visit", &Filter::default()).await;
    for atom in &atoms {
        let n = company.answers(&everybody, "nps_visit", atom).await;
        let opposite = Filter::Not(Box::new(atom.clone()));
        let json = serde_json::to_string(atom).unwrap();
        assert_eq!(n + company.answers(&everybody, "nps_visit", &opposite).await, whole, "{json}");
        let question = PeopleQuestion {
            kind: PeopleKind::Scores,
            metric: Some("nps_visit".into()),
            field: None,
            filter: atom.clone(),
            slice: Slice::new(),
            journey: None,
        };
        let people = company.insight.people(&everybody, &question, None, 5).await.unwrap();
        assert_eq!(people.rows_total, n, "{json}");
    }
}

#[tokio::test]
async fn a_company_that_moves_to_another_time_zone_moves_its_days() {
    let folder = tempfile::tempdir().unwrap();
    let company = small_company(folder.path()).await;
    let everybody = Reader::of_company();
    let whole = company.answers(&everybody, "nps_visit", &Filter::default()).await;
    let mut by_day: Vec<Vec<u64>> = Vec::new();
    for zone in ["Europe/Moscow", "Asia/Vladivostok"] {
        company.move_to(zone).await;
        let plain = Plain::of(&company, &Scope::Company).await;
        let mut days = Vec::new();
        let mut covered = 0;
        for day in 1..=31 {
            let filter: Filter =
                serde_json::from_str(&format!(r#"{{"period":"2026-05-{day:02}..2026-05-{day:02}"}}"#)).unwrap();
            let n = company.answers(&everybody, "nps_visit", &filter).await;
            assert_eq!(n, plain.answers("nps_visit", &filter), "{zone} on {day} May");
            days.push(n);
            covered += n;
        }
        let may: Filter = serde_json::from_str(r#"{"period":"2026-05"}"#).unwrap();
        assert_eq!(company.answers(&everybody, "nps_visit", &may).await, covered, "{zone}");
        assert_eq!(company.answers(&everybody, "nps_visit", &Filter::default()).await, whole, "{zone}");
        let first: Span =
            "2026-05-01..2026-05-01".parse::<otklik_core::Period>().unwrap().span(company.now, &plain.zone);
        assert_eq!(plain.zone.local(first.start).to_string(), "2026-05-01T00:00:00");
        by_day.push(days);
    }
    assert_ne!(by_day[0], by_day[1]);
}
