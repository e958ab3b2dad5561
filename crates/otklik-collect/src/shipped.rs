//! Mappings that come with the program.

/// The names and texts of the mappings that come with the program.
pub const SHIPPED: &[(&str, &str)] = &[
    ("olist.toml", include_str!("../../../examples/olist.toml")),
    ("receipts.toml", include_str!("../../../examples/receipts.toml")),
];

/// The text of a mapping by its name, with or without `.toml`.
pub fn shipped(name: &str) -> Option<&'static str> {
    let wanted = name.strip_suffix(".toml").unwrap_or(name);
    SHIPPED.iter().find(|(known, _)| known.strip_suffix(".toml") == Some(wanted)).map(|(_, text)| *text)
}
