//! `otklik key`.

use anyhow::Result;

use crate::arguments::Key;
use crate::installation::Installation;
use crate::speech::Speech;

pub async fn run(arguments: Key, speech: &Speech) -> Result<()> {
    let Key::Add { name, data } = arguments;
    let installation = Installation::open_for(&data, speech).await?;
    let key = installation.store.keys().create(&name, installation.clock.now()).await?;
    eprintln!("{}", speech.say("cli-key-shown-once"));
    println!("{}", key.secret);
    installation.store.close().await;
    Ok(())
}
