//! The chain's catalogue: what each of its events means.

use otklik_core::{Catalogue, Experience, Placement, Role, Rule, Stage, Text};

use crate::surveys::{AskChannel, Survey, metrics};
use crate::visit::channel_name;
use crate::waiting::OrderChannel;

/// A touchpoint: its name and where it stands.
struct Touch(&'static str, &'static str, Stage, Experience, Department);

#[derive(Clone, Copy)]
enum Department {
    Shops,
    Product,
    Delivery,
    Marketing,
    Support,
    People,
}

impl Department {
    fn name(self) -> Text {
        match self {
            Self::Shops => Text::new("Кофейни", "Shops"),
            Self::Product => Text::new("Приложение", "App team"),
            Self::Delivery => Text::new("Доставка", "Delivery"),
            Self::Marketing => Text::new("Маркетинг", "Marketing"),
            Self::Support => Text::new("Поддержка", "Support"),
            Self::People => Text::new("Персонал", "People"),
        }
    }
}

const COUNTER: Touch =
    Touch("Заказ на кассе", "Order at the counter", Stage::Purchase, Experience::Operational, Department::Shops);
const APP_ORDER: Touch =
    Touch("Заказ в приложении", "Order in the app", Stage::Purchase, Experience::Digital, Department::Product);
const PAYMENT: Touch =
    Touch("Оплата в приложении", "Payment in the app", Stage::Purchase, Experience::Digital, Department::Product);
const MENU: Touch =
    Touch("Меню в приложении", "Menu in the app", Stage::Consideration, Experience::Digital, Department::Product);
const PICKUP: Touch = Touch("Выдача", "Picking up", Stage::Delivery, Experience::Operational, Department::Shops);
const COURIER: Touch = Touch("Доставка", "Delivery", Stage::Delivery, Experience::Operational, Department::Delivery);
const DRINK: Touch = Touch("Напиток", "The drink", Stage::Use, Experience::Physical, Department::Shops);
const HELP: Touch =
    Touch("Обращение в поддержку", "Request for help", Stage::Service, Experience::Functional, Department::Support);
const COMPLAINT: Touch = Touch("Жалоба", "Complaint", Stage::Service, Experience::Emotional, Department::Support);
const POINTS: Touch = Touch("Баллы", "Points", Stage::Loyalty, Experience::Functional, Department::Marketing);
const OFFERS: Touch = Touch("Предложения", "Offers", Stage::Loyalty, Experience::Emotional, Department::Marketing);
const CARD: Touch =
    Touch("Выдача карты", "Getting a card", Stage::Awareness, Experience::Functional, Department::Marketing);
const VISIT: Touch =
    Touch("Визит в целом", "The visit as a whole", Stage::Advocacy, Experience::Emotional, Department::Shops);
const CHAIN: Touch =
    Touch("Сеть в целом", "The chain as a whole", Stage::Advocacy, Experience::Emotional, Department::Marketing);
const DOOR: Touch =
    Touch("Планшет у выхода", "Tablet by the door", Stage::Use, Experience::Emotional, Department::Shops);
const MAPS: Touch = Touch("Отзыв на картах", "Map review", Stage::Advocacy, Experience::Social, Department::Marketing);

fn placement(touch: &Touch, role: Role) -> Placement {
    let Touch(ru, en, stage, experience, department) = *touch;
    Placement {
        stage: Some(stage),
        department: Some(department.name()),
        experience: Some(experience),
        ..Placement::new(Text::new(ru, en), role)
    }
}

fn rule(name: &str, touch: &Touch, role: Role) -> Rule {
    Rule::for_name(name, placement(touch, role))
}

fn in_channel(channel: &str, rule: Rule) -> Rule {
    Rule { channel: channel.to_owned(), ..rule }
}

