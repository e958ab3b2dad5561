//! Arguments of questions about journeys.

use clap::Args;

use super::Slicing;

/// Arguments of `ask funnel`.
#[derive(Debug, Args)]
pub struct FunnelArguments {
    /// A step, such as touchpoint:Till, stage:purchase, event:order_placed or role:complaint, or a filter as JSON; repeat in their order.
    #[arg(long = "step", value_name = "EVENTS", required = true)]
    pub steps: Vec<String>,
    /// How many days after the entry a step still counts.
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    pub window_days: u32,
    /// Which part of the data, and what else the question says.
    #[command(flatten)]
    pub journeys: JourneyArguments,
}

/// Arguments of `ask retention`.
#[derive(Debug, Args)]
pub struct RetentionArguments {
    /// The events with which somebody begins, such as role:order_placed, or a filter as JSON.
    #[arg(long, value_name = "EVENTS")]
    pub start: String,
    /// The events with which somebody is back; those with which they began, if left out.
    #[arg(long, value_name = "EVENTS")]
    pub back: Option<String>,
    /// hour, day, week or month.
    #[arg(long, default_value = "week")]
    pub every: String,
    /// Which part of the data, and what else the question says.
    #[command(flatten)]
    pub journeys: JourneyArguments,
}

/// Arguments of `ask transitions` and `ask variants`.
#[derive(Debug, Args)]
pub struct MapArguments {
    /// What events are put together to: touchpoint, stage, channel or event.
    #[arg(long, default_value = "touchpoint")]
    pub nodes: String,
    /// Which part of the data, and what else the question says.
    #[command(flatten)]
    pub journeys: JourneyArguments,
}

/// Arguments of `ask paths`.
#[derive(Debug, Args)]
pub struct PathArguments {
    /// The node, such as a touchpoint by its English name.
    pub node: String,
    /// from, to or through.
    #[arg(long, default_value = "from")]
    pub side: String,
    /// How many steps before or after it.
    #[arg(long, default_value_t = 3)]
    pub depth: usize,
    /// What the nodes are, and which part of the data.
    #[command(flatten)]
    pub map: MapArguments,
}

/// Arguments of `ask conformance`.
#[derive(Debug, Args)]
pub struct ConformanceArguments {
    /// A step of the expected journey: a touchpoint by its English name, several with | between them, or a step as JSON; repeat in their order.
    #[arg(long = "step", value_name = "TOUCHPOINTS", required = true)]
    pub steps: Vec<String>,
    /// How many days after its beginning a journey goes on.
    #[arg(long, value_name = "DAYS", default_value_t = 14)]
    pub window_days: u32,
    /// What the nodes are, and which part of the data.
    #[command(flatten)]
    pub map: MapArguments,
}

/// Arguments of `ask lifecycle`.
#[derive(Debug, Args)]
pub struct LifecycleArguments {
    /// The events with which somebody is active, such as role:order_placed, or a filter as JSON.
    #[arg(long, value_name = "EVENTS")]
    pub active: String,
    /// hour, day, week or month.
    #[arg(long, default_value = "week")]
    pub every: String,
    /// Which part of the data, and what else the question says.
    #[command(flatten)]
    pub journeys: JourneyArguments,
}

/// Arguments of `ask pains`.
#[derive(Debug, Args)]
pub struct PainArguments {
    /// A wait is long from so many seconds on.
    #[arg(long, default_value_t = 600)]
    pub long_wait_seconds: u32,
    /// Who orders again within so many days has returned.
    #[arg(long, default_value_t = 30)]
    pub return_days: u16,
    /// Which part of the data, and what else the question says.
    #[command(flatten)]
    pub journeys: JourneyArguments,
}

/// Arguments of `ask moments`.
#[derive(Debug, Args)]
pub struct MomentArguments {
    /// Who orders again within so many days has returned.
    #[arg(long, default_value_t = 30)]
    pub return_days: u16,
    /// Which part of the data, and what else the question says.
    #[command(flatten)]
    pub journeys: JourneyArguments,
}

/// What all questions about journeys take.
#[derive(Debug, Args)]
pub struct JourneyArguments {
    /// Which part of the data.
    #[command(flatten)]
    pub slicing: Slicing,
    /// Further fields of the question as JSON, such as {"order":"strict"}; docs/questions.md lists them.
    #[arg(long, value_name = "FIELDS")]
    pub options: Option<String>,
}
