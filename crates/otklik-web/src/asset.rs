//! Files of the built pages by their paths.

use std::borrow::Cow;

use rust_embed::{EmbeddedFile, RustEmbed};

use crate::unbuilt;

#[derive(RustEmbed)]
#[folder = "../../web/build"]
struct Build;

const START_PAGE: &str = "index.html";
/// Where only files are: an old page that asks for a file that is gone must not get a page instead.
const FILES_ONLY: &str = "_app/";
/// Files here have their contents' hash in their names.
const HASHED: &str = "_app/immutable/";
/// Compressed forms that the build leaves beside each file, the smallest first.
const ENCODINGS: [(&str, &str); 2] = [("br", "br"), ("gzip", "gz")];

/// A file as it is sent.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its bytes, in the form that [`Asset::encoding`] names.
    pub contents: Cow<'static, [u8]>,
    /// Its media type.
    pub content_type: String,
    /// The encoding of its bytes; none when they are plain.
    pub encoding: Option<&'static str>,
    /// A word that changes with the contents, in quotes as the header `ETag` wants it.
    pub tag: String,
    /// How long it may be kept.
    pub keeping: Keeping,
}

/// How long a browser may keep a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// For ever: another content has another name.
    Forever,
    /// Until it asks again, which it does every time.
    AskAgain,
}

/// The file for a path of an address, or the application's page; none for a file that is not there.
///
/// `accepted` is the header `Accept-Encoding`.
pub fn find(path: &str, accepted: &str) -> Option<Asset> {
    let name = path.trim_start_matches('/');
    if !name.is_empty()
        && let Some(asset) = load(name, accepted)
    {
        return Some(asset);
    }
    if name.starts_with(FILES_ONLY) {
        return None;
    }
    Some(load(START_PAGE, accepted).unwrap_or_else(unbuilt::page))
}

fn load(name: &str, accepted: &str) -> Option<Asset> {
    let plain = Build::get(name)?;
    let compressed =
        ENCODINGS.into_iter().filter(|(encoding, _)| accepts(accepted, encoding)).find_map(|(encoding, extension)| {
            Build::get(&format!("{name}.{extension}")).map(|file| (file, Some(encoding)))
        });
    let content_type = with_charset(plain.metadata.mimetype());
    let (file, encoding) = compressed.unwrap_or((plain, None));
    let keeping = if name.starts_with(HASHED) { Keeping::Forever } else { Keeping::AskAgain };
    Some(Asset { tag: tag(&file), contents: file.data, content_type, encoding, keeping })
}

/// Whether a header `Accept-Encoding` names an encoding and does not give it the weight nought.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = parts.find_map(|part| part.strip_prefix("q=")).and_then(|weight| weight.parse::<f32>().ok());
        named && weight.is_none_or(|weight| weight > 0.0)
    })
}

fn with_charset(media_type: &str) -> String {
    match media_type.starts_with("text/") {
        true => format!("{media_type}; charset=utf-8"),
        false => media_type.to_owned(),
    }
}

fn tag(file: &EmbeddedFile) -> String {
    const SHOWN_BYTES: usize = 16;
    let mut tag = String::from("\"");
    for byte in &file.metadata.sha256_hash()[..SHOWN_BYTES] {
        tag.push_str(&format!("{byte:02x}"));
    }
    tag.push('"');
    tag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_of_the_application_has_a_page() {
        for path in ["", "/", "/customers/7", "/no/such.page"] {
            let asset = find(path, "").unwrap();
            assert!(asset.content_type.starts_with("text/html"), "{path}");
            assert_eq!(asset.keeping, Keeping::AskAgain);
            assert_eq!(asset.encoding, None);
        }
    }

    #[test]
    fn a_file_that_is_gone_is_no_page() {
        assert!(find("/_app/immutable/entry/gone.js", "br").is_none());
        assert!(find("/_app/../../Cargo.toml", "br").is_none());
    }

    #[test]
    fn a_path_does_not_lead_out_of_the_folder() {
        for path in ["/../src/app.html", "/../../Cargo.toml", "//etc/passwd"] {
            let asset = find(path, "").unwrap();
            assert!(asset.content_type.starts_with("text/html"), "{path}");
            assert!(!String::from_utf8_lossy(&asset.contents).contains("[workspace]"));
        }
    }

    #[test]
    fn an_encoding_of_weight_nought_is_not_accepted() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("br;q=0.5", "br"));
        assert!(!accepts("br;q=0, gzip", "br"));
        assert!(!accepts("", "br"));
    }
}
