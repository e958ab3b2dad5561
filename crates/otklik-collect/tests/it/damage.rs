//! Damage done to good files: what fuzzing changes, as a strategy that shrinks to the least damage that still does harm.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// How many damaged inputs each property tries; `OTKLIK_FUZZ_CASES` says otherwise, for a longer hunt.
pub(crate) fn cases(few: u32) -> ProptestConfig {
    static WANTED: LazyLock<Option<u32>> =
        LazyLock::new(|| std::env::var("OTKLIK_FUZZ_CASES").ok().and_then(|text| text.parse().ok()));
    ProptestConfig::with_cases(WANTED.unwrap_or(few))
}

/// One change to a file.
#[derive(Clone, Debug)]
enum Damage {
    /// A bit is turned over.
    Bit(Index, u8),
    /// A byte is another.
    Byte(Index, u8),
    /// A span is missing.
    Cut(Index, usize),
    /// Everything from here on is missing.
    End(Index),
    /// A span comes twice.
    Repeat(Index, usize),
    /// Something was put in between.
    Insert(Index, Vec<u8>),
    /// A span was copied over another.
    Copy(Index, Index, usize),
    /// A number of four bytes is the largest, the least or nought, as counts and lengths are when they lie.
    Number(Index, [u8; 4]),
}

/// What means something to one reader or another.
const WORDS: &[&[u8]] = &[
    b",",
    b";",
    b"\t",
    b"\n",
    b"\r",
    b"\"",
    b"\"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"null",
    b"-1",
    b"1e999",
    b"\0",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"PAR1",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b\x08",
    b"<row>",
    b"</sheetData>",
    b"&#x0;",
    b"=1+1",
    b"../",
    b"2026-13-45",
    b"\\ud800",
    b"99999999999999999999",
];

fn change() -> impl Strategy<Value = Damage> {
    let place = any::<Index>;
    prop_oneof![
        (place(), 0..8_u8).prop_map(|(at, bit)| Damage::Bit(at, bit)),
        (place(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        (place(), 1..64_usize).prop_map(|(at, length)| Damage::Cut(at, length)),
        place().prop_map(Damage::End),
        (place(), 1..256_usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
        (place(), select(WORDS)).prop_map(|(at, word)| Damage::Insert(at, word.to_vec())),
        (place(), vec(any::<u8>(), 1..8)).prop_map(|(at, bytes)| Damage::Insert(at, bytes)),
        (place(), place(), 1..64_usize).prop_map(|(from, to, length)| Damage::Copy(from, to, length)),
        (place(), select(vec![[0; 4], [0xff; 4], [0xff, 0xff, 0xff, 0x7f], [0, 0, 0, 0x80]]))
            .prop_map(|(at, number)| Damage::Number(at, number)),
    ]
}

impl Damage {
    fn apply(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let size = bytes.len();
        let span = |at: &Index, length: usize| at.index(size)..(at.index(size) + length).min(size);
        match self {
            Self::Bit(at, bit) => bytes[at.index(size)] ^= 1 << bit,
            Self::Byte(at, byte) => bytes[at.index(size)] = *byte,
            Self::Cut(at, length) => drop(bytes.drain(span(at, *length))),
            Self::End(at) => bytes.truncate(at.index(size)),
            Self::Repeat(at, length) => {
                let span = span(at, *length);
                let again = bytes[span.clone()].to_vec();
                bytes.splice(span.end..span.end, again);
            }
            Self::Insert(at, word) => drop(bytes.splice(at.index(size)..at.index(size), word.iter().copied())),
            Self::Copy(from, to, length) => {
                let source = bytes[span(from, *length)].to_vec();
                for (place, byte) in bytes[to.index(size)..].iter_mut().zip(source) {
                    *place = byte;
                }
            }
            Self::Number(at, number) => {
                for (place, byte) in bytes[at.index(size)..].iter_mut().zip(number) {
                    *place = *byte;
                }
            }
        }
    }
}

/// One of these, with some damage done.
pub(crate) fn damaged(whole: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    (select(whole), vec(change(), 1..6)).prop_map(|(mut bytes, damages)| {
        damages.iter().for_each(|damage| damage.apply(&mut bytes));
        bytes
    })
}
