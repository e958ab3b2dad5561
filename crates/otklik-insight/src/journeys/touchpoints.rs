//! Touchpoints by numbers, and what each kind of events is at them.

use std::collections::BTreeMap;

use otklik_core::{ErrorCode, Role};
use otklik_journey::{LEFT_OUT, MOST_NODES, TouchPart};
use otklik_lake::KIND_BEYOND;

use super::nodes::JourneyNode;
use super::refusal::refuse;
use super::touches::KindOfTouch;
use crate::error::InsightError;
use crate::lens::Meaning;
use crate::view::View;

/// What an event of a role is; nothing for what is no part of a journey.
fn part(role: Role) -> Option<TouchPart> {
    Some(match role {
        Role::OrderPlaced => TouchPart::Order,
        Role::PaymentFailed => TouchPart::PaymentFailed,
        Role::WaitStarted => TouchPart::WaitBegan,
        Role::WaitEnded => TouchPart::WaitEnded,
        Role::Delivered => TouchPart::Served,
        Role::Contact => TouchPart::Contact,
        Role::TicketOpened | Role::Reopened | Role::Complaint => TouchPart::Help,
        // Who was asked and gave no mark has answered nothing, and done nothing either.
        Role::SurveyAsked | Role::Answered | Role::Review => TouchPart::Answer,
        Role::Technical => return None,
        _ => TouchPart::Other,
    })
}

impl View<'_> {
    /// All touchpoints of the catalogue, sorted by their English names.
    pub(crate) fn touchpoints(&self) -> Result<Vec<JourneyNode>, InsightError> {
        let mut found: BTreeMap<String, JourneyNode> = BTreeMap::new();
        for (_, meaning) in self.lens.kinds().filter(|(_, meaning)| meaning.role() != Some(Role::Technical)) {
            if let Some(node) = JourneyNode::of_touchpoint(meaning) {
                found.entry(node.node.clone()).or_insert(node);
            }
        }
        if found.len() > MOST_NODES {
            return Err(refuse(ErrorCode::TooManyParts, "/filter".to_owned(), Some(MOST_NODES)));
        }
        Ok(found.into_values().collect())
    }

    /// What each kind of events is, by its code.
    pub(crate) fn kinds_of_touches(&self, nodes: &[JourneyNode]) -> Vec<Option<KindOfTouch>> {
        let mut channels = Numbers::default();
        let mut kinds = Vec::new();
        for (kind, meaning) in self.lens.kinds() {
            let Some(code) = u16::try_from(kind).ok().filter(|code| *code != KIND_BEYOND) else { continue };
            let Some(part) = meaning.role().and_then(part) else { continue };
            let place = usize::from(code);
            kinds.resize(kinds.len().max(place + 1), None);
            kinds[place] = Some(KindOfTouch {
                node: node_of(meaning, nodes).unwrap_or(LEFT_OUT),
                part,
                channel: channels.of(meaning.channel()),
            });
        }
        kinds
    }

    pub(crate) fn nodes_with(&self, role: Role, nodes: &[JourneyNode]) -> Vec<u16> {
        let with_role = self.lens.kinds().filter(|(_, meaning)| meaning.role() == Some(role));
        let mut found: Vec<u16> = with_role.filter_map(|(_, meaning)| node_of(meaning, nodes)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn node_of(meaning: &Meaning, nodes: &[JourneyNode]) -> Option<u16> {
    let name = &meaning.touchpoint()?.en;
    nodes.binary_search_by(|node| node.node.cmp(name)).ok().map(|place| place as u16)
}

/// Numbers for names, in the order in which they come.
#[derive(Default)]
struct Numbers(Vec<String>);

impl Numbers {
    fn of(&mut self, name: &str) -> u16 {
        let known = self.0.iter().position(|known| known == name);
        known.unwrap_or_else(|| {
            self.0.push(name.to_owned());
            self.0.len() - 1
        }) as u16
    }
}
