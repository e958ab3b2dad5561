//! The API as its clients meet it.

mod access;
mod document;
mod events;
mod pages;
mod questions;
mod scope;
mod setup;
