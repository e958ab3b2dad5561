//! The rules by which identifiers become one customer; no database here.
//!
//! Identifiers are nodes; two that came on one event are linked. Customers are the connected parts of this graph, except that
//! an identifier with too many neighbours is *shared* (a shop's telephone, a kiosk's tablet, the number `0`) and joins nobody,
//! and that links refused by a person, or for the size of what they would join, do not count.
//! So the customers follow from the set of links, not from the order in which they were seen: whatever is merged is merged
//! in the same way by any other order, and a shared identifier that is recognised late takes its merges back.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use otklik_core::{CustomerKey, IdentifierKind, IdentityKey};

/// Neighbours of a stronger kind that an identifier may have before it counts as shared.
const STRONGER_NEIGHBOURS: usize = 4;
/// Neighbours of one weaker kind, devices apart: people change telephones and addresses, but not every week.
const WEAKER_NEIGHBOURS: usize = 20;
/// Devices: a browser that forgets is a new device every day.
const DEVICES: usize = 1_000;
/// Identifiers of one customer; a link that would join more is refused.
pub(super) const LARGEST_CUSTOMER: usize = 2_000;

/// An identifier and what it is linked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) kind: IdentifierKind,
    pub(super) customer: CustomerKey,
    /// The customer that was made for it, if any.
    pub(super) founded: Option<CustomerKey>,
    /// It joins nobody, save by a person's word; its other links are not loaded.
    pub(super) shared: bool,
    links: BTreeMap<IdentityKey, LinkState>,
}

/// Why a link counts, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkState {
    /// Seen on an event.
    Seen,
    /// A person said that both are one customer.
    Said,
    /// A person, or the size of what it would join, stands against it.
    Refused,
}

/// Why a link that was seen does not join.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Refusal {
    /// A person said that these are two customers.
    Apart,
    /// Too many identifiers would become one customer.
    TooLarge,
}

/// Two customers that became one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Merge {
    pub(super) kept: CustomerKey,
    pub(super) absorbed: CustomerKey,
    /// The link that joined them.
    pub(super) by: (IdentityKey, IdentityKey),
}

/// What has to be written down.
#[derive(Debug, Default)]
pub(super) struct Changes {
    /// New customers with their founders.
    pub(super) customers: Vec<(CustomerKey, IdentityKey)>,
    /// Identifiers that were made.
    pub(super) made: BTreeSet<IdentityKey>,
    /// Identifiers whose customer is another than before.
    pub(super) moved: BTreeSet<IdentityKey>,
    /// Links that are new or changed.
    pub(super) links: BTreeMap<(IdentityKey, IdentityKey), LinkState>,
    /// Identifiers that turned out to be shared.
    pub(super) shared: BTreeSet<IdentityKey>,
    /// Links that were seen and do not join.
    pub(super) refused: BTreeMap<(IdentityKey, IdentityKey), Refusal>,
    /// Merges in their order.
    pub(super) merges: Vec<Merge>,
    /// Customers that became several again.
    pub(super) splits: BTreeSet<CustomerKey>,
    /// Pairs of which a person said that they are two customers.
    pub(super) separated: Vec<(IdentityKey, IdentityKey)>,
    /// Existing identifiers for which a customer was made.
    pub(super) founders: BTreeSet<IdentityKey>,
}

/// The part of the graph that a run of events touches.
#[derive(Debug, Default)]
pub(super) struct Graph {
    nodes: HashMap<IdentityKey, Node>,
    members: HashMap<CustomerKey, BTreeSet<IdentityKey>>,
    /// Pairs of which a person said that they are two customers.
    apart: HashSet<(IdentityKey, IdentityKey)>,
    last_customer: i64,
    pub(super) changes: Changes,
}

impl Graph {
    /// An empty part; `last_customer` is the last number given.
    pub(super) fn new(apart: HashSet<(IdentityKey, IdentityKey)>, last_customer: i64) -> Self {
        Self { apart, last_customer, ..Self::default() }
    }

