//! The mapping that a draft describes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use otklik_core::catalogue::{Placement, Suggester};
use otklik_core::{AgentKind, Catalogue, EventKind, MetricDefinition, MetricKind, Role, Rule, Text};

use super::{Becomes, Draft, DraftColumn, DraftDateOrder, DraftFile, slug};
use crate::batch::PROMISED_AT;
use crate::mapping::{
    AgentSettings, AnswerSettings, Condition, CustomerSettings, EventSettings, FileSettings, MappingError, Part,
    Settings, Template,
};
use crate::time_format::DateOrder;

/// What was thought of times while nobody said when it happened.
const UNKNOWN_TIME: &str = "time";

pub(super) fn settings(draft: &Draft) -> Result<Settings, MappingError> {
    let mut time_formats = draft.time_formats.clone();
    time_formats.push("iso".to_owned());
    let mut events = Vec::new();
    for file in draft.files.iter().filter(|file| file.gives_events) {
        events.extend(EventsOf { draft, file }.settings()?);
    }
    Ok(Settings {
        source: draft.source.clone(),
        time_zone: draft.time_zone.clone(),
        time_formats,
        date_order: draft.date_order.map(|order| match order {
            DraftDateOrder::DayFirst => DateOrder::DayFirst,
            DraftDateOrder::MonthFirst => DateOrder::MonthFirst,
        }),
        decimal_comma: draft.decimal_comma,
        empty_values: Vec::new(),
        currency: draft.currency.map(|currency| literal(currency.as_str())),
        channel: None,
        files: draft.files.iter().map(|file| (file.entry.clone(), file_settings(file))).collect(),
        catalogue: Some(catalogue(&draft.source, &events)),
        events,
        workspace: None,
    })
}

fn file_settings(file: &DraftFile) -> FileSettings {
    FileSettings {
        name: file.name.clone(),
        encoding: file.encoding.clone(),
        separator: file.separator.clone(),
        sheet: file.sheet.clone(),
        heading: (!file.heading).then_some(false),
        key: file.key.clone(),
        join: file.joins.iter().map(|join| (join.to.clone(), join.column.clone())).collect(),
        optional: false,
    }
}

fn literal(text: &str) -> Template {
    Template { parts: vec![Part::Literal(text.to_owned())] }
}

/// Columns side by side, with a text between them.
fn joined(columns: &[String], between: &str) -> Option<Template> {
    let mut parts = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            parts.push(Part::Literal(between.to_owned()));
        }
        parts.push(Part::Column(column.clone()));
    }
    (!parts.is_empty()).then_some(Template { parts })
}

struct EventsOf<'a> {
    draft: &'a Draft,
    file: &'a DraftFile,
}

