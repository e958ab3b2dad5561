//! A token bucket for each sender.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Senders that are remembered; beyond that those who have not used anything are forgotten first.
const REMEMBERED: usize = 20_000;

/// Lets so much per second through for each sender, and so much at once.
#[derive(Debug)]
pub(super) struct Gate<K> {
    per_second: f64,
    at_once: f64,
    buckets: Mutex<HashMap<K, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    /// What is left; below nought after something larger than the bucket went through.
    tokens: f64,
    at: Instant,
}

impl<K: Clone + Eq + Hash> Gate<K> {
    /// A gate; it stands open when it lets nought per second through.
    pub(super) fn new(per_second: f64, at_once: f64) -> Self {
        Self { per_second, at_once: at_once.max(1.0), buckets: Mutex::new(HashMap::new()) }
    }

    /// Lets `cost` through, or says how long to wait.
    ///
    /// What costs more than fits in at once passes too when the bucket is not empty, and is paid for afterwards:
    /// otherwise it would never pass.
    pub(super) fn pass(&self, sender: &K, cost: usize, now: Instant) -> Result<(), Duration> {
        if self.per_second <= 0.0 {
            return Ok(());
        }
        let mut buckets = match self.buckets.lock() {
            Ok(buckets) => buckets,
            Err(poisoned) => poisoned.into_inner(),
        };
        if buckets.len() >= REMEMBERED && !buckets.contains_key(sender) {
            self.forget(&mut buckets, now);
        }
        let bucket = buckets.entry(sender.clone()).or_insert(Bucket { tokens: self.at_once, at: now });
        bucket.tokens = self.refilled(bucket, now);
        bucket.at = now;
        if bucket.tokens < 1.0_f64.min(cost as f64) {
            return Err(Duration::from_secs_f64((1.0 - bucket.tokens) / self.per_second));
        }
        bucket.tokens -= cost as f64;
        Ok(())
    }

    fn refilled(&self, bucket: &Bucket, now: Instant) -> f64 {
        let seconds = now.saturating_duration_since(bucket.at).as_secs_f64();
        (bucket.tokens + seconds * self.per_second).min(self.at_once)
    }

    fn forget(&self, buckets: &mut HashMap<K, Bucket>, now: Instant) {
        buckets.retain(|_, bucket| self.refilled(bucket, now) < self.at_once);
        if buckets.len() >= REMEMBERED {
            // So many senders at once are an attack by themselves; beginning anew keeps the memory bounded.
            buckets.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_gets_a_second_at_once_and_then_the_rate() {
        let (gate, start) = (Gate::new(10.0, 10.0), Instant::now());
        let passed = (0..30).filter(|_| gate.pass(&"a", 1, start).is_ok()).count();
        assert_eq!(passed, 10);
        assert!(gate.pass(&"b", 1, start).is_ok(), "another sender has a bucket of its own");
        let wait = gate.pass(&"a", 1, start).unwrap_err();
        assert!(wait > Duration::from_millis(90) && wait <= Duration::from_millis(100), "{wait:?}");
        assert!(gate.pass(&"a", 1, start + Duration::from_millis(101)).is_ok());
    }

    #[test]
    fn a_batch_larger_than_the_bucket_passes_and_is_paid_for() {
        let (gate, start) = (Gate::new(100.0, 100.0), Instant::now());
        assert!(gate.pass(&"a", 500, start).is_ok());
        assert_eq!(gate.pass(&"a", 1, start).unwrap_err().as_secs_f64().round(), 4.0);
        assert!(gate.pass(&"a", 1, start + Duration::from_secs(3)).is_err());
        assert!(gate.pass(&"a", 1, start + Duration::from_millis(4_020)).is_ok());
    }

    #[test]
    fn nought_stands_open() {
        let (gate, now) = (Gate::new(0.0, 0.0), Instant::now());
        assert!((0..1_000).all(|_| gate.pass(&"a", 1_000, now).is_ok()));
    }

    #[test]
    fn the_memory_of_senders_is_bounded() {
        let (gate, now) = (Gate::new(1.0, 1.0), Instant::now());
        for sender in 0..3 * REMEMBERED {
            assert!(gate.pass(&sender, 1, now).is_ok());
        }
        assert!(gate.buckets.lock().unwrap().len() <= REMEMBERED);
    }
}
