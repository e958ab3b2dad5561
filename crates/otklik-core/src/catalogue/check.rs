//! What is wrong with a catalogue, place by place.

use std::collections::BTreeSet;

use super::{Catalogue, Placement, Rule};
use crate::{ErrorCode, MetricDefinition, Text};

/// Something that is wrong with a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueFault {
    /// Where, as a JSON pointer into the catalogue.
    pub pointer: String,
    /// What.
    pub code: ErrorCode,
}

/// Rules that a catalogue holds at most.
pub const MOST_RULES: usize = 2_000;
/// Metrics that a catalogue holds at most.
pub const MOST_METRICS: usize = 50;
/// Names of channels that a catalogue holds at most.
pub const MOST_CHANNELS: usize = 500;
/// Targets that a catalogue holds at most.
pub const MOST_TARGETS: usize = 5_000;
/// Letters of a name or pattern at most.
pub const LONGEST_NAME: usize = 200;

impl Catalogue {
    /// Everything that is wrong, in the order of the catalogue; nothing when it can be kept.
    pub fn check(&self) -> Vec<CatalogueFault> {
        let mut faults = Faults::default();
        faults.at_most("/rules", self.rules.len(), MOST_RULES);
        faults.at_most("/metrics", self.metrics.len(), MOST_METRICS);
        faults.at_most("/channels", self.channels.len(), MOST_CHANNELS);
        for (index, rule) in self.rules.iter().take(MOST_RULES).enumerate() {
            faults.rule(&format!("/rules/{index}"), rule);
        }
        let mut ids = BTreeSet::new();
        for (index, metric) in self.metrics.iter().take(MOST_METRICS).enumerate() {
            faults.metric(&format!("/metrics/{index}"), metric);
            if !ids.insert(metric.id.as_str()) {
                faults.add(&format!("/metrics/{index}/id"), ErrorCode::MetricIdTaken);
            }
        }
        for (channel, name) in self.channels.iter().take(MOST_CHANNELS) {
            let pointer = format!("/channels/{}", channel.replace('~', "~0").replace('/', "~1"));
            if channel.trim().is_empty() {
                faults.add(&pointer, ErrorCode::TextMissing);
            }
            faults.text(&pointer, name);
        }
        faults.at_most("/targets", self.targets.len(), MOST_TARGETS);
        let mut aims = BTreeSet::new();
        for (index, target) in self.targets.iter().take(MOST_TARGETS).enumerate() {
            match self.metric(&target.metric) {
                None => faults.add(&format!("/targets/{index}/metric"), ErrorCode::MetricUnknown),
                Some(metric) if !target.is_possible_for(metric) => {
                    faults.add(&format!("/targets/{index}/value"), ErrorCode::ValueOutsideScale);
                }
                Some(_) => {}
            }
            if !aims.insert((&target.metric, &target.unit)) {
                faults.add(&format!("/targets/{index}"), ErrorCode::TargetTaken);
            }
        }
        faults.found
    }
}

#[derive(Default)]
struct Faults {
    found: Vec<CatalogueFault>,
}

impl Faults {
    fn add(&mut self, pointer: &str, code: ErrorCode) {
        self.found.push(CatalogueFault { pointer: pointer.to_owned(), code });
    }

    fn at_most(&mut self, pointer: &str, count: usize, most: usize) {
        if count > most {
            self.add(pointer, ErrorCode::ListTooLong);
        }
    }

    fn rule(&mut self, pointer: &str, rule: &Rule) {
        for (field, pattern) in
            [("source", &rule.source), ("name", &rule.name), ("channel", &rule.channel), ("detail", &rule.detail)]
        {
            let pointer = format!("{pointer}/{field}");
            let nameless = pattern.is_empty() && matches!(field, "source" | "name");
            if nameless || pattern.strip_suffix('*').unwrap_or(pattern).contains('*') {
                self.add(&pointer, ErrorCode::PatternMalformed);
            }
            self.length(&pointer, pattern);
        }
        self.placement(&format!("{pointer}/placement"), &rule.placement);
    }

    fn placement(&mut self, pointer: &str, placement: &Placement) {
        self.text(&format!("{pointer}/touchpoint"), &placement.touchpoint);
        if let Some(department) = &placement.department {
            self.text(&format!("{pointer}/department"), department);
        }
        if let Some(channel) = &placement.channel {
            let pointer = format!("{pointer}/channel");
            if channel.trim().is_empty() {
                self.add(&pointer, ErrorCode::TextMissing);
            }
            self.length(&pointer, channel);
        }
    }

