//! The cases, the documents and the wire form's schema are copies of a contract that lies beside the checkout, in
//! `shared`. A copy never differs from it by a byte. Absent: what the copies mean; other tests read them.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// What is copied, under the same name on both sides: whole folders, and one file.
const COPIED: [&str; 3] = ["cases", "seeds", "spec/decide.schema.json"];

#[test]
fn every_copy_is_the_same_to_the_byte() -> io::Result<()> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR"));
    let contract = ours.join("../../shared");
    if !contract.is_dir() {
        // Past the test harness, which keeps back what a passing test prints.
        return writeln!(
            io::stderr(),
            "copies: no folder `shared` beside the checkout, nothing to compare with"
        );
    }
    for copied in COPIED {
        let originals = files(&contract.join(copied))?;
        assert!(!originals.is_empty(), "nothing in {copied}");
        for original in originals {
            let name = original
                .strip_prefix(&contract)
                .expect("it was found inside");
            let copy = fs::read(ours.join(name)).unwrap_or_default();
            assert!(
                copy == fs::read(&original)?,
                "tests/{} differs from its original",
                name.display()
            );
        }
    }
    Ok(())
}

/// The file itself, or the files in the folder.
fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect()
}
