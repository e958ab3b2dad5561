//! The HTTP interface: routes, wire types, who may ask, and how a refusal is told.
//!
//! [`router`] serves an [`App`], [`serve`] does so on a port; [`openapi`] describes what it serves. A handler reads its request, asks
//! `otklik-insight`, `otklik-store` or `otklik-collect`, and gives the answer as it came.
//! Not here: what a figure means, what is kept, opening a port.
//!
//! Invariants: whatever goes wrong is answered as one [`problem::Problem`] in the reader's language;
//! what failed inside is told to the log only, once, with the request's id; events are acknowledged after they are durable;
//! a page of another site cannot change anything; whoever is not signed in sees nothing of the data.

mod app;
mod attend;
mod audit;
mod condition;
mod decisions;
mod device;
mod document;
mod forgetting;
mod input;
mod limits;
mod mask;
mod messages;
mod metrics;
mod origin;
mod pages;
mod problem;
mod router;
mod routes;
mod serve;
mod signed;
mod site;

pub use app::{App, Settings};
pub use condition::Condition;
pub use document::openapi;
pub use forgetting::{ImportedFiles, TakenEvents};
pub use limits::Limits;
pub use messages::Words;
pub use router::router;
pub use serve::{CertificateError, Certificates, Serving, serve};
pub use site::{Connection, Site, SiteError};
