//! In-process test server.
