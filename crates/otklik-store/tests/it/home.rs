//! An installation for one test, inside the crate or outside, in a folder and, if the test is about PostgreSQL, in a database of its own.

use otklik_store::{Place, Store};
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection};
use tempfile::TempDir;

/// Names a PostgreSQL server on which databases may be created.
const SERVER: &str = "OTKLIK_TEST_POSTGRES";

/// Everything is gone when it is dropped.
pub struct Home {
    folder: TempDir,
    database: Option<OwnDatabase>,
}

impl Home {
    /// With the state in a file.
    pub fn on_sqlite() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: None }
    }

    /// With the state on the server that the environment names; none, and loudly so, where nobody asks for everything.
    pub async fn on_postgres() -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            let everything = std::env::var("CI").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()));
            assert!(!everything, "{SERVER} is not set, and with CI=true nothing may be left out");
            eprintln!("NOT RUN on PostgreSQL: {SERVER} is not set; `cargo xtask test` starts a server and sets it");
            return None;
        };
        let database = OwnDatabase::create(server.parse().unwrap()).await;
        Some(Self { folder: tempfile::tempdir().unwrap(), database: Some(database) })
    }

    /// Where the installation is.
    pub fn place(&self) -> Place {
        Place { folder: self.folder.path().to_owned(), database: self.database.as_ref().map(OwnDatabase::url) }
    }

    /// Opens it.
    pub async fn open(&self) -> Store {
        Store::open_at(self.place()).await.unwrap()
    }
}

struct OwnDatabase {
    server: PgConnectOptions,
    name: String,
}

impl OwnDatabase {
    async fn create(server: PgConnectOptions) -> Self {
        let name = format!("otklik_test_{}", uuid::Uuid::new_v4().simple());
        let created = Self { server, name };
        created.tell(format!("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", created.name)).await.unwrap();
        created
    }

    fn url(&self) -> String {
        self.server.clone().database(&self.name).to_url_lossy().into()
    }

    async fn tell(&self, sql: String) -> Result<(), sqlx::Error> {
        let mut connection: PgConnection = self.server.connect().await?;
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await?;
        connection.close().await
    }
}

impl Drop for OwnDatabase {
    fn drop(&mut self) {
        // A test's own runtime cannot be waited for from within.
        let done = std::thread::scope(|scope| {
            let work = scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
                let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
                runtime.block_on(self.tell(drop)).map_err(std::io::Error::other)
            });
            work.join()
        });
        if !matches!(done, Ok(Ok(()))) {
            eprintln!("the database {} could not be removed: {done:?}", self.name);
        }
    }
}

/// Makes two tests of each function that takes a [`Home`]: one on SQLite, one on PostgreSQL.
macro_rules! on_each_database {
    ($($test:ident),+ $(,)?) => {
        $(
            mod $test {
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn on_sqlite() {
                    super::$test(crate::home::Home::on_sqlite()).await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn on_postgres() {
                    if let Some(home) = crate::home::Home::on_postgres().await {
                        super::$test(home).await;
                    }
                }
            }
        )+
    };
}
