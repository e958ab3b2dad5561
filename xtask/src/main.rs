//! The project's own commands: `cargo xtask <task>`.
//!
//! It builds, runs, tests and measures Otklik from the outside, as its users meet it: through cargo, npm and the finished program.
//! It is no part of the product, and links none of its crates, so that it compiles in seconds on a machine that has nothing yet.
//! Every task lives in the file of its name; what several of them need (processes, servers, HTTP) has a file for each thing.

mod bench;
mod ci;
mod crash;
mod demo;
mod fingerprint;
mod generate;
mod http;
mod phase;
mod process;
mod program;
mod requirement;
mod server;
mod step;
mod temporary_folder;
mod test;
mod tidy;
mod web;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::step::Verdict;
use crate::workspace::Workspace;

/// Builds, runs, tests and measures Otklik.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds everything and starts the demo: a coffee chain to look around in.
    Demo(demo::Arguments),
    /// Installs what the tests need and runs them: Rust, web, and a real browser on real servers.
    Test(test::Arguments),
    /// Runs the tests and every other check a change has to pass.
    Ci,
    /// Checks the conventions that no compiler knows: dependencies, sizes, names, messages, links.
    Tidy,
    /// Writes the files that are made from code: the API's description and the command line's reference.
    Gen(generate::Arguments),
    /// Kills the program at random moments while clients send, and counts what is there afterwards.
    Crash(crash::Arguments),
    /// Measures the work that has a budget and prints a table.
    Bench(bench::Arguments),
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let verdict = Workspace::find().and_then(|workspace| match command_line.task {
        Task::Demo(arguments) => demo::run(&workspace, &arguments),
        Task::Test(arguments) => test::run(&workspace, &arguments),
        Task::Ci => ci::run(&workspace),
        Task::Tidy => tidy::run(&workspace),
        Task::Gen(arguments) => generate::run(&workspace, &arguments),
        Task::Crash(arguments) => crash::run(&workspace, &arguments),
        Task::Bench(arguments) => bench::run(&workspace, &arguments),
    });
    match verdict {
        Ok(Verdict::Passed) => ExitCode::SUCCESS,
        Ok(Verdict::Failed) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
