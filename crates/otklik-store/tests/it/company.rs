//! Workspace, set-up, units and catalogue.

use otklik_core::{Catalogue, ErrorCode, PeopleWord, Placement, Role, Rule, Text, UnitKind, UnitPath};
use otklik_store::{CatalogueAuthor, CatalogueSaved, CatalogueVersion, DemoLogin, Unit, User, Workspace};

use crate::home::Home;
use crate::{HOSTILE, NOW, PASSWORD, minutes_later, new_user, verify};

fn workspace(company: &str) -> Workspace {
    Workspace {
        company: company.to_owned(),
        time_zone: "Europe/Moscow".to_owned(),
        currency: "RUB".parse().ok(),
        people_word: PeopleWord::Guest,
        demo: None,
        created_at: NOW,
        set_up_done: false,
    }
}

async fn the_workspace_comes_back_as_it_was_put(home: Home) {
    let store = home.open().await;
    assert_eq!(store.workspace().get().await.unwrap(), None);
    let login = DemoLogin { email: "demo@example.com".to_owned(), password: "printed for all".to_owned() };
    let demo = Workspace { demo: Some(login), set_up_done: true, ..workspace("Кофейни") };
    let plain = Workspace { currency: None, people_word: PeopleWord::Customer, ..workspace(HOSTILE[0]) };
    for each in [demo, plain] {
        store.workspace().put(&each).await.unwrap();
        assert_eq!(store.workspace().get().await.unwrap(), Some(each));
    }
    store.close().await;
    let store = home.open().await;
    assert_eq!(store.workspace().get().await.unwrap().unwrap().company, HOSTILE[0]);
}

async fn the_set_up_is_done_once_even_by_two_at_the_same_time(home: Home) {
    let store = home.open().await;
    store.workspace().put(&workspace("imported before")).await.unwrap();
    let (ours, theirs) = (workspace("Кофейни"), workspace("Пекарни"));
    let (anna, boris) = (new_user("anna@example.com"), new_user("boris@example.com"));
    let (first, second) = tokio::join!(store.set_up(&ours, &anna, NOW), store.set_up(&theirs, &boris, NOW));
    let (done, refused) = if first.is_ok() { (first, second) } else { (second, first) };
    assert_eq!(refused.unwrap_err().code(), ErrorCode::AlreadySetUp);
    assert_eq!(store.users().all().await.unwrap(), [done.unwrap()], "the refused one left no user behind");
    assert!(store.workspace().get().await.unwrap().unwrap().set_up_done);
}

async fn a_set_up_that_fails_leaves_nothing_behind(home: Home) {
    let store = home.open().await;
    store.users().create(&new_user("anna@example.com"), NOW).await.unwrap();
    let refused = store.set_up(&workspace("Кофейни"), &new_user("anna@example.com"), NOW).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::EmailTaken);
    assert_eq!(store.workspace().get().await.unwrap(), None);
    assert!(verify(&store, "anna@example.com", PASSWORD, NOW).await.unwrap().is_some());
}

fn path(text: &str) -> UnitPath {
    text.parse().unwrap()
}

async fn units_that_events_name_are_added_with_their_parents_and_declared_ones_stay(home: Home) {
    let store = home.open().await;
    let arbat = Unit {
        path: path("msk/arbat"),
        name: Text::new("Арбат", "Arbat"),
        kind: UnitKind::Branch,
        time_zone: Some("Europe/Samara".to_owned()),
    };
    store.units().put_all(std::slice::from_ref(&arbat)).await.unwrap();
    store.units().ensure(&[path("msk/arbat"), path("spb/nevsky/till-1"), path("spb/nevsky/till-1")]).await.unwrap();
    let units = store.units().all().await.unwrap();
    let seen: Vec<_> = units.iter().map(|unit| (unit.path.as_str(), unit.name.ru.as_str(), unit.kind)).collect();
    assert_eq!(
        seen,
        [
            ("msk", "msk", UnitKind::Region),
            ("msk/arbat", "Арбат", UnitKind::Branch),
            ("spb", "spb", UnitKind::Region),
            ("spb/nevsky", "nevsky", UnitKind::Branch),
            ("spb/nevsky/till-1", "till-1", UnitKind::Desk),
        ]
    );
    let renamed = Unit { name: Text::new("Старый Арбат", "Old Arbat"), ..arbat };
    store.units().put_all(std::slice::from_ref(&renamed)).await.unwrap();
    assert!(store.units().all().await.unwrap().contains(&renamed));
    let undescribed = store.units().undescribed().await.unwrap();
    assert_eq!(undescribed, ["msk", "spb", "spb/nevsky", "spb/nevsky/till-1"].map(path).into());
}

