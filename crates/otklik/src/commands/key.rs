//! `otklik key`.

use anyhow::Result;

use otklik_store::KeyRequest;

use crate::arguments::Key;
use crate::installation::Installation;
use crate::speech::Speech;

pub async fn run(arguments: Key, speech: &Speech) -> Result<()> {
    let Key::Add { name, scopes, data } = arguments;
    let request = KeyRequest { scopes, ..KeyRequest::from(name.as_str()) };
    let installation = Installation::open_for(&data, speech).await?;
    let key = installation.store.keys().create(request, installation.clock.now()).await?;
    eprintln!("{}", speech.say("cli-key-shown-once"));
    println!("{}", key.secret);
    installation.store.close().await;
    Ok(())
}
