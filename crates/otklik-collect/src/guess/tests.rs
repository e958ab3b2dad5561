use otklik_core::Role;

use super::*;

fn file(folder: &str, name: &str, text: &str) -> InputFile {
    let folder = std::env::temp_dir().join(format!("otklik-guess-{}", std::process::id())).join(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.into()
}

fn guessed(folder: &str, files: &[(&str, &str)]) -> Guess {
    let files: Vec<InputFile> = files.iter().map(|(name, text)| file(folder, name, text)).collect();
    guess(&files, &Known::default()).unwrap()
}

fn roles(guess: &Guess, file: usize) -> Vec<(&str, Becomes)> {
    guess.draft.files[file].columns.iter().map(|column| (column.name.as_str(), column.becomes)).collect()
}

#[test]
fn a_russian_export_of_receipts_is_understood() {
    let text = "Дата;Время;Номер чека;Телефон клиента;ФИО;Филиал;Сумма, руб.;Кол-во;Оценка;Комментарий\n\
        01.05.2026;10:15;1001;8 916 123-45-67;Иванов Иван;Арбат;1 234,50;2;5;Всё было хорошо\n\
        13.05.2026;11:20;1002;8 916 123-45-68;Петрова Анна;Тверская;99,00;1;2;Долго ждали, и кофе остыл\n";
    let guess = guessed("receipts", &[("чеки.csv", text)]);
    let expected = [
        ("Дата", Becomes::Time),
        ("Время", Becomes::Time),
        ("Номер чека", Becomes::Order),
        ("Телефон клиента", Becomes::Phone),
        ("ФИО", Becomes::Nothing),
        ("Филиал", Becomes::Unit),
        ("Сумма, руб.", Becomes::Amount),
        ("Кол-во", Becomes::Quantity),
        ("Оценка", Becomes::Score),
        ("Комментарий", Becomes::Text),
    ];
    assert_eq!(roles(&guess, 0), expected);
    assert_eq!(guess.doubts, []);
    let draft = &guess.draft;
    assert_eq!((draft.date_order, draft.decimal_comma), (Some(DraftDateOrder::DayFirst), true));
    assert_eq!(draft.currency.unwrap().as_str(), "RUB");
    let score = &draft.files[0].columns[8];
    assert_eq!((score.metric.as_deref(), score.scale), (Some("csat"), Some((1.0, 5.0))));
    assert!(draft.files[0].columns[2].is_key, "the receipt's number tells its rows apart");
    draft.mapping().unwrap();
}

#[test]
fn a_clickstream_is_understood() {
    let text = "user_id,session_id,event,timestamp,platform,acquisition_channel\n\
        user_1,s1,home,2024-03-13 10:21:14,desktop,email\nuser_1,s1,cart,2024-03-13 10:22:14,desktop,email\n\
        user_2,s2,home,2024-03-13 10:23:14,mobile,ads\n";
    let guess = guessed("clicks", &[("ecom.csv", text)]);
    let expected = [
        ("user_id", Becomes::Customer),
        ("session_id", Becomes::Session),
        ("event", Becomes::Event),
        ("timestamp", Becomes::Time),
        ("platform", Becomes::Channel),
        ("acquisition_channel", Becomes::Property),
    ];
    assert_eq!(roles(&guess, 0), expected);
    assert_eq!(guess.doubts, []);
}

#[test]
fn what_nobody_can_know_is_asked() {
    let guess = guessed("asked", &[("sales.csv", "date,amount\n01/02/2026,10\n03/04/2026,11\n")]);
    let about: Vec<_> = guess.doubts.iter().map(|doubt| doubt.about).collect();
    assert_eq!(about, [DoubtAbout::Customer, DoubtAbout::DateOrder, DoubtAbout::Currency]);
    assert!(guess.draft.mapping().is_err(), "an amount without currency");
    let guess =
        guessed("untimed", &[("telco.csv", "customerID,gender,TotalCharges\n1-A,Male,29.85\n2-B,Female,10.50\n")]);
    assert!(guess.doubts.iter().any(|doubt| doubt.about == DoubtAbout::Time));
    let mixed = guessed("mixed", &[("sales.csv", "date,customer\n13/02/2026,a\n03/14/2026,b\n")]);
    assert_eq!(mixed.doubts[0].about, DoubtAbout::DatesMixed);
}

#[test]
fn one_column_decides_the_order_of_all_dates() {
    let text = "date,customer\n01/02/2026,a\n02/03/2026,b\n05/31/2026,c\n";
    let guess = guessed("order", &[("visits.csv", text)]);
    assert_eq!(guess.draft.date_order, Some(DraftDateOrder::MonthFirst));
}

#[test]
fn files_are_joined_by_their_keys() {
    let orders = "order_id,customer_id,created_at,total\no1,c1,2026-05-01 10:00,10.5\no2,c2,2026-05-02 10:00,11.5\n";
    let customers = "id,email,city\nc1,a@example.com,Moscow\nc2,b@example.com,Kazan\n";
    let items = "order_id,product_id,quantity\no1,p1,2\no1,p2,1\no2,p1,1\n";
    let guess = guessed("joined", &[("orders.csv", orders), ("customers.csv", customers), ("items.csv", items)]);
    let joins = |entry: &str| {
        let file = guess.draft.files.iter().find(|file| file.entry == entry).unwrap();
        file.joins.iter().map(|join| (join.column.as_str(), join.to.as_str())).collect::<Vec<_>>()
    };
    assert_eq!(joins("orders"), [("customer_id", "customers")]);
    assert_eq!(joins("items"), [("order_id", "orders")]);
    assert_eq!(joins("customers"), []);
    let gives: Vec<_> = guess.draft.files.iter().map(|file| (file.entry.as_str(), file.gives_events)).collect();
    assert_eq!(gives, [("customers", false), ("items", true), ("orders", true)]);
    assert_eq!(guess.draft.source, "orders", "the file that the others refer to");
}

#[test]
fn the_person_behind_a_number_is_found_in_another_file() {
    let orders =
        "order_id,customer_id,purchased_at\no1,n1,2026-05-01 10:00\no2,n2,2026-05-02 10:00\no3,n3,2026-05-03 10:00\n";
    let customers = "customer_id,customer_unique_id,city\nn1,p1,Moscow\nn2,p1,Moscow\nn3,p2,Kazan\n";
    let items = "order_id,line,product_id,price\no1,1,p1,10\no1,2,p2,11\no2,1,p1,10\n";
    let products = "product_id,category\np1,coffee\np2,tea\n";
    let files =
        [("orders.csv", orders), ("customers.csv", customers), ("items.csv", items), ("products.csv", products)];
    let mut guess = guessed("persons", &files);
    guess.draft.currency = "USD".parse().ok();
    let text = guess.draft.mapping().unwrap().to_toml(&|_| String::new());
    for line in [
        "customer = { id = \"{customers.customer_unique_id}\" }",
        "customer = { id = \"{orders.customers.customer_unique_id}\" }",
        "time = \"{orders.purchased_at}\"",
        "detail = \"{products.category}\"",
        "id = \"items:{order_id}:{line}\"",
    ] {
        assert!(text.contains(line), "{line} is not in\n{text}");
    }
    let about: Vec<_> = guess.doubts.iter().map(|doubt| doubt.about).collect();
    assert_eq!(about, [DoubtAbout::Currency]);
}

#[test]
fn a_mark_beyond_its_scale_is_a_mistake_and_not_another_scale() {
    let text = "date,customer,NPS\n2026-05-01,a,10\n2026-05-02,b,3\n2026-05-03,c,12\n2026-05-04,d,9\n2026-05-05,e,4\n";
    let guess = guessed("marks", &[("answers.csv", text)]);
    let score = &guess.draft.files[0].columns[2];
    assert_eq!((score.becomes, score.metric.as_deref(), score.scale), (Becomes::Score, Some("nps"), Some((0.0, 10.0))));
}

#[test]
fn what_events_mean_is_told_by_their_names_and_what_says_nothing_waits() {
    let orders = "order_id,customer_id,order_purchased_at,order_approved_at,order_delivered_carrier_date\n\
        o1,c1,2026-05-01 10:00,2026-05-01 11:00,2026-05-02 10:00\n\
        o2,c2,2026-05-02 10:00,2026-05-02 11:00,2026-05-03 10:00\n\
        o3,c3,2026-05-03 10:00,2026-05-03 11:00,2026-05-04 10:00\n";
    let payments = "order_id,payment_sequential,payment_value\no1,1,10.50\no1,2,11.50\no2,1,12.50\no3,1,13.50\n";
    let moods = "customer_id,moment\nc1,2026-05-01 10:00\nc2,2026-05-02 10:00\n";
    let mut guess = guessed("meant", &[("orders.csv", orders), ("order_payments.csv", payments), ("xyzzy.csv", moods)]);
    guess.draft.currency = "BRL".parse().ok();
    let mapping = guess.draft.mapping().unwrap();
    let rules = &mapping.catalogue().unwrap().rules;
    let mut roles: Vec<_> = rules.iter().map(|rule| (rule.name.as_str(), rule.placement.role)).collect();
    roles.sort();
    let expected = [
        ("order_approved", Role::OrderApproved),
        ("order_delivered_carrier", Role::HandedOver),
        ("order_payments", Role::Paid),
        ("orders", Role::OrderPlaced),
    ];
    assert_eq!(roles, expected);
}
