//! OCEL 2.0 as XML.

use std::fmt::Write as _;

use super::super::write::{Each, Logged, Part};
use super::super::xes::escaped;
use super::{ATTRIBUTES, CUSTOMER, Object, id_of, objects_of};

pub(in super::super) fn parts(activities: &[&str], of_type: &str) -> Vec<Part> {
    let objects = [CUSTOMER, of_type].map(|name| format!("<object-type name=\"{name}\"><attributes/></object-type>\n"));
    let attributes = ATTRIBUTES.map(|name| format!("<attribute name=\"{name}\" type=\"string\"/>")).concat();
    let event_type = |name: &&str| {
        format!("<event-type name=\"{}\"><attributes>{attributes}</attributes></event-type>\n", escaped(name))
    };
    let events: String = activities.iter().map(event_type).collect();
    vec![
        Part::Text(format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log>\n<object-types>\n{}</object-types>\n\
             <event-types>\n{events}</event-types>\n<objects>\n",
            objects.concat(),
        )),
        Part::Each(Each::Object),
        Part::Text("</objects>\n<events>\n".to_owned()),
        Part::Each(Each::Event),
        Part::Text("</events>\n</log>\n".to_owned()),
    ]
}

pub(in super::super) fn object(object: &Object, block: &mut String) {
    let owner: String = object.owner().iter().map(related).collect();
    // Writing into a text does not fail.
    let _ = writeln!(
        block,
        "<object id=\"{}\" type=\"{}\"><attributes/><objects>{owner}</objects></object>",
        object.id(),
        object.of_type(),
    );
}

pub(in super::super) fn event(event: &Logged<'_>, of_type: &'static str, block: &mut String) {
    let objects: String = objects_of(event, of_type).map(|object| related(&object)).collect();
    let attribute = |(name, value)| format!("<attribute name=\"{name}\">{}</attribute>", escaped(value));
    let attributes: String = event.attributes().map(attribute).collect();
    let _ = writeln!(
        block,
        "<event id=\"{}\" type=\"{}\" time=\"{}\"><objects>{objects}</objects><attributes>{attributes}</attributes></event>",
        id_of(event),
        escaped(&event.activity.name),
        event.time,
    );
}

/// The object's type says in what way it is meant.
fn related(object: &Object) -> String {
    format!("<relationship object-id=\"{}\" qualifier=\"{}\"/>", object.id(), object.of_type())
}