    pub(super) fn contains(&self, identity: IdentityKey) -> bool {
        self.nodes.contains_key(&identity)
    }

    /// Takes over an identifier as it is stored.
    pub(super) fn load(&mut self, identity: IdentityKey, node: Node) {
        self.members.entry(node.customer).or_default().insert(identity);
        self.nodes.insert(identity, node);
    }

    /// Takes over a link as it is stored; both ends are loaded.
    pub(super) fn load_link(&mut self, one: IdentityKey, other: IdentityKey, state: LinkState) {
        self.set_link(one, other, state);
    }

    /// Makes an identifier that nobody knew, with a customer of its own.
    pub(super) fn make(&mut self, identity: IdentityKey, kind: IdentifierKind) {
        let customer = self.number_customer(identity);
        self.changes.made.insert(identity);
        let founded = Some(customer);
        self.load(identity, Node { kind, customer, founded, shared: false, links: BTreeMap::new() });
    }

    /// Makes an identifier that nobody knew and gives it to a customer.
    pub(super) fn make_for(&mut self, identity: IdentityKey, kind: IdentifierKind, customer: CustomerKey) {
        self.changes.made.insert(identity);
        self.load(identity, Node { kind, customer, founded: None, shared: false, links: BTreeMap::new() });
    }

    /// The customer of an identifier.
    pub(super) fn customer(&self, identity: IdentityKey) -> Option<CustomerKey> {
        self.nodes.get(&identity).map(|node| node.customer)
    }

    /// The node of an identifier.
    pub(super) fn node(&self, identity: IdentityKey) -> Option<&Node> {
        self.nodes.get(&identity)
    }

    /// Whether an identifier may be given to the customer of this one from the start.
    pub(super) fn may_take(&self, identity: IdentityKey) -> bool {
        self.nodes.get(&identity).is_some_and(|node| {
            !node.shared && self.members.get(&node.customer).is_none_or(|members| members.len() < LARGEST_CUSTOMER)
        })
    }

    /// Two identifiers came on one event.
    pub(super) fn see(&mut self, one: IdentityKey, other: IdentityKey) {
        let known = self.nodes.get(&one).and_then(|node| node.links.get(&other));
        let (Some(one_node), Some(other_node)) = (self.nodes.get(&one), self.nodes.get(&other)) else { return };
        if one == other || known.is_some() || (one_node.shared && other_node.shared) {
            return;
        }
        // A link to a shared identifier joins nothing, but it counts among the neighbours of the other end.
        self.record(one, other, LinkState::Seen);
        for end in [one, other] {
            if self.is_overfull(end) {
                self.share(end);
            }
        }
        if self.is_shared(one) || self.is_shared(other) {
            return;
        }
        let (one_customer, other_customer) = (self.owner(one), self.owner(other));
        if one_customer == other_customer {
            return;
        }
        if let Some(refusal) = self.refusal(one_customer, other_customer) {
            self.record(one, other, LinkState::Refused);
            self.changes.refused.insert(ordered(one, other), refusal);
            return;
        }
        self.merge(one, other);
    }

    /// A person says that both are one customer.
    pub(super) fn join(&mut self, one: IdentityKey, other: IdentityKey) {
        self.record(one, other, LinkState::Said);
        if self.owner(one) != self.owner(other) {
            self.merge(one, other);
        }
    }

    /// A person says that these are two customers: the weakest links between them are refused until they are.
    pub(super) fn separate(&mut self, one: IdentityKey, other: IdentityKey) {
        self.apart.insert(ordered(one, other));
        self.changes.separated.push((one, other));
        while let Some(path) = self.path(one, other) {
            let Some(weakest) = path.into_iter().min_by_key(|(left, right)| self.strength(*left, *right)) else {
                break;
            };
            self.record(weakest.0, weakest.1, LinkState::Refused);
            self.changes.refused.insert(ordered(weakest.0, weakest.1), Refusal::Apart);
        }
        self.split(self.owner(one));
    }

