//! What people keep: addresses of pages with their questions, and boards of panels.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ErrorCode;

/// Panels of one board.
pub const MOST_PANELS: usize = 40;
/// Columns of a board.
pub const BOARD_COLUMNS: u8 = 4;
const LONGEST_ADDRESS: usize = 8_000;
const LONGEST_TEXT: usize = 10_000;
const LONGEST_NAME: usize = 200;

/// A page with its question, by its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SavedView {
    /// The address within the installation, such as `/explore?ask=score:nps_visit&by=unit`.
    pub address: String,
}

/// An own arrangement of panels.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Board {
    /// The filter over all panels, as it stands in an address, such as `period=last_30_days&unit=msk`; of none, each has its own.
    #[serde(default)]
    pub filter: String,
    /// The panels in their order.
    #[serde(default)]
    pub panels: Vec<Panel>,
}

/// One panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// How many of the four columns it takes.
    pub columns: u8,
    /// What it is called; by its question when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What it shows.
    pub content: PanelContent,
}

/// What a panel shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PanelContent {
    /// The answer to a question.
    Question {
        /// The address of the page that asks it.
        address: String,
        /// How it is drawn.
        show: PanelShow,
    },
    /// What somebody wrote.
    Text(String),
}

/// How an answer is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PanelShow {
    /// The figure of the whole.
    Figure,
    /// The picture.
    Chart,
    /// The table.
    Table,
}

/// What is wrong with a view, a board or a map, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardFault {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// What.
    pub code: ErrorCode,
}

fn fault(pointer: impl Into<String>, code: ErrorCode) -> BoardFault {
    BoardFault { pointer: pointer.into(), code }
}

/// Whether an address leads to a page of this installation and nowhere else.
fn is_own(address: &str) -> bool {
    let leads_out = address.starts_with("//") || address.contains(['\\', '\n', '\r', '\t', '\0']);
    address.starts_with('/') && !leads_out && address.len() <= LONGEST_ADDRESS
}

impl SavedView {
    /// What is wrong with it, if anything.
    pub fn check(&self) -> Option<BoardFault> {
        (!is_own(&self.address)).then(|| fault("/address", ErrorCode::AddressForeign))
    }
}

impl Board {
    /// What is wrong with it, if anything.
    pub fn check(&self) -> Option<BoardFault> {
        if self.filter.len() > LONGEST_ADDRESS {
            return Some(fault("/filter", ErrorCode::BoardTooLarge));
        }
        if self.panels.len() > MOST_PANELS {
            return Some(fault("/panels", ErrorCode::BoardTooLarge));
        }
        self.panels.iter().enumerate().find_map(|(at, panel)| panel.check(&format!("/panels/{at}")))
    }
}

impl Panel {
    fn check(&self, place: &str) -> Option<BoardFault> {
        if !(1..=BOARD_COLUMNS).contains(&self.columns) {
            return Some(fault(format!("{place}/columns"), ErrorCode::PanelWidthOutside));
        }
        if self.title.as_ref().is_some_and(|title| title.len() > LONGEST_NAME) {
            return Some(fault(format!("{place}/title"), ErrorCode::BoardTooLarge));
        }
        match &self.content {
            PanelContent::Question { address, .. } if !is_own(address) => {
                Some(fault(format!("{place}/content/question/address"), ErrorCode::AddressForeign))
            }
            PanelContent::Text(text) if text.len() > LONGEST_TEXT => {
                Some(fault(format!("{place}/content/text"), ErrorCode::BoardTooLarge))
            }
            PanelContent::Question { .. } | PanelContent::Text(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(address: &str) -> Panel {
        let content = PanelContent::Question { address: address.to_owned(), show: PanelShow::Chart };
        Panel { columns: 2, title: None, content }
    }

    #[test]
    fn an_address_stays_in_the_house() {
        for own in ["/", "/explore?ask=score:nps_visit&by=unit", "/scores/nps?period=2026-05"] {
            assert_eq!(SavedView { address: own.to_owned() }.check(), None, "{own}");
        }
        let long = format!("/{}", "x".repeat(LONGEST_ADDRESS));
        for foreign in ["", "https://example.com", "//example.com", "/\\example.com", "javascript:1", "/\n/x", &long] {
            let found = SavedView { address: foreign.to_owned() }.check();
            assert_eq!(found, Some(fault("/address", ErrorCode::AddressForeign)), "{foreign}");
        }
    }

    #[test]
    fn a_board_is_bounded_and_says_where_it_is_not() {
        let board = |panels: Vec<Panel>| Board { filter: String::new(), panels };
        assert_eq!(board(vec![asking("/"); MOST_PANELS]).check(), None);
        let many = board(vec![asking("/"); MOST_PANELS + 1]);
        assert_eq!(many.check(), Some(fault("/panels", ErrorCode::BoardTooLarge)));
        let wide = board(vec![asking("/"), Panel { columns: 5, ..asking("/") }]);
        assert_eq!(wide.check(), Some(fault("/panels/1/columns", ErrorCode::PanelWidthOutside)));
        let foreign = board(vec![asking("//example.com")]);
        assert_eq!(foreign.check(), Some(fault("/panels/0/content/question/address", ErrorCode::AddressForeign)));
        let text = Panel { content: PanelContent::Text("x".repeat(LONGEST_TEXT + 1)), ..asking("/") };
        assert_eq!(board(vec![text]).check(), Some(fault("/panels/0/content/text", ErrorCode::BoardTooLarge)));
    }
}
