//! The command line's arguments.
//!
//! What a reader of the help is told of them stands in `locales/`, in `help.ftl`.

mod export;
mod journeys;
mod sql;

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use otklik_core::{KeyScope, UserRole};

pub use export::{Export, ExportJourneys, LogFormat};
pub use journeys::{
    ConformanceArguments, FunnelArguments, JourneyArguments, LifecycleArguments, MapArguments, MomentArguments,
    PainArguments, PathArguments, RetentionArguments,
};
pub use sql::Sql;

/// Otklik: customer experience, measured honestly, in one program.
#[derive(Debug, Parser)]
#[command(name = "otklik", version, propagate_version = true)]
pub struct Arguments {
    /// The language of what the program says [default: by LANG].
    #[arg(long, global = true, env = "OTKLIK__LANGUAGE")]
    pub language: Option<LanguageChoice>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// A language to speak; it is looked for before the rest of the command line is read.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LanguageChoice {
    /// Russian.
    Ru,
    /// English.
    En,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the pages and the API of a data folder.
    Serve(Serve),
    /// Simulates a coffee chain and serves it.
    Demo(Demo),
    /// Imports files, by a mapping or by a guess.
    Import(Import),
    /// Asks a question and prints the answer.
    Ask(Ask),
    /// Asks in SQL and prints the rows, or writes them to a file.
    Sql(Sql),
    /// Writes data for other programs.
    #[command(subcommand)]
    Export(Export),
    /// Adds people who may sign in.
    #[command(subcommand)]
    User(User),
    /// Adds keys for programs.
    #[command(subcommand)]
    Key(Key),
    /// Makes a backup, also while the program serves.
    Backup(Backup),
    /// Makes a data folder of a backup.
    Restore(Restore),
    /// Looks a data folder over and says what is wrong with it.
    Doctor(Doctor),
    /// Shows the configuration.
    #[command(subcommand)]
    Config(Config),
    /// Prints the description of the API.
    Openapi,
    /// Prints this command line's reference as Markdown.
    #[command(hide = true)]
    Reference,
}

/// Where the data are.
#[derive(Clone, Debug, Args)]
pub struct Data {
    /// The data folder [default: otklik-data].
    #[arg(long, global = true, value_name = "FOLDER")]
    pub data: Option<PathBuf>,
    /// The address of a PostgreSQL database for the state [default: SQLite in the data folder].
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// The configuration file [default: otklik.toml in the working folder, if there is one].
    #[arg(long, global = true, value_name = "FILE", env = "OTKLIK__CONFIG")]
    pub config: Option<PathBuf>,
}

/// Where the server listens.
#[derive(Clone, Debug, Args)]
pub struct Listen {
    /// The address to listen on [default: 127.0.0.1].
    #[arg(long)]
    pub host: Option<IpAddr>,
    /// The port to listen on; 0 takes a free one [default: 8080].
    #[arg(long)]
    pub port: Option<u16>,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// Where the data are.
    #[command(flatten)]
    pub data: Data,
    /// Where to listen.
    #[command(flatten)]
    pub listen: Listen,
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// The folder of the demo; an existing demo younger than a day is used again.
    #[arg(long, value_name = "FOLDER", default_value = "otklik-demo")]
    pub data: PathBuf,
    /// Where to listen.
    #[command(flatten)]
    pub listen: Listen,
    /// The configuration file [default: otklik.toml in the working folder, if there is one].
    #[arg(long, value_name = "FILE", env = "OTKLIK__CONFIG")]
    pub config: Option<PathBuf>,
    /// Only simulates and loads, and prints the times as JSON.
    #[arg(long)]
    pub load_only: bool,
}

/// Arguments of `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// Where the data are.
    #[command(flatten)]
    pub data: Data,
    /// The mapping: a file, or the name of one that comes with the program, such as olist.toml; guessed when left out.
    #[arg(long)]
    pub mapping: Option<String>,
    /// Writes the mapping to this file, to be looked at, changed and used again.
    #[arg(long, value_name = "FILE")]
    pub save_mapping: Option<PathBuf>,
    /// Reads everything and says what would be refused, but keeps nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Writes refused rows with their reasons into this folder, to be repaired and imported again.
    #[arg(long, value_name = "FOLDER")]
    pub rejected: Option<PathBuf>,
    /// Imports by a guessed mapping without asking.
    #[arg(long)]
    pub yes: bool,
    /// For a guess: the name of the events' source.
    #[arg(long)]
    pub source: Option<String>,
    /// For a guess: the zone of times without offset, such as Europe/Moscow.
    #[arg(long)]
    pub time_zone: Option<String>,
    /// For a guess: the currency of amounts that name none, such as RUB.
    #[arg(long)]
    pub currency: Option<String>,
    /// For a guess: what comes first in dates such as 03.05.2026.
    #[arg(long)]
    pub date_order: Option<DateOrderChoice>,
    /// For a guess: when it happened, for rows that do not tell, such as 2026-05-01.
    #[arg(long, value_name = "DATE")]
    pub at: Option<String>,
    /// The files: CSV and other separated text, XLSX, JSON Lines, Parquet; text may be compressed as .gz.
    #[arg(required = true)]
    pub files: Vec<PathBuf>,
}

