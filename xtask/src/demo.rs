//! `cargo xtask demo`: from a fresh checkout to a page in the browser.

use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow};

use crate::phase::Phases;
use crate::program::{self, Profile};
use crate::requirement;
use crate::step::Verdict;
use crate::web;
use crate::workspace::Workspace;

/// What `cargo xtask demo` takes.
#[derive(clap::Args)]
pub struct Arguments {
    /// The port to serve at; the program's own choice if left out.
    #[arg(long)]
    port: Option<u16>,
    /// The folder for the demo's data; the program's own choice if left out.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Anything else goes to `otklik demo` as it is.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    rest: Vec<String>,
}

/// Builds the pages and the program, says how long it took, and becomes the program.
pub fn run(workspace: &Workspace, arguments: &Arguments) -> Result<Verdict> {
    let mut phases = Phases::new();
    let binary = build(workspace, &mut phases)?;
    phases.print();
    eprintln!();

    let mut command = Command::new(binary);
    command.arg("demo");
    if let Some(port) = arguments.port {
        command.arg("--port").arg(port.to_string());
    }
    if let Some(data) = &arguments.data {
        command.arg("--data").arg(data);
    }
    command.args(&arguments.rest);
    become_program(command)
}

/// Builds the pages beside the program, since npm mostly waits for the network.
///
/// The program embeds the pages, so cargo is asked once more after both are there: it compiles what the pages changed, mostly nothing.
pub fn build(workspace: &Workspace, phases: &mut Phases) -> Result<PathBuf> {
    if program::path(workspace, Profile::Demo).is_file() || web::is_built(workspace)? {
        phases.measure("pages", || web::build(workspace))?;
        return phases.measure("program", || program::build(workspace, Profile::Demo));
    }

    requirement::ensure_node()?;
    eprintln!(
        "Compiling the program and building the pages for the first time; this takes a while, later runs are quick."
    );
    let web_time = thread::scope(|scope| -> Result<Duration> {
        let pages = scope.spawn(|| {
            let started = Instant::now();
            // Said at once: the compiler beside it may need many more minutes, and loses nothing by going on.
            let built =
                web::build(workspace).inspect_err(|error| eprintln!("error: the pages are not built: {error:#}"));
            built.map(|()| started.elapsed())
        });
        phases.measure("program (pages beside it)", || program::build(workspace, Profile::Demo))?;
        pages.join().map_err(|_| anyhow!("the thread that builds the pages panicked"))?
    })?;
    phases.add("pages (beside the program)", web_time);
    phases.measure("program with the pages", || program::build(workspace, Profile::Demo))
}

#[cfg(unix)]
fn become_program(mut command: Command) -> Result<Verdict> {
    use std::os::unix::process::CommandExt;
    // Replacing this process gives the program the terminal and every signal, so that Ctrl-C ends it in its own way.
    Err(command.exec()).with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))
}

#[cfg(not(unix))]
fn become_program(mut command: Command) -> Result<Verdict> {
    let status =
        command.status().with_context(|| format!("cannot start {}", command.get_program().to_string_lossy()))?;
    Ok(if status.success() { Verdict::Passed } else { Verdict::Failed })
}