async fn a_unit_goes_only_when_none_is_below_it(home: Home) {
    let store = home.open().await;
    store.units().ensure(&[path("мск/арбат"), path("мскова")]).await.unwrap();
    assert!(!store.units().remove(&path("мск")).await.unwrap());
    assert!(store.units().remove(&path("мск/арбат")).await.unwrap());
    assert!(store.units().remove(&path("мск")).await.unwrap());
    assert!(!store.units().remove(&path("мск")).await.unwrap());
    assert_eq!(store.units().all().await.unwrap().len(), 1);
}

async fn a_changed_catalogue_gets_a_new_version(home: Home) {
    let store = home.open().await;
    assert_eq!(store.catalogue().current().await.unwrap(), None);
    let placement = Placement::new(Text::new(HOSTILE[0], HOSTILE[4]), Role::OrderPlaced);
    let catalogue = Catalogue { rules: vec![Rule::for_name("order_*", placement)], ..Catalogue::default() };
    assert_eq!(store.catalogue().put(&Catalogue::default(), NOW).await.unwrap(), 1);
    assert_eq!(store.catalogue().put(&catalogue, NOW).await.unwrap(), 2);
    assert_eq!(store.catalogue().put(&catalogue, NOW).await.unwrap(), 2);
    assert_eq!(store.catalogue().current().await.unwrap(), Some((2, catalogue)));
}

async fn of_two_who_change_one_version_the_second_learns_of_the_first(home: Home) {
    let store = home.open().await;
    let catalogue = |touchpoint: &str| {
        let placement = Placement::new(Text::new(touchpoint, touchpoint), Role::Contact);
        Catalogue { rules: vec![Rule::for_name("order_*", placement)], ..Catalogue::default() }
    };
    let author = |user: &User| CatalogueAuthor { id: user.id.0, name: user.name.clone() };
    let anna = author(&store.users().create(&new_user("anna@example.com"), NOW).await.unwrap());
    let catalogues = store.catalogue();
    let kept = catalogues.save(&catalogue("Касса"), 0, &anna, NOW).await.unwrap();
    assert_eq!(kept, CatalogueSaved::Kept(1));
    let overtaken = catalogues.save(&catalogue("Прилавок"), 0, &anna, minutes_later(1)).await.unwrap();
    let first =
        CatalogueVersion {
            version: 1, catalogue: catalogue("Касса"), created_at: NOW, author: Some(anna.clone())
        };
    assert_eq!(overtaken, CatalogueSaved::Overtaken(Box::new(first.clone())));
    assert_eq!(catalogues.save(&catalogue("Касса"), 1, &anna, NOW).await.unwrap(), CatalogueSaved::Kept(1));
    assert_eq!(catalogues.put(&catalogue("Прилавок"), minutes_later(2)).await.unwrap(), 2);
    let versions = catalogues.versions(10, None).await.unwrap();
    assert_eq!((versions.len(), versions[0].version, &versions[0].author), (2, 2, &None));
    assert_eq!(catalogues.versions(10, Some(2)).await.unwrap(), [first]);
    store.users().remove(otklik_store::UserId(anna.id)).await.unwrap();
    assert_eq!(catalogues.versions(10, Some(2)).await.unwrap()[0].author, Some(anna), "the name stays");
}

on_each_database!(
    the_workspace_comes_back_as_it_was_put,
    the_set_up_is_done_once_even_by_two_at_the_same_time,
    a_set_up_that_fails_leaves_nothing_behind,
    units_that_events_name_are_added_with_their_parents_and_declared_ones_stay,
    a_unit_goes_only_when_none_is_below_it,
    a_changed_catalogue_gets_a_new_version,
    of_two_who_change_one_version_the_second_learns_of_the_first,
);
