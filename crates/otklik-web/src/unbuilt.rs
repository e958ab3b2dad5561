//! What stands in for the pages until they are built.

use std::borrow::Cow;

use crate::asset::{Asset, Keeping};

/// A page that says in both languages that the pages are missing and how to build them.
pub(crate) fn page() -> Asset {
    Asset {
        contents: Cow::Borrowed(include_bytes!("unbuilt.html")),
        content_type: "text/html; charset=utf-8".to_owned(),
        encoding: None,
        tag: "\"unbuilt\"".to_owned(),
        keeping: Keeping::AskAgain,
    }
}