fn touch_of(survey: Survey) -> &'static Touch {
    match survey {
        Survey::AfterVisit => &VISIT,
        Survey::Relationship => &CHAIN,
        Survey::AppMenu => &MENU,
        Survey::AfterOrder => &COUNTER,
        Survey::Pickup => &PICKUP,
        Survey::Taste => &DRINK,
        Survey::Points => &POINTS,
        Survey::SupportCsat | Survey::AfterSupport => &HELP,
        Survey::Kiosk => &DOOR,
    }
}

/// The rules for every event of the chain, its metrics, and the names of its channels.
pub(crate) fn catalogue() -> Catalogue {
    let mut rules = vec![
        in_channel(OrderChannel::Counter.id(), rule("order_placed", &COUNTER, Role::OrderPlaced)),
        rule("order_placed", &APP_ORDER, Role::OrderPlaced),
        rule("receipts_counted", &COUNTER, Role::OrderPlaced),
        rule("order_ready", &PICKUP, Role::WaitEnded),
        rule("order_handed_over", &COURIER, Role::HandedOver),
        rule("order_delivered", &COURIER, Role::Delivered),
        rule("payment_failed", &PAYMENT, Role::PaymentFailed),
        // Two names of one screen: the app was rebuilt in between.
        rule("menu_viewed", &MENU, Role::Contact),
        rule("menu_screen_viewed", &MENU, Role::Contact),
        rule("drink_remade", &DRINK, Role::Returned),
        rule("order_refunded", &DRINK, Role::Returned),
        rule("complaint_made", &COMPLAINT, Role::Complaint),
        rule("ticket_opened", &HELP, Role::TicketOpened),
        rule("first_reply", &HELP, Role::FirstReply),
        rule("ticket_resolved", &HELP, Role::Resolved),
        rule("ticket_reopened", &HELP, Role::Reopened),
        rule("points_spent", &POINTS, Role::Contact),
        rule("birthday_offer_sent", &OFFERS, Role::Contact),
        rule("personal_offer_sent", &OFFERS, Role::Contact),
        rule("card_issued", &CARD, Role::Contact),
        rule("codes_printed", &VISIT, Role::Contact),
        rule("review_posted", &MAPS, Role::Review),
        rule("review_replied", &MAPS, Role::Contact),
    ];
    for survey in Survey::ALL {
        let with_detail = |rule: Rule| Rule { detail: survey.id().to_owned(), ..rule };
        rules.push(with_detail(rule("survey_asked", touch_of(survey), Role::SurveyAsked)));
        rules.push(with_detail(rule("survey_answered", touch_of(survey), Role::Answered)));
    }
    rules.push(staff_rule());
    Catalogue { rules, metrics: metrics(), channels: channel_names(), ..Catalogue::default() }
}

/// The staff is no part of the guests' journey, so its survey has no stage.
fn staff_rule() -> Rule {
    let placement = Placement {
        department: Some(Department::People.name()),
        ..Placement::new(Text::new("Опрос сотрудников", "Staff survey"), Role::Contact)
    };
    Rule::for_name("staff_answered", placement)
}

fn channel_names() -> std::collections::BTreeMap<String, Text> {
    let ask = |channel: AskChannel| match channel {
        AskChannel::Push => Text::new("Push", "Push"),
        AskChannel::Sms => Text::new("SMS", "SMS"),
        AskChannel::Email => Text::new("E-mail", "E-mail"),
        AskChannel::ReceiptQr => Text::new("QR на чеке", "Receipt QR"),
        AskChannel::Kiosk => Text::new("Планшет", "Tablet"),
        AskChannel::Chat => Text::new("Чат", "Chat"),
    };
    let mut names: std::collections::BTreeMap<String, Text> =
        AskChannel::ALL.into_iter().map(|channel| (channel.id().to_owned(), ask(channel))).collect();
    names.extend(OrderChannel::ALL.into_iter().map(|channel| (channel.id().to_owned(), channel_name(channel))));
    names.insert("yandex_maps".to_owned(), Text::new("Яндекс Карты", "Yandex Maps"));
    names.insert("2gis".to_owned(), Text::new("2ГИС", "2GIS"));
    names.insert("staff".to_owned(), Text::new("Сотрудники", "Staff"));
    names
}
