//! Maps of journeys that people draw and write: the expected journey, what stands in lanes, own names and notes.
//!
//! A map keeps no figures: it names touchpoints and stages as the catalogue does, and figures are asked anew by whoever reads it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{BoardFault, ErrorCode, Stage, Timestamp};

closed_list! {
    /// What a map shows.
    MapPurpose {
        /// How it is.
        AsIs = "as_is",
        /// How it is to become.
        ToBe = "to_be",
    }
}

closed_list! {
    /// What people write below a stage.
    MapLane {
        /// Who the customer is.
        Persona = "persona",
        /// What they want.
        Goal = "goal",
        /// What they do.
        Actions = "actions",
        /// What they think.
        Thoughts = "thoughts",
        /// How they feel.
        Feelings = "feelings",
        /// What stands in their way.
        Barriers = "barriers",
        /// What could be better.
        Ideas = "ideas",
        /// Who sees to it behind the scenes.
        BackstageOwner = "backstage_owner",
    }
}

/// Steps of an expected journey.
pub const MOST_STEPS: usize = 16;
const MOST_NAMES: usize = 500;
const MOST_NOTES: usize = 500;
const MOST_PLACES_OF_STEP: usize = 20;
const LONGEST_NAME: usize = 200;
const LONGEST_TEXT: usize = 4_000;

/// One step of an expected journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectedStep {
    /// The nodes at which it is taken, any of them: touchpoints by their English names, stages, channels or events.
    pub at: Vec<String>,
    /// May be left out.
    #[serde(default)]
    pub optional: bool,
    /// The longest time since the previous step that is not optional.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_seconds: Option<i64>,
}

/// A map with everything that people put on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JourneyMap {
    /// What was drawn and written.
    pub drawing: MapDrawing,
    /// Grows with every change of the drawing; notes come and go by themselves.
    pub drawn: i64,
    /// The notes in the order in which they came.
    pub notes: Vec<MapNote>,
    /// The number of the newest note that there ever was.
    pub last_note: u64,
}

/// What was drawn and written on a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MapDrawing {
    /// What the map shows.
    pub purpose: MapPurpose,
    /// The expected journey; it may be unfinished.
    #[serde(default)]
    pub steps: Vec<ExpectedStep>,
    /// How long after its beginning an expected journey goes on, where it is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window_seconds: Option<i64>,
    /// What people wrote below stages; a lane of a stage stands once at most.
    #[serde(default)]
    pub lanes: Vec<LaneText>,
    /// What touchpoints are called on this map.
    #[serde(default)]
    pub names: Vec<OwnName>,
}

/// What people wrote in a lane below a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LaneText {
    /// The lane.
    pub lane: MapLane,
    /// The stage.
    pub stage: Stage,
    /// The text.
    pub text: String,
}

/// What a touchpoint is called on a map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnName {
    /// The touchpoint, by its English name in the catalogue.
    pub touchpoint: String,
    /// What it is called.
    pub name: String,
}

/// A note that somebody pinned to a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MapNote {
    /// Its number on this map.
    pub note: u64,
    /// Where it is pinned; it stays when nothing happens there any more.
    pub place: NotePlace,
    /// What it says.
    pub text: String,
    /// The id of who wrote it.
    pub author_id: String,
    /// What they were called then.
    pub author: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// When it was last changed, if it was.
    pub changed_at: Option<Timestamp>,
}

/// Where a note is pinned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotePlace {
    /// To a touchpoint, by its English name.
    Touchpoint(String),
    /// To the way from one touchpoint to another.
    Transition {
        /// Where it begins.
        from: String,
        /// Where it ends.
        to: String,
    },
    /// To a stage.
    Stage(Stage),
}

fn fault(pointer: impl Into<String>, code: ErrorCode) -> BoardFault {
    BoardFault { pointer: pointer.into(), code }
}

