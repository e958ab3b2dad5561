use otklik_core::IdentifierKind::{Anonymous, Email, External, Phone};
use otklik_core::{CustomerKey, ErasureBasis, ErrorCode, Identifier, IdentityKey, Purpose};
use otklik_store::{Erased, ErasureRequest, Mention, Mentions, NewConsent, NewReject, Store, Whose};

use crate::home::Home;
use crate::{NOW, identifier, minutes_later, whose};

const REQUEST: ErasureRequest<'static> =
    ErasureRequest { by: "Мария", basis: ErasureBasis::Request, reference: "письмо 15" };

fn anna() -> [Identifier; 3] {
    [identifier(External, "c-1077"), identifier(Email, "anna.smirnova@example.com"), identifier(Phone, "+79161234567")]
}

async fn customer_of(store: &Store, identifiers: &[Identifier]) -> CustomerKey {
    whose(store, &[identifiers]).await[0].person().unwrap().customer
}

async fn nobody_knows_who_was_erased_and_the_number_is_not_given_again(home: Home) {
    let store = home.open().await;
    let anna_key = customer_of(&store, &anna()).await;
    let begun = store.erasures().begin(anna_key, REQUEST, minutes_later(1)).await.unwrap().unwrap();
    assert_eq!((begun.number, begun.customer, begun.erased.identifiers), (1, anna_key, 3));
    let masked: Vec<&str> = begun.identifiers.iter().map(|each| each.masked.as_str()).collect();
    assert_eq!(masked, ["c***", "a***@example.com", "+7***67"]);
    assert_eq!(store.people().current(anna_key).await.unwrap(), None);
    assert_eq!(store.people().label(anna_key).await.unwrap(), None);
    assert_eq!(store.people().count().await.unwrap(), 0);
    assert!(store.people().search("anna", 10, None).await.unwrap().hits.is_empty());
    assert!(store.people().search("", 10, None).await.unwrap().hits.is_empty());
    let merging = store.people().merge(anna_key, anna_key, "Мария", NOW).await.unwrap_err();
    assert_eq!(merging.code(), ErrorCode::NotFound);
    assert!(store.erasures().begin(anna_key, REQUEST, NOW).await.unwrap().is_none(), "there is nobody left");
    assert!(store.erasures().begin(CustomerKey(99), REQUEST, NOW).await.unwrap().is_none());
    let boris = whose(&store, &[&[identifier(Email, "boris@example.com")]]).await[0].person().unwrap();
    assert_eq!((boris.identity, boris.customer), (IdentityKey(4), CustomerKey(2)));
}

async fn what_happened_before_stays_out_and_what_happens_later_is_somebody_new(home: Home) {
    let store = home.open().await;
    let anna_key = customer_of(&store, &anna()).await;
    let erased_at = minutes_later(10);
    store.erasures().begin(anna_key, REQUEST, erased_at).await.unwrap().unwrap();
    let [external, _, phone] = anna();
    let device = [identifier(Anonymous, "tablet"), phone];
    let mentions = [
        Mention { identifiers: std::slice::from_ref(&external), time: NOW },
        Mention { identifiers: &device, time: erased_at },
        Mention { identifiers: &[], time: NOW },
        Mention { identifiers: &device[..1], time: NOW },
        Mention { identifiers: std::slice::from_ref(&external), time: minutes_later(11) },
    ];
    for _ in 0..2 {
        let found = store.people().resolve(&mentions, minutes_later(12)).await.unwrap();
        assert_eq!(found[..3], [Whose::Erased, Whose::Erased, Whose::Nobody]);
        assert_eq!(found[3].person().unwrap().customer, CustomerKey(2), "the device alone is nobody's");
        assert_eq!(found[4].person().unwrap().customer, CustomerKey(3), "whoever comes again is somebody new");
    }
    store.close().await;
    let store = home.open().await;
    assert_eq!(store.people().resolve(&mentions[..1], NOW).await.unwrap(), [Whose::Erased], "also after a restart");
}

async fn an_erasure_is_open_until_it_is_said_to_be_done_and_then_forgets_whom(home: Home) {
    let store = home.open().await;
    let anna_key = customer_of(&store, &anna()).await;
    store.consents().add_text(Purpose::Survey, "Пишите", "Write", "Мария", NOW).await.unwrap();
    let said =
        NewConsent { purpose: Purpose::Survey, text_version: 1, is_given: true, decided_at: NOW, way: String::new() };
    store.consents().add(anna_key, &said, "Мария", NOW).await.unwrap();
    let number = store.erasures().begin(anna_key, REQUEST, minutes_later(1)).await.unwrap().unwrap().number;
    let open = store.erasures().open().await.unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].identities, [1, 2, 3].map(IdentityKey));
    assert!(open[0].mentions.are_in("8 916 123-45-67"));
    let more = Erased { events: 7, files: 2, ..Erased::default() };
    store.erasures().report(number, more, minutes_later(2)).await.unwrap();
    store.erasures().report(number, more, minutes_later(3)).await.unwrap();
    store.erasures().finish(number, minutes_later(4)).await.unwrap();
    assert!(store.erasures().open().await.unwrap().is_empty());
    let act = store.erasures().find(number).await.unwrap().unwrap();
    let expected = Erased { identifiers: 3, consents: 1, events: 14, files: 4, ..Erased::default() };
    assert_eq!(act.erased, expected);
    assert_eq!((act.looked_at, act.finished_at), (Some(minutes_later(3)), Some(minutes_later(4))));
    assert_eq!((act.requested_by.as_str(), act.basis, act.reference.as_str()), ("Мария", REQUEST.basis, "письмо 15"));
    assert_eq!(store.erasures().list(10, None).await.unwrap(), [act]);
    assert_eq!(store.erasures().hashes(number).await.unwrap().len(), 3);
}

