//! The program as a person runs it.
#![expect(missing_docs, reason = "tests are documented by their names")]

mod crash;
mod import;
mod olist;
mod program;
mod questions;
