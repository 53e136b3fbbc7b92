//! Bakes the law of `policy/areas` into the bytes that the browser gets, in the language that this build speaks.

use std::{env, error::Error, fs, path::PathBuf};

use policy::{Areas, clause::Lang};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR")?);
    let is_asked_for = |feature: &str| env::var_os(["CARGO_FEATURE_", feature].concat()).is_some();
    let languages = match (is_asked_for("ONLY_ZH"), is_asked_for("ONLY_EN")) {
        (true, false) => &[Lang::Zh][..],
        (false, true) => &[Lang::En],
        _ => Lang::ALL,
    };
    fs::write(folder.join("law.bin"), Areas::built_in().bake(languages)?)?;
    // A changed rule file is a changed `policy`, and that runs this again.
    println!("cargo::rerun-if-changed=build.rs");
    Ok(())
}
