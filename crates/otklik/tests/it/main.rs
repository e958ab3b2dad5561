//! The program as a person runs it.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

mod backup;
mod bpic2012;
mod crash;
mod doctor;
mod filters;
mod import;
mod olist;
mod pains;
mod program;
mod questions;
mod saved_folder;
mod serve;
mod server;
mod slices;
mod small_company;
