//! The members of one JSON object, taken out by name.

use std::borrow::Cow;
use std::fmt;

use otklik_core::ErrorCode;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::check;
use crate::fault::Fault;
use crate::suggestion::nearest;

/// A fault with its place within the event.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) pointer: String,
    pub(super) fault: Fault,
}

pub(super) type Read<T> = Result<T, Refusal>;

/// An object whose members are all known, each of them given once.
pub(super) struct Members<'a> {
    pointer: &'static str,
    entries: Vec<(Cow<'a, str>, &'a RawValue)>,
}

impl<'a> Members<'a> {
    /// Takes the object apart; `pointer` is its place within the event.
    pub(super) fn read(raw: &'a RawValue, pointer: &'static str, known: &[&'static str]) -> Read<Self> {
        let refuse = |pointer: String, code, value: &str, expected: &str| {
            Err(Refusal { pointer, fault: Fault::new(code, value, expected) })
        };
        let Ok(Entries(entries)) = serde_json::from_str::<Entries<'a>>(raw.get()) else {
            return refuse(pointer.to_owned(), ErrorCode::FieldMalformed, raw.get(), "{…}");
        };
        for (place, (name, _)) in entries.iter().enumerate() {
            let at = || format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            if !known.contains(&name.as_ref()) {
                let meant = nearest(name, known.iter().copied()).unwrap_or_default();
                return refuse(at(), ErrorCode::FieldUnknown, name, meant);
            }
            // Which of the two would count depends on the reader; so neither does.
            if entries[..place].iter().any(|(earlier, _)| earlier == name) {
                return refuse(at(), ErrorCode::FieldMalformed, name, &format!("1 × {name}"));
            }
        }
        Ok(Self { pointer, entries })
    }

    /// Places a fault at a member of this object.
    pub(super) fn at<T>(&self, name: &str, checked: Result<T, Fault>) -> Read<T> {
        checked.map_err(|fault| Refusal { pointer: format!("{}/{name}", self.pointer), fault })
    }

    /// The member as it stands; a null is as good as absent.
    pub(super) fn raw(&self, name: &str) -> Option<&'a RawValue> {
        let (_, raw) = self.entries.iter().find(|(known, _)| known == name)?;
        (raw.get() != "null").then_some(*raw)
    }

    /// A text as it is written.
    pub(super) fn string(&self, name: &str) -> Read<Option<String>> {
        let Some(raw) = self.raw(name) else { return Ok(None) };
        let text = serde_json::from_str::<String>(raw.get());
        let text = text.map_err(|_| Fault::new(ErrorCode::FieldMalformed, raw.get(), "\"…\""));
        self.at(name, text).map(Some)
    }

    /// A name or key: trimmed, absent when empty.
    pub(super) fn text(&self, name: &str, most_chars: usize) -> Read<Option<String>> {
        match self.string(name)? {
            Some(text) => self.at(name, check::trimmed(&text, most_chars)),
            None => Ok(None),
        }
    }

    /// A name or key that must be there.
    pub(super) fn required(&self, name: &str, most_chars: usize, missing: ErrorCode) -> Read<String> {
        let text = self.text(name, most_chars)?;
        self.at(name, text.ok_or_else(|| Fault::missing(missing)))
    }

    /// A member that is read from its text in JSON, such as a number.
    pub(super) fn with<T>(&self, name: &str, check: impl FnOnce(&'a str) -> Result<T, Fault>) -> Read<Option<T>> {
        self.raw(name).map(|raw| self.at(name, check(raw.get()))).transpose()
    }

    /// A member that is read from the text in its quotes.
    pub(super) fn quoted<T>(&self, name: &str, check: impl FnOnce(&str) -> Result<T, Fault>) -> Read<Option<T>> {
        self.string(name)?.map(|text| self.at(name, check(&text))).transpose()
    }
}

struct Entries<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

#[derive(Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor;

        impl<'de> Visitor<'de> for EntriesVisitor {
            type Value = Entries<'de>;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::with_capacity(16);
                while let Some((Name(name), raw)) = map.next_entry::<Name<'de>, &'de RawValue>()? {
                    entries.push((name, raw));
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(EntriesVisitor)
    }
}
