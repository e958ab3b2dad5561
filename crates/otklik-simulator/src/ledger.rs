//! What really happened in a world, counted while it happens.

use crate::marks::MARKS;
use crate::surveys::{ASK_CHANNELS, AskChannel, METRICS, Survey};
use crate::waiting::{CHANNELS, OrderChannel};

/// Width of the bins in which waits are counted, in minutes.
pub(crate) const WAIT_STEP_MINUTES: f64 = 0.25;
/// How many bins; the last is open.
pub(crate) const WAIT_BINS: usize = 160;

/// Counts by shop and calendar month.
#[derive(Clone, Debug)]
pub(crate) struct Ledger {
    months: usize,
    cells: Vec<Cell>,
}

/// Counts of one shop and month.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) marks: [[[u32; MARKS]; ASK_CHANNELS]; METRICS],
    pub(crate) asked: [[u32; ASK_CHANNELS]; METRICS],
    /// Of those asked in the month, how many have answered, whenever they did.
    pub(crate) responded: [[u32; ASK_CHANNELS]; METRICS],
    pub(crate) orders: [u32; CHANNELS],
    pub(crate) complaints: [u32; CHANNELS],
    pub(crate) returns: [u32; CHANNELS],
    /// Orders that were brought late.
    pub(crate) late: u32,
    pub(crate) waits: [[u32; WAIT_BINS]; CHANNELS],
}

impl Ledger {
    pub(crate) fn new(shops: usize, months: usize) -> Self {
        let empty = Cell {
            marks: [[[0; MARKS]; ASK_CHANNELS]; METRICS],
            asked: [[0; ASK_CHANNELS]; METRICS],
            responded: [[0; ASK_CHANNELS]; METRICS],
            orders: [0; CHANNELS],
            complaints: [0; CHANNELS],
            returns: [0; CHANNELS],
            late: 0,
            waits: [[0; WAIT_BINS]; CHANNELS],
        };
        Self { months, cells: vec![empty; shops * months] }
    }

    /// The counts of a shop and month.
    pub(crate) fn cell(&self, shop: usize, month: usize) -> &Cell {
        &self.cells[shop * self.months + month]
    }

    pub(crate) fn cell_mut(&mut self, shop: usize, month: usize) -> &mut Cell {
        &mut self.cells[shop * self.months + month]
    }
}

impl Cell {
    /// Counts people who were asked.
    pub(crate) fn count_asked(&mut self, survey: Survey, channel: AskChannel, people: u32) {
        self.asked[survey.metric()][channel as usize] += people;
    }

    /// Counts somebody who was asked and has answered.
    pub(crate) fn count_responded(&mut self, survey: Survey, channel: AskChannel) {
        self.responded[survey.metric()][channel as usize] += 1;
    }

    /// Counts an answer.
    pub(crate) fn count_mark(&mut self, survey: Survey, channel: AskChannel, mark: usize) {
        self.marks[survey.metric()][channel as usize][mark] += 1;
    }

    /// Counts a wait.
    pub(crate) fn count_wait(&mut self, channel: OrderChannel, minutes: f64) {
        let bin = ((minutes / WAIT_STEP_MINUTES) as usize).min(WAIT_BINS - 1);
        self.waits[channel as usize][bin] += 1;
    }
}