    fn owner(&self, identity: IdentityKey) -> CustomerKey {
        self.nodes.get(&identity).map_or(CustomerKey(0), |node| node.customer)
    }

    /// The stronger the weaker end, the stronger the link; a person's word is stronger than what was seen.
    fn strength(&self, one: IdentityKey, other: IdentityKey) -> (bool, std::cmp::Reverse<Option<IdentifierKind>>) {
        let kind = |identity| self.nodes.get(&identity).map(|node: &Node| node.kind);
        let said = self.nodes.get(&one).and_then(|node| node.links.get(&other)) == Some(&LinkState::Said);
        (said, std::cmp::Reverse(kind(one).max(kind(other))))
    }

    fn refusal(&self, one: CustomerKey, other: CustomerKey) -> Option<Refusal> {
        let (one, other) = (self.members.get(&one)?, self.members.get(&other)?);
        if one.len() + other.len() > LARGEST_CUSTOMER {
            return Some(Refusal::TooLarge);
        }
        let is_apart = |left: &IdentityKey| other.iter().any(|right| self.apart.contains(&ordered(*left, *right)));
        (!self.apart.is_empty() && one.iter().any(is_apart)).then_some(Refusal::Apart)
    }

    fn is_overfull(&self, identity: IdentityKey) -> bool {
        let Some(node) = self.nodes.get(&identity).filter(|node| !node.shared) else { return false };
        IdentifierKind::ALL.into_iter().any(|kind| self.neighbours_of_kind(node, kind) > limit(node.kind, kind))
    }

    fn neighbours_of_kind(&self, node: &Node, kind: IdentifierKind) -> usize {
        let seen = node.links.iter().filter(|(_, state)| **state != LinkState::Said);
        seen.filter(|(other, _)| self.nodes.get(other).is_some_and(|other| other.kind == kind)).count()
    }

    pub(super) fn is_shared(&self, identity: IdentityKey) -> bool {
        self.nodes.get(&identity).is_some_and(|node| node.shared)
    }

    fn share(&mut self, identity: IdentityKey) {
        if let Some(node) = self.nodes.get_mut(&identity) {
            node.shared = true;
            let customer = node.customer;
            self.changes.shared.insert(identity);
            self.split(customer);
        }
    }

    fn merge(&mut self, one: IdentityKey, other: IdentityKey) {
        let (first, second) = (self.owner(one), self.owner(other));
        let (kept, absorbed) = (first.min(second), first.max(second));
        for identity in self.members.remove(&absorbed).unwrap_or_default() {
            self.give(identity, kept);
        }
        self.changes.merges.push(Merge { kept, absorbed, by: ordered(one, other) });
    }

    /// Divides a customer into the parts that are still connected; each takes the oldest customer that was made for one of its own.
    fn split(&mut self, customer: CustomerKey) {
        let mut left = self.members.remove(&customer).unwrap_or_default();
        let mut parts = Vec::new();
        while let Some(first) = left.pop_first() {
            let part = self.connected(first);
            left.retain(|identity| !part.contains(identity));
            parts.push(part);
        }
        if parts.len() > 1 {
            self.changes.splits.insert(customer);
        }
        for part in parts {
            let founded = part.iter().filter_map(|identity| self.nodes.get(identity)?.founded).min();
            let owner = match (founded, part.first()) {
                (Some(founded), _) => founded,
                (None, Some(first)) => self.found_customer(*first),
                (None, None) => continue,
            };
            for identity in part {
                self.give(identity, owner);
            }
        }
    }

    fn connected(&self, first: IdentityKey) -> BTreeSet<IdentityKey> {
        let mut part = BTreeSet::from([first]);
        let mut frontier = vec![first];
        while let Some(identity) = frontier.pop() {
            for neighbour in self.joined_to(identity) {
                if part.insert(neighbour) {
                    frontier.push(neighbour);
                }
            }
        }
        part
    }

