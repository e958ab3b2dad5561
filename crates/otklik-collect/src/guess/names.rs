//! What a column's name says, in Russian and in English.

use super::Becomes;

/// What a name speaks for, from 0 to 1 for how clearly.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hint {
    pub(super) becomes: Becomes,
    pub(super) clarity: f64,
}

/// A word's beginning and what it speaks for. An exclamation mark ends a whole word.
type Words = &'static [(Becomes, &'static [&'static str])];

/// Heads of names: an English name ends with what the column is, a Russian one begins with it.
const HEADS: Words = &[
    (Becomes::Email, &["email", "mail!", "почт", "имейл", "имэйл"]),
    (Becomes::Phone, &["phone", "mobile!", "tel!", "telephone", "телефон", "тел!", "мобильн", "сотов"]),
    (Becomes::Messenger, &["telegram", "whatsapp", "телеграм", "мессенджер"]),
    (Becomes::Device, &["device", "cookie", "anonymous", "устройств", "visitor"]),
    (
        Becomes::Time,
        &[
            "date!",
            "time!",
            "timestamp",
            "datetime",
            "at!",
            "ts!",
            "when!",
            "day!",
            "moment",
            "created!",
            "дата",
            "время",
            "когда",
            "момент",
            "день!",
            "period!",
            "период",
        ],
    ),
    (
        Becomes::Score,
        &[
            "score",
            "rating",
            "nps",
            "csat",
            "ces!",
            "mark!",
            "grade",
            "stars",
            "оценк",
            "балл",
            "рейтинг",
            "звезд",
            "звёзд",
            "рекоменд",
            "recommend",
            "удовлетвор",
            "satisf",
            "ltr!",
        ],
    ),
    (
        Becomes::Text,
        &[
            "comment",
            "review",
            "text",
            "message",
            "feedback",
            "body!",
            "opinion",
            "отзыв",
            "коммент",
            "текст",
            "сообщен",
            "замечан",
            "пожелан",
            "мнение",
            "title!",
            "sentence",
        ],
    ),
    (Becomes::Currency, &["currency", "валют"]),
    (Becomes::Quantity, &["quantity", "qty!", "count!", "units!", "кол!", "количеств", "число!", "шт!", "pieces"]),
    (
        Becomes::Amount,
        &[
            "amount",
            "sum!",
            "total!",
            "price",
            "revenue",
            "value!",
            "cost!",
            "charge",
            "paid!",
            "сумм",
            "выручк",
            "цен",
            "стоимост",
            "оплат",
            "итог",
            "spend",
            "sales!",
        ],
    ),
    (Becomes::Event, &["event!", "action!", "activity", "событи", "действи", "операци"]),
    (Becomes::Channel, &["channel", "platform", "medium!", "канал", "платформ"]),
    (
        Becomes::Unit,
        &[
            "branch",
            "store!",
            "shop!",
            "unit!",
            "office!",
            "outlet",
            "location",
            "restaurant",
            "филиал",
            "магазин",
            "точк",
            "ресторан",
            "кафе!",
            "кофейн",
            "подразделен",
            "отделени",
            "офис",
            "салон",
            "аптек",
            "клиник",
        ],
    ),
    (
        Becomes::Agent,
        &[
            "employee",
            "agent!",
            "cashier",
            "manager",
            "operator",
            "waiter",
            "barista",
            "кассир",
            "сотрудник",
            "менеджер",
            "оператор",
            "официант",
            "бариста",
            "продавец",
            "мастер!",
            "консультант",
            "исполнитель",
        ],
    ),
    (Becomes::Session, &["session", "visit!", "сесси", "визит"]),
    (Becomes::Ticket, &["ticket", "case!", "обращени", "заявк", "тикет", "жалоб"]),
    (
        Becomes::Order,
        &[
            "order",
            "receipt",
            "check!",
            "invoice",
            "transaction",
            "booking",
            "заказ",
            "чек",
            "транзакци",
            "накладн",
            "бронь",
            "бронирован",
            "договор",
        ],
    ),
    (
        Becomes::Item,
        &["product", "item", "sku", "goods", "dish", "товар", "артикул", "блюд", "номенклатур", "услуг", "позици"],
    ),
    (
        Becomes::Detail,
        &["page!", "url!", "path!", "screen", "topic", "category", "тема", "страниц", "экран", "категори", "рубрик"],
    ),
    (
        Becomes::Customer,
        &[
            "customer",
            "client",
            "user",
            "guest",
            "member",
            "person",
            "contact",
            "buyer",
            "subscriber",
            "клиент",
            "гост",
            "покупател",
            "пользовател",
            "абонент",
            "карт",
            "card!",
            "пациент",
        ],
    ),
];

/// Words for a number or key; what they number stands beside them.
const KEYS: &[&str] = &[
    "id!",
    "ids!",
    "uid!",
    "eid!",
    "uuid!",
    "guid!",
    "no!",
    "num!",
    "number!",
    "nr!",
    "key!",
    "code!",
    "номер",
    "№",
    "код!",
    "ид!",
    "айди",
];
/// Words that say nothing of what a column is.
const FILLERS: &[&str] = &["unique!", "uniq!", "external!", "internal!", "main!", "the!"];
/// Words for times at which nothing happened yet.
const PROMISES: &[&str] = &[
    "estimated",
    "promised",
    "expected",
    "planned",
    "due!",
    "deadline",
    "limit",
    "eta!",
    "план",
    "обещ",
    "срок",
    "ожидаем",
];
/// Words for times that are no moment of a journey.
const BIRTHS: &[&str] = &["birth", "born", "рожд"];
/// Words for the names of people, which are not kept among events.
const PEOPLE: &[&str] = &["фио!", "имя", "фамили", "отчеств", "firstname", "lastname", "surname", "fullname"];
/// Words beside a head that make it something else.
const MODIFIERS: &[&str] = &[
    "city",
    "state",
    "zip",
    "region",
    "город",
    "индекс",
    "регион",
    "acquisition",
    "привлечен",
    "length",
    "lenght",
    "weight",
    "width",
    "height",
    "photos",
    "status",
    "статус",
    "type!",
    "тип!",
];

/// A name's words in lower case.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for letter in name.chars() {
        let begins = letter.is_uppercase() && before.is_lowercase() || letter == '№' || before == '№';
        if begins || !(letter.is_alphanumeric() || letter == '№') {
            words.push(String::new());
        }
        if (letter.is_alphanumeric() || letter == '№')
            && let Some(word) = words.last_mut()
        {
            word.extend(letter.to_lowercase());
        }
        before = letter;
    }
    words.retain(|word| !word.is_empty());
    words
}

