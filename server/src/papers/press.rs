//! The press (印刷): the fonts, opened once, and so many papers at a time. Drawing takes tens of milliseconds of a whole
//! core, so a crowd of papers must not take the cores from the pages.

use std::{path::PathBuf, sync::Arc, time::Duration};

use papers::{Fonts, Paper, PaperFault};
use tokio::{sync::Semaphore, time::timeout};

/// Papers drawn at once.
const TURNS: usize = 2;
/// From asking to having the paper: a crowd's last waits so long, then is told to come again.
const PATIENCE: Duration = Duration::from_secs(8);

/// Draws papers.
pub struct Press {
    fonts: Result<Arc<Fonts>, String>,
    turns: Arc<Semaphore>,
}

/// Why a paper was not printed.
#[derive(Debug, thiserror::Error)]
pub enum Unprinted {
    /// The fonts did not open; what is missing.
    #[error("no fonts: {0}")]
    Fonts(String),
    /// Too many papers at once.
    #[error("too many papers at once")]
    Busy,
    /// The paper itself.
    #[error(transparent)]
    Paper(#[from] PaperFault),
}

impl Press {
    /// Opens the fonts. Without them everything else works, so what is missing is told and the portal starts.
    pub fn open(paths: &[PathBuf]) -> Press {
        let fonts = Fonts::open(paths).map(Arc::new).map_err(|fault| {
            tracing::warn!(%fault, "papers can't be made as PDF; families print the page instead");
            fault.to_string()
        });
        Press {
            fonts,
            turns: Arc::new(Semaphore::new(TURNS)),
        }
    }

    /// Draws a paper as PDF.
    pub async fn print(&self, paper: Paper) -> Result<Vec<u8>, Unprinted> {
        let fonts = self
            .fonts
            .as_ref()
            .map_err(|missing| Unprinted::Fonts(missing.clone()))?;
        let (fonts, turns) = (Arc::clone(fonts), Arc::clone(&self.turns));
        let drawn = async move {
            let turn = turns.acquire_owned().await.map_err(|_| Unprinted::Busy)?;
            // The turn goes along: a visitor who left must not let another in before the core is free.
            let drawn = tokio::task::spawn_blocking(move || {
                let _turn = turn;
                papers::pdf(&paper, &fonts)
            });
            let drawn = drawn
                .await
                .map_err(|fault| PaperFault::Writer(fault.to_string()))?;
            Ok(drawn?)
        };
        timeout(PATIENCE, drawn)
            .await
            .unwrap_or(Err(Unprinted::Busy))
    }
}