fn too_large(pointer: impl Into<String>, is_too_large: bool) -> Option<BoardFault> {
    is_too_large.then(|| fault(pointer, ErrorCode::MapTooLarge))
}

/// Whether a text is a name that can be looked for.
fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME
}

impl JourneyMap {
    /// A map without notes.
    pub fn new(drawing: MapDrawing) -> Self {
        Self { drawing, drawn: 1, notes: Vec::new(), last_note: 0 }
    }

    /// Pins another note, and says what is wrong if that cannot be.
    pub fn pin(
        &mut self,
        place: NotePlace,
        text: &str,
        (author_id, author): (String, String),
        now: Timestamp,
    ) -> Option<BoardFault> {
        let wrong =
            place.check().or_else(|| check_note(text)).or_else(|| too_large("", self.notes.len() >= MOST_NOTES));
        if wrong.is_none() {
            self.last_note += 1;
            let (note, text) = (self.last_note, text.trim().to_owned());
            self.notes.push(MapNote { note, place, text, author_id, author, written_at: now, changed_at: None });
        }
        wrong
    }
}

impl MapNote {
    /// Says something else, and what is wrong if that cannot be.
    pub fn rewrite(&mut self, text: &str, now: Timestamp) -> Option<BoardFault> {
        let wrong = check_note(text);
        if wrong.is_none() {
            (self.text, self.changed_at) = (text.trim().to_owned(), Some(now));
        }
        wrong
    }
}

fn check_note(text: &str) -> Option<BoardFault> {
    if text.trim().is_empty() {
        return Some(fault("/text", ErrorCode::NoteEmpty));
    }
    too_large("/text", text.chars().count() > LONGEST_TEXT)
}

impl NotePlace {
    fn check(&self) -> Option<BoardFault> {
        let unnamed = |pointer: &str, name: &str| (!is_name(name)).then(|| fault(pointer, ErrorCode::NodeUnknown));
        match self {
            Self::Touchpoint(name) => unnamed("/place/touchpoint", name),
            Self::Transition { from, to } => {
                unnamed("/place/transition/from", from).or_else(|| unnamed("/place/transition/to", to))
            }
            Self::Stage(_) => None,
        }
    }
}

impl MapDrawing {
    /// What is wrong with it, if anything.
    pub fn check(&self) -> Option<BoardFault> {
        let positive = |pointer: String, seconds: Option<i64>| {
            seconds.filter(|seconds| *seconds <= 0).map(|_| fault(pointer, ErrorCode::DurationNotPositive))
        };
        let steps = self.steps.iter().enumerate().find_map(|(place, step)| {
            too_large(format!("/steps/{place}/at"), step.at.len() > MOST_PLACES_OF_STEP)
                .or_else(|| positive(format!("/steps/{place}/limit_seconds"), step.limit_seconds))
                .or_else(|| {
                    let wrong = step.at.is_empty() || !step.at.iter().all(|name| is_name(name));
                    wrong.then(|| fault(format!("/steps/{place}/at"), ErrorCode::NodeUnknown))
                })
        });
        let names = self.names.iter().enumerate().find_map(|(place, own)| {
            let wrong = !is_name(&own.touchpoint) || !is_name(&own.name);
            wrong.then(|| fault(format!("/names/{place}"), ErrorCode::NameMissing))
        });
        too_large("/steps", self.steps.len() > MOST_STEPS)
            .or(steps)
            .or_else(|| positive("/window_seconds".to_owned(), self.window_seconds))
            .or_else(|| self.check_lanes())
            .or_else(|| too_large("/names", self.names.len() > MOST_NAMES))
            .or(names)
    }

