use std::time::Duration;

use crate::home::Home;
use crate::{HOSTILE, NOW, minutes_later};

const MINUTE: Duration = Duration::from_secs(60);

async fn one_holds_a_lease_until_it_expires_and_the_fence_grows(home: Home) {
    let store = home.open().await;
    let first = store.leases().acquire("compaction", "a", MINUTE, NOW).await.unwrap().unwrap();
    assert_eq!((first.fence, first.expires_at), (1, minutes_later(1)));
    for holder in ["b", "a"] {
        assert_eq!(store.leases().acquire("compaction", holder, MINUTE, NOW).await.unwrap(), None, "{holder}");
    }
    assert!(store.leases().acquire("another", "b", MINUTE, NOW).await.unwrap().is_some());
    assert!(store.leases().is_held(&first, NOW).await.unwrap());
    assert!(!store.leases().is_held(&first, minutes_later(1)).await.unwrap());
    let second = store.leases().acquire("compaction", "b", MINUTE, minutes_later(1)).await.unwrap().unwrap();
    assert_eq!(second.fence, 2);
    assert_eq!(store.leases().renew(&first, MINUTE, minutes_later(1)).await.unwrap(), None, "it has passed on");
    assert!(!store.leases().release(&first).await.unwrap());
    assert!(store.leases().is_held(&second, minutes_later(1)).await.unwrap());
}

async fn a_lease_is_prolonged_and_let_go(home: Home) {
    let store = home.open().await;
    let lease = store.leases().acquire("x", "a", MINUTE, NOW).await.unwrap().unwrap();
    let longer = store.leases().renew(&lease, MINUTE * 5, NOW).await.unwrap().unwrap();
    assert_eq!((longer.fence, longer.expires_at), (lease.fence, minutes_later(5)));
    assert_eq!(store.leases().acquire("x", "b", MINUTE, minutes_later(4)).await.unwrap(), None);
    assert!(store.leases().release(&longer).await.unwrap());
    assert_eq!(store.leases().renew(&longer, MINUTE, NOW).await.unwrap(), None, "what was let go is not taken back");
    let next = store.leases().acquire("x", "b", MINUTE, NOW).await.unwrap().unwrap();
    assert_eq!(next.fence, 2, "the fence grows though the lease was let go");
}

async fn of_many_who_want_a_lease_at_once_one_gets_it(home: Home) {
    let store = home.open().await;
    for round in 0..5 {
        let name = format!("{}{round}", HOSTILE[2]);
        let wanting: Vec<_> = (0..8)
            .map(|holder| {
                let (store, name) = (store.clone(), name.clone());
                tokio::spawn(async move {
                    store.leases().acquire(&name, &holder.to_string(), MINUTE, NOW).await.unwrap().is_some()
                })
            })
            .collect();
        let mut got = 0;
        for each in wanting {
            got += usize::from(each.await.unwrap());
        }
        assert_eq!(got, 1);
    }
}

on_each_database!(
    one_holds_a_lease_until_it_expires_and_the_fence_grows,
    a_lease_is_prolonged_and_let_go,
    of_many_who_want_a_lease_at_once_one_gets_it,
);
