//! The tests in a real browser, on real servers: the demo, imported real files, and an empty installation.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};

use super::rust::forget_old_report;
use super::{judge, report};
use crate::process;
use crate::program::{self, Profile};
use crate::requirement::CHROMIUM;
use crate::server::Server;
use crate::step::Outcome;
use crate::temporary_folder::TemporaryFolder;
use crate::web;
use crate::workspace::{self, Workspace};

/// The demo simulates and loads two million events first.
const PATIENCE_WITH_DEMO: Duration = Duration::from_secs(600);
const PATIENCE: Duration = Duration::from_secs(30);

/// The real files, beside the checkout: their terms forbid shipping them.
const OLIST_FOLDER: &str = "../shared/data/olist-sample";
const OLIST_MAPPING: &str = "olist.toml";

/// Runs every browser test; the servers are stopped in any case.
pub fn test(workspace: &Workspace) -> Result<Outcome> {
    web::install(workspace)?;
    let browser = CHROMIUM.find().context("Chromium is not installed")?;
    let binary = program::build(workspace, Profile::Demo)?;
    let reports = workspace.reports()?;

    let demo_data = TemporaryFolder::new("browser-demo")?;
    let empty_data = TemporaryFolder::new("browser-empty")?;
    let olist_data = TemporaryFolder::new("browser-olist")?;
    let mut demo = serve("demo", &binary, "demo", demo_data.path(), &reports)?;
    let mut empty = serve("empty", &binary, "serve", empty_data.path(), &reports)?;
    let olist_files = find_olist_files(workspace)?;

    empty.wait_until_ready(PATIENCE)?;
    demo.wait_until_ready(PATIENCE_WITH_DEMO)?;
    let login = Login::of_demo(&demo)?;
    let mut olist = None;
    if !olist_files.is_empty() {
        import_olist(&binary, workspace, olist_data.path(), &olist_files, &login)?;
        let mut server = serve("olist", &binary, "serve", olist_data.path(), &reports)?;
        server.wait_until_ready(PATIENCE)?;
        olist = Some(server);
    }

    let file = reports.join("playwright.json");
    forget_old_report(&file);
    let mut command = workspace.npm(&["run", "e2e", "--", "--reporter=list,json"]);
    command
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &file)
        .env("OTKLIK_CHROMIUM", browser)
        .env("OTKLIK_URL", demo.url())
        .env("OTKLIK_EMPTY_URL", empty.url())
        .env("OTKLIK_EMAIL", &login.email)
        .env("OTKLIK_PASSWORD", &login.password);
    if let Some(server) = &olist {
        command.env("OTKLIK_OLIST_URL", server.url());
    }
    let runner = process::run(&mut command);
    Ok(judge(report::read_playwright(&file), runner))
}

fn serve(name: &str, binary: &Path, subcommand: &str, data: &Path, reports: &Path) -> Result<Server> {
    let data = data.to_str().context("the temporary folder's name is not UTF-8")?;
    Server::start(name, binary, &[subcommand, "--data", data], reports)
}

/// Who signs in, on every server.
struct Login {
    email: String,
    password: String,
}

impl Login {
    /// Reads the login the demo shows to everyone.
    fn of_demo(demo: &Server) -> Result<Self> {
        let setup = demo.client().get("/api/v1/setup")?.json()?;
        let field = |name: &str| -> Result<String> {
            let value =
                setup["demo"][name].as_str().with_context(|| format!("the demo does not show its {name}: {setup}"))?;
            Ok(value.to_owned())
        };
        Ok(Self { email: field("email")?, password: field("password")? })
    }
}

fn find_olist_files(workspace: &Workspace) -> Result<Vec<PathBuf>> {
    let folder = workspace.root().join(OLIST_FOLDER);
    if !folder.is_dir() {
        let what = format!("{OLIST_FOLDER} is not there, so the browser tests on imported real files");
        if workspace::nothing_may_be_skipped() {
            bail!("{what} cannot run, and with CI=true nothing may be skipped");
        }
        eprintln!("\n!! {what} are LEFT OUT\n");
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        if path.extension().is_some_and(|extension| extension == "csv") {
            files.push(path);
        }
    }
    files.sort();
    ensure!(!files.is_empty(), "{} has no CSV files", folder.display());
    Ok(files)
}

fn import_olist(binary: &Path, workspace: &Workspace, data: &Path, files: &[PathBuf], login: &Login) -> Result<()> {
    let otklik = || {
        let mut command = Command::new(binary);
        command.current_dir(workspace.root());
        command
    };
    process::run(otklik().arg("import").arg("--data").arg(data).args(["--mapping", OLIST_MAPPING]).args(files))?;
    let mut add_user = otklik();
    add_user.args(["user", "add", &login.email, "--name", "Browser test", "--role", "administrator"]);
    process::run(add_user.arg("--data").arg(data).env("OTKLIK_PASSWORD", &login.password))
}
