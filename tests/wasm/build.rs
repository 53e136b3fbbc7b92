//! Bakes the law of `policy/areas`, as `front` does.

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    fs::write(
        folder.join("law.bin"),
        policy::Areas::built_in().bake(policy::clause::Lang::ALL)?,
    )?;
    // A changed rule file is a changed `policy`, and that runs this again.
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
