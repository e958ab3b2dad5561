//! The catalogue as a lens: what each kind of events means, looked up once per kind.

use std::collections::HashMap;

use otklik_core::{Catalogue, EventKind, Experience, KindKey, Placement, Role, Stage, Text};

/// A kind of events and what the catalogue says of it.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    pub(crate) kind: EventKind,
    pub(crate) placement: Option<Placement>,
}

impl Meaning {
    pub(crate) fn role(&self) -> Option<Role> {
        self.placement.as_ref().map(|placement| placement.role)
    }

    /// The channel that the catalogue says, or the events' own; empty when there is none.
    pub(crate) fn channel(&self) -> &str {
        let said = self.placement.as_ref().and_then(|placement| placement.channel.as_deref());
        said.unwrap_or(&self.kind.channel)
    }

    pub(crate) fn touchpoint(&self) -> Option<&Text> {
        self.placement.as_ref().map(|placement| &placement.touchpoint)
    }

    pub(crate) fn stage(&self) -> Option<Stage> {
        self.placement.as_ref().and_then(|placement| placement.stage)
    }

    pub(crate) fn department(&self) -> Option<&Text> {
        self.placement.as_ref().and_then(|placement| placement.department.as_ref())
    }

    /// The survey for which events of this kind ask.
    pub(crate) fn asked_survey(&self) -> Option<&str> {
        (self.role() == Some(Role::SurveyAsked)).then_some(self.kind.detail.as_str())
    }

    pub(crate) fn experience(&self) -> Option<Experience> {
        self.placement.as_ref().and_then(|placement| placement.experience)
    }
}

/// All kinds that the installation has seen, read through one catalogue.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lens {
    meanings: HashMap<i64, Meaning>,
}

impl Lens {
    pub(crate) fn new(catalogue: &Catalogue, kinds: Vec<(KindKey, EventKind)>) -> Self {
        let meanings = kinds
            .into_iter()
            .map(|(key, kind)| (key.0, Meaning { placement: catalogue.place(&kind).cloned(), kind }))
            .collect();
        Self { meanings }
    }

    pub(crate) fn meaning(&self, kind: KindKey) -> Option<&Meaning> {
        self.meanings.get(&kind.0)
    }

    /// Every kind by its number, in no particular order.
    pub(crate) fn kinds(&self) -> impl Iterator<Item = (i64, &Meaning)> {
        self.meanings.iter().map(|(kind, meaning)| (*kind, meaning))
    }

    /// The kinds that play one of these roles.
    pub(crate) fn kinds_with(&self, roles: &[Role]) -> Vec<KindKey> {
        let mut kinds: Vec<_> = self
            .meanings
            .iter()
            .filter(|(_, meaning)| meaning.role().is_some_and(|role| roles.contains(&role)))
            .map(|(key, _)| KindKey(*key))
            .collect();
        kinds.sort_unstable();
        kinds
    }

    pub(crate) fn has_role(&self, role: Role) -> bool {
        self.meanings.values().any(|meaning| meaning.role() == Some(role))
    }
}
