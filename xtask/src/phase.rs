//! How long each part of a longer task took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Measured phases of one task, in the order they ended.
pub struct Phases {
    started: Instant,
    measured: Vec<(String, Duration)>,
}

impl Phases {
    /// Starts the clock.
    pub fn new() -> Self {
        Self { started: Instant::now(), measured: Vec::new() }
    }

    /// Runs a phase and keeps its time.
    pub fn measure<T>(&mut self, name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let started = Instant::now();
        let result = work()?;
        self.add(name, started.elapsed());
        Ok(result)
    }

    /// Keeps a time that was measured elsewhere, such as on another thread.
    pub fn add(&mut self, name: &str, duration: Duration) {
        self.measured.push((name.to_owned(), duration));
    }

    /// Prints every phase and the time since the start.
    pub fn print(&self) {
        eprintln!();
        for (name, duration) in &self.measured {
            eprintln!("{name:<44}{:>12}", in_words(*duration));
        }
        eprintln!("{:<44}{:>12}", "together", in_words(self.started.elapsed()));
    }
}

/// Writes a duration as a person says it: `0.4 s`, `38 s`, `2 min 05 s`.
pub fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 10.0 {
        return format!("{seconds:.1} s");
    }
    let whole = duration.as_secs();
    if whole < 60 { format!("{whole} s") } else { format!("{} min {:02} s", whole / 60, whole % 60) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_written_in_the_unit_a_person_would_use() {
        assert_eq!(in_words(Duration::from_millis(420)), "0.4 s");
        assert_eq!(in_words(Duration::from_millis(38_900)), "38 s");
        assert_eq!(in_words(Duration::from_secs(125)), "2 min 05 s");
    }
}
