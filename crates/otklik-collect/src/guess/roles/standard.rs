//! What the standards of event logs say of their attributes, so that nothing has to be guessed.

use super::{Becomes, Confidence, Reason, Role};
use crate::guess::files::SampledColumn;
use crate::guess::names::hints;
use crate::rows::{ocel, xes};
use crate::source::Format;

/// What an object can be to an event; each at most once.
const OBJECTS: &[Becomes] =
    &[Becomes::Customer, Becomes::Order, Becomes::Ticket, Becomes::Session, Becomes::Item, Becomes::Agent];

/// Gives the columns of an event log their roles; whether the file is one.
pub(super) fn assign(format: Format, columns: &mut [SampledColumn]) -> bool {
    if !matches!(format, Format::Xes | Format::Ocel) {
        return false;
    }
    let mut taken = Vec::new();
    for column in columns {
        if column.profile.filled == 0 {
            column.role = Role::of(Becomes::Nothing, Confidence::High, Reason::Empty);
            continue;
        }
        let becomes = match column.name.as_str() {
            xes::ACTIVITY | ocel::ACTIVITY => Becomes::Event,
            xes::TIMESTAMP | ocel::TIMESTAMP => Becomes::Time,
            xes::CASE => Becomes::Customer,
            xes::RESOURCE => Becomes::Agent,
            // They number the event, which needs no property for that.
            xes::IDENTITY | ocel::ID => Becomes::Nothing,
            name => {
                let of_type = name.strip_prefix(ocel::OF_TYPE).and_then(|of_type| hints(of_type).first().copied());
                let object = of_type.map(|hint| hint.becomes).filter(|becomes| OBJECTS.contains(becomes));
                object.filter(|becomes| !taken.contains(becomes)).unwrap_or(Becomes::Property)
            }
        };
        taken.push(becomes);
        column.role = Role::of(becomes, Confidence::High, Reason::Name);
    }
    true
}
