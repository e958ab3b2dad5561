//! The keys of the configuration: their names, what they hold, and what they are unless told.

use toml::Value;

/// What a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number from nought up to a largest one.
    Number {
        /// The largest.
        most: u64,
    },
    /// Texts; in the environment separated by commas.
    List,
}

/// What a key is unless told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usual {
    /// Nothing.
    Unset,
    /// A text.
    Text(&'static str),
    /// A number.
    Number(u64),
    /// No texts.
    Empty,
}

/// A key of the configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its name with its sections, such as `server.port`.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it is unless told.
    pub usual: Usual,
    /// Whether it is hidden where the configuration is shown.
    pub secret: bool,
}

const fn text(name: &'static str, usual: Usual) -> Key {
    Key { name, kind: Kind::Text, usual, secret: false }
}

const fn secret(name: &'static str) -> Key {
    Key { name, kind: Kind::Text, usual: Usual::Unset, secret: true }
}

const fn number(name: &'static str, most: u64, usual: u64) -> Key {
    Key { name, kind: Kind::Number { most }, usual: Usual::Number(usual), secret: false }
}

const fn list(name: &'static str) -> Key {
    Key { name, kind: Kind::List, usual: Usual::Empty, secret: false }
}

const MEBIBYTE: u64 = 1024 * 1024;
const GIBIBYTE: u64 = 1024 * MEBIBYTE;
const MANY: u64 = u32::MAX as u64;
/// A hundred years.
const MOST_DAYS: u64 = 36_525;
const MOST_BYTES: u64 = i64::MAX as u64;

/// Every key.
pub const KEYS: &[Key] = &[
    text("data.folder", Usual::Text("otklik-data")),
    secret("data.database"),
    text("server.host", Usual::Text("127.0.0.1")),
    number("server.port", 65_535, 8080),
    text("server.base_url", Usual::Unset),
    list("server.hosts"),
    list("server.trusted_proxies"),
    number("server.connections", 1_000_000, 1_024),
    number("server.notice_seconds", 3_600, 0),
    number("server.drain_seconds", 3_600, 30),
    text("server.tls.certificate", Usual::Unset),
    text("server.tls.key", Usual::Unset),
    number("limits.body_bytes", GIBIBYTE, MEBIBYTE),
    number("limits.batch_bytes", GIBIBYTE, 4 * MEBIBYTE),
    number("limits.batch_events", 1_000_000, 10_000),
    number("limits.upload_bytes", MOST_BYTES, 16 * GIBIBYTE),
    number("limits.requests_per_second", MANY, 10_000),
    number("limits.requests_per_second_and_address", MANY, 20_000),
    number("limits.events_per_second", MANY, 200_000),
    number("limits.sign_ins_per_minute", MANY, 30),
    number("limits.disk_low_bytes", MOST_BYTES, 2 * GIBIBYTE),
    number("limits.disk_reserve_bytes", MOST_BYTES, 512 * MEBIBYTE),
    number("limits.sql_seconds", 86_400, 60),
    number("limits.sql_memory_bytes", MOST_BYTES, 256 * MEBIBYTE),
    number("limits.sql_rows", 1_000_000, 10_000),
    number("limits.journey_memory_bytes", MOST_BYTES, GIBIBYTE),
    number("retention.events_days", MOST_DAYS, 0),
    number("retention.refused_days", MOST_DAYS, 0),
    secret("metrics.token"),
];

impl Key {
    /// The key of a name.
    pub fn find(name: &str) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.name == name)
    }

    /// The variable of the environment that sets it.
    pub fn variable(&self) -> String {
        format!("{}{}", super::layers::PREFIX, self.name.to_ascii_uppercase().replace('.', "__"))
    }

    /// The key's usual value.
    pub fn usual(&self) -> Option<Value> {
        match self.usual {
            Usual::Unset => None,
            Usual::Text(text) => Some(Value::from(text)),
            Usual::Number(number) => i64::try_from(number).ok().map(Value::from),
            Usual::Empty => Some(Value::Array(Vec::new())),
        }
    }

    /// A value as somebody wrote it, in the form that the key holds; none when it is of another kind.
    pub fn accept(&self, value: Value) -> Option<Value> {
        let fits = match (&self.kind, &value) {
            (Kind::Text, Value::String(text)) => !text.is_empty(),
            (Kind::Number { most }, Value::Integer(number)) => u64::try_from(*number).is_ok_and(|it| it <= *most),
            (Kind::List, Value::Array(items)) => items.iter().all(Value::is_str),
            _ => false,
        };
        fits.then_some(value)
    }

    /// A text from the environment in the form that the key holds.
    pub fn parse(&self, text: &str) -> Option<Value> {
        let value = match self.kind {
            Kind::Text => Value::from(text),
            Kind::Number { .. } => Value::from(text.trim().replace('_', "").parse::<i64>().ok()?),
            Kind::List => {
                let items = text.split(',').map(str::trim).filter(|item| !item.is_empty());
                Value::Array(items.map(Value::from).collect())
            }
        };
        self.accept(value)
    }

    /// What the key holds, as a key of `locales/`.
    pub fn kind_message(&self) -> &'static str {
        match self.kind {
            Kind::Text => "config-kind-text",
            Kind::Number { .. } => "config-kind-number",
            Kind::List => "config-kind-list",
        }
    }
}
