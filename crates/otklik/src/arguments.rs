//! The command line.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use otklik_core::{Language, UserRole};

/// Otklik: customer experience, measured honestly, in one program.
#[derive(Debug, Parser)]
#[command(name = "otklik", version, propagate_version = true)]
pub struct Arguments {
    /// The language of what the program says [default: by LANG].
    #[arg(long, global = true, env = "OTKLIK__LANGUAGE")]
    language: Option<LanguageChoice>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LanguageChoice {
    Ru,
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
    /// Adds people who may sign in.
    #[command(subcommand)]
    User(User),
    /// Adds keys for programs.
    #[command(subcommand)]
    Key(Key),
    /// Prints the description of the API.
    Openapi,
    /// Prints this command line's reference as Markdown.
    #[command(hide = true)]
    Reference,
}

/// Where the data are.
#[derive(Clone, Debug, Args)]
pub struct Data {
    /// The data folder.
    #[arg(long, global = true, value_name = "FOLDER", env = "OTKLIK__DATA", default_value = "otklik-data")]
    pub data: PathBuf,
}

/// Where the server listens.
#[derive(Clone, Debug, Args)]
pub struct Listen {
    /// The address to listen on.
    #[arg(long, env = "OTKLIK__SERVER__HOST", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// The port to listen on; 0 takes a free one.
    #[arg(long, env = "OTKLIK__SERVER__PORT", default_value_t = 8080)]
    pub port: u16,
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
    /// Only simulates and loads, and prints the times as JSON.
    #[arg(long)]
    pub load_only: bool,
    /// Does not open a browser (none is opened yet).
    #[arg(long, hide = true)]
    pub no_open: bool,
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
    /// How customers fare, in one page (JSON only).
    Overview(Slicing),
    /// Everything that happened to a customer.
    Timeline {
        /// An identifier of the customer, or its beginning.
        customer: String,
    },
}

/// Arguments of `ask scores`.
#[derive(Debug, Args)]
pub struct ScoresArguments {
    /// The metric's id.
    #[arg(long)]
    pub metric: String,
    /// Which part of the data.
    #[command(flatten)]
    pub slicing: Slicing,
}

/// Which part of the data, and divided by what.
#[derive(Debug, Args)]
pub struct Slicing {
    /// all_time, this_week, last_90_days, 2026-01-01..2026-03-31.
    #[arg(long, default_value = "all_time")]
    pub period: String,
    /// A filter as JSON, such as {"unit":"msk"}; joined with the period.
    #[arg(long)]
    pub filter: Option<String>,
    /// unit, channel, stage, survey, week, month, hour or delivery.
    #[arg(long)]
    pub by: Option<String>,
    /// Compares with the period of equal length before.
    #[arg(long)]
    pub compare: bool,
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
        /// What the key is for.
        name: String,
        /// Where the data are.
        #[command(flatten)]
        data: Data,
    },
}

fn parse_role(word: &str) -> Result<UserRole, String> {
    word.parse().map_err(|error: otklik_core::workspace::WordError| error.to_string())
}

impl Arguments {
    /// The language to speak.
    pub fn language(&self) -> Language {
        match self.language {
            Some(LanguageChoice::Ru) => Language::Ru,
            Some(LanguageChoice::En) => Language::En,
            None => {
                let variable = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok());
                if variable.is_some_and(|value| value.starts_with("ru")) { Language::Ru } else { Language::En }
            }
        }
    }
}
