//! `otklik user`.

use anyhow::{Context as _, Result};
use otklik_core::{Language, PeopleWord, Scope};
use otklik_store::{NewUser, Workspace};

use crate::arguments::User;
use crate::installation::Installation;
use crate::speech::Speech;

pub async fn run(arguments: User, speech: &Speech) -> Result<()> {
    let User::Add { email, name, role, units, data } = arguments;
    let password = std::env::var("OTKLIK_PASSWORD").with_context(|| speech.say("cli-password-missing"))?;
    let scope = if units.is_empty() {
        Scope::Company
    } else {
        Scope::Units(units.iter().map(|unit| unit.parse()).collect::<Result<_, _>>()?)
    };
    let installation = Installation::open_for(&data, speech).await?;
    let (store, now) = (&installation.store, installation.clock.now());
    let user = NewUser { email: email.clone(), name, password, language: Language::default(), role, scope };
    let workspace = store.workspace().get().await?;
    match workspace {
        Some(workspace) if workspace.set_up_done => store.users().create(&user, now).await?,
        known => {
            let unknown = || Workspace {
                company: "Otklik".to_owned(),
                time_zone: "UTC".to_owned(),
                currency: None,
                people_word: PeopleWord::Customer,
                demo: None,
                created_at: now,
                set_up_done: false,
            };
            store.set_up(&known.unwrap_or_else(unknown), &user, now).await?
        }
    };
    println!("{}", speech.say_with("cli-user-added", &[("email", email)]));
    store.close().await;
    Ok(())
}
