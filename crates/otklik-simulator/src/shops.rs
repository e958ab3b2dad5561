//! The chain's coffee shops: where they are, of which type, how busy and how good.

use otklik_core::{Text, Timestamp, UnitPath, Zone};

use crate::habits::ARCHETYPES;
use crate::plan::Plan;
use crate::random::{Purpose, Random};

/// What surrounds a shop decides who comes, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShopType {
    Station,
    Office,
    Mall,
    Residential,
    University,
    Street,
}

impl ShopType {
    /// Shares of commuters, office workers, students and residents among its guests.
    pub(crate) fn archetypes(self) -> [f64; ARCHETYPES] {
        match self {
            Self::Station => [0.60, 0.15, 0.15, 0.10],
            Self::Office => [0.25, 0.60, 0.05, 0.10],
            Self::Mall => [0.10, 0.20, 0.25, 0.45],
            Self::Residential => [0.30, 0.10, 0.10, 0.50],
            Self::University => [0.15, 0.10, 0.65, 0.10],
            Self::Street => [0.25, 0.30, 0.20, 0.25],
        }
    }

    /// Guests in relation to an average shop.
    fn size(self) -> f64 {
        match self {
            Self::Station => 1.3,
            Self::Office => 1.15,
            Self::Mall | Self::University => 1.0,
            Self::Residential => 0.7,
            Self::Street => 1.05,
        }
    }

    /// Share of the baristas' time that the morning takes.
    fn morning_utilisation(self) -> f64 {
        match self {
            Self::Station => 0.88,
            Self::University => 0.84,
            Self::Office => 0.85,
            Self::Street => 0.80,
            Self::Mall => 0.75,
            Self::Residential => 0.70,
        }
    }
}

/// A city with the shops that share its guests.
#[derive(Clone, Copy, Debug)]
struct City {
    path: &'static str,
    name: (&'static str, &'static str),
    zone: &'static str,
    shops: &'static [(&'static str, &'static str, &'static str, ShopType)],
}

const CITIES: [City; 8] = [
    City {
        path: "msk",
        name: ("Москва", "Moscow"),
        zone: "Europe/Moscow",
        shops: &[
            ("arbat", "Арбат", "Arbat", ShopType::Street),
            ("belorussky", "Белорусский вокзал", "Belorussky station", ShopType::Station),
            ("presnenskaya", "Пресненская набережная", "Presnenskaya embankment", ShopType::Office),
            ("lomonosovsky", "Ломоносовский проспект", "Lomonosovsky avenue", ShopType::University),
            ("tsvetnoy", "Цветной бульвар", "Tsvetnoy boulevard", ShopType::Mall),
            ("leninsky", "Ленинский проспект", "Leninsky avenue", ShopType::Residential),
            ("maroseyka", "Маросейка", "Maroseyka", ShopType::Street),
        ],
    },
    City {
        path: "spb",
        name: ("Санкт-Петербург", "Saint Petersburg"),
        zone: "Europe/Moscow",
        shops: &[
            ("nevsky", "Невский проспект", "Nevsky avenue", ShopType::Street),
            ("vosstaniya", "Площадь Восстания", "Vosstaniya square", ShopType::Station),
            ("petrogradka", "Большой проспект П. С.", "Bolshoy avenue", ShopType::Residential),
            ("ligovsky", "Лиговский проспект", "Ligovsky avenue", ShopType::Mall),
            ("politekh", "Политехническая улица", "Politekhnicheskaya street", ShopType::University),
        ],
    },
    City {
        path: "kazan",
        name: ("Казань", "Kazan"),
        zone: "Europe/Moscow",
        shops: &[
            ("baumana", "Улица Баумана", "Bauman street", ShopType::Street),
            ("kremlevskaya", "Кремлёвская улица", "Kremlyovskaya street", ShopType::University),
            ("privokzalnaya", "Привокзальная площадь", "Station square", ShopType::Station),
        ],
    },
    City {
        path: "nnov",
        name: ("Нижний Новгород", "Nizhny Novgorod"),
        zone: "Europe/Moscow",
        shops: &[
            ("pokrovka", "Большая Покровская", "Bolshaya Pokrovskaya", ShopType::Street),
            ("gorkogo", "Площадь Горького", "Gorky square", ShopType::Office),
        ],
    },
    City {
        path: "samara",
        name: ("Самара", "Samara"),
        zone: "Europe/Samara",
        shops: &[
            ("leningradskaya", "Ленинградская улица", "Leningradskaya street", ShopType::Street),
            ("novosadovaya", "Ново-Садовая улица", "Novo-Sadovaya street", ShopType::Mall),
        ],
    },
    City {
        path: "ekb",
        name: ("Екатеринбург", "Yekaterinburg"),
        zone: "Asia/Yekaterinburg",
        shops: &[
            ("vaynera", "Улица Вайнера", "Vayner street", ShopType::Street),
            ("eltsina", "Улица Бориса Ельцина", "Boris Yeltsin street", ShopType::Office),
        ],
    },
    City {
        path: "omsk",
        name: ("Омск", "Omsk"),
        zone: "Asia/Omsk",
        shops: &[("lenina", "Улица Ленина", "Lenin street", ShopType::Residential)],
    },
    City {
        path: "nsk",
        name: ("Новосибирск", "Novosibirsk"),
        zone: "Asia/Novosibirsk",
        shops: &[
            ("krasny", "Красный проспект", "Krasny avenue", ShopType::Office),
            ("akademgorodok", "Академгородок", "Akademgorodok", ShopType::University),
        ],
    },
];

