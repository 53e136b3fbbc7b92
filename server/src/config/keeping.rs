//! Where families' files are kept, and who holds the keys.

use std::path::PathBuf;

use clap::Args;
use serde::Deserialize;

/// What may be given about keeping; `[keeping]` in the file. Every command that touches the files understands it.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[command(next_help_heading = "Where files are kept")]
pub struct KeepingGiven {
    /// `sqlite:PATH` or `postgres://…` [default: sqlite:data/yucan.db]
    #[arg(long, global = true, value_name = "ADDRESS", env = "YUCAN_DATABASE")]
    pub database: Option<String>,
    /// The key file, mode 0400; made with the first start of a new database [default: `keys` beside the SQLite file,
    /// else data/keys]
    #[arg(long, global = true, value_name = "FILE", env = "YUCAN_KEYS")]
    pub keys: Option<PathBuf>,
    /// What seals: `aes-256-gcm-siv` or `sm4-gcm`; whatever was sealed stays readable [default: aes-256-gcm-siv]
    #[arg(long, global = true, value_name = "SUITE", env = "YUCAN_SUITE", value_parser = ["aes-256-gcm-siv", "sm4-gcm"])]
    pub suite: Option<String>,
}

impl KeepingGiven {
    pub(crate) fn or(self, others: Self) -> Self {
        Self {
            database: self.database.or(others.database),
            keys: self.keys.or(others.keys),
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
            is_sm4: given.suite.as_deref() == Some("sm4-gcm"),
        }
    }
}

impl Keeping {
    /// The database's file, where it is one.
    pub fn file(&self) -> Option<PathBuf> {
        file_of(&self.database)
    }
}

fn file_of(database: &str) -> Option<PathBuf> {
    let path = database.strip_prefix("sqlite:")?;
    Some(PathBuf::from(path.strip_prefix("//").unwrap_or(path)))
}
