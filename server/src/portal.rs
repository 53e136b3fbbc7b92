//! What every request may look at. Nothing here changes while the portal runs, but for counters.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{pages::sign_in::Sample, visit::Assets};
use policy::Areas;
use registry::{Instant, keys::SystemChance, office::Office, outside::Outside, sign_in::SignIn};
use tower_http::services::ServeDir;

use crate::{
    clock::Clock,
    config::{Printing, Settings},
    demo,
    figures::Figures,
    journal::RequestIds,
    papers::Press,
    problem::Problems,
    rules,
};

/// The portal's state.
pub struct Portal {
    /// The law.
    pub areas: &'static Areas,
    /// Beginnings of the codes of areas with rules of their own: found first.
    pub ruled_areas: Arc<[Box<str>]>,
    /// Addresses of what pages load.
    pub assets: Arc<Assets>,
    /// The office that keeps families' files.
    pub office: Arc<Office>,
    /// The door to them.
    pub sign_in: SignIn,
    /// The world outside, where there is one to call.
    pub outside: Option<Outside>,
    /// What draws papers.
    pub press: Press,
    /// How papers name the portal.
    pub printing: Printing,
    /// What day it is.
    pub clock: Arc<dyn Clock>,
    /// Whether families come by HTTPS only.
    pub is_https: bool,
    /// Whether this is a demonstration.
    pub is_demo: bool,
    /// The numbers of its sample families.
    pub samples: Arc<[Sample]>,
    /// The site's root, for the few files that stand there.
    pub root: ServeDir,
    /// Pages for what went wrong.
    pub problems: Problems,
    /// What is counted.
    pub figures: Figures,
    /// Names for requests.
    pub request_ids: RequestIds,
    is_ready: AtomicBool,
}

impl Portal {
    /// Takes what requests need from the settings.
    pub fn new(
        settings: &Settings,
        areas: &'static Areas,
        assets: &Assets,
        clock: Arc<dyn Clock>,
        office: Arc<Office>,
        outside: Option<Outside>,
    ) -> Self {
        let today = clock.today();
        let assets = Arc::new(Assets {
            islands: assets.islands.filter(|_| rules::are_the_browsers(areas)),
            ..*assets
        });
        let problems = Problems::new(areas, &assets, today);
        Self {
            areas,
            ruled_areas: areas
                .editions()
                .iter()
                .flat_map(|edition| edition.codes.iter().cloned())
                .collect(),
            assets,
            sign_in: SignIn::new(
                Arc::clone(&office.store),
                Arc::clone(&office.keys),
                Arc::new(SystemChance),
            ),
            office,
            outside,
            press: Press::new(&settings.printing.fonts),
            printing: settings.printing.clone(),
            clock,
            is_https: settings.edge.is_https,
            is_demo: settings.is_demo,
            samples: if settings.is_demo {
                demo::samples(today)
            } else {
                Arc::default()
            },
            root: files(&settings.site),
            problems,
            figures: Figures::default(),
            request_ids: RequestIds::default(),
            is_ready: AtomicBool::new(true),
        }
    }

    /// This moment.
    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    /// Whether new requests are welcome: not any more once we were told to stop.
    pub fn is_ready(&self) -> bool {
        self.is_ready.load(Ordering::Relaxed)
    }

    /// Tells whoever balances load to go elsewhere.
    pub fn retire(&self) {
        self.is_ready.store(false, Ordering::Relaxed);
    }
}

/// Files as they lie, or their smaller twins `.br` and `.gz`; never a folder's listing.
fn files(folder: &Path) -> ServeDir {
    ServeDir::new(folder)
        .append_index_html_on_directories(false)
        .redirect_to_trailing_slash(false)
        .precompressed_br()
        .precompressed_gzip()
}
