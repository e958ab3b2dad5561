//! Runs other programs and says what failed.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail, ensure};

/// Runs a program with its output going through; fails unless it succeeds.
pub fn run(command: &mut Command) -> Result<()> {
    let line = command_line(command);
    eprintln!("$ {line}");
    let status = command.stdin(Stdio::null()).status().with_context(|| cannot_start(command))?;
    ensure!(status.success(), "`{line}` failed ({status})");
    Ok(())
}

/// Runs a program with its output going into a file; the end of that file is part of the error.
pub fn run_quietly(command: &mut Command, log: &Path) -> Result<()> {
    let line = command_line(command);
    let file = File::create(log).with_context(|| format!("cannot create {}", log.display()))?;
    let same_file = file.try_clone().with_context(|| format!("cannot write {}", log.display()))?;
    let status =
        command.stdin(Stdio::null()).stdout(file).stderr(same_file).status().with_context(|| cannot_start(command))?;
    if !status.success() {
        bail!("`{line}` failed ({status}); the end of {}:\n{}", log.display(), last_lines(log, 30));
    }
    Ok(())
}

/// Runs a program and returns what it printed; its errors go through.
pub fn output(command: &mut Command) -> Result<String> {
    let line = command_line(command);
    let output =
        command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().with_context(|| cannot_start(command))?;
    ensure!(output.status.success(), "`{line}` failed ({})", output.status);
    String::from_utf8(output.stdout).with_context(|| format!("`{line}` printed something that is not UTF-8"))
}

/// Runs a program, shows what it prints and also hands over each line; returns whether it succeeded.
pub fn run_reading_lines(command: &mut Command, mut each_line: impl FnMut(&str)) -> Result<bool> {
    eprintln!("$ {}", command_line(command));
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| cannot_start(command))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines() {
            let line = line.context("cannot read what the program printed")?;
            println!("{line}");
            each_line(&line);
        }
    }
    Ok(child.wait().context("cannot wait for the program")?.success())
}

/// Finds the first of these programs in the search path.
pub fn find_program(names: &[&str]) -> Option<std::path::PathBuf> {
    let search_path = std::env::var_os("PATH")?;
    let folders: Vec<_> = std::env::split_paths(&search_path).collect();
    names.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name))).find(|file| file.is_file())
}

/// Returns the last lines of a file, for an error message.
pub fn last_lines(file: &Path, count: usize) -> String {
    let text = std::fs::read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

fn command_line(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    words.join(" ")
}

fn cannot_start(command: &Command) -> String {
    format!("cannot start `{}`; is it installed and in the PATH?", command.get_program().to_string_lossy())
}
