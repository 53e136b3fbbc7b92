//! The press (印刷): the fonts, opened once, and so many papers at a time. Drawing takes milliseconds of a whole core,
//! and tens of them where a rare character is read from its font, so a crowd of papers must not take the cores from
//! the pages.
//!
//! The fonts are opened with the first paper: that takes half a second, and what is cut out of them six megabytes, which
//! a portal that prints nothing, or not yet, need not pay.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
    time::{Duration, Instant},
};

use axum::body::Bytes;
use papers::{Fonts, Paper, PaperFault, html};
use tokio::{sync::Semaphore, time::timeout};

use super::drawn::Drawn;

/// Papers drawn at once.
const TURNS: usize = 2;
/// From asking to having the paper: a crowd's last waits so long, then is told to come again.
const PATIENCE: Duration = Duration::from_secs(8);

/// Draws papers.
pub struct Press {
    shelf: Arc<Shelf>,
    turns: Arc<Semaphore>,
    drawn: Drawn,
}

/// The fonts, and where they lie.
struct Shelf {
    paths: Vec<PathBuf>,
    fonts: OnceLock<Result<Fonts, String>>,
}

impl Shelf {
    /// The fonts, opened now if nobody needed them before.
    fn fonts(&self) -> Result<&Fonts, Unprinted> {
        let opened = self.fonts.get_or_init(|| {
            Fonts::open(&self.paths).map_err(|fault| {
                tracing::warn!(%fault, "papers can't be made as PDF; families print the page instead");
                fault.to_string()
            })
        });
        opened
            .as_ref()
            .map_err(|missing| Unprinted::Fonts(missing.clone()))
    }
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
    /// A press with these fonts. What is not there is told at once, and the portal starts: without fonts everything else
    /// works.
    pub fn new(paths: &[PathBuf]) -> Press {
        for missing in paths.iter().filter(|path| !path.exists()) {
            tracing::warn!(font = %missing.display(), "a font of papers is missing");
        }
        Press {
            shelf: Arc::new(Shelf {
                paths: paths.to_vec(),
                fonts: OnceLock::new(),
            }),
            turns: Arc::new(Semaphore::new(TURNS)),
            drawn: Drawn::default(),
        }
    }

    /// A paper as PDF: drawn, or as it was drawn a moment ago.
    pub async fn print(&self, paper: Paper) -> Result<Bytes, Unprinted> {
        if let Some(pdf) = self.drawn.find(&paper, Instant::now()) {
            return Ok(pdf);
        }
        let pdf = Bytes::from(self.draw(paper.clone()).await?);
        self.drawn.keep(paper, pdf.clone(), Instant::now());
        Ok(pdf)
    }

    /// Lets go of papers that were drawn longer ago.
    pub fn tidy(&self) {
        self.drawn.tidy(Instant::now());
    }

    async fn draw(&self, paper: Paper) -> Result<Vec<u8>, Unprinted> {
        let turn = Arc::clone(&self.turns).acquire_owned();
        let drawn = async {
            let turn = turn.await.map_err(|_| Unprinted::Busy)?;
            self.with_fonts(move |fonts| {
                // The turn goes along: a visitor who left must not let another in before the core is free.
                let _turn = turn;
                Ok(papers::pdf(&paper, fonts?)?)
            })
            .await
        };
        timeout(PATIENCE, drawn)
            .await
            .unwrap_or(Err(Unprinted::Busy))
    }

    /// The same as a page, to be printed by the browser: refused for a character that the PDF would be refused for, since
    /// a browser prints a box instead. Where no fonts are here at all, the browser's are trusted.
    pub async fn page(&self, paper: &Paper) -> Result<String, Unprinted> {
        let sheet = html::sheet(paper);
        match self.lacking(sheet.clone()).await? {
            Some(char) => Err(PaperFault::NoGlyph(char).into()),
            None => Ok(sheet),
        }
    }

    /// The first character of a text that no paper can have. None where it can't be known.
    pub async fn lacking(&self, text: String) -> Result<Option<char>, Unprinted> {
        // every font has these, and many texts have no others
        if text.is_ascii() {
            return Ok(None);
        }
        // no thread need be waited for where none has anything to wait for
        if let Some(Ok(fonts)) = self.shelf.fonts.get() {
            return Ok(fonts.lacking(&text));
        }
        self.with_fonts(move |fonts| Ok(fonts.map_or(None, |fonts| fonts.lacking(&text))))
            .await
    }

    /// On a thread that may wait: the first to need the fonts opens them.
    async fn with_fonts<T: Send + 'static>(
        &self,
        work: impl FnOnce(Result<&Fonts, Unprinted>) -> Result<T, Unprinted> + Send + 'static,
    ) -> Result<T, Unprinted> {
        let shelf = Arc::clone(&self.shelf);
        match tokio::task::spawn_blocking(move || work(shelf.fonts())).await {
            Ok(done) => done,
            Err(fault) => Err(PaperFault::Writer(fault.to_string()).into()),
        }
    }
}