/// What comes first in a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DateOrderChoice {
    /// 3 May.
    DayFirst,
    /// 5 March.
    MonthFirst,
}

/// Arguments of `ask`.
#[derive(Debug, Args)]
pub struct Ask {
    /// Where the data are.
    #[command(flatten)]
    pub data: Data,
    /// How to print the answer.
    #[arg(long, global = true, default_value = "table")]
    pub format: Format,
    /// The question.
    #[command(subcommand)]
    pub question: Question,
}

/// How to print an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// As the API answers.
    Json,
    /// For spreadsheets.
    Csv,
}

/// A question.
#[derive(Debug, Subcommand)]
pub enum Question {
    /// How a metric stands.
    Scores(ScoresArguments),
    /// How the company serves.
    Operations(Slicing),
    /// How a metric or a figure of operations went over time.
    Trend(TrendArguments),
    /// Who was asked, who answered, and who did not.
    Response(ResponseArguments),
    /// What was promised, what came of it, and what a broken promise costs in score.
    Expectations(ExpectationsArguments),
    /// What hurts most people: long waits, complaints, failed payments, low marks.
    Hurts(HurtsArguments),
    /// Who takes the steps of a way, and where the others are lost.
    Funnel(FunnelArguments),
    /// Who comes back, and when.
    Retention(RetentionArguments),
    /// What follows what, how often, and after how long: the map of journeys.
    Transitions(MapArguments),
    /// Where people come from before a touchpoint, and where they go from it.
    Paths(PathArguments),
    /// Which ways there are from beginning to end.
    Variants(MapArguments),
    /// How real journeys compare with the expected one: who keeps to it, and what differs.
    Conformance(ConformanceArguments),
    /// Who is new, stays, comes back to life, or falls asleep.
    Lifecycle(LifecycleArguments),
    /// What hurts customers on their way, and what money is at risk.
    Pains(PainArguments),
    /// After which touches more customers come back: the moments of truth.
    Moments(MomentArguments),
    /// How customers fare, in one page (JSON only).
    Overview(Slicing),
    /// Everything that happened to a customer.
    Timeline {
        /// An identifier of the customer, or its beginning.
        customer: String,
    },
}

/// Arguments of `ask expectations`.
#[derive(Debug, Args)]
pub struct ExpectationsArguments {
    /// The metric's id.
    #[arg(long)]
    pub metric: String,
    /// Which part of the data.
    #[command(flatten)]
    pub slicing: Slicing,
}

/// Arguments of `ask scores`.
#[derive(Debug, Args)]
pub struct ScoresArguments {
    /// The metric's id.
    #[arg(long)]
    pub metric: String,
    /// Splits the change of the whole into another mix of these parts and changes within them.
    #[arg(long, value_name = "DIVISION")]
    pub split_by: Option<String>,
    /// Holds units against each other as if all had the same mix of these, such as channel,hour.
    #[arg(long, value_name = "DIVISIONS", value_delimiter = ',')]
    pub like_for_like: Vec<String>,
    /// Which part of the data.
    #[command(flatten)]
    pub slicing: Slicing,
}

/// Arguments of `ask trend`.
#[derive(Debug, Args)]
pub struct TrendArguments {
    /// The metric's id; without it a figure of operations.
    #[arg(long)]
    pub metric: Option<String>,
    /// The figure of operations, such as complaints_per_100.
    #[arg(long, conflicts_with = "metric")]
    pub field: Option<String>,
    /// day, week or month.
    #[arg(long, default_value = "week")]
    pub step: String,
    /// Which part of the data.
    #[command(flatten)]
    pub slicing: Slicing,
}

/// Arguments of `ask response`.
#[derive(Debug, Args)]
pub struct ResponseArguments {
    /// Only the surveys of this metric.
    #[arg(long)]
    pub metric: Option<String>,
    /// Which part of the data.
    #[command(flatten)]
    pub slicing: Slicing,
}

