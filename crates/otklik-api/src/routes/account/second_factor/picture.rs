//! A QR code as an SVG.

use std::fmt::Write as _;

use qrcodegen::{DataTooLong, QrCode, QrCodeEcc};

/// Modules of white around a code (ISO/IEC 18004).
const BORDER: i32 = 4;

/// Draws a text, dark on white in both colour schemes, since cameras expect it so.
pub(super) fn draw(text: &str) -> Result<String, DataTooLong> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium)?;
    let side = code.size() + 2 * BORDER;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing to a string cannot fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + BORDER, y + BORDER);
        }
    }
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_white_border() {
        let picture = draw("otpauth://totp/Otklik:anna@example.com?secret=MZXW6YTBOI&issuer=Otklik").unwrap();
        let side = QrCode::encode_text(
            "otpauth://totp/Otklik:anna@example.com?secret=MZXW6YTBOI&issuer=Otklik",
            QrCodeEcc::Medium,
        )
        .unwrap()
        .size();
        for (x, y) in [(4, 4), (side + 3, 4), (4, side + 3)] {
            assert!(picture.contains(&format!("M{x},{y}h1")), "{x},{y}");
        }
        assert!(!picture.contains("M3,") && picture.starts_with("<svg "));
        assert!(draw(&"x".repeat(5_000)).is_err());
    }
}
