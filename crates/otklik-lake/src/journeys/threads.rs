//! Work divided among threads.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::error::LakeError;

/// Does pieces of work on as many threads as there are processors, each thread with a state of its own.
///
/// Answers what came out, in the order of the work, and the states. Nothing more is begun once nobody waits for it.
pub(super) fn share<S: Send, T: Send>(
    count: usize,
    abandoned: &AtomicBool,
    states: Vec<S>,
    begin: impl Fn() -> S + Sync,
    act: impl Fn(&mut S, usize) -> Result<T, LakeError> + Sync,
) -> Result<(Vec<T>, Vec<S>), LakeError> {
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(count));
    let work = |mut state: S| -> Result<S, LakeError> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= count {
                return Ok(state);
            }
            if abandoned.load(Ordering::Relaxed) {
                return Err(LakeError::Abandoned);
            }
            let out = act(&mut state, number).inspect_err(|_| next.store(count, Ordering::Relaxed))?;
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, out));
        }
    };
    let threads = processors.min(count).max(1);
    let mut given = states.into_iter();
    let mut finished: Vec<S> = Vec::new();
    if threads == 1 {
        finished.push(work(given.next().unwrap_or_else(&begin))?);
    } else {
        let outcomes = std::thread::scope(|scope| {
            let spawn = |state: S| scope.spawn(|| work(state));
            let threads: Vec<_> = (0..threads).map(|_| spawn(given.next().unwrap_or_else(&begin))).collect();
            threads.into_iter().map(std::thread::ScopedJoinHandle::join).collect::<Vec<_>>()
        });
        for outcome in outcomes {
            finished.push(outcome.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
    }
    finished.extend(given);
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(number, _)| *number);
    Ok((done.into_iter().map(|(_, out)| out).collect(), finished))
}