fn is(word: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('!') {
        Some(whole) => word == whole,
        None => word.starts_with(pattern),
    }
}

fn any(words: &[String], patterns: &[&str]) -> bool {
    words.iter().any(|word| patterns.iter().any(|pattern| is(word, pattern)))
}

fn meaning(word: &str) -> Option<Becomes> {
    HEADS.iter().find(|(_, patterns)| patterns.iter().any(|pattern| is(word, pattern))).map(|(becomes, _)| *becomes)
}

/// Whether a name is that of a key, such as `order_id` or «Номер чека».
pub(super) fn is_key(name: &str) -> bool {
    any(&words(name), KEYS)
}

/// Whether a name is that of a moment that is promised.
pub(super) fn is_promise(name: &str) -> bool {
    any(&words(name), PROMISES)
}

/// Whether a name is that of a day of birth.
pub(super) fn is_birth(name: &str) -> bool {
    any(&words(name), BIRTHS)
}

/// Whether a name is that of people's names.
pub(super) fn is_of_people(name: &str) -> bool {
    let words = words(name);
    any(&words, PEOPLE)
        || matches!(&words[..], [one] if one == "name")
        || matches!(&words[..], [who, name] if name == "name" && meaning(who) == Some(Becomes::Customer))
        || matches!(&words[..], [first, name] if name == "name" && ["first", "last", "full"].contains(&first.as_str()))
}

