//! Refused events in the form in which they are kept for a person to look at.

use otklik_collect::Reject;
use otklik_core::Language;
use otklik_store::NewReject;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::problem::told;

#[derive(Deserialize)]
struct Body<'a> {
    #[serde(borrow)]
    events: Vec<&'a RawValue>,
}

/// What is kept of each refused event: the fault in the sender's language, and the text as it came.
pub(super) fn kept(rejected: &[Reject], body: &[u8], origin: String, language: Language) -> Vec<NewReject> {
    if rejected.is_empty() {
        return Vec::new();
    }
    let texts = serde_json::from_slice::<Body<'_>>(body).map(|body| body.events).unwrap_or_default();
    rejected
        .iter()
        .map(|reject| NewReject {
            origin: origin.clone(),
            code: reject.code,
            pointer: reject.pointer.clone(),
            detail: told(&reject.message(), language),
            contents: texts.get(reject.index).map(|text| text.get().to_owned()).unwrap_or_default(),
        })
        .collect()
}
