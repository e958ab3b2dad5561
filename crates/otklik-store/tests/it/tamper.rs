//! What somebody else does to an installation.

use std::path::PathBuf;

use sqlx::{AssertSqlSafe, Connection};

use crate::home::Home;

impl Home {
    /// The data folder.
    pub fn folder(&self) -> PathBuf {
        self.place().folder
    }

    /// Runs statements beside the store.
    pub async fn tamper(&self, sql: &str) {
        sqlx::any::install_default_drivers();
        let place = self.place();
        let file = format!("sqlite://{}", place.folder.join("otklik.sqlite").display());
        let mut connection = sqlx::AnyConnection::connect(&place.database.unwrap_or(file)).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
    }
}