/// What a name speaks for, the clearest first.
pub(super) fn hints(name: &str) -> Vec<Hint> {
    let words = words(name);
    if words.is_empty() {
        return Vec::new();
    }
    if words.iter().any(|word| word == "of") && ["number", "count"].contains(&words[0].as_str()) {
        return vec![Hint { becomes: Becomes::Quantity, clarity: 0.9 }];
    }
    let is_russian = words.iter().any(|word| word.chars().any(|letter| ('а'..='я').contains(&letter)));
    // A bracket at the end of a Russian name tells the unit: «Сумма (руб.)».
    let mut ordered: Vec<&String> = words.iter().collect();
    if !is_russian {
        ordered.reverse();
    }
    let is_modified = any(&words, MODIFIERS);
    let numbered = any(&words, KEYS);
    let mut hints: Vec<Hint> = Vec::new();
    let mut clarity = if words.len() == 1 { 1.0 } else { 0.9 };
    for word in ordered {
        if KEYS.iter().chain(FILLERS).any(|pattern| is(word, pattern)) {
            continue;
        }
        if let Some(becomes) = meaning(word)
            && !hints.iter().any(|hint| hint.becomes == becomes)
        {
            let clarity = if is_modified { clarity * 0.4 } else { clarity };
            hints.push(Hint { becomes, clarity });
        }
        clarity *= 0.6;
    }
    if numbered {
        // The number of a thing is that thing's key, not its text, score or sum.
        hints.retain(|hint| {
            !matches!(
                hint.becomes,
                Becomes::Text | Becomes::Score | Becomes::Amount | Becomes::Time | Becomes::Quantity
            )
        });
        hints.push(Hint { becomes: Becomes::Property, clarity: 0.1 });
    }
    hints
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str) -> Option<Becomes> {
        hints(name).first().map(|hint| hint.becomes)
    }

    #[test]
    fn names_are_understood_in_both_languages() {
        for (name, becomes) in [
            ("Дата заказа", Becomes::Time),
            ("order_purchase_timestamp", Becomes::Time),
            ("createdAt", Becomes::Time),
            ("Номер чека", Becomes::Order),
            ("№ заказа", Becomes::Order),
            ("order_id", Becomes::Order),
            ("customerID", Becomes::Customer),
            ("customer_unique_id", Becomes::Customer),
            ("Карта лояльности", Becomes::Customer),
            ("Телефон клиента", Becomes::Phone),
            ("E-mail", Becomes::Email),
            ("Сумма, руб.", Becomes::Amount),
            ("payment_value", Becomes::Amount),
            ("dollar_value", Becomes::Amount),
            ("number_of_cds", Becomes::Quantity),
            ("Кол-во", Becomes::Quantity),
            ("review_score", Becomes::Score),
            ("Оценка сервиса", Becomes::Score),
            ("review_comment_message", Becomes::Text),
            ("Комментарий", Becomes::Text),
            ("Филиал", Becomes::Unit),
            ("event", Becomes::Event),
            ("Канал", Becomes::Channel),
            ("product_id", Becomes::Item),
            ("Кассир", Becomes::Agent),
            ("session_id", Becomes::Session),
        ] {
            assert_eq!(first(name), Some(becomes), "{name}");
        }
        assert_eq!(first("tenure"), None);
        assert!(is_promise("order_estimated_delivery_date") && is_birth("Дата рождения"));
        assert!(is_of_people("ФИО") && is_of_people("customer_name") && !is_of_people("product_name"));
        assert!(is_key("review_id") && is_key("№ чека") && !is_key("idle"));
    }

    #[test]
    fn a_modifier_makes_a_name_less_clear() {
        let clarity = |name: &str| hints(name).first().map_or(0.0, |hint| hint.clarity);
        assert!(clarity("customer_city") < 0.5 && clarity("customer_id") > 0.8);
        assert!(clarity("acquisition_channel") < clarity("platform"));
    }
}