    fn metric(&mut self, pointer: &str, metric: &MetricDefinition) {
        let letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        if metric.id.is_empty() || metric.id.len() > LONGEST_NAME || !metric.id.chars().all(letter) {
            self.add(&format!("{pointer}/id"), ErrorCode::MetricIdMalformed);
        }
        self.text(&format!("{pointer}/name"), &metric.name);
        if metric.surveys.iter().all(|survey| survey.trim().is_empty()) {
            self.add(&format!("{pointer}/surveys"), ErrorCode::SurveysMissing);
        }
    }

    fn text(&mut self, pointer: &str, text: &Text) {
        for (language, words) in [("ru", &text.ru), ("en", &text.en)] {
            let pointer = format!("{pointer}/{language}");
            if words.trim().is_empty() {
                self.add(&pointer, ErrorCode::TextMissing);
            }
            self.length(&pointer, words);
        }
    }

    fn length(&mut self, pointer: &str, text: &str) {
        if text.chars().count() > LONGEST_NAME {
            self.add(pointer, ErrorCode::TextTooLong);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MetricKind, Role};

    fn faults(catalogue: &Catalogue) -> Vec<(String, ErrorCode)> {
        catalogue.check().into_iter().map(|fault| (fault.pointer, fault.code)).collect()
    }

    #[test]
    fn every_fault_has_its_place() {
        let mut rule = Rule::for_name("*_placed", Placement::new(Text::new("Касса", " "), Role::OrderPlaced));
        rule.detail = String::new();
        rule.placement.channel = Some("x".repeat(LONGEST_NAME + 1));
        let metric = |id: &str, surveys: &[&str]| MetricDefinition {
            id: id.to_owned(),
            kind: MetricKind::Nps,
            name: Text::new("NPS", "NPS"),
            surveys: surveys.iter().map(|survey| (*survey).to_owned()).collect(),
            last_answer_only: false,
        };
        let mut catalogue = Catalogue {
            rules: vec![Rule::for_name("", Placement::new(Text::new("а", "a"), Role::Contact)), rule],
            metrics: vec![metric("nps", &["visit"]), metric("nps", &[]), metric("Мой NPS", &["visit"])],
            ..Catalogue::default()
        };
        catalogue.channels.insert("a/b".to_owned(), Text::new("", "App"));
        let expected = [
            ("/rules/0/name", ErrorCode::PatternMalformed),
            ("/rules/1/name", ErrorCode::PatternMalformed),
            ("/rules/1/placement/touchpoint/en", ErrorCode::TextMissing),
            ("/rules/1/placement/channel", ErrorCode::TextTooLong),
            ("/metrics/1/surveys", ErrorCode::SurveysMissing),
            ("/metrics/1/id", ErrorCode::MetricIdTaken),
            ("/metrics/2/id", ErrorCode::MetricIdMalformed),
            ("/channels/a~1b/ru", ErrorCode::TextMissing),
        ];
        assert_eq!(faults(&catalogue), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
        assert_eq!(faults(&Catalogue::default()), []);
    }

    #[test]
    fn a_target_is_of_a_metric_that_can_reach_it_and_only_one() {
        let metric = |id: &str, kind| MetricDefinition {
            id: id.to_owned(),
            kind,
            name: Text::new("Метрика", "Metric"),
            surveys: vec!["visit".to_owned()],
            last_answer_only: false,
        };
        let target = |metric: &str, unit: Option<&str>, value| crate::catalogue::Target {
            metric: metric.to_owned(),
            unit: unit.map(|unit| unit.parse().unwrap()),
            value,
            until: None,
        };
        let catalogue = Catalogue {
            metrics: vec![metric("nps", MetricKind::Nps), metric("csat", MetricKind::Csat)],
            targets: vec![
                target("nps", None, 40.0),
                target("nps", Some("msk"), 50.0),
                target("csat", None, 81.0),
                target("ces", None, 5.0),
                target("nps", Some("msk"), 45.0),
                target("csat", Some("msk"), f64::NAN),
            ],
            ..Catalogue::default()
        };
        let expected = [
            ("/targets/2/value", ErrorCode::ValueOutsideScale),
            ("/targets/3/metric", ErrorCode::MetricUnknown),
            ("/targets/4", ErrorCode::TargetTaken),
            ("/targets/5/value", ErrorCode::ValueOutsideScale),
        ];
        assert_eq!(faults(&catalogue), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }
}
