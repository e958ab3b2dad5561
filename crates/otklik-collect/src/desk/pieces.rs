//! The parts of an import put together into pieces, which are read while the one before is taken.

use otklik_core::Event;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::DeskError;
use super::sink::{Piece, Sink};
use super::state::PieceUnderWay;
use crate::import::{Chunk, Import, RowReject};

/// Events that are read together. A restart counts parts, so this never changes for an import.
const EVENTS_PER_PART: usize = 20_000;
/// Refused rows after which a piece is closed: they are in memory as well.
const REJECTS_PER_PIECE: usize = 20_000;

/// Some parts of an import.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// Their events.
    pub events: Vec<Event>,
    /// What was refused in them.
    pub rejected: Vec<RowReject>,
    /// Rows done since the beginning.
    pub rows_done: u64,
    /// Bytes done since the beginning.
    pub bytes_done: u64,
    /// Parts done since the beginning.
    pub chunks: u64,
}

/// Some parts of an import whose events can be taken.
#[derive(Debug)]
pub struct ReadyParts {
    /// The parts without their events.
    pub parts: Parts,
    /// Their events, if they have any.
    pub piece: Option<Piece>,
}

/// Reads an import aside, at most a piece ahead of who takes it.
pub struct Pieces {
    chunks: mpsc::Receiver<Chunk>,
    reading: Option<JoinHandle<Result<(), DeskError>>>,
    done: u64,
    /// Events with which a piece is full.
    events: usize,
}

impl Pieces {
    /// Begins to read for a sink; the first parts are read, for what is looked up and numbered, and passed over.
    pub fn read(mut import: Import, passed_over: u64, sink: &dyn Sink) -> Self {
        let events = sink.events_per_piece();
        let (sender, chunks) = mpsc::channel((events / EVENTS_PER_PART).saturating_sub(1).max(1));
        let reading = tokio::task::spawn_blocking(move || {
            let mut number = 0;
            while let Some(chunk) = import.next_chunk(EVENTS_PER_PART)? {
                number += 1;
                if number > passed_over && sender.blocking_send(chunk).is_err() {
                    // Nobody wants the rest.
                    break;
                }
            }
            Ok(())
        });
        Self { chunks, reading: Some(reading), done: passed_over, events }
    }

    /// The next piece, ready to be settled and taken, or the one that was under way; nothing at the end.
    ///
    /// The one before may be taken meanwhile.
    /// `each` is told of every part when it was read, by rows and bytes, and says whether to go on; if not, nothing is given.
    pub async fn next(
        &mut self,
        sink: &dyn Sink,
        under_way: Option<PieceUnderWay>,
        each: impl FnMut(u64, u64) -> bool,
    ) -> Result<Option<ReadyParts>, DeskError> {
        let Some(mut parts) = self.read_on(under_way.map(|piece| piece.through), each).await? else { return Ok(None) };
        let events = std::mem::take(&mut parts.events);
        let piece = if events.is_empty() {
            None
        } else {
            Some(sink.prepare(events, under_way.map(|piece| piece.settled)).await?)
        };
        Ok(Some(ReadyParts { parts, piece }))
    }

    async fn read_on(
        &mut self,
        through: Option<u64>,
        mut each: impl FnMut(u64, u64) -> bool,
    ) -> Result<Option<Parts>, DeskError> {
        let mut parts = Parts::default();
        while !self.is_full(&parts, through) {
            let Some(chunk) = self.chunks.recv().await else {
                // The end was reached only if reading says so.
                if let Some(reading) = self.reading.take() {
                    reading.await??;
                }
                break;
            };
            self.done += 1;
            (parts.rows_done, parts.bytes_done, parts.chunks) = (chunk.rows_done, chunk.bytes_done, self.done);
            if parts.events.is_empty() {
                // Events are large: a vector that grew would copy them again and again.
                parts.events.reserve_exact(self.events + chunk.events.len());
            }
            parts.events.extend(chunk.events);
            parts.rejected.extend(chunk.rejected);
            if !each(parts.rows_done, parts.bytes_done) {
                return Ok(None);
            }
        }
        Ok((parts.chunks > 0).then_some(parts))
    }

    fn is_full(&self, parts: &Parts, through: Option<u64>) -> bool {
        match through {
            Some(through) => self.done >= through,
            None => parts.events.len() >= self.events || parts.rejected.len() >= REJECTS_PER_PIECE,
        }
    }
}
