//! Hashes passwords with Argon2id, a few at a time, away from the threads that serve.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use tokio::sync::Semaphore;

use crate::error::{Reading, StoreError};

/// OWASP's second choice for Argon2id (Password Storage Cheat Sheet, 2024): 19 MiB, two passes, one lane.
const MEMORY_KIBIBYTES: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
const SALT_BYTES: usize = 16;
/// Each takes its memory; more at once would let strangers use up the machine by signing in.
const AT_ONCE: usize = 2;

/// Lets a few passwords be hashed at a time.
#[derive(Debug)]
pub(crate) struct HashingGate {
    places: Semaphore,
}

impl Default for HashingGate {
    fn default() -> Self {
        Self { places: Semaphore::new(AT_ONCE) }
    }
}

impl HashingGate {
    /// The stored form of a password, with a salt of its own.
    pub(crate) async fn hash(&self, password: &str) -> Result<String, StoreError> {
        let password = password.to_owned();
        self.run(move || hash(&password)).await
    }

    /// Whether a password has this stored form; without one the work is done all the same and the answer is no.
    pub(crate) async fn matches(&self, password: &str, stored: Option<String>) -> Result<bool, StoreError> {
        let password = password.to_owned();
        self.run(move || match stored {
            Some(stored) => {
                let stored = PasswordHash::new(&stored).reading("password's hash")?;
                Ok(argon2()?.verify_password(password.as_bytes(), &stored).is_ok())
            }
            None => hash(&password).map(|_| false),
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let _place = self.places.acquire().await.map_err(failed)?;
        tokio::task::spawn_blocking(work).await.map_err(failed)?
    }
}

fn argon2() -> Result<Argon2<'static>, StoreError> {
    let parameters = Params::new(MEMORY_KIBIBYTES, PASSES, LANES, None).map_err(failed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

fn hash(password: &str) -> Result<String, StoreError> {
    let mut salt = [0; SALT_BYTES];
    getrandom::fill(&mut salt).map_err(StoreError::Randomness)?;
    let hash: PasswordHash = argon2()?.hash_password_with_salt(password.as_bytes(), &salt).map_err(failed)?;
    Ok(hash.to_string())
}

fn failed(error: impl std::fmt::Display) -> StoreError {
    StoreError::PasswordHashing { detail: error.to_string() }
}