    fn check_lanes(&self) -> Option<BoardFault> {
        let mut seen = BTreeSet::new();
        self.lanes.iter().enumerate().find_map(|(place, lane)| {
            let is_new = seen.insert((lane.lane, lane.stage));
            too_large(format!("/lanes/{place}"), !is_new || lane.text.chars().count() > LONGEST_TEXT)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing() -> MapDrawing {
        let step = |name: &str| ExpectedStep { at: vec![name.to_owned()], optional: false, limit_seconds: None };
        MapDrawing {
            purpose: MapPurpose::ToBe,
            steps: vec![step("Menu in the app"), step("Pickup")],
            window_seconds: Some(86_400),
            lanes: vec![LaneText {
                lane: MapLane::Goal, stage: Stage::Purchase, text: "Без очереди".to_owned()
            }],
            names: vec![OwnName { touchpoint: "Pickup".to_owned(), name: "Окошко".to_owned() }],
        }
    }

    fn wrong(change: impl FnOnce(&mut MapDrawing)) -> Option<(String, ErrorCode)> {
        let mut changed = drawing();
        change(&mut changed);
        changed.check().map(|fault| (fault.pointer, fault.code))
    }

    #[test]
    fn a_drawing_is_bounded_and_says_where_it_is_not() {
        assert_eq!(wrong(|_| {}), None);
        let told = |pointer: &str, code: ErrorCode| Some((pointer.to_owned(), code));
        let many = |drawing: &mut MapDrawing| drawing.steps = vec![drawing.steps[0].clone(); MOST_STEPS + 1];
        assert_eq!(wrong(many), told("/steps", ErrorCode::MapTooLarge));
        assert_eq!(wrong(|drawing| drawing.steps[1].at.clear()), told("/steps/1/at", ErrorCode::NodeUnknown));
        let late = |drawing: &mut MapDrawing| drawing.steps[1].limit_seconds = Some(0);
        assert_eq!(wrong(late), told("/steps/1/limit_seconds", ErrorCode::DurationNotPositive));
        let twice = |drawing: &mut MapDrawing| drawing.lanes.push(drawing.lanes[0].clone());
        assert_eq!(wrong(twice), told("/lanes/1", ErrorCode::MapTooLarge));
        let long = |drawing: &mut MapDrawing| drawing.lanes[0].text = "я".repeat(LONGEST_TEXT + 1);
        assert_eq!(wrong(long), told("/lanes/0", ErrorCode::MapTooLarge));
        let unnamed = |drawing: &mut MapDrawing| drawing.names[0].name = " ".to_owned();
        assert_eq!(wrong(unnamed), told("/names/0", ErrorCode::NameMissing));
    }

    #[test]
    fn notes_have_numbers_that_never_come_again() {
        let mut map = JourneyMap::new(drawing());
        let author = || ("1".to_owned(), "Анна".to_owned());
        let pin = |map: &mut JourneyMap, text: &str| {
            map.pin(NotePlace::Touchpoint("Pickup".to_owned()), text, author(), Timestamp(1))
        };
        assert_eq!(pin(&mut map, " Тесно "), None);
        assert_eq!((map.notes[0].note, map.notes[0].text.as_str()), (1, "Тесно"));
        map.notes.clear();
        assert_eq!(pin(&mut map, "Снова тесно"), None);
        assert_eq!(map.notes[0].note, 2);
        assert_eq!(map.notes[0].rewrite("Просторно", Timestamp(2)), None);
        assert_eq!((map.notes[0].text.as_str(), map.notes[0].changed_at), ("Просторно", Some(Timestamp(2))));
        assert_eq!(pin(&mut map, " ").map(|fault| fault.code), Some(ErrorCode::NoteEmpty));
        let nowhere = map.pin(NotePlace::Touchpoint(String::new()), "?", author(), Timestamp(1));
        assert_eq!(nowhere.map(|fault| fault.code), Some(ErrorCode::NodeUnknown));
        let long = map.notes[0].rewrite(&"x".repeat(LONGEST_TEXT + 1), Timestamp(3));
        assert_eq!(long.map(|fault| fault.code), Some(ErrorCode::MapTooLarge));
    }
}
