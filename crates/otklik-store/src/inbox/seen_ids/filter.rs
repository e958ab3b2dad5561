//! A small stand-in for many hashes that knows which are certainly not among them.
//!
//! A binary fuse filter (Graf and Lemire, 2022, "Binary Fuse Filters: Fast and Smaller Than Xor Filters") with fingerprints
//! of 16 bits: 18 bits for a hash, and one absent hash of 65,536 passes.

use xorf::{BinaryFuse16, BinaryFuse16Ref, DmaSerializable, Filter as _, FilterRef};

use crate::error::StoreError;
use crate::inbox::encode_events::SeenHash;

/// A filter in its stored form, from which it is used without being copied.
pub(super) struct Filter {
    bytes: Vec<u8>,
    /// Where the stored form begins; the fingerprints have to lie at an even address.
    start: usize,
}

impl std::fmt::Debug for Filter {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Filter").field("bytes", &self.stored().len()).finish()
    }
}

impl Filter {
    /// Makes the filter of sorted hashes.
    pub(super) fn of(sorted: &[SeenHash]) -> Result<Self, StoreError> {
        let mut keys: Vec<u64> = sorted.iter().map(key_of).collect();
        // The first half of two hashes may be the same; the filter takes every key once.
        keys.dedup();
        let made = BinaryFuse16::try_from(keys)
            .map_err(|error| StoreError::NotStorable { what: "filter of ids", detail: error.to_owned() })?;
        let mut bytes = vec![0; BinaryFuse16::DESCRIPTOR_LEN];
        made.dma_copy_descriptor_to(&mut bytes);
        bytes.extend_from_slice(made.dma_fingerprints());
        Self::read(&bytes)
    }

    /// Takes a filter in its stored form.
    pub(super) fn read(stored: &[u8]) -> Result<Self, StoreError> {
        if stored.len() < BinaryFuse16::DESCRIPTOR_LEN || !stored.len().is_multiple_of(2) {
            let detail = format!("{} bytes are no filter", stored.len());
            return Err(StoreError::ContentsMalformed { what: "filter of ids", detail });
        }
        let mut bytes: Vec<u8> = Vec::with_capacity(stored.len() + 1);
        let start = bytes.as_ptr().align_offset(2).min(1);
        bytes.resize(start, 0);
        bytes.extend_from_slice(stored);
        Ok(Self { bytes, start })
    }

    /// The stored form.
    pub(super) fn stored(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Keeps of ascending hashes those that may be among the filter's.
    pub(super) fn retain_possible(&self, hashes: &[SeenHash]) -> Vec<SeenHash> {
        let filter = self.in_use();
        hashes.iter().filter(|hash| filter.contains(&key_of(hash))).copied().collect()
    }

    /// Whether a hash may be among the filter's.
    pub(super) fn may_hold(&self, hash: &SeenHash) -> bool {
        self.in_use().contains(&key_of(hash))
    }

    fn in_use(&self) -> BinaryFuse16Ref<'_> {
        let (descriptor, fingerprints) = self.stored().split_at(BinaryFuse16::DESCRIPTOR_LEN);
        BinaryFuse16Ref::from_dma(descriptor, fingerprints)
    }
}

fn key_of(hash: &SeenHash) -> u64 {
    // Big-endian, so that keys ascend as the hashes do.
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(first)
}
