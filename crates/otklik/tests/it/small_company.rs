//! A small simulated company whose events can be counted one by one.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use otklik_collect::Intake;
use otklik_core::filter::Filter;
use otklik_core::{
    Clock, EventKind, Experience, FixedClock, IdentifierKind, KindKey, PeopleWord, Placement, Role, Scope, Stage,
    Timestamp, UnitPath, Zone,
};
use otklik_insight::{Insight, PeopleQuestion, Reader, ScoresQuestion};
use otklik_lake::{Column, Lake, Moves, Scan};
use otklik_simulator::{Plan, Simulation, company};
use otklik_store::{Store, Unit, Workspace};

/// The company with everything of it at hand.
pub struct SmallCompany {
    pub insight: Insight,
    pub store: Store,
    pub lake: Arc<Lake>,
    pub now: Timestamp,
}

/// An event as it was kept, with what the catalogue says of it.
#[derive(Clone, Debug)]
pub struct Fact {
    pub time: Timestamp,
    pub person: Option<i64>,
    pub unit: Option<UnitPath>,
    pub kind: EventKind,
    pub placement: Option<Placement>,
    pub channel: String,
    pub order: Option<String>,
    pub survey: Option<String>,
    pub metric: Option<String>,
    pub mark: Option<f64>,
    pub scale: Option<(f64, f64)>,
    pub late: Option<bool>,
}

impl Fact {
    pub fn role(&self) -> Option<Role> {
        self.placement.as_ref().map(|placement| placement.role)
    }

    pub fn stage(&self) -> Option<Stage> {
        self.placement.as_ref().and_then(|placement| placement.stage)
    }

    pub fn experience(&self) -> Option<Experience> {
        self.placement.as_ref().and_then(|placement| placement.experience)
    }
}

pub async fn small_company(folder: &Path) -> SmallCompany {
    let plan = Plan::small(7);
    let now = plan.until;
    let clock: Arc<dyn Clock> = Arc::new(FixedClock::at(now));
    let store = Store::open(folder).await.unwrap();
    let lake = Arc::new(Lake::open(&folder.join("lake")).await.unwrap());
    let company = company(&plan);
    let workspace = Workspace {
        company: company.name.en.clone(),
        time_zone: company.time_zone.clone(),
        currency: Some(company.currency),
        people_word: PeopleWord::Guest,
        demo: None,
        created_at: now,
        set_up_done: false,
    };
    store.workspace().put(&workspace).await.unwrap();
    store.catalogue().put(&company.catalogue, now).await.unwrap();
    let units: Vec<Unit> = company
        .units
        .iter()
        .map(|unit| Unit {
            path: unit.path.clone(),
            name: unit.name.clone(),
            kind: unit.kind.parse().unwrap(),
            time_zone: None,
        })
        .collect();
    store.units().put_all(&units).await.unwrap();
    let mut simulation = Simulation::new(plan);
    while let Some(events) = simulation.next_day() {
        if !events.is_empty() {
            store.inbox().append(&events, now).await.unwrap();
        }
    }
    Intake::new(store.clone(), Arc::clone(&lake), Arc::clone(&clock), "test").run_once().await.unwrap();
    let insight = Insight::new(Arc::clone(&lake), store.clone(), clock);
    SmallCompany { insight, store, lake, now }
}

/// The question behind the address of a row.
pub fn behind(address: &str) -> PeopleQuestion {
    let encoded = address.strip_prefix("/api/v1/people?question=").unwrap();
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    serde_json::from_slice(&bytes).unwrap()
}

impl SmallCompany {
    /// Moves the company to another time zone.
    pub async fn move_to(&self, time_zone: &str) {
        let workspace = self.store.workspace().get().await.unwrap().unwrap();
        self.store.workspace().put(&Workspace { time_zone: time_zone.to_owned(), ..workspace }).await.unwrap();
    }

    /// The number of answers that a filter admits.
    pub async fn answers(&self, reader: &Reader, metric: &str, filter: &Filter) -> u64 {
        let question = ScoresQuestion { filter: filter.clone(), ..ScoresQuestion::of(metric) };
        self.insight.scores(reader, &question).await.unwrap().total.estimate.n
    }

    /// Every event in a scope, read without any question.
    pub async fn facts(&self, scope: &Scope) -> Vec<Fact> {
        let (_, catalogue) = self.store.catalogue().current().await.unwrap().unwrap();
        let kinds: HashMap<KindKey, EventKind> = self.store.kinds().all().await.unwrap().into_iter().collect();
        let columns = [
            Column::OccurredAt,
            Column::KindKey,
            Column::CustomerKey,
            Column::Unit,
            Column::OrderId,
            Column::Survey,
            Column::Metric,
            Column::Score,
            Column::ScaleLow,
            Column::ScaleHigh,
            Column::Properties,
        ];
        let moves = Moves::new(Arc::clone(&self.store.people().moves().await.unwrap().owners));
        let snapshot = self.lake.fresh_snapshot().await.unwrap();
        let mut facts = Vec::new();
        self.lake
            .scan(&snapshot, &Scan { moves, ..Scan::of(&columns) }, |batch| {
                for row in 0..batch.len() {
                    let text = |column| batch.text(column, row).map(str::to_owned);
                    let kind = kinds[&batch.kind(row).unwrap()].clone();
                    let placement = catalogue.place(&kind).cloned();
                    let said = placement.as_ref().and_then(|placement| placement.channel.clone());
                    let time = Timestamp(batch.occurred_at()[row]);
                    let properties: serde_json::Value =
                        text(Column::Properties).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
                    let promised = properties["promised_at"].as_str().map(|text| Timestamp::parse(text).unwrap());
                    let float = |column| batch.float(column, row);
                    facts.push(Fact {
                        time,
                        person: batch.customer(row).map(|customer| customer.0),
                        unit: text(Column::Unit).map(|unit| unit.parse().unwrap()),
                        channel: said.unwrap_or_else(|| kind.channel.clone()),
                        kind,
                        placement,
                        order: text(Column::OrderId),
                        survey: text(Column::Survey),
                        metric: text(Column::Metric),
                        mark: float(Column::Score),
                        scale: float(Column::ScaleLow).zip(float(Column::ScaleHigh)),
                        late: promised.map(|promised| time > promised),
                    });
                }
            })
            .await
            .unwrap();
        facts.retain(|fact| scope.admits(fact.unit.as_ref()));
        facts
    }

    /// Who has an identifier of a kind.
    pub async fn people_with(&self, kind: IdentifierKind) -> Vec<i64> {
        let everybody: Vec<_> = self.store.people().search("", usize::MAX, None).await.unwrap().hits;
        let has = |identifiers: &[otklik_core::Identifier]| identifiers.iter().any(|one| one.kind == kind);
        everybody.iter().filter(|hit| has(&hit.identifiers)).map(|hit| hit.customer.0).collect()
    }

    pub async fn zone(&self) -> Zone {
        self.store.workspace().get().await.unwrap().unwrap().time_zone.parse().unwrap()
    }
}
