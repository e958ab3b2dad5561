//! The event log as OCEL 2.0 (Berti, Koren, Adams, Park and others 2023): events and the objects that they are about.

pub(super) mod json;
pub(super) mod xml;

use super::cases::group_mark;
use super::write::Logged;

/// The attributes that events may have.
const ATTRIBUTES: [&str; 3] = ["stage", "channel", "unit"];
const CUSTOMER: &str = "customer";

/// An object that events are about.
pub(super) enum Object {
    Customer(i64),
    /// An order, a session or a ticket of a customer.
    Group {
        of_type: &'static str,
        customer: i64,
        group: u64,
    },
}

impl Object {
    fn of_type(&self) -> &'static str {
        match self {
            Self::Customer(_) => CUSTOMER,
            Self::Group { of_type, .. } => of_type,
        }
    }

    /// What no other object is called, whatever its type.
    fn id(&self) -> String {
        match self {
            Self::Customer(customer) => format!("{CUSTOMER}-{customer}"),
            Self::Group { of_type, customer, group } => format!("{of_type}-{customer}-{}", group_mark(*group)),
        }
    }

    /// Whose it is.
    fn owner(&self) -> Option<Self> {
        match self {
            Self::Customer(_) => None,
            Self::Group { customer, .. } => Some(Self::Customer(*customer)),
        }
    }
}

/// The objects that an event is about.
fn objects_of(event: &Logged<'_>, of_type: &'static str) -> impl Iterator<Item = Object> {
    let (customer, group) = (event.customer, event.group);
    let belongs = (group != 0).then_some(Object::Group { of_type, customer, group });
    std::iter::once(Object::Customer(customer)).chain(belongs)
}

/// What no other event is called, in this log and in others of the same events.
fn id_of(event: &Logged<'_>) -> String {
    format!("{}-{}-{}", event.customer, event.time.0, event.turn)
}
