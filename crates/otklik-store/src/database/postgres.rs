//! The way to a PostgreSQL database that several programs may share.

use std::time::Duration;

use sqlx::{AnyConnection, Connection};

use super::place::without_secrets;
use super::{Database, Dialect, migrate, pool};
use crate::error::{During, StoreError};

const WRITERS: u32 = 6;
const READERS: u32 = 6;
const PATIENCE: Duration = Duration::from_secs(10);
/// 15 is the oldest version that is tested.
const OLDEST_VERSION: i64 = 150_000;
const READER: &str = "SET default_transaction_read_only = on";

pub(super) async fn open(url: &str) -> Result<Database, StoreError> {
    const OPERATION: &str = "open the database";
    let shown = without_secrets(url);
    if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
        return Err(StoreError::DatabaseUnsuitable {
            database: shown,
            remedy: "its address has to begin with postgres://".to_owned(),
        });
    }
    // One connection first: a pool would try again and again and then say only that time ran out.
    let unreachable = |source: sqlx::Error| StoreError::DatabaseUnreachable {
        database: shown.clone(),
        source: std::sync::Arc::new(source),
    };
    let mut connection = tokio::time::timeout(PATIENCE, AnyConnection::connect(url))
        .await
        .map_err(|_| unreachable(sqlx::Error::PoolTimedOut))?
        .map_err(unreachable)?;
    if let Some(remedy) = read_settings(&mut connection).await?.remedy() {
        return Err(StoreError::DatabaseUnsuitable { database: shown, remedy });
    }
    migrate::migrate(&mut connection, Dialect::Postgres, None).await?;
    // A connection that does not part in peace has done its work all the same.
    let _ = connection.close().await;
    let writer = pool(WRITERS).connect_lazy(url).during(OPERATION)?;
    let reader = pool(READERS)
        .after_connect(|connection, _| {
            Box::pin(async move { sqlx::raw_sql(READER).execute(&mut *connection).await.map(|_| ()) })
        })
        .connect_lazy(url)
        .during(OPERATION)?;
    Ok(Database { writer, reader, dialect: Dialect::Postgres })
}

/// What the server says of itself and of us.
#[derive(Clone, Debug)]
struct Settings {
    version: i64,
    fsync: String,
    synchronous_commit: String,
    encoding: String,
    /// Where tables would be made; empty when the connection has no such schema.
    schema: String,
    may_create: bool,
    user: String,
}

async fn read_settings(connection: &mut AnyConnection) -> Result<Settings, StoreError> {
    type Row = (i64, String, String, String, String, i64, String);
    let row: Row = sqlx::query_as(
        "SELECT current_setting('server_version_num')::bigint, current_setting('fsync'), \
             current_setting('synchronous_commit'), current_setting('server_encoding'), \
             coalesce(current_schema()::text, ''), \
             coalesce(has_schema_privilege(current_schema(), 'CREATE'), FALSE)::int::bigint, current_user::text",
    )
    .fetch_one(connection)
    .await
    .during("read the database's settings")?;
    let (version, fsync, synchronous_commit, encoding, schema, may_create, user) = row;
    Ok(Settings { version, fsync, synchronous_commit, encoding, schema, may_create: may_create == 1, user })
}

impl Settings {
    /// What has to be done before this database can be used.
    fn remedy(&self) -> Option<String> {
        Some(if self.version < OLDEST_VERSION {
            "use PostgreSQL 15 or newer".to_owned()
        } else if self.fsync == "off" {
            "set fsync = on in postgresql.conf: without it a power loss loses acknowledged events".to_owned()
        } else if self.synchronous_commit == "off" {
            "set synchronous_commit = on for this database and user: without it a crash loses acknowledged events"
                .to_owned()
        } else if self.encoding != "UTF8" {
            format!("create it with ENCODING 'UTF8' instead of {}", self.encoding)
        } else if self.schema.is_empty() {
            "create a schema that stands in the connection's search_path, such as public".to_owned()
        } else if !self.may_create {
            format!("let the user create tables: GRANT CREATE ON SCHEMA {} TO {}", self.schema, self.user)
        } else {
            return None;
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_setting_that_endangers_events_is_refused_by_name() {
        let text = str::to_owned;
        let good = Settings {
            version: 150_004,
            fsync: text("on"),
            synchronous_commit: text("local"),
            encoding: text("UTF8"),
            schema: text("public"),
            may_create: true,
            user: text("anna"),
        };
        assert_eq!(good.remedy(), None);
        for (settings, word) in [
            (Settings { version: 140_011, ..good.clone() }, "PostgreSQL 15"),
            (Settings { fsync: text("off"), ..good.clone() }, "fsync = on"),
            (Settings { synchronous_commit: text("off"), ..good.clone() }, "synchronous_commit = on"),
            (Settings { encoding: text("LATIN1"), ..good.clone() }, "LATIN1"),
            (Settings { schema: String::new(), ..good.clone() }, "search_path"),
            (Settings { may_create: false, ..good }, "GRANT CREATE ON SCHEMA public TO anna"),
        ] {
            let remedy = settings.remedy().unwrap();
            assert!(remedy.contains(word), "{remedy}");
        }
    }
}
