//! The installation and its API.

use std::path::PathBuf;
use std::sync::Arc;

use axum::http::StatusCode;
use hmac::{Hmac, KeyInit as _, Mac as _};
use otklik_api::{App, Condition, ImportedFiles, Limits, Settings, Site, TakenEvents};
use otklik_care::{Erasing, Forgets};
use otklik_collect::{ImportDesk, Intake, Roads};
use otklik_core::{
    Catalogue, Clock, FixedClock, Language, MetricDefinition, MetricKind, PeopleWord, Role, Rule, Scope, Stage, Text,
    Timestamp, UserRole, catalogue::Placement,
};
use otklik_insight::Insight;
use otklik_lake::Lake;
use otklik_store::{NewUser, Store, User, Workspace};
use serde_json::{Value, json};
use sha1::Sha1;
use tempfile::TempDir;

use crate::client::Client;

/// The password of every user that the kit makes.
pub const PASSWORD: &str = "длинный пароль 1";

/// The host that the kit's clients ask for.
const HOST: &str = "otklik.test";

/// An installation in a folder that goes away with it; its clock stands at 2026-05-20T09:00:00Z.
pub struct TestServer {
    /// The clock.
    pub clock: Arc<FixedClock>,
    /// The state.
    pub store: Store,
    /// How the server is doing.
    pub condition: Arc<Condition>,
    lake: Arc<Lake>,
    app: App,
    _folder: TempDir,
}

impl TestServer {
    /// An installation that nobody has set up.
    pub async fn start() -> Self {
        Self::start_with(Limits::default()).await
    }

    /// An installation that nobody has set up, with limits of its own.
    pub async fn start_with(limits: Limits) -> Self {
        let site = Site::new(None, &[HOST.to_owned()], &[]).unwrap();
        Self::start_at(Settings { limits, site, metrics_token: None }).await
    }

    /// An installation that nobody has set up, with settings of its own; its clients ask for the host `otklik.test`.
    pub async fn start_at(settings: Settings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let lake = Arc::new(Lake::open(&folder.path().join("lake")).await.unwrap());
        let clock = Arc::new(FixedClock::at(Timestamp::parse("2026-05-20T09:00:00Z").unwrap()));
        let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
        let insight = Arc::new(Insight::new(Arc::clone(&lake), store.clone(), Arc::clone(&shared)));
        let intake = Arc::new(Intake::new(store.clone(), Arc::clone(&lake), Arc::clone(&shared), "test"));
        let sink = Arc::new(Roads::new(store.clone(), Arc::clone(&lake), Arc::clone(&intake), Arc::clone(&shared)));
        let imports = ImportDesk::new(folder.path(), store.clone(), sink, Arc::clone(&shared));
        let elsewhere: Vec<Arc<dyn Forgets>> =
            vec![Arc::new(ImportedFiles(Arc::clone(&imports))), Arc::new(TakenEvents(intake))];
        let erasing = Erasing::new(store.clone(), Arc::clone(&lake), Arc::clone(&shared), "test", elsewhere);
        let app = App::new(store.clone(), Arc::clone(&lake), insight, imports, Arc::new(erasing), shared, settings);
        Self { clock, store, condition: Arc::clone(&app.condition), app, lake, _folder: folder }
    }

    /// An installation with a company in Moscow time, the metric `nps_visit`, and the administrator `anna@example.com`.
    pub async fn start_set_up() -> Self {
        Self::start_set_up_with(Limits::default()).await
    }

    /// The same installation with limits of its own.
    pub async fn start_set_up_with(limits: Limits) -> Self {
        let server = Self::start_with(limits).await;
        let now = server.clock.now();
        let workspace = Workspace {
            company: "Кофейни".to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
            currency: None,
            people_word: PeopleWord::Guest,
            demo: None,
            created_at: now,
            set_up_done: true,
        };
        let anna = new_user("anna@example.com", UserRole::Administrator, Scope::Company);
        server.store.set_up(&workspace, &anna, now).await.unwrap();
        server.store.catalogue().put(&catalogue(), now).await.unwrap();
        server
    }