/// Arguments of `ask hurts`.
#[derive(Debug, Args)]
pub struct HurtsArguments {
    /// A wait is long from so many seconds on.
    #[arg(long, default_value_t = 600)]
    pub long_wait_seconds: u32,
    /// Which part of the data.
    #[command(flatten)]
    pub slicing: Slicing,
}

/// Which part of the data, and divided by what.
#[derive(Debug, Args)]
pub struct Slicing {
    /// all_time, last_90_days, today, this_week, last_month, 2026, 2026-q2, 2026-05, 2026-01-01..2026-03-31 and the like.
    #[arg(long, default_value = "all_time")]
    pub period: String,
    /// A filter as JSON, such as {"unit":"msk"} or {"not":{"channel":"app"}}; joined with the period.
    #[arg(long)]
    pub filter: Option<String>,
    /// One or two of unit, unit_level_1 to unit_level_4, channel, touchpoint, stage, department, experience, survey, day, week,
    /// month, weekday, hour and delivery, with a comma between.
    #[arg(long, value_delimiter = ',')]
    pub by: Vec<String>,
    /// Compares with previous_period, same_period_last_year, rest, or, as JSON, with {"slice":{…}} or {"filter":{…}}.
    #[arg(long, value_name = "WITH", num_args = 0..=1, default_missing_value = "previous_period")]
    pub compare: Option<String>,
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Adds somebody; the password is read from OTKLIK_PASSWORD.
    Add {
        /// The e-mail address to sign in with.
        email: String,
        /// What they are called.
        #[arg(long)]
        name: String,
        /// What they may do.
        #[arg(long, default_value = "viewer", value_parser = parse_role)]
        role: UserRole,
        /// The unit subtree they may see; repeat for several, leave out for the whole company.
        #[arg(long = "unit")]
        units: Vec<String>,
        /// Where the data are.
        #[command(flatten)]
        data: Data,
    },
}

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Adds a key and prints it once.
    Add {
        /// Whose the key is.
        name: String,
        /// What it may be used for; repeat for several.
        #[arg(long = "scope", default_values = ["send_events", "read_answers"], value_parser = parse_scope)]
        scopes: Vec<KeyScope>,
        /// Where the data are.
        #[command(flatten)]
        data: Data,
    },
}

/// Arguments of `backup`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Backup {
    /// What to do with a backup that exists.
    #[command(subcommand)]
    pub command: Option<BackupCommand>,
    /// The folder of all backups; each gets a folder of its own in it, named by its time.
    pub target: Option<PathBuf>,
    /// How many backups to keep; older ones are removed when this one is done [default: all].
    #[arg(long, value_name = "COUNT")]
    pub keep: Option<usize>,
    /// Where the data are.
    #[command(flatten)]
    pub data: Data,
}

/// What to do with a backup that exists.
#[derive(Debug, Subcommand)]
pub enum BackupCommand {
    /// Restores a backup into a temporary folder beside it, opens it, counts, and compares.
    Verify {
        /// The folder of the backup.
        backup: PathBuf,
    },
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub struct Restore {
    /// The folder of the backup.
    pub backup: PathBuf,
    /// The log of people who were erased, erasures.jsonl of the data folder; by default the one beside the backup.
    /// Whoever was erased after the backup is erased again.
    #[arg(long, value_name = "FILE")]
    pub erasures: Option<PathBuf>,
    /// Where to restore to: --data names a new folder, --database an empty database.
    #[command(flatten)]
    pub data: Data,
}

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct Doctor {
    /// How to print the findings.
    #[arg(long, default_value = "table")]
    pub format: Format,
    /// Puts right what can be put right without losing anything; nothing may be serving the folder.
    #[arg(long)]
    pub repair: bool,
    /// Where the data are.
    #[command(flatten)]
    pub data: Data,
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum Config {
    /// Shows every key, its value and where that came from; secrets are hidden.
    Show {
        /// How to print it.
        #[arg(long, default_value = "table")]
        format: Format,
        /// Where the data are.
        #[command(flatten)]
        data: Data,
        /// Where to listen.
        #[command(flatten)]
        listen: Listen,
    },
}

fn parse_role(word: &str) -> Result<UserRole, String> {
    word.parse().map_err(|error: otklik_core::closed_list::WordError| error.to_string())
}

fn parse_scope(word: &str) -> Result<KeyScope, String> {
    word.parse().map_err(|error: otklik_core::closed_list::WordError| error.to_string())
}
