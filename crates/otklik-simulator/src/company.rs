//! The company behind the world: its name, units, catalogue and sources.

use otklik_core::{Catalogue, Currency, Text, UnitPath};
use serde::{Deserialize, Serialize};

use crate::catalogue;
use crate::plan::{COMPANY_ZONE, Plan};
use crate::shops::{self, Shop};

/// What an installation must know of a company before its events arrive.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Company {
    /// Its name.
    pub name: Text,
    /// The IANA name of its time zone.
    pub time_zone: String,
    /// The currency of its amounts.
    pub currency: Currency,
    /// The unit tree, parents before children.
    pub units: Vec<Unit>,
    /// Rules for every event, the metrics, and the channels' names.
    pub catalogue: Catalogue,
    /// The systems that tell events.
    pub sources: Vec<SourceName>,
}

/// A unit of the tree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// Where it hangs in the tree.
    pub path: UnitPath,
    /// What the company calls it.
    pub name: Text,
    /// `region` or `branch`.
    pub kind: String,
    /// The IANA name of its time zone.
    pub time_zone: String,
}

/// A system that tells events, with its name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourceName {
    /// The id that events carry.
    pub id: String,
    /// What the company calls it.
    pub name: Text,
}

/// The systems that tell events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Till,
    App,
    Delivery,
    Survey,
    Support,
    Reviews,
}

impl Source {
    const ALL: [Self; 6] = [Self::Till, Self::App, Self::Delivery, Self::Survey, Self::Support, Self::Reviews];

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Till => "till",
            Self::App => "app",
            Self::Delivery => "delivery",
            Self::Survey => "survey",
            Self::Support => "support",
            Self::Reviews => "reviews",
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Till => Text::new("Касса", "Till"),
            Self::App => Text::new("Приложение", "App"),
            Self::Delivery => Text::new("Доставка", "Delivery"),
            Self::Survey => Text::new("Опросы", "Surveys"),
            Self::Support => Text::new("Поддержка", "Support"),
            Self::Reviews => Text::new("Отзывы на картах", "Map reviews"),
        }
    }
}

/// The company of a plan.
pub fn company(plan: &Plan) -> Company {
    let shops = shops::build(plan);
    let unit =
        |path, name, kind: &str, zone: &str| Unit { path, name, kind: kind.to_owned(), time_zone: zone.to_owned() };
    let branch = |shop: &Shop| unit(shop.path.clone(), shop.name.clone(), "branch", shop.zone);
    let region = |(path, name, zone)| unit(path, name, "region", zone);
    let regions = shops::regions(&shops).into_iter().map(region);
    Company {
        name: Text::new("Кофейни «Третья волна»", "Third Wave Coffee"),
        time_zone: COMPANY_ZONE.to_owned(),
        currency: rouble(),
        units: regions.chain(shops.iter().map(branch)).collect(),
        catalogue: catalogue::catalogue(),
        sources: Source::ALL.map(|source| SourceName { id: source.id().to_owned(), name: source.name() }).to_vec(),
    }
}

/// The chain's currency.
pub(crate) fn rouble() -> Currency {
    #[expect(clippy::unwrap_used, reason = "three capital letters are a currency code; a test reads it")]
    "RUB".parse().unwrap()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_come_after_their_parents() {
        let company = company(&Plan::small(1));
        assert_eq!(company.currency.as_str(), "RUB");
        for (index, unit) in company.units.iter().enumerate() {
            if let Some((parent, _)) = unit.path.as_str().rsplit_once('/') {
                let above = company.units.iter().position(|other| other.path.as_str() == parent);
                assert!(above.is_some_and(|above| above < index), "{}", unit.path);
            }
        }
    }
}
