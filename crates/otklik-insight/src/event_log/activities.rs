//! What events are called in a log.

use otklik_core::Language;
use otklik_lake::KIND_BEYOND;

use crate::journeys::{JourneyNode, NodesAsked};
use crate::view::View;

/// What the events of a kind are called, and what is known of all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Activity {
    pub(super) name: String,
    /// Attributes by their names.
    pub(super) attributes: Vec<(&'static str, String)>,
}

/// The activities by the codes of kinds; nothing for kinds that are left out.
pub(super) fn activities(view: &View<'_>, asked: &NodesAsked, language: Language) -> Vec<Option<Activity>> {
    let mut activities = Vec::new();
    for (kind, meaning) in view.lens.kinds() {
        let Some(code) = u16::try_from(kind).ok().filter(|code| *code != KIND_BEYOND).map(usize::from) else {
            continue;
        };
        let Some(node) = JourneyNode::of(meaning, asked) else { continue };
        let stage = meaning.stage().map(|stage| ("stage", stage.as_str().to_owned()));
        let channel = Some(meaning.channel()).filter(|channel| !channel.is_empty());
        let channel = channel.map(|channel| ("channel", channel.to_owned()));
        let name = node.name.map_or(node.node, |name| name.get(language).to_owned());
        activities.resize(activities.len().max(code + 1), None);
        activities[code] = Some(Activity { name, attributes: stage.into_iter().chain(channel).collect() });
    }
    activities
}
