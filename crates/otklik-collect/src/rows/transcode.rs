//! Text in any encoding, read as UTF-8.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, WINDOWS_1251};

const BLOCK_BYTES: usize = 32 * 1024;
/// Stands for bytes that mean nothing in the file's encoding: it means nothing in UTF-8 either,
/// so that whoever reads the rows finds the fault where it is.
const WRONG: u8 = 0xff;
/// The one byte that Windows-1251 does not use; the web's table makes a control character of it.
const UNUSED_1251: u8 = 0x98;

/// Reads UTF-8 from bytes of another encoding.
pub(crate) struct Transcode<R> {
    source: R,
    encoding: &'static Encoding,
    decoder: Decoder,
    input: Vec<u8>,
    taken: usize,
    output: Vec<u8>,
    given: usize,
    ended: bool,
    /// Whether the decoder was told that nothing more comes, and had nothing more to tell.
    finished: bool,
}

impl<R: Read> Transcode<R> {
    pub(crate) fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            encoding,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: Vec::new(),
            taken: 0,
            output: Vec::new(),
            given: 0,
            ended: false,
            finished: false,
        }
    }

    /// Reads and decodes on until there is something to give or nothing more comes.
    fn decode_more(&mut self) -> io::Result<()> {
        self.output.clear();
        self.given = 0;
        while self.output.is_empty() && !self.finished {
            if self.taken == self.input.len() && !self.ended {
                self.refill()?;
            }
            self.decode_block();
        }
        Ok(())
    }

    fn refill(&mut self) -> io::Result<()> {
        self.input.clear();
        self.taken = 0;
        (&mut self.source).take(BLOCK_BYTES as u64).read_to_end(&mut self.input)?;
        self.ended = self.input.len() < BLOCK_BYTES;
        Ok(())
    }

    fn decode_block(&mut self) {
        let mut rest = &self.input[self.taken..];
        let unused =
            if self.encoding == WINDOWS_1251 { rest.iter().position(|byte| *byte == UNUSED_1251) } else { None };
        if let Some(unused) = unused {
            rest = &rest[..unused];
        }
        let last = self.ended && unused.is_none();
        let room = self.decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(4 * rest.len() + 16);
        let before = self.output.len();
        self.output.resize(before + room, 0);
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(rest, &mut self.output[before..], last);
        self.output.truncate(before + written);
        self.taken += read;
        match result {
            DecoderResult::Malformed(..) => self.output.push(WRONG),
            DecoderResult::OutputFull => {}
            DecoderResult::InputEmpty if unused.is_some() => {
                self.output.push(WRONG);
                self.taken += 1;
            }
            DecoderResult::InputEmpty => self.finished = last,
        }
    }
}

impl<R: Read> Read for Transcode<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.given == self.output.len() {
            self.decode_more()?;
        }
        let bytes = buffer.len().min(self.output.len() - self.given);
        buffer[..bytes].copy_from_slice(&self.output[self.given..self.given + bytes]);
        self.given += bytes;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{KOI8_R, UTF_16BE, UTF_16LE};
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8], encoding: &'static Encoding) -> Vec<u8> {
        let mut text = Vec::new();
        Transcode::new(bytes, encoding).read_to_end(&mut text).unwrap();
        text
    }

    fn utf16(text: &str, in_order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(in_order).collect()
    }

    #[test]
    fn cyrillic_is_read_from_each_encoding() {
        let text = "\u{feff}Клиент;сумма «1 000,50 ₽»".trim_start_matches('\u{feff}');
        for encoding in [WINDOWS_1251, KOI8_R] {
            let text = "Клиент;сумма";
            assert_eq!(read(&encoding.encode(text).0, encoding), text.as_bytes());
        }
        assert_eq!(read(&utf16(&format!("\u{feff}{text}"), u16::to_le_bytes), UTF_16LE), text.as_bytes());
        assert_eq!(read(&utf16(text, u16::to_be_bytes), UTF_16BE), text.as_bytes());
    }

    #[test]
    fn what_means_nothing_stays_wrong() {
        assert_eq!(read(b"a\x98b", WINDOWS_1251), b"a\xffb");
        assert_eq!(read(b"a\0\x00\xd8b\0", UTF_16LE), b"a\xffb", "half of a pair");
        assert_eq!(read(b"a\0b", UTF_16LE), b"a\xff", "half of a letter");
    }

    proptest! {
        #[test]
        fn a_long_text_survives_its_blocks(text in "[а-яё\\n;]{0,40}", times in 0..3000_usize) {
            let text = text.repeat(times);
            prop_assert_eq!(read(&WINDOWS_1251.encode(&text).0, WINDOWS_1251), text.as_bytes());
            prop_assert_eq!(read(&utf16(&text, u16::to_le_bytes), UTF_16LE), text.as_bytes());
        }

        #[test]
        fn any_bytes_are_read_to_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            for encoding in [WINDOWS_1251, KOI8_R, UTF_16LE, UTF_16BE] {
                read(&bytes, encoding);
            }
        }
    }
}
