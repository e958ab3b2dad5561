//! The built pages, carried within the program.
//!
//! [`find`] gives the file for a path as it shall be sent: compressed ahead of time where the browser takes it,
//! with the word how long it may be kept. Not here: HTTP, and how pages are built (`cargo xtask demo` does that).
//!
//! Invariants: the crate compiles without Node, and then every page says how to build the real ones;
//! a path that is no file is a page of the application, except below `/_app`, where only files are;
//! the program holds the pages wherever it is copied.

mod asset;
mod unbuilt;

pub use asset::{Asset, Keeping, find};