/// A coffee shop.
#[derive(Clone, Debug)]
pub(crate) struct Shop {
    pub(crate) path: UnitPath,
    /// The path's last part, which order numbers begin with.
    pub(crate) slug: &'static str,
    pub(crate) name: Text,
    pub(crate) city: usize,
    pub(crate) shop_type: ShopType,
    /// The IANA name of its time zone.
    pub(crate) zone: &'static str,
    /// How far its clocks are ahead of UTC, in microseconds; the country has no summer time.
    pub(crate) ahead_of_utc: i64,
    /// Loyalty guests who call it theirs.
    pub(crate) guests: u32,
    /// Share of the baristas' time that its weekday morning takes.
    pub(crate) morning_utilisation: f64,
    /// How much better than the average its guests judge it for reasons that no event shows.
    pub(crate) quality: f64,
}

/// A region of the unit tree: path, name and time zone.
pub(crate) fn regions(shops: &[Shop]) -> Vec<(UnitPath, Text, &'static str)> {
    let known = |city: &usize| shops.iter().any(|shop| shop.city == *city);
    let region = |city: usize| {
        let City { path, name, zone, .. } = CITIES[city];
        Some((path.parse().ok()?, Text::new(name.0, name.1), zone))
    };
    (0..CITIES.len()).filter(known).filter_map(region).collect()
}

/// Builds the plan's shops.
pub(crate) fn build(plan: &Plan) -> Vec<Shop> {
    let table = CITIES.iter().enumerate().flat_map(|(city, place)| place.shops.iter().map(move |shop| (city, shop)));
    let table: Vec<_> = table.take(plan.shops.max(1)).collect();
    let size_total: f64 = table.iter().map(|(_, shop)| shop.3.size()).sum();
    let mut shops = Vec::with_capacity(table.len());
    for (index, &(city, &(slug, ru, en, shop_type))) in table.iter().enumerate() {
        let place = &CITIES[city];
        let Ok(path) = format!("{}/{slug}", place.path).parse::<UnitPath>() else { continue };
        let mut random = Random::stream(plan.seed, Purpose::Shops, index as u64, 0);
        let share = shop_type.size() / size_total;
        shops.push(Shop {
            path,
            slug,
            name: Text::new(ru, en),
            city,
            shop_type,
            zone: place.zone,
            ahead_of_utc: ahead_of_utc(place.zone, plan.until),
            guests: (f64::from(plan.guests) * share).round() as u32,
            morning_utilisation: (shop_type.morning_utilisation() + random.between(-0.04, 0.04)).min(0.92),
            quality: 0.35 * random.normal().clamp(-1.8, 1.8),
        });
    }
    shops
}

fn ahead_of_utc(zone: &str, at: Timestamp) -> i64 {
    let zone: Zone = zone.parse().unwrap_or(Zone::UTC);
    let local = zone.local(at);
    Zone::UTC.instant(local).0 - at.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_has_24_shops_in_eight_cities_over_five_zones() {
        let shops = build(&Plan::demo(Timestamp(1_790_000_000_000_000)));
        assert_eq!(shops.len(), 24);
        assert_eq!(regions(&shops).len(), 8);
        let mut hours: Vec<i64> = shops.iter().map(|shop| shop.ahead_of_utc / 3_600_000_000).collect();
        hours.sort_unstable();
        hours.dedup();
        assert_eq!(hours, [3, 4, 5, 6, 7]);
        let guests: u32 = shops.iter().map(|shop| shop.guests).sum();
        assert!((39_950..=40_050).contains(&guests), "{guests}");
    }
}
