//! In what a file's text is written.

use std::io::{self, Read};

use encoding_rs::{Encoding, KOI8_R, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

/// What files may be written in, by the names that a mapping uses.
pub(crate) const ENCODINGS: &[(&str, &Encoding)] = &[
    ("utf-8", UTF_8),
    ("utf-16le", UTF_16LE),
    ("utf-16be", UTF_16BE),
    ("windows-1251", WINDOWS_1251),
    ("koi8-r", KOI8_R),
];

/// So far is looked for the first letter beyond ASCII.
const SEARCHED_BYTES: u64 = 64 * 1024 * 1024;
/// Of so many whole letters in UTF-8 one byte may be wrong: that is a damaged row, not another encoding.
const LETTERS_PER_DAMAGE: usize = 10;

/// What an XML document says of itself in its first line.
pub(super) fn declared(beginning: &[u8]) -> Option<&'static Encoding> {
    let line = beginning.strip_prefix(b"<?xml")?;
    let line = String::from_utf8_lossy(&line[..line.len().min(200)]).into_owned();
    let (_, value) = line.split_once("?>")?.0.split_once("encoding")?;
    let label = value.trim_start_matches([' ', '=']).split(['"', '\'']).nth(1)?;
    Encoding::for_label(label.as_bytes())
}

/// Finds the encoding from a file's beginning; `rest` is read on while nothing but ASCII was met.
pub(super) fn detect(beginning: &[u8], rest: &mut impl Read) -> io::Result<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(beginning) {
        return Ok(encoding);
    }
    if let Some(encoding) = utf16_without_mark(beginning) {
        return Ok(encoding);
    }
    if !beginning.is_ascii() {
        return Ok(by_letters(beginning));
    }
    let mut block = Vec::new();
    let mut searched = 0;
    while searched < SEARCHED_BYTES {
        block.clear();
        rest.take(256 * 1024).read_to_end(&mut block)?;
        if let Some(found) = block.iter().position(|byte| !byte.is_ascii()) {
            return Ok(by_letters(&block[found..]));
        }
        if block.is_empty() {
            break;
        }
        searched += block.len() as u64;
    }
    Ok(UTF_8)
}

/// Latin and Cyrillic letters have 0 and 4 as their high bytes, which hardly occur otherwise.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let is_high = |byte: &&u8| **byte == 0 || **byte == 4;
    let pairs = bytes.len() / 2;
    let even = bytes.iter().step_by(2).take(pairs).filter(is_high).count();
    let odd = bytes.iter().skip(1).step_by(2).take(pairs).filter(is_high).count();
    match (even * 10 >= pairs * 8, odd * 10 >= pairs * 8) {
        (false, true) if pairs >= 2 => Some(UTF_16LE),
        (true, false) if pairs >= 2 => Some(UTF_16BE),
        _ => None,
    }
}

fn by_letters(bytes: &[u8]) -> &'static Encoding {
    let (mut letters, mut damages) = (0, 0);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        // The last letter may be cut off by the end of what was read.
        let is_end = chunks.peek().is_none();
        damages += usize::from(!chunk.invalid().is_empty() && !is_end);
    }
    if damages == 0 && letters > 0 || damages * LETTERS_PER_DAMAGE < letters {
        return UTF_8;
    }
    if cyrillic_fitness(bytes, KOI8_R) > cyrillic_fitness(bytes, WINDOWS_1251) { KOI8_R } else { WINDOWS_1251 }
}

/// How much like Russian the bytes read: frequent letters speak for an encoding, rare ones,
/// a capital after a small letter and a sign within a word against it.
fn cyrillic_fitness(bytes: &[u8], encoding: &'static Encoding) -> i64 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut fitness = 0;
    let mut before = ' ';
    for letter in text.chars() {
        let small = letter.to_lowercase().next().unwrap_or(letter);
        fitness += match small {
            _ if letter.is_uppercase() && before.is_lowercase() => -4,
            'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'р' | 'в' | 'л' => 3,
            'ж' | 'ш' | 'х' | 'ю' | 'ц' | 'щ' | 'ф' | 'э' | 'ъ' | 'ё' => -2,
            'а'..='я' => 1,
            '№' | '«' | '»' | '—' | '–' | '\u{a0}' => 0,
            other if other.is_ascii() => 0,
            _ => -2,
        };
        before = letter;
    }
    fitness
}

/// Whether these bytes are no text at all.
pub(super) fn is_binary(bytes: &[u8], encoding: &'static Encoding) -> bool {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return false;
    }
    let odd = bytes.iter().filter(|byte| matches!(byte, 0..=8 | 14..=31)).count();
    odd > 8 && odd * 20 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(bytes: &[u8]) -> &'static str {
        detect(bytes, &mut io::empty()).unwrap().name()
    }

    #[test]
    fn each_encoding_is_known_by_its_text() {
        let text = "Клиент;Сумма;Комментарий\nИванов;1 200,50;ОТЛИЧНО, спасибо\n";
        assert_eq!(detected(text.as_bytes()), "UTF-8");
        assert_eq!(detected(&WINDOWS_1251.encode(text).0), "windows-1251");
        assert_eq!(detected(&KOI8_R.encode(text).0), "KOI8-R");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(detected(&wide), "UTF-16LE");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(detected(&wide), "UTF-16BE");
        assert_eq!(detected(b"\xef\xbb\xbfid\n\xcf"), "UTF-8", "a mark is believed");
        assert_eq!(detected(b"id,name\n1,Anna\n"), "UTF-8");
        assert_eq!(detected(b""), "UTF-8");
    }

    #[test]
    fn capitals_alone_tell_the_encodings_apart() {
        let text = "ИВАНОВ ИВАН ИВАНОВИЧ;МОСКВА\nПЕТРОВА АННА;КАЗАНЬ\nимя\n";
        assert_eq!(detected(&WINDOWS_1251.encode(text).0), "windows-1251");
        assert_eq!(detected(&KOI8_R.encode(text).0), "KOI8-R");
    }

    #[test]
    fn the_first_cyrillic_letter_may_come_late() {
        let beginning = b"id;name\n".repeat(10_000);
        let late = WINDOWS_1251.encode("1;Екатерина Петровна\n").0;
        assert_eq!(detect(&beginning, &mut &late[..]).unwrap(), WINDOWS_1251);
    }

    #[test]
    fn one_damaged_row_is_no_other_encoding() {
        let mut bytes = "Клиент;Город\nАнна;Москва\n".as_bytes().to_vec();
        bytes.extend(b"\xcf\xe5;x\n");
        bytes.extend("Вера;Казань\n".as_bytes());
        assert_eq!(detected(&bytes), "UTF-8");
    }

    #[test]
    fn pictures_are_no_text() {
        assert!(is_binary(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 200, 201], UTF_8));
        assert!(!is_binary(b"a,b\n1,\0\n", UTF_8));
    }
}
