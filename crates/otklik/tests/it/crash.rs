//! Killing the program in the middle of an import.

use std::process::Stdio;
use std::time::Duration;

use crate::program::{are_same, ask, import_olist, printed};

#[test]
fn a_killed_import_that_is_repeated_counts_everything_once() {
    let whole = tempfile::tempdir().unwrap();
    printed(&mut import_olist(whole.path()));
    let expected = ask(whole.path(), &["operations"])["total"].clone();
    for millis in [30, 90, 180, 300, 450, 700] {
        let data = tempfile::tempdir().unwrap();
        let mut import = import_olist(data.path()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(millis));
        // The import may already be done; then the repetition alone is tested.
        let _ = import.kill();
        import.wait().unwrap();
        printed(&mut import_olist(data.path()));
        let found = ask(data.path(), &["operations"])["total"].clone();
        assert!(are_same(&found, &expected), "killed after {millis} ms: {found}\n{expected}");
        let scores = ask(data.path(), &["scores", "--metric", "csat"]);
        assert_eq!(scores["total"]["estimate"]["n"], 8_225, "killed after {millis} ms");
    }
}
