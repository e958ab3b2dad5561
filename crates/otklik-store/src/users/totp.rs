//! Time-based one-time passwords (RFC 6238) with SHA-1, six digits and half a minute, as every authenticator app makes them.

use hmac::{Hmac, KeyInit, Mac};
use otklik_core::Timestamp;
use otklik_core::time::SECOND_MICROS;
use sha1::Sha1;

/// Bytes of a secret (RFC 4226, section 4, R6).
pub(super) const SECRET_BYTES: usize = 20;
const STEP_SECONDS: i64 = 30;
/// Steps by which a clock may be wrong.
const TOLERANCE: i64 = 1;
const MODULUS: u32 = 1_000_000;

/// The step of which this is the code, if it is one of now or of a neighbour.
pub(super) fn step_of(secret: &[u8], code: &str, now: Timestamp) -> Option<i64> {
    let code: String = code.chars().filter(|letter| !letter.is_whitespace()).collect();
    let current = now.0.div_euclid(STEP_SECONDS * SECOND_MICROS);
    (current - TOLERANCE..=current + TOLERANCE).find(|step| code_at(secret, *step).is_some_and(|known| known == code))
}

/// The code of a step: RFC 4226, section 5.3.
fn code_at(secret: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest.last()? & 0x0f);
    let word: [u8; 4] = digest.get(offset..offset + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % MODULUS))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the last six of the eight digits for SHA-1.
    const TABLE: [(i64, &str); 6] = [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_111_111_111, "050471"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ];
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Timestamp {
        Timestamp(seconds * SECOND_MICROS)
    }

    #[test]
    fn the_codes_are_those_of_the_standard() {
        for (seconds, code) in TABLE {
            assert_eq!(step_of(SECRET, code, at(seconds)), Some(seconds / STEP_SECONDS), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_for_its_step_and_the_neighbours() {
        let (seconds, code) = TABLE[3];
        assert!(step_of(SECRET, " 005 924 ", at(seconds)).is_some());
        for good in [-30, 30] {
            assert_eq!(step_of(SECRET, code, at(seconds + good)), Some(seconds / STEP_SECONDS));
        }
        for bad in [-61, 61, 3_600] {
            assert_eq!(step_of(SECRET, code, at(seconds + bad)), None);
        }
        assert_eq!(step_of(SECRET, "5924", at(seconds)), None, "zeros in front belong to it");
        assert_eq!(step_of(SECRET, "", at(seconds)), None);
    }
}
