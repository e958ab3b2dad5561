//! Whether the parts of a mapping fit each other.

use encoding_rs::Encoding;
use otklik_core::{Currency, Zone};

use super::{FileSettings, Mapping, MappingError, Part, Settings, Template};
use crate::rows::SPACES;
use crate::source::{ENCODINGS, SEPARATORS};
use crate::suggestion::nearest;
use crate::time_format::{FORMAT_EXAMPLES, TimeFormat};

pub(super) fn settings(settings: Settings) -> Result<Mapping, MappingError> {
    filled("source", &settings.source, "shop")?;
    let zone = zone("time_zone", &settings.time_zone)?;
    if let Some(workspace) = &settings.workspace {
        filled("workspace.company", &workspace.company, "Otklik")?;
        self::zone("workspace.time_zone", &workspace.time_zone)?;
    }
    currency("currency", settings.currency.as_ref())?;
    let time_formats = time_formats(&settings)?;
    files(&settings)?;
    events(&settings)?;
    Ok(Mapping { settings, zone, time_formats })
}

fn malformed<T>(place: &str, value: &str, expected: &str) -> Result<T, MappingError> {
    Err(MappingError::ValueMalformed {
        place: place.to_owned(),
        value: value.to_owned(),
        expected: expected.to_owned(),
    })
}

fn filled(place: &str, value: &str, expected: &str) -> Result<(), MappingError> {
    if value.trim().is_empty() { malformed(place, value, expected) } else { Ok(()) }
}

fn zone(place: &str, name: &str) -> Result<Zone, MappingError> {
    name.parse().or_else(|_| malformed(place, name, "Europe/Moscow"))
}

fn time_formats(settings: &Settings) -> Result<Vec<TimeFormat>, MappingError> {
    if settings.time_formats.is_empty() {
        return malformed("time_formats", "[]", FORMAT_EXAMPLES);
    }
    let formats = settings.time_formats.iter().enumerate();
    let mut formats = formats
        .map(|(place, format)| match TimeFormat::parse(format) {
            Some(parsed) => Ok(parsed),
            None => malformed(&format!("time_formats[{}]", place + 1), format, FORMAT_EXAMPLES),
        })
        .collect::<Result<Vec<_>, _>>()?;
    formats.extend(settings.date_order.map(TimeFormat::Written));
    // Cells of workbooks and columns of Parquet that are times are told in this form; it can be taken for no other.
    if !formats.contains(&TimeFormat::Iso) {
        formats.push(TimeFormat::Iso);
    }
    Ok(formats)
}

/// A currency that is no column is checked before a thousand rows fail for it.
fn currency(place: &str, template: Option<&Template>) -> Result<(), MappingError> {
    match template.map(|template| &template.parts[..]) {
        Some([Part::Literal(code)]) if code.parse::<Currency>().is_err() => malformed(place, code, "RUB"),
        _ => Ok(()),
    }
}

fn file_known(settings: &Settings, place: String, file: &str) -> Result<(), MappingError> {
    if settings.files.contains_key(file) {
        return Ok(());
    }
    let nearest = nearest(file, settings.files.keys().map(String::as_str)).map(str::to_owned);
    Err(MappingError::FileUnknown { place, file: file.to_owned(), nearest })
}

fn files(settings: &Settings) -> Result<(), MappingError> {
    for (name, file) in &settings.files {
        filled(&format!("files.{name}.name"), &file.name, "orders.csv")?;
        if let Some(encoding) = &file.encoding
            && file.known_encoding().is_none()
        {
            let known: Vec<_> = ENCODINGS.iter().map(|(name, _)| *name).collect();
            return malformed(&format!("files.{name}.encoding"), encoding, &known.join(", "));
        }
        if let Some(separator) = &file.separator
            && file.known_separator().is_none()
        {
            return malformed(&format!("files.{name}.separator"), separator, ", ; | \\t");
        }
        for target in file.join.keys() {
            file_known(settings, format!("files.{name}.join"), target)?;
            if settings.files.get(target).is_some_and(|joined| joined.key.is_none()) {
                return Err(MappingError::KeyMissing { file: target.clone() });
            }
        }
    }
    Ok(())
}

fn events(settings: &Settings) -> Result<(), MappingError> {
    if settings.events.is_empty() {
        return malformed("events", "[]", "[[events]]");
    }
    for (index, event) in settings.events.iter().enumerate() {
        // People count from one.
        let place = format!("events[{}]", index + 1);
        file_known(settings, format!("{place}.from"), &event.from)?;
        filled(&format!("{place}.name"), &event.name.to_string(), "order_placed")?;
        if !event.id.varies() {
            return malformed(&format!("{place}.id"), &event.id.to_string(), "{order_id}:placed");
        }
        currency(&format!("{place}.currency"), event.currency.as_ref())?;
        if event.amount.is_some() && event.currency.is_none() && settings.currency.is_none() {
            return malformed(&format!("{place}.currency"), "", "RUB");
        }
        if let Some(answer) = &event.answer
            && let Some((lowest, highest)) = answer.scale
            && (lowest >= highest || !lowest.is_finite() || !highest.is_finite())
        {
            return malformed(&format!("{place}.answer.scale"), &format!("[{lowest}, {highest}]"), "[1, 5]");
        }
        if let Some(other) = settings.events[..index].iter().position(|earlier| earlier.id == event.id) {
            return Err(MappingError::EventsAlike { place, other: format!("events[{}]", other + 1) });
        }
    }
    Ok(())
}

impl FileSettings {
    /// The encoding that is set, when it is one that is read.
    pub(crate) fn known_encoding(&self) -> Option<&'static Encoding> {
        let wanted = self.encoding.as_ref()?.to_lowercase();
        ENCODINGS.iter().find(|(name, _)| *name == wanted).map(|(_, encoding)| *encoding)
    }

    /// The separator that is set, when it is one that is read.
    pub(crate) fn known_separator(&self) -> Option<u8> {
        match self.separator.as_ref()?.as_bytes() {
            [separator] => SEPARATORS.iter().chain(&[SPACES]).copied().find(|known| known == separator),
            _ => None,
        }
    }
}