impl EventsOf<'_> {
    fn settings(&self) -> Result<Vec<EventSettings>, MappingError> {
        let base = self.base()?;
        let scores: Vec<&DraftColumn> = self.file.columns_of(Becomes::Score).collect();
        let texts: Vec<Template> =
            self.file.columns_of(Becomes::Text).map(|column| Template::column(&column.name)).collect();
        let mut events = Vec::new();
        let mut main = base.clone();
        match scores.first() {
            Some(score) => main.answer = Some(self.answer(score.name.as_str(), Some(score), texts)),
            None if !texts.is_empty() => main.answer = Some(self.answer("comment", None, texts)),
            None => {}
        }
        main.properties = self.properties();
        events.push(main);
        for score in scores.iter().skip(1) {
            let mut event = self.further(&base, &score.name);
            event.answer = Some(self.answer(&score.name, Some(score), Vec::new()));
            events.push(event);
        }
        for moment in self.file.columns_of(Becomes::Moment) {
            let mut event = self.further(&base, &moment.name);
            event.name = literal(&moment_name(&moment.name));
            event.time = Template::column(&moment.name);
            (event.amount, event.currency, event.quantity) = (None, None, None);
            events.push(event);
        }
        Ok(events)
    }

    /// The event without its answer and properties.
    fn base(&self) -> Result<EventSettings, MappingError> {
        let name =
            self.first(Becomes::Event).map_or_else(|| literal(&self.file.event), |column| Template::column(&column));
        let keys: Vec<String> =
            self.file.columns.iter().filter(|column| column.is_key).map(|column| column.name.clone()).collect();
        let mut id = joined(&keys, ":").unwrap_or(Template { parts: vec![Part::Contents] });
        // Files of one source may number their rows alike.
        if self.draft.files.iter().filter(|file| file.gives_events).count() > 1 {
            id.parts.insert(0, Part::Literal(format!("{}:", self.file.entry)));
        }
        let agent = self.first(Becomes::Agent);
        Ok(EventSettings {
            from: self.file.entry.clone(),
            name,
            id,
            time: self.time()?,
            when: Vec::new(),
            customer: self.customer(),
            channel: self.found(Becomes::Channel),
            unit: self.found(Becomes::Unit),
            session: self.own(Becomes::Session),
            order: self.own(Becomes::Order),
            ticket: self.own(Becomes::Ticket),
            item: self.own(Becomes::Item),
            amount: self.own(Becomes::Amount),
            currency: self.own(Becomes::Amount).and_then(|_| self.own(Becomes::Currency)),
            quantity: self.own(Becomes::Quantity),
            duration: None,
            agent: agent.map(|column| AgentSettings { id: Template::column(&column), kind: AgentKind::Human }),
            detail: self.found(Becomes::Detail),
            answer: None,
            properties: BTreeMap::new(),
        })
    }

    /// Another event of the same row, where a column is filled.
    fn further(&self, base: &EventSettings, column: &str) -> EventSettings {
        let mut event = base.clone();
        event.id.parts.push(Part::Literal(format!(":{}", slug(column))));
        event.when.push(Condition { value: Template::column(column), filled: Some(true), is: None, is_not: None });
        event
    }

    fn time(&self) -> Result<Template, MappingError> {
        let own: Vec<String> = self.file.columns_of(Becomes::Time).map(|column| column.name.clone()).collect();
        let found = joined(&own, " ").or_else(|| self.looked_up(Becomes::Time).map(|column| Template::column(&column)));
        found.or_else(|| self.draft.at.as_deref().map(literal)).ok_or_else(|| MappingError::ValueMalformed {
            place: format!("files.{}", self.file.entry),
            value: UNKNOWN_TIME.to_owned(),
            expected: "2026-05-01".to_owned(),
        })
    }

    fn customer(&self) -> Option<CustomerSettings<Template>> {
        let id = self.person(self.file, "", self.draft.files.len());
        let [email, phone, messenger, anonymous] =
            [Becomes::Email, Becomes::Phone, Becomes::Messenger, Becomes::Device].map(|becomes| self.found(becomes));
        let customer = CustomerSettings { id: id.map(|id| Template::column(&id)), email, phone, messenger, anonymous };
        let CustomerSettings { id, email, phone, messenger, anonymous } = &customer;
        [id, email, phone, messenger, anonymous].iter().any(|value| value.is_some()).then_some(customer)
    }

    /// The column that tells who it was: a file of people may know who stands behind the number of a card or an account.
    fn person(&self, file: &DraftFile, path: &str, steps: usize) -> Option<String> {
        let steps = steps.checked_sub(1)?;
        let target = |to: &str| self.draft.files.iter().find(|known| known.entry == to);
        let own = file.columns_of(Becomes::Customer).next();
        let behind = own.and_then(|own| {
            let join = file.joins.iter().find(|join| join.column == own.name)?;
            let people = target(&join.to)?;
            let person = people.columns_of(Becomes::Customer).find(|known| Some(&known.name) != people.key.as_ref())?;
            Some(format!("{path}{}.{}", join.to, person.name))
        });
        behind.or_else(|| own.map(|own| format!("{path}{}", own.name))).or_else(|| {
            file.joins.iter().find_map(|join| self.person(target(&join.to)?, &format!("{path}{}.", join.to), steps))
        })
    }

    fn first(&self, becomes: Becomes) -> Option<String> {
        self.file.columns_of(becomes).next().map(|column| column.name.clone())
    }

    fn own(&self, becomes: Becomes) -> Option<Template> {
        self.first(becomes).map(|column| Template::column(&column))
    }

    /// The file's own column, else one of a file that it refers to.
    fn found(&self, becomes: Becomes) -> Option<Template> {
        self.reach(becomes).map(|column| Template::column(&column))
    }

    fn reach(&self, becomes: Becomes) -> Option<String> {
        self.first(becomes).or_else(|| self.looked_up(becomes))
    }

    /// The nearest column of another file, such as `orders.customers.city`.
    fn looked_up(&self, becomes: Becomes) -> Option<String> {
        let mut waiting = VecDeque::from([(String::new(), self.file)]);
        let mut seen = BTreeSet::from([self.file.entry.as_str()]);
        while let Some((path, file)) = waiting.pop_front() {
            if !path.is_empty()
                && let Some(column) = file.columns_of(becomes).next()
            {
                return Some(format!("{path}{}", column.name));
            }
            for join in &file.joins {
                if let Some(next) = self.draft.files.iter().find(|next| next.entry == join.to)
                    && seen.insert(&next.entry)
                {
                    waiting.push_back((format!("{path}{}.", join.to), next));
                }
            }
        }
        None
    }

    fn answer(&self, question: &str, score: Option<&DraftColumn>, text: Vec<Template>) -> AnswerSettings<Template> {
        AnswerSettings {
            survey: literal(&self.file.entry),
            question: literal(&slug(question)),
            metric: score.and_then(|score| score.metric.clone()),
            scale: score.and_then(|score| score.scale),
            value: score.map(|score| Template::column(&score.name)),
            text,
            asked: None,
        }
    }

    fn properties(&self) -> BTreeMap<String, Template> {
        let own = self.file.columns_of(Becomes::Property);
        let mut properties: BTreeMap<String, Template> =
            own.map(|column| (column.name.clone(), Template::column(&column.name))).collect();
        if let Some(promise) = self.own(Becomes::Promise) {
            properties.insert(PROMISED_AT.to_owned(), promise);
        }
        properties
    }
}

