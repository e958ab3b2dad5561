//! `otklik demo`.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use otklik_core::time::DAY_MICROS;
use otklik_core::{Clock as _, Event, Language, PeopleWord, Scope, UserRole};
use otklik_insight::Reader;
use otklik_simulator::{Plan, Simulation, company};
use otklik_store::{DemoLogin, NewUser, Unit, Workspace};
use tokio::sync::mpsc;

use crate::arguments::{Data, Demo};
use crate::commands::serve;
use crate::installation::Installation;
use crate::progress;
use crate::speech::Speech;
use crate::system_clock::SystemClock;

/// The login of the demo; it is printed and shown on the sign-in page.
const EMAIL: &str = "demo@example.com";
const PASSWORD: &str = "coffee-for-all";
/// Events that the inbox acknowledges together.
const EVENTS_PER_APPEND: usize = 20_000;
/// Days that may be simulated ahead of what is stored.
const DAYS_AHEAD: usize = 8;
/// A demo whose last event is older is simulated anew, so that it ends today.
const FRESH_MICROS: i64 = DAY_MICROS;

pub async fn run(arguments: Demo, speech: &Speech) -> Result<()> {
    let data = Data { data: Some(arguments.data.clone()), database: None, config: arguments.config.clone() };
    let settled = data.settle(Some(&arguments.listen)).map_err(|error| error.told(speech))?;
    let installation = match reusable(&arguments.data).await? {
        Some(installation) => installation,
        None => load(&arguments.data, speech).await?,
    };
    if arguments.load_only {
        installation.store.close().await;
        return Ok(());
    }
    serve::serve(installation, &settled.configuration, speech, |address| {
        let login = [("address", address.to_owned()), ("email", EMAIL.to_owned()), ("password", PASSWORD.to_owned())];
        println!("{}", speech.say_with("cli-demo-ready", &login));
    })
    .await
}

/// A finished demo in this folder that ends today; a stale or half-loaded one is removed, anything else is left alone.
async fn reusable(folder: &Path) -> Result<Option<Installation>> {
    if !folder.join("otklik.sqlite").exists() {
        return Ok(None);
    }
    let installation = Installation::open(folder).await?;
    let workspace = installation.store.workspace().get().await?;
    let Some(workspace) = workspace.filter(|workspace| workspace.demo.is_some()) else {
        bail!("{} holds another company's data; name another folder with --data", folder.display());
    };
    let last = installation.insight.data_span(&Reader::of_company()).await?.last;
    let fresh = last.is_some_and(|last| installation.clock.now().0 - last.0 < FRESH_MICROS);
    if workspace.set_up_done && fresh {
        return Ok(Some(installation));
    }
    installation.store.close().await;
    drop(installation);
    for name in ["otklik.sqlite", "otklik.sqlite-wal", "otklik.sqlite-shm", "truth.json"] {
        let file = folder.join(name);
        if file.exists() {
            std::fs::remove_file(&file).with_context(|| file.display().to_string())?;
        }
    }
    let lake = folder.join("lake");
    if lake.exists() {
        std::fs::remove_dir_all(&lake).with_context(|| lake.display().to_string())?;
    }
    Ok(None)
}

/// Simulates the coffee chain into an empty folder.
async fn load(folder: &Path, speech: &Speech) -> Result<Installation> {
    let started = Instant::now();
    let plan = Plan::demo(SystemClock.now());
    let installation = Installation::open(folder).await?;
    let workspace = introduce(&installation, &plan).await?;
    let simulation = Simulation::new(plan);
    let days = simulation.progress().days as u64;
    let bar = progress::bar(days, speech.say("cli-simulating"));
    let (days_sender, mut days_receiver) = mpsc::channel(DAYS_AHEAD);
    let simulating = tokio::task::spawn_blocking(move || simulate(simulation, &days_sender));
    let intake = tokio::spawn({
        let intake = std::sync::Arc::clone(&installation.intake);
        async move { intake.run().await }
    });
    let mut events = 0;
    let mut waiting: Vec<Event> = Vec::new();
    while let Some(day) = days_receiver.recv().await {
        bar.inc(1);
        waiting.extend(day);
        if waiting.len() >= EVENTS_PER_APPEND {
            events += append(&installation, &mut waiting).await?;
        }
    }
    events += append(&installation, &mut waiting).await?;
    let (simulation, simulated) = simulating.await?;
    intake.abort();
    // A commit that was cut off is done again.
    let _ = intake.await;
    installation.intake.run_once().await?;
    bar.finish_and_clear();
    let truth = serde_json::to_vec(&simulation.truth())?;
    let file = folder.join("truth.json");
    std::fs::write(&file, truth).with_context(|| file.display().to_string())?;
    let administrator = NewUser {
        email: EMAIL.to_owned(),
        name: "Demo".to_owned(),
        password: PASSWORD.to_owned(),
        language: Language::Ru,
        role: UserRole::Administrator,
        scope: Scope::Company,
    };
    installation.store.set_up(&workspace, &administrator, installation.clock.now()).await?;
    let seconds = |duration: Duration| (duration.as_secs_f64() * 100.0).round() / 100.0;
    let times = serde_json::json!({
        "events": events,
        "simulate_seconds": seconds(simulated),
        "all_seconds": seconds(started.elapsed()),
        "events_per_second": (f64::from(u32::try_from(events).unwrap_or(u32::MAX)) / started.elapsed().as_secs_f64()).round(),
    });
    println!("{times}");
    Ok(installation)
}

/// Says who the company is before its events arrive; the set-up counts as done only when all of them have.
async fn introduce(installation: &Installation, plan: &Plan) -> Result<Workspace> {
    let (store, now) = (&installation.store, installation.clock.now());
    let company = company(plan);
    let workspace = Workspace {
        company: company.name.ru.clone(),
        time_zone: company.time_zone.clone(),
        currency: Some(company.currency),
        people_word: PeopleWord::Guest,
        demo: Some(DemoLogin { email: EMAIL.to_owned(), password: PASSWORD.to_owned() }),
        created_at: now,
        set_up_done: false,
    };
    store.workspace().put(&workspace).await?;
    store.catalogue().put(&company.catalogue, now).await?;
    let units = company
        .units
        .iter()
        .map(|unit| {
            Ok(Unit {
                path: unit.path.clone(),
                name: unit.name.clone(),
                kind: unit.kind.parse()?,
                time_zone: (unit.time_zone != company.time_zone).then(|| unit.time_zone.clone()),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    store.units().put_all(&units).await?;
    Ok(workspace)
}

fn simulate(mut simulation: Simulation, days: &mpsc::Sender<Vec<Event>>) -> (Simulation, Duration) {
    let mut simulating = Duration::ZERO;
    loop {
        let started = Instant::now();
        let day = simulation.next_day();
        simulating += started.elapsed();
        let Some(events) = day else { return (simulation, simulating) };
        // Nobody listens any more when storing failed; its error is the one that is told.
        if days.blocking_send(events).is_err() {
            return (simulation, simulating);
        }
    }
}

async fn append(installation: &Installation, waiting: &mut Vec<Event>) -> Result<u64> {
    let mut accepted = 0;
    for chunk in waiting.chunks(EVENTS_PER_APPEND) {
        accepted += installation.store.inbox().append(chunk, installation.clock.now()).await?.accepted as u64;
    }
    waiting.clear();
    Ok(accepted)
}