async fn refused_events_that_name_a_person_go_and_others_stay(home: Home) {
    let store = home.open().await;
    let reject = |contents: &str| NewReject {
        origin: "api".to_owned(),
        code: ErrorCode::TimeImplausible,
        pointer: "/events/0/time".to_owned(),
        detail: "in the future".to_owned(),
        contents: contents.to_owned(),
    };
    let filler: Vec<NewReject> = (0..2_500).map(|number| reject(&format!("{{\"n\":{number}}}"))).collect();
    store.rejects().add(&filler, NOW).await.unwrap();
    store
        .rejects()
        .add(&[reject("{\"phone\":\"8 (916) 123-45-67\"}"), reject("ANNA.smirnova@example.com")], NOW)
        .await
        .unwrap();
    customer_of(&store, &anna()).await;
    store.erasures().begin(CustomerKey(1), REQUEST, NOW).await.unwrap().unwrap();
    let open = store.erasures().open().await.unwrap();
    assert_eq!(store.rejects().erase(&[&Mentions::default(), &open[0].mentions]).await.unwrap(), [0, 2]);
    assert_eq!(store.rejects().count().await.unwrap(), 2_500);
}

async fn an_older_state_is_told_again_who_was_erased(home: Home) {
    let store = home.open().await;
    let anna_key = customer_of(&store, &anna()).await;
    let number = store.erasures().begin(anna_key, REQUEST, minutes_later(5)).await.unwrap().unwrap().number;
    let hashes = store.erasures().hashes(number).await.unwrap();
    // She comes again, which is what an older state looks like too.
    let known = anna();
    let again = |time| Mention { identifiers: &known[..1], time };
    store.people().resolve(&[again(minutes_later(6))], NOW).await.unwrap();
    assert_eq!(store.people().count().await.unwrap(), 1);
    let acts = store.erasures().repeat(&hashes, minutes_later(7), REQUEST).await.unwrap();
    assert_eq!(acts.len(), 1);
    assert_eq!(acts[0].requested_at, minutes_later(7));
    assert_eq!(store.people().count().await.unwrap(), 0);
    assert!(store.erasures().repeat(&hashes, minutes_later(7), REQUEST).await.unwrap().is_empty());
    assert_eq!(store.people().resolve(&[again(minutes_later(7))], NOW).await.unwrap(), [Whose::Erased]);
    let key = store.erasures().key_name().await.unwrap();
    store.close().await;
    assert_eq!(home.open().await.erasures().key_name().await.unwrap(), key, "one key for ever");
}

on_each_database! {
    nobody_knows_who_was_erased_and_the_number_is_not_given_again,
    what_happened_before_stays_out_and_what_happens_later_is_somebody_new,
    an_erasure_is_open_until_it_is_said_to_be_done_and_then_forgets_whom,
    refused_events_that_name_a_person_go_and_others_stay,
    an_older_state_is_told_again_who_was_erased,
}

/// Every byte of the folder is looked at: the file, its log, and older copies.
#[tokio::test]
async fn nothing_of_a_person_stays_in_the_folder() {
    let home = Home::on_sqlite();
    let folder = home.place().folder;
    let store = home.open().await;
    for number in 0..300 {
        customer_of(&store, &[identifier(External, &format!("other-{number}"))]).await;
    }
    let anna_key = customer_of(&store, &anna()).await;
    std::fs::create_dir(folder.join("backups")).unwrap();
    std::fs::write(folder.join("backups/before-6.sqlite"), "c-1077").unwrap();
    let holds = |needle: &str| crate::files_with(&folder, needle);
    for known in ["c-1077", "anna.smirnova", "79161234567"] {
        assert!(!holds(known).is_empty(), "{known} would be found");
    }
    let number = store.erasures().begin(anna_key, REQUEST, minutes_later(1)).await.unwrap().unwrap().number;
    store.erasures().finish(number, minutes_later(2)).await.unwrap();
    assert!(store.erasures().wipe().await.unwrap());
    for known in ["c-1077", "anna.smirnova", "79161234567"] {
        assert_eq!(holds(known), Vec::<std::path::PathBuf>::new(), "{known}");
    }
    assert!(!holds("other-299").is_empty());
}
