//! Mappings and catalogues that come with the program.

use otklik_core::{Business, Catalogue};

/// The names and texts of the mappings that come with the program.
pub const SHIPPED: &[(&str, &str)] = &[("olist.toml", include_str!("../../../examples/olist.toml"))];

/// The text of a mapping by its name, with or without `.toml`.
pub fn shipped(name: &str) -> Option<&'static str> {
    let wanted = name.strip_suffix(".toml").unwrap_or(name);
    SHIPPED.iter().find(|(known, _)| known.strip_suffix(".toml") == Some(wanted)).map(|(_, text)| *text)
}

/// The catalogue with which a company of this line of business may begin.
pub fn starter_catalogue(business: Business) -> Option<Catalogue> {
    let text = match business {
        Business::Retail => include_str!("../../../examples/catalogues/retail.toml"),
        Business::FoodService => include_str!("../../../examples/catalogues/food_service.toml"),
        Business::Saas => include_str!("../../../examples/catalogues/saas.toml"),
        Business::Bank => include_str!("../../../examples/catalogues/bank.toml"),
    };
    toml::from_str(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use otklik_core::RuleConflictKind;

    #[test]
    fn every_starter_can_be_kept_and_no_rule_of_it_is_idle() {
        for business in Business::ALL {
            let catalogue = starter_catalogue(*business).unwrap();
            assert_eq!(catalogue.check(), [], "{business}");
            let idle = catalogue.conflicts();
            assert!(idle.iter().all(|found| found.kind == RuleConflictKind::TouchpointDivided), "{business} {idle:?}");
            assert!(catalogue.rules.len() >= 20 && catalogue.metrics.len() >= 3, "{business}");
        }
    }
}
