//! Questions in SQL: what a reader may see of events, units and identifiers, for the engine that answers them.

mod identifiers;

use std::collections::HashMap;
use std::sync::Arc;

use otklik_core::{KindKey, Timestamp};
use otklik_lake::{SqlAnswer, SqlLimits, SqlMeaning, SqlSight, SqlUnit};
use serde_json::Value;

use crate::error::InsightError;
use crate::insight::{Insight, Reader};
use crate::lens::Meaning;
use crate::view::View;
use identifiers::VisibleIdentifiers;

impl Insight {
    /// Answers a question in SQL; tells the state that it is about, too.
    ///
    /// Identifiers are masked unless the reader sees them whole.
    pub async fn sql(
        &self,
        reader: &Reader,
        sees_whole: bool,
        text: &str,
        limits: SqlLimits,
    ) -> Result<(Timestamp, SqlAnswer), InsightError> {
        let view = self.view(reader).await?;
        let sight = self.sight(&view, sees_whole).await?;
        let answer = self.lake.sql(sight, text, limits).await.map_err(InsightError::Sql)?;
        Ok((view.now, answer))
    }

    async fn sight(&self, view: &View<'_>, sees_whole: bool) -> Result<SqlSight, InsightError> {
        let identifiers = VisibleIdentifiers {
            store: self.store.clone(),
            lake: Arc::clone(&self.lake),
            snapshot: Arc::clone(&view.snapshot),
            moves: view.moves.clone(),
            scope: view.scope.clone(),
            sees_whole,
            runtime: tokio::runtime::Handle::current(),
        };
        let units = self.store.units().all().await.map_err(InsightError::Store)?;
        let units = units.into_iter().filter(|unit| view.scope.shows(&unit.path)).map(|unit| SqlUnit {
            path: unit.path.to_string(),
            name_ru: unit.name.ru,
            name_en: unit.name.en,
            kind: unit.kind.as_str().to_owned(),
            time_zone: unit.time_zone,
        });
        Ok(SqlSight {
            snapshot: Arc::clone(&view.snapshot),
            moves: view.moves.clone(),
            scope: view.scope.clone(),
            meanings: view.lens.kinds().map(|(kind, meaning)| (KindKey(kind), meaning_of(meaning))).collect(),
            units: units.collect(),
            zone: view.zone.clone(),
            unit_zones: unit_zones(view),
            identifiers: Arc::new(identifiers),
        })
    }
}

fn unit_zones(view: &View<'_>) -> HashMap<String, otklik_core::Zone> {
    let zones = view.unit_ids().iter().map(|(path, id)| (path.to_string(), view.zone_of(Some(*id)).clone()));
    zones.filter(|(_, zone)| *zone != view.zone).collect()
}

fn meaning_of(meaning: &Meaning) -> SqlMeaning {
    let channel = meaning.channel();
    // The word on the wire is the word in SQL.
    let role = meaning.role().and_then(|role| match serde_json::to_value(role) {
        Ok(Value::String(word)) => Some(word),
        _ => None,
    });
    SqlMeaning {
        channel: (!channel.is_empty()).then(|| channel.to_owned()),
        touchpoint_ru: meaning.touchpoint().map(|name| name.ru.clone()),
        touchpoint_en: meaning.touchpoint().map(|name| name.en.clone()),
        stage: meaning.stage().map(otklik_core::Stage::as_str),
        role,
        department_ru: meaning.department().map(|name| name.ru.clone()),
        department_en: meaning.department().map(|name| name.en.clone()),
        experience: meaning.experience().map(otklik_core::Experience::as_str),
    }
}