    /// What the routes work with, to serve it on a port.
    pub fn app(&self) -> App {
        self.app.clone()
    }

    /// Its data folder.
    pub fn folder(&self) -> PathBuf {
        self.store.folder().to_owned()
    }

    /// Somebody who is not signed in.
    pub fn visitor(&self) -> Client {
        Client::new(otklik_api::router(self.app.clone()))
    }

    /// Adds a user with [`PASSWORD`] who reads Russian.
    pub async fn add_user(&self, email: &str, role: UserRole, scope: Scope) -> User {
        self.store.users().create(&new_user(email, role, scope), self.clock.now()).await.unwrap()
    }

    /// Signs a user of the kit in.
    pub async fn sign_in(&self, email: &str) -> Client {
        let mut client = self.visitor();
        let (status, session) = client.post("/api/v1/session", json!({"email": email, "password": PASSWORD})).await;
        assert_eq!(status, StatusCode::OK, "{session}");
        client
    }

    /// The code that an authenticator app with this secret shows now (RFC 6238).
    pub fn code_of(&self, secret: &str) -> String {
        const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let bits: Vec<bool> = secret
            .chars()
            .flat_map(|letter| {
                let value = LETTERS.find(letter).unwrap();
                (0..5).rev().map(move |bit| value >> bit & 1 == 1)
            })
            .collect();
        let byte = |bits: &[bool]| bits.iter().fold(0_u8, |value, bit| value << 1 | u8::from(*bit));
        let key: Vec<u8> = bits.chunks_exact(8).map(byte).collect();
        let mut mac = Hmac::<Sha1>::new_from_slice(&key).unwrap();
        mac.update(&(self.clock.now().0 / 30_000_000).to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 0x0f);
        let word = u32::from_be_bytes(digest[offset..offset + 4].try_into().unwrap());
        format!("{:06}", (word & 0x7fff_ffff) % 1_000_000)
    }

    /// Sends events with a fresh API key and brings them into the lake; gives the answer of the API.
    pub async fn send_events(&self, events: Vec<Value>) -> Value {
        let key = self.store.keys().create("test", self.clock.now()).await.unwrap().secret;
        let mut sender = self.visitor().with_key(&key);
        let (status, answer) = sender.post("/api/v1/events", json!({"events": events})).await;
        assert_eq!(status, StatusCode::OK, "{answer}");
        self.run_intake().await;
        answer
    }

    /// Brings acknowledged events into the lake.
    pub async fn run_intake(&self) -> u64 {
        let clock: Arc<dyn Clock> = Arc::clone(&self.clock) as Arc<dyn Clock>;
        Intake::new(self.store.clone(), Arc::clone(&self.lake), clock, "test").run_once().await.unwrap()
    }
}

fn new_user(email: &str, role: UserRole, scope: Scope) -> NewUser {
    NewUser {
        email: email.to_owned(),
        name: "Анна".to_owned(),
        language: Language::Ru,
        role,
        scope,
        password: PASSWORD.to_owned(),
    }
}

fn catalogue() -> Catalogue {
    let placement = |touchpoint, role, stage| Placement { stage: Some(stage), ..Placement::new(touchpoint, role) };
    let answered = placement(Text::new("Опрос", "Survey"), Role::Answered, Stage::Use);
    let ordered = placement(Text::new("Касса", "Till"), Role::OrderPlaced, Stage::Purchase);
    Catalogue {
        rules: vec![Rule::for_name("answered", answered), Rule::for_name("order_placed", ordered)],
        metrics: vec![MetricDefinition {
            id: "nps_visit".to_owned(),
            kind: MetricKind::Nps,
            name: Text::new("NPS визита", "Visit NPS"),
            surveys: vec!["after_visit".to_owned()],
            last_answer_only: false,
        }],
        ..Catalogue::default()
    }
}
