//! The events behind the map as an event log, for programs that mine processes.
//!
//! A log is written bucket by bucket while it is read, so that its length costs no memory: what is written waits in a short queue, and
//! who reads slowly slows the writing down. A bucket's threads hand over whole customers; the order of customers is that in which they
//! come, that of a customer's events the order in which they happened.
//! The columns are gone through once to see which events occur, then once for each list of the log, always in the same state:
//! OCEL names its objects before its events.

mod activities;
mod cases;
mod ocel;
mod outlet;
mod write;
mod xes;

use std::sync::Arc;

use otklik_core::{Filter, Language, Stage};
use otklik_lake::{JourneyBucket, JourneyScan, Lake, Snapshot};
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc::{Receiver, channel};
use tokio::task::JoinHandle;
use utoipa::ToSchema;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::journeys::{JourneyOf, JourneysAsked, NodeKind, NodesAsked};
use outlet::Outlet;
use write::{Buffers, Part, Writing};

/// Blocks that wait to be fetched.
const BLOCKS_WAITING: usize = 4;

/// Which events go into a log, what they are called there, and what a trace of it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EventLogQuestion {
    /// Which events.
    #[serde(default)]
    pub filter: Filter,
    /// What they are called after; events that have none of it are left out.
    #[serde(default)]
    pub by: NodeKind,
    /// Stages whose events are called after their touchpoints, where they are called after stages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expand: Vec<Stage>,
    /// What a trace is; in a log of objects, which objects there are besides customers: orders, unless sessions or tickets are asked for.
    #[serde(default)]
    pub journeys: JourneysAsked,
}

/// The formats of event logs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventLogFormat {
    /// XES, IEEE 1849-2016: a trace for each journey.
    Xes,
    /// OCEL 2.0 as JSON: events and the objects that they are about.
    OcelJson,
    /// OCEL 2.0 as XML.
    OcelXml,
}

/// A log on its way out; who lets it go ends the work.
#[derive(Debug)]
pub struct EventLog {
    blocks: Receiver<Result<Vec<u8>, InsightError>>,
    work: JoinHandle<()>,
}

impl EventLog {
    /// The next block; nothing at the end. After a failure the log is not whole.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, InsightError> {
        self.blocks.recv().await.transpose()
    }
}

impl Drop for EventLog {
    fn drop(&mut self) {
        self.work.abort();
    }
}

impl Insight {
    /// Writes what a reader may see of the events as a log; touchpoints are called as the language has them.
    pub async fn event_log(
        &self,
        reader: &Reader,
        question: &EventLogQuestion,
        format: EventLogFormat,
        language: Language,
    ) -> Result<EventLog, InsightError> {
        let view = self.view(reader).await?;
        let journeys = JourneysAsked { of: grouping(question.journeys.of, format), ..question.journeys.clone() };
        let plan = view.plan_of_nodes(&question.filter, view.span(&question.filter), &journeys).await?;
        let asked = NodesAsked { by: question.by, expand: question.expand.clone(), ..NodesAsked::default() };
        let mut scan = plan.scan(&view);
        scan.sides.units = true;
        let (sender, blocks) = channel(BLOCKS_WAITING);
        let writing = Writing { plan, format, activities: activities::activities(&view, &asked, language), journeys };
        let work = Work {
            lake: Arc::clone(&self.lake),
            snapshot: Arc::clone(&view.snapshot),
            scan,
            writing: Arc::new(writing),
            outlet: Arc::new(Outlet::new(sender)),
        };
        Ok(EventLog { blocks, work: tokio::spawn(work.run()) })
    }
}

/// What events are put together by: a log of objects names those that events are about, whatever a journey is.
fn grouping(of: JourneyOf, format: EventLogFormat) -> JourneyOf {
    match (of, format) {
        (JourneyOf::Customer | JourneyOf::Pause, EventLogFormat::OcelJson | EventLogFormat::OcelXml) => {
            JourneyOf::Order
        }
        _ => of,
    }
}

/// All that the writing of a log needs, whoever asked for it.
struct Work {
    lake: Arc<Lake>,
    snapshot: Arc<Snapshot>,
    scan: JourneyScan,
    writing: Arc<Writing>,
    outlet: Arc<Outlet>,
}

impl Work {
    async fn run(self) {
        if let Err(error) = self.write().await {
            self.outlet.fail(error).await;
        }
    }

    async fn write(&self) -> Result<(), InsightError> {
        // It also leaves the columns ready, so that a slow reader of the log holds up nobody who waits for them.
        let occurring = self.occurring().await?;
        for part in self.writing.parts(&occurring) {
            match part {
                Part::Text(text) => self.outlet.send(text.into_bytes()).await,
                Part::Each(each) => {
                    self.outlet.begin(self.writing.separator());
                    let (writing, outlet) = (Arc::clone(&self.writing), Arc::clone(&self.outlet));
                    let visit = move |buffers: &mut Buffers, bucket: &JourneyBucket| {
                        writing.bucket(each, bucket, buffers, &outlet);
                    };
                    self.each_bucket(Buffers::default, visit).await?;
                }
            }
        }
        Ok(())
    }

    /// The codes whose events take part.
    async fn occurring(&self) -> Result<Vec<usize>, InsightError> {
        let writing = Arc::clone(&self.writing);
        let begin = || (Buffers::default(), Vec::new());
        let visit = move |(buffers, occurs): &mut (Buffers, Vec<bool>), bucket: &JourneyBucket| {
            writing.occurring(bucket, buffers, occurs);
        };
        let found = self.each_bucket(begin, visit).await?;
        let longest = found.iter().map(|(_, occurs)| occurs.len()).max().unwrap_or(0);
        let occurs = |code: &usize| found.iter().any(|(_, occurs)| occurs.get(*code) == Some(&true));
        Ok((0..longest).filter(occurs).collect())
    }

    async fn each_bucket<S: Send + 'static>(
        &self,
        begin: impl Fn() -> S + Send + Sync + 'static,
        visit: impl Fn(&mut S, &JourneyBucket) + Send + Sync + 'static,
    ) -> Result<Vec<S>, InsightError> {
        self.lake.journeys(&self.snapshot, &self.scan, begin, visit).await.map_err(InsightError::Lake)
    }
}
