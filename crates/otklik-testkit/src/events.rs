//! Events as a client sends them.

use serde_json::{Value, json};

/// An event that is being put together.
#[derive(Clone, Debug)]
pub struct EventBuilder(Value);

/// An event of the source `test` with its id, name and time.
pub fn event(id: impl Into<String>, name: &str, time: &str) -> EventBuilder {
    EventBuilder(json!({"id": id.into(), "source": "test", "name": name, "time": time}))
}

impl EventBuilder {
    /// The event with a member more, or another one in its place.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0[name] = value.into();
        self
    }

    /// The event of a customer with this number of the company and this e-mail address.
    pub fn of(self, customer: &str, email: &str) -> Self {
        self.with("customer", json!({"id": customer, "email": email}))
    }

    /// The event in a unit.
    pub fn in_unit(self, unit: &str) -> Self {
        self.with("unit", unit)
    }

    /// The event with an answer to the recommendation question of the survey `after_visit`.
    pub fn recommending(self, mark: u8, text: &str) -> Self {
        let answer = json!({
            "survey": "after_visit", "question": "recommend", "metric": "nps",
            "scale": [0, 10], "value": mark, "text": text,
        });
        self.with("answer", answer)
    }
}

impl From<EventBuilder> for Value {
    fn from(event: EventBuilder) -> Self {
        event.0
    }
}
