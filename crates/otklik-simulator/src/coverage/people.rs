//! Who is who by shared identifiers, as identity resolution joins them.

use std::collections::HashMap;

use otklik_core::Identifier;

/// People known so far: a forest of joined identifiers.
#[derive(Debug, Default)]
pub(super) struct People {
    known: HashMap<Identifier, usize>,
    parents: Vec<usize>,
}

impl People {
    /// The person with these identifiers, joined where they meet; nobody without identifiers.
    pub(super) fn join(&mut self, identifiers: &[Identifier]) -> Option<usize> {
        let mut person = None;
        for identifier in identifiers {
            let found = match self.known.get(identifier) {
                Some(known) => self.root(*known),
                None => {
                    let new = person.unwrap_or_else(|| {
                        self.parents.push(self.parents.len());
                        self.parents.len() - 1
                    });
                    self.known.insert(identifier.clone(), new);
                    new
                }
            };
            if let Some(other) = person {
                self.parents[found] = other;
            } else {
                person = Some(found);
            }
        }
        person
    }

    /// The number under which a person counts in the end.
    pub(super) fn root(&self, mut person: usize) -> usize {
        while self.parents[person] != person {
            person = self.parents[person];
        }
        person
    }
}

#[cfg(test)]
mod tests {
    use otklik_core::IdentifierKind;

    use super::*;

    #[test]
    fn two_cards_with_one_phone_are_one_person() {
        let identifier = |kind, value: &str| Identifier { kind, value: value.to_owned() };
        let first = identifier(IdentifierKind::External, "g-1");
        let second = identifier(IdentifierKind::External, "g-2");
        let phone = identifier(IdentifierKind::Phone, "+79000000001");
        let mut people = People::default();
        let a = people.join(std::slice::from_ref(&first)).unwrap();
        let b = people.join(std::slice::from_ref(&second)).unwrap();
        assert_ne!(people.root(a), people.root(b));
        people.join(&[first, phone.clone()]);
        people.join(&[second, phone]);
        assert_eq!(people.root(a), people.root(b));
        assert_eq!(people.join(&[]), None);
    }
}
