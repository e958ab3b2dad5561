//! Makes the folder of the built pages when nobody has built them, so that the server compiles without Node.

use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let crate_folder = env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?;
    let build = Path::new(&crate_folder).join("../../web/build");
    fs::create_dir_all(&build)?;
    println!("cargo::rerun-if-changed={}", build.display());
    Ok(())
}
