//! Secrets that are shown once and kept only as hashes.

use crate::error::StoreError;

const SECRET_BYTES: usize = 32;

/// A new secret of 256 random bits, in hexadecimal digits.
pub(crate) fn new_secret() -> Result<String, StoreError> {
    let mut bytes = [0; SECRET_BYTES];
    getrandom::fill(&mut bytes).map_err(StoreError::Randomness)?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}

/// The form in which a secret is kept: since it is random, one fast hash is enough, and a look-up by it tells nothing by its time.
pub(crate) fn hash_of(secret: &str) -> Vec<u8> {
    blake3::hash(secret.as_bytes()).as_bytes().to_vec()
}
