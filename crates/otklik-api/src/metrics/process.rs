//! What Linux tells of this process; nothing elsewhere.

use std::fs;

/// Ticks per second in `/proc`; the kernel shows this number to programs on every architecture.
const TICKS: f64 = 100.0;

/// What this process uses.
#[derive(Clone, Copy, Debug)]
pub(super) struct Process {
    pub(super) resident_bytes: u64,
    pub(super) cpu_seconds: u64,
    pub(super) started_seconds: f64,
    pub(super) open_files: usize,
}

/// Reads what this process uses.
pub(super) fn read() -> Option<Process> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: u64 = resident.trim().trim_end_matches("kB").trim().parse().ok()?;
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name in brackets may hold spaces; what follows it begins with the third field.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field - 3).and_then(|text| text.parse::<f64>().ok());
    let booted = fs::read_to_string("/proc/stat").ok()?;
    let booted: f64 = booted.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()?;
    Some(Process {
        resident_bytes: kibibytes * 1024,
        cpu_seconds: ((ticks(14)? + ticks(15)?) / TICKS) as u64,
        started_seconds: booted + ticks(22)? / TICKS,
        open_files: fs::read_dir("/proc/self/fd").ok()?.count(),
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::time::{SystemTime, UNIX_EPOCH};

    #[test]
    fn this_process_has_memory_and_a_past() {
        let process = read().unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64();
        assert!(process.resident_bytes > 1024 * 1024, "{process:?}");
        assert!(process.open_files >= 3, "{process:?}");
        assert!((now - 3_600.0..now + 5.0).contains(&process.started_seconds), "{process:?} {now}");
    }
}