/// `order_approved_at` is the moment `order_approved`.
fn moment_name(column: &str) -> String {
    let slug = slug(column);
    let endings = ["_timestamp", "_datetime", "_date", "_time", "_at"];
    let bare = endings.iter().find_map(|ending| slug.strip_suffix(ending)).filter(|bare| !bare.is_empty());
    bare.map_or(slug.clone(), str::to_owned)
}

/// What an installation that knows nothing yet may think of the events; those that say nothing wait for a person.
fn catalogue(source: &str, events: &[EventSettings]) -> Catalogue {
    let mut catalogue = Catalogue::default();
    for event in events {
        let [Part::Literal(name)] = &event.name.parts[..] else { continue };
        if catalogue.rules.iter().any(|rule| &rule.name == name) {
            continue;
        }
        if let Some(placement) = placement(source, name, event) {
            catalogue.rules.push(Rule::for_name(name, placement));
        }
    }
    catalogue.metrics = metrics(events);
    catalogue
}

/// What an event means, by its name and by what it consists of.
fn placement(source: &str, name: &str, event: &EventSettings) -> Option<Placement> {
    let kind = EventKind { source: source.to_owned(), name: name.to_owned(), ..EventKind::default() };
    let by_name = Suggester::new(&Catalogue::default(), []).suggest(&kind).map(|suggestion| suggestion.placement);
    let by_parts = match (&event.answer, &event.order, &event.amount) {
        (Some(_), _, _) => Some(Role::Answered),
        (None, Some(order), Some(_)) if event.id.parts.contains(&order.parts[0]) && event.item.is_none() => {
            Some(Role::OrderPlaced)
        }
        _ => None,
    };
    let Some(role) = by_parts else { return by_name };
    let words = name.replace('_', " ");
    let unnamed = || Placement::new(Text { ru: words.clone(), en: words.clone() }, role);
    let mut placement = by_name.unwrap_or_else(unnamed);
    // A payment or a return has an order and an amount like the order itself; only their names tell them apart.
    if role == Role::Answered || placement.role == Role::Contact {
        placement.role = role;
    }
    Some(placement)
}

fn metrics(events: &[EventSettings]) -> Vec<MetricDefinition> {
    let mut metrics: Vec<MetricDefinition> = Vec::new();
    for answer in events.iter().filter_map(|event| event.answer.as_ref()) {
        let Some(kind) = answer.metric.as_deref().and_then(metric_kind) else { continue };
        let id = answer.metric.clone().unwrap_or_default();
        let survey = answer.survey.to_string();
        match metrics.iter_mut().find(|metric| metric.id == id) {
            Some(metric) if metric.surveys.contains(&survey) => {}
            Some(metric) => metric.surveys.push(survey),
            None => {
                let name = Text { ru: id.to_uppercase(), en: id.to_uppercase() };
                metrics.push(MetricDefinition { id, kind, name, surveys: vec![survey], last_answer_only: false });
            }
        }
    }
    metrics
}

fn metric_kind(word: &str) -> Option<MetricKind> {
    match word {
        "nps" => Some(MetricKind::Nps),
        "csat" => Some(MetricKind::Csat),
        "ces" => Some(MetricKind::Ces),
        _ => None,
    }
}
