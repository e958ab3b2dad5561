//! What to call a customer without giving away how to reach them.

use otklik_core::{CustomerKey, Identifier, IdentifierKind};

/// The label of a customer; `identifiers` come strongest first.
pub(super) fn label_of(customer: CustomerKey, identifiers: &[Identifier]) -> String {
    let label = identifiers.iter().find_map(|identifier| match identifier.kind {
        IdentifierKind::External => Some(identifier.value.clone()),
        IdentifierKind::Email | IdentifierKind::Phone | IdentifierKind::Messenger => Some(identifier.masked()),
        IdentifierKind::Anonymous => None,
    });
    label.unwrap_or_else(|| format!("#{customer}"))
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
