//! What the company says of itself.

use otklik_core::{Currency, PeopleWord, Timestamp};

use crate::database::{Database, Transaction, stored};
use crate::error::{During, Reading, StoreError};

/// The company whose installation this is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// Its name.
    pub company: String,
    /// The IANA name of the zone in which its days begin.
    pub time_zone: String,
    /// The currency it reckons in, once known.
    pub currency: Option<Currency>,
    /// What it calls the people it serves.
    pub people_word: PeopleWord,
    /// The login of a demonstration, which is printed for everybody to see; none in earnest.
    pub demo: Option<DemoLogin>,
    /// Since when the installation exists.
    pub created_at: Timestamp,
    /// Whether the first-run set-up is done.
    pub set_up_done: bool,
}

/// The login of a demonstration; no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoLogin {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
}

/// The workspace of a store.
#[derive(Clone, Copy, Debug)]
pub struct Workspaces<'a> {
    database: &'a Database,
}

type WorkspaceRow = (String, String, Option<String>, String, Option<String>, Option<String>, i64, i64);

impl<'a> Workspaces<'a> {
    pub(crate) fn new(database: &'a Database) -> Self {
        Self { database }
    }

    /// What is known of the company; none before anything was said.
    pub async fn get(&self) -> Result<Option<Workspace>, StoreError> {
        let row: Option<WorkspaceRow> = sqlx::query_as(
            "SELECT company, time_zone, currency, people_word, demo_email, demo_password, created_at, set_up_done FROM workspace",
        )
        .fetch_optional(&self.database.reader)
        .await
        .during("read the workspace")?;
        row.map(|(company, time_zone, currency, people_word, demo_email, demo_password, created_at, set_up_done)| {
            Ok(Workspace {
                company,
                time_zone,
                currency: currency.map(|code| code.parse().reading("workspace's currency")).transpose()?,
                people_word: people_word.parse().reading("workspace's word for people")?,
                demo: demo_email.zip(demo_password).map(|(email, password)| DemoLogin { email, password }),
                created_at: Timestamp(created_at),
                set_up_done: set_up_done == 1,
            })
        })
        .transpose()
    }

    /// Keeps what is said of the company, whatever was said before.
    pub async fn put(&self, workspace: &Workspace) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        save(&mut transaction, workspace, Before::Whatever).await?;
        transaction.commit().await.during("save the workspace")
    }
}

/// What may be there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Before {
    /// Anything; it is replaced.
    Whatever,
    /// Only what was not set up yet.
    NotSetUp,
}

pub(crate) async fn save(
    transaction: &mut Transaction,
    workspace: &Workspace,
    before: Before,
) -> Result<(), StoreError> {
    let demo = workspace.demo.as_ref();
    let done = sqlx::query(
        "INSERT INTO workspace (id, company, time_zone, currency, people_word, demo_email, demo_password, created_at, set_up_done) \
         VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO UPDATE SET company = excluded.company, \
         time_zone = excluded.time_zone, currency = excluded.currency, people_word = excluded.people_word, \
         demo_email = excluded.demo_email, demo_password = excluded.demo_password, created_at = excluded.created_at, \
         set_up_done = excluded.set_up_done WHERE $9 = 1 OR workspace.set_up_done = 0",
    )
    .bind(stored(&workspace.company))
    .bind(stored(&workspace.time_zone))
    .bind(workspace.currency.map(|currency| currency.to_string()))
    .bind(workspace.people_word.as_str())
    .bind(demo.map(|login| stored(&login.email)))
    .bind(demo.map(|login| stored(&login.password)))
    .bind(workspace.created_at.0)
    .bind(i64::from(workspace.set_up_done))
    .bind(i64::from(before == Before::Whatever))
    .execute(&mut **transaction)
    .await
    .during("save the workspace")?;
    if done.rows_affected() == 0 { Err(StoreError::AlreadySetUp) } else { Ok(()) }
}
