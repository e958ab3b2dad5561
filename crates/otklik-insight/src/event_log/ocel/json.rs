//! OCEL 2.0 as JSON.

use serde_json::{Value, json};

use super::super::write::{Each, Logged, Part};
use super::{ATTRIBUTES, CUSTOMER, Object, id_of, objects_of};

pub(in super::super) fn parts(activities: &[&str], of_type: &str) -> Vec<Part> {
    let objects: Vec<Value> = [CUSTOMER, of_type].iter().map(|name| json!({"name": name, "attributes": []})).collect();
    let attributes: Vec<Value> = ATTRIBUTES.iter().map(|name| json!({"name": name, "type": "string"})).collect();
    let events: Vec<Value> = activities.iter().map(|name| json!({"name": name, "attributes": attributes})).collect();
    vec![
        Part::Text(format!(
            "{{\"objectTypes\":{},\n\"eventTypes\":{},\n\"objects\":[\n",
            json!(objects),
            json!(events)
        )),
        Part::Each(Each::Object),
        Part::Text("\n],\n\"events\":[\n".to_owned()),
        Part::Each(Each::Event),
        Part::Text("\n]}\n".to_owned()),
    ]
}

pub(in super::super) fn object(object: &Object, block: &mut String) {
    let relationships: Vec<Value> = object.owner().iter().map(related).collect();
    let written =
        json!({"id": object.id(), "type": object.of_type(), "attributes": [], "relationships": relationships});
    block.push_str(&written.to_string());
}

pub(in super::super) fn event(event: &Logged<'_>, of_type: &'static str, block: &mut String) {
    let attributes: Vec<Value> =
        event.attributes().map(|(name, value)| json!({"name": name, "value": value})).collect();
    let relationships: Vec<Value> = objects_of(event, of_type).map(|object| related(&object)).collect();
    let written = json!({
        "id": id_of(event),
        "type": event.activity.name,
        "time": event.time,
        "attributes": attributes,
        "relationships": relationships,
    });
    block.push_str(&written.to_string());
}

/// The object's type says in what way it is meant.
fn related(object: &Object) -> Value {
    json!({"objectId": object.id(), "qualifier": object.of_type()})
}
