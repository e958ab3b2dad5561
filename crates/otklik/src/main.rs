//! The program: command line, composition root, demo.

mod arguments;
mod command_line;
mod commands;
mod configuration;
mod control;
mod installation;
mod progress;
mod speech;
mod system_clock;
mod table;

use std::process::ExitCode;

use crate::speech::Speech;

/// Gives back what a commit or an import has freed; the system's allocator kept a third more of it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let speech = Speech::new(command_line::language(&arguments));
    let arguments = command_line::read(&arguments, &speech);
    start_logging();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("{}: {error}", speech.say("cli-failed"));
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(arguments, &speech)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error:#}", speech.say("cli-failed"));
            ExitCode::FAILURE
        }
    }
}

/// Logs go to stderr; `RUST_LOG` says how much.
fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
