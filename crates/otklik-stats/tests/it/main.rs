//! Oracles, coverage and properties of the statistics.

mod degenerate;
mod published;
mod support;
