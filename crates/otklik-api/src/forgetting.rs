//! Lets erasures reach what imports hold, and what the inbox has not let go yet.

use std::error::Error;
use std::sync::Arc;

use async_trait::async_trait;
use otklik_care::{Forgets, Forgotten};
use otklik_collect::{ImportDesk, Intake};
use otklik_store::Mentions;

/// Files and refused rows of imports, as a place where something of a person may lie.
pub struct ImportedFiles(pub Arc<ImportDesk>);

#[async_trait]
impl Forgets for ImportedFiles {
    async fn forget(&self, mentions: &Mentions) -> Result<Forgotten, Box<dyn Error + Send + Sync>> {
        let forgotten = self.0.forget(mentions).await?;
        Ok(Forgotten { things: forgotten.imports, is_waiting: forgotten.is_waiting })
    }
}

/// Events that have reached the lake and lie in the inbox still.
pub struct TakenEvents(pub Arc<Intake>);

#[async_trait]
impl Forgets for TakenEvents {
    async fn forget(&self, _mentions: &Mentions) -> Result<Forgotten, Box<dyn Error + Send + Sync>> {
        let is_trimmed = self.0.trim().await?;
        Ok(Forgotten { things: 0, is_waiting: !is_trimmed })
    }
}
