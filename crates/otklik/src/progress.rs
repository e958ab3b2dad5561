//! Bars for long work, on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar that counts up to `total`; invisible when stderr is no terminal.
pub fn bar(total: u64, what: String) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} % · {elapsed} · {eta}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}