    /// A shortest way over links that count.
    fn path(&self, from: IdentityKey, to: IdentityKey) -> Option<Vec<(IdentityKey, IdentityKey)>> {
        let mut came_from = HashMap::from([(from, from)]);
        let mut frontier = std::collections::VecDeque::from([from]);
        while let Some(identity) = frontier.pop_front() {
            if identity == to {
                let mut path = Vec::new();
                let mut end = to;
                while end != from {
                    path.push((came_from[&end], end));
                    end = came_from[&end];
                }
                return Some(path);
            }
            for neighbour in self.joined_to(identity) {
                came_from.entry(neighbour).or_insert_with(|| {
                    frontier.push_back(neighbour);
                    identity
                });
            }
        }
        None
    }

    /// Whether a link between two identifiers makes them one customer.
    pub(super) fn joins(&self, one: IdentityKey, other: IdentityKey) -> bool {
        self.joined_to(one).any(|neighbour| neighbour == other)
    }

    fn joined_to(&self, identity: IdentityKey) -> impl Iterator<Item = IdentityKey> {
        let node = self.nodes.get(&identity);
        node.into_iter().flat_map(move |node| {
            node.links.iter().filter_map(move |(other, state)| {
                let other_node = self.nodes.get(other)?;
                let counts = match state {
                    LinkState::Seen => !node.shared && !other_node.shared,
                    LinkState::Said => true,
                    LinkState::Refused => false,
                };
                counts.then_some(*other)
            })
        })
    }

    fn give(&mut self, identity: IdentityKey, customer: CustomerKey) {
        if let Some(node) = self.nodes.get_mut(&identity) {
            if node.customer != customer {
                node.customer = customer;
                self.changes.moved.insert(identity);
            }
            self.members.entry(customer).or_default().insert(identity);
        }
    }

    fn record(&mut self, one: IdentityKey, other: IdentityKey, state: LinkState) {
        self.set_link(one, other, state);
        self.changes.links.insert(ordered(one, other), state);
    }

    fn set_link(&mut self, one: IdentityKey, other: IdentityKey, state: LinkState) {
        for (from, to) in [(one, other), (other, one)] {
            if let Some(node) = self.nodes.get_mut(&from) {
                node.links.insert(to, state);
            }
        }
    }

    fn number_customer(&mut self, founder: IdentityKey) -> CustomerKey {
        self.last_customer += 1;
        let customer = CustomerKey(self.last_customer);
        self.changes.customers.push((customer, founder));
        customer
    }

    fn found_customer(&mut self, founder: IdentityKey) -> CustomerKey {
        let customer = self.number_customer(founder);
        if let Some(node) = self.nodes.get_mut(&founder) {
            node.founded = Some(customer);
            self.changes.founders.insert(founder);
        }
        customer
    }
}

impl Node {
    /// A node as it is stored, before its links are loaded.
    pub(super) fn stored(
        kind: IdentifierKind,
        customer: CustomerKey,
        founded: Option<CustomerKey>,
        shared: bool,
    ) -> Self {
        Self { kind, customer, founded, shared, links: BTreeMap::new() }
    }
}

/// Neighbours of a kind that an identifier of another kind may have.
fn limit(kind: IdentifierKind, neighbour: IdentifierKind) -> usize {
    if neighbour == IdentifierKind::Anonymous {
        DEVICES
    } else if neighbour < kind {
        STRONGER_NEIGHBOURS
    } else {
        WEAKER_NEIGHBOURS
    }
}

/// A pair in its order: the smaller number first.
pub(super) fn ordered(one: IdentityKey, other: IdentityKey) -> (IdentityKey, IdentityKey) {
    (one.min(other), one.max(other))
}

#[cfg(test)]
mod tests;
