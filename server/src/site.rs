//! The built site on disk: hashed files under `pkg/`, and `manifest.json`, which says what they are called.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
};

use app::visit::{Assets, Island};

/// Why a built site can't be served.
#[derive(Debug, thiserror::Error)]
pub enum SiteFault {
    /// There is none, or not for us to read.
    #[error(
        "no built site: cannot read {path}: {fault}; build it with `cargo xtask serve`, or name it with --site",
        path = .0.display(), fault = .1
    )]
    Unreadable(PathBuf, #[source] io::Error),
    /// The manifest is no JSON object of names and addresses.
    #[error("{path}: {fault}; build the site anew", path = .0.display(), fault = .1)]
    NoManifest(PathBuf, #[source] serde_json::Error),
    /// A file that pages load is not in the manifest.
    #[error("{path}: no `{name}` in it; build the site anew", path = .0.display(), name = .1)]
    Missing(PathBuf, &'static str),
}

/// Reads the addresses of what pages load. They stay for the life of the process.
pub fn read(site: &Path) -> Result<Assets, SiteFault> {
    let path = site.join("manifest.json");
    let bytes = std::fs::read(&path).map_err(|fault| SiteFault::Unreadable(path.clone(), fault))?;
    let mut addresses: HashMap<String, String> = serde_json::from_slice(&bytes)
        .map_err(|fault| SiteFault::NoManifest(path.clone(), fault))?;
    let mut take = |name: &'static str| -> Result<&'static str, SiteFault> {
        let address = addresses.remove(name);
        let address = address.ok_or_else(|| SiteFault::Missing(path.clone(), name))?;
        Ok(address.leak())
    };
    Ok(Assets {
        style: take("main.css")?,
        boot: take("boot.js")?,
        islands: Some(
            [
                (take("front.zh.js")?, take("front.zh.wasm")?),
                (take("front.en.js")?, take("front.en.wasm")?),
            ]
            .map(|(glue, wasm)| Island { glue, wasm }),
        ),
        icons: take("icons.svg")?,
        favicon: take("favicon.svg")?,
    })
}
