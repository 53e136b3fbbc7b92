//! Where families' files are kept, and who holds the keys.

use std::path::PathBuf;

use clap::Args;
use registry::keys::KeyFile;
use serde::{Deserialize, Deserializer, de::Error as _};

/// What may be given about keeping; `[keeping]` in the file. Every command that touches the files understands it.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Where files are kept")]
pub struct KeepingGiven {
    /// `sqlite:PATH` or `postgres://…` [default: sqlite:data/yucan.db]
    #[arg(long, global = true, value_name = "ADDRESS", env = "YUCAN_DATABASE", value_parser = address)]
    #[serde(deserialize_with = "address_in_file")]
    pub database: Option<String>,
    /// The key file, mode 0400; made with the first start of a new database [default: `keys` beside the SQLite file,
    /// else data/keys]
    #[arg(long, global = true, value_name = "FILE", env = "YUCAN_KEYS")]
    pub keys: Option<PathBuf>,
    /// Where it is listed whose files were deleted, so that a copy that is brought back has that done again; best on
    /// another disk than the database [default: the key file's name with `.destroyed`]
    #[arg(long, global = true, value_name = "FILE", env = "YUCAN_DESTROYED")]
    pub destroyed: Option<PathBuf>,
    /// What seals: `aes-256-gcm-siv` or `sm4-gcm`; whatever was sealed stays readable [default: aes-256-gcm-siv]
    #[arg(long, global = true, value_name = "SUITE", env = "YUCAN_SUITE", value_parser = ["aes-256-gcm-siv", "sm4-gcm"])]
    pub suite: Option<String>,
}

impl KeepingGiven {
    pub(crate) fn or(self, others: Self) -> Self {
        Self {
            database: self.database.or(others.database),
            keys: self.keys.or(others.keys),
            destroyed: self.destroyed.or(others.destroyed),
            suite: self.suite.or(others.suite),
        }
    }
}

/// What holds about keeping.
#[derive(Debug, Clone)]
pub struct Keeping {
    /// The database's address.
    pub database: String,
    /// The key file.
    pub keys: PathBuf,
    /// The list of families whose keys were destroyed, where it is not beside the key file.
    pub destroyed: Option<PathBuf>,
    /// Whether SM4 seals.
    pub is_sm4: bool,
}

impl From<KeepingGiven> for Keeping {
    fn from(given: KeepingGiven) -> Self {
        let database = given
            .database
            .unwrap_or_else(|| "sqlite:data/yucan.db".to_owned());
        let keys = given.keys.unwrap_or_else(|| match file_of(&database) {
            Some(file) => file.with_file_name("keys"),
            None => PathBuf::from("data/keys"),
        });
        Self {
            database,
            keys,
            destroyed: given.destroyed,
            is_sm4: given.suite.as_deref() == Some("sm4-gcm"),
        }
    }
}

impl Keeping {
    /// The database's file, where it is one.
    pub fn file(&self) -> Option<PathBuf> {
        file_of(&self.database)
    }

    /// The list of families whose keys were destroyed.
    pub fn list(&self) -> PathBuf {
        let beside = || KeyFile::list_of(&self.keys);
        self.destroyed.clone().unwrap_or_else(beside)
    }
}

fn file_of(database: &str) -> Option<PathBuf> {
    let path = database.strip_prefix("sqlite:")?;
    Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
}

/// An address that some database may have; else why not.
fn address(text: &str) -> Result<String, String> {
    let is_server = ["postgres://", "postgresql://"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    match file_of(text) {
        Some(path) if path.file_name().is_none() => {
            Err("sqlite: is followed by the path of a file".to_owned())
        }
        None if !is_server => Err("it begins with sqlite: or postgres://".to_owned()),
        _ => Ok(text.to_owned()),
    }
}

fn address_in_file<'de, D: Deserializer<'de>>(told: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(told)?;
    address(&text).map(Some).map_err(D::Error::custom)
}
