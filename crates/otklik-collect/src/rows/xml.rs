//! XML, piece by piece, from files that may be hostile: no piece is longer than a row may be, and no entity is resolved
//! but those that every document has.

use std::borrow::Cow;
use std::io::{self, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::limits;

/// Reads a document, holding one tag or text of it in memory.
pub(crate) struct Xml<R> {
    reader: Reader<BufReader<Bounded<R>>>,
    buffer: Vec<u8>,
}

impl<R: Read> Xml<R> {
    /// Reads what is in UTF-8, whatever the document says of its encoding.
    pub(crate) fn new(source: R) -> Self {
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 * 1024, Bounded { source, left: 0 }));
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new() }
    }

    /// The next tag or text, an empty tag as its beginning and its end; [`Event::Eof`] at the end.
    pub(crate) fn next(&mut self) -> io::Result<Event<'_>> {
        self.buffer.clear();
        self.reader.get_mut().get_mut().left = limits::ROW_BYTES;
        let place = self.reader.buffer_position();
        self.reader.read_event_into(&mut self.buffer).map_err(|error| malformed(place, &error))
    }

    /// How many bytes of the document were taken.
    pub(crate) fn place(&self) -> u64 {
        self.reader.buffer_position()
    }
}

/// What says that a document is not well formed, and where.
pub(crate) fn malformed(place: u64, what: &dyn std::fmt::Display) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("byte {place}: {what}"))
}

/// The value of a tag's attribute, unescaped; nothing where there is none.
pub(crate) fn attribute<'a>(tag: &'a BytesStart<'_>, name: &str) -> Result<Option<Cow<'a, str>>, quick_xml::Error> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute?;
        if attribute.key.as_ref() == name {
            return attribute.normalized_value(XmlVersion::Implicit1_0).map(Some);
        }
    }
    Ok(None)
}

/// Gives so many bytes and no more until it is allowed again.
struct Bounded<R> {
    source: R,
    left: usize,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            let what = format!("a tag or text of more than {} bytes", limits::ROW_BYTES);
            return Err(io::Error::new(io::ErrorKind::InvalidData, what));
        }
        let read = self.source.read(buffer)?;
        self.left = self.left.saturating_sub(read);
        Ok(read)
    }
}
