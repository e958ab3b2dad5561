//! What to call a customer without giving away how to reach them.

use otklik_core::{CustomerKey, Identifier, IdentifierKind};

/// The label of a customer; `identifiers` come strongest first.
pub(super) fn label_of(customer: CustomerKey, identifiers: &[Identifier]) -> String {
    let label = identifiers.iter().find_map(|identifier| match identifier.kind {
        IdentifierKind::External => Some(identifier.value.clone()),
        IdentifierKind::Email => Some(masked_email(&identifier.value)),
        IdentifierKind::Phone => Some(masked_phone(&identifier.value)),
        IdentifierKind::Messenger => Some(masked_start(&identifier.value)),
        IdentifierKind::Anonymous => None,
    });
    label.unwrap_or_else(|| format!("#{customer}"))
}

fn masked_email(address: &str) -> String {
    match address.split_once('@') {
        Some((name, domain)) => format!("{}@{domain}", masked_start(name)),
        None => masked_start(address),
    }
}

fn masked_start(text: &str) -> String {
    text.chars().take(1).chain("***".chars()).collect()
}

fn masked_phone(number: &str) -> String {
    const SHOWN_FIRST: usize = 2;
    const SHOWN_LAST: usize = 2;
    let characters: Vec<char> = number.chars().collect();
    if characters.len() <= SHOWN_FIRST + SHOWN_LAST {
        return "***".to_owned();
    }
    let (first, rest) = characters.split_at(SHOWN_FIRST);
    let last = &rest[rest.len() - SHOWN_LAST..];
    first.iter().chain(['*', '*', '*'].iter()).chain(last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(kind: IdentifierKind, value: &str) -> String {
        label_of(CustomerKey(7), &[Identifier { kind, value: value.to_owned() }])
    }

    #[test]
    fn only_the_companys_own_number_is_shown_whole() {
        assert_eq!(label(IdentifierKind::External, "c-812"), "c-812");
        assert_eq!(label(IdentifierKind::Email, "анна@example.com"), "а***@example.com");
        assert_eq!(label(IdentifierKind::Email, "broken"), "b***");
        assert_eq!(label(IdentifierKind::Phone, "+79161234567"), "+7***67");
        assert_eq!(label(IdentifierKind::Phone, "123"), "***");
        assert_eq!(label(IdentifierKind::Anonymous, "device"), "#7");
    }
}
