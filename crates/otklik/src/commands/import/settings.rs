//! What an installation that knows nothing of its company yet takes over from a mapping.

use anyhow::Result;
use otklik_collect::Mapping;
use otklik_core::PeopleWord;
use otklik_store::{Unit, Workspace};

use crate::installation::Installation;

pub(super) async fn take_over(installation: &Installation, mapping: &Mapping) -> Result<()> {
    let (store, now) = (&installation.store, installation.clock.now());
    if let (None, Some(catalogue)) = (store.catalogue().current().await?, mapping.catalogue()) {
        store.catalogue().put(catalogue, now).await?;
    }
    if let (None, Some(settings)) = (store.workspace().get().await?, mapping.workspace()) {
        let workspace = Workspace {
            company: settings.company.clone(),
            time_zone: settings.time_zone.clone(),
            currency: settings.currency,
            people_word: settings.people_word.unwrap_or(PeopleWord::Customer),
            demo: None,
            created_at: now,
            set_up_done: false,
        };
        store.workspace().put(&workspace).await?;
        let units: Vec<Unit> = settings
            .units
            .iter()
            .map(|unit| Unit { path: unit.path.clone(), name: unit.name.clone(), kind: unit.kind, time_zone: None })
            .collect();
        store.units().put_all(&units).await?;
    }
    Ok(())
}
