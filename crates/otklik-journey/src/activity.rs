//! In which periods somebody did something, as bits.

use std::sync::Arc;

/// A set of periods: bit 0 stands for the time before them, the bit behind the last one for the time after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bits<const WORDS: usize>([u64; WORDS]);

/// One bit of a set, or nothing: what an event does to a set without a jump.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Period {
    word: usize,
    bit: u64,
}

impl Period {
    /// The bit of a period if it counts.
    #[inline]
    pub fn new(number: usize, counts: bool) -> Self {
        Self { word: number / 64, bit: u64::from(counts) << (number % 64) }
    }

    /// The bit if it is set already.
    #[inline]
    pub fn if_in<const WORDS: usize>(self, bits: &Bits<WORDS>) -> Self {
        Self { bit: self.bit & bits.0[self.word % WORDS], ..self }
    }
}

/// The words that hold every set.
pub(crate) const MOST_WORDS: usize = 16;

impl<const WORDS: usize> Default for Bits<WORDS> {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl<const WORDS: usize> Bits<WORDS> {
    #[inline]
    pub fn add(&mut self, period: Period) {
        self.0[period.word % WORDS] |= period.bit;
    }

    #[inline]
    pub fn has(&self, bit: usize) -> bool {
        self.0[bit / 64 % WORDS] >> (bit % 64) & 1 == 1
    }

    /// The first bit that is set.
    #[inline]
    pub fn lowest(&self) -> Option<usize> {
        let word = self.0.iter().position(|word| *word != 0)?;
        Some(64 * word + self.0[word].trailing_zeros() as usize)
    }

    /// The last bit that is set.
    pub fn highest(&self) -> Option<usize> {
        let word = self.0.iter().rposition(|word| *word != 0)?;
        Some(64 * word + 63 - self.0[word].leading_zeros() as usize)
    }

    /// Every bit moved up by one.
    #[inline]
    pub fn next(&self) -> Self {
        let mut moved = [0; WORDS];
        let mut carried = 0;
        for (to, from) in moved.iter_mut().zip(&self.0) {
            *to = from << 1 | carried;
            carried = from >> 63;
        }
        Self(moved)
    }

    /// The bits that are set here and not there.
    #[inline]
    pub fn without(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & !other.0[word]))
    }

    /// The bits that are set in both.
    #[inline]
    pub fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|word| self.0[word] & other.0[word]))
    }

    /// The bits within a range, ascending.
    #[inline]
    pub fn each(&self, from: usize, to: usize, mut bit: impl FnMut(usize)) {
        for (index, word) in self.0.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                let found = 64 * index + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if (from..=to).contains(&found) {
                    bit(found);
                }
            }
        }
    }
}

/// What the events of a code are to a question, as bits.
#[derive(Clone, Debug)]
pub(crate) struct Classes(Arc<[u8; 1 << 16]>);

impl Classes {
    /// The n-th set of codes has the n-th bit.
    pub fn new(sets: &[&[u16]]) -> Self {
        let mut table = [0; 1 << 16];
        for (bit, codes) in sets.iter().enumerate() {
            codes.iter().for_each(|code| table[usize::from(*code)] |= 1 << bit);
        }
        Self(Arc::new(table))
    }

    /// The classes of every code.
    pub fn table(&self) -> &[u8; 1 << 16] {
        &self.0
    }

    #[inline]
    pub fn of(&self, code: u16) -> u8 {
        self.0[usize::from(code)]
    }
}
