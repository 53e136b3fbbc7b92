//! Where the database is whose keys are looked after.

use std::sync::Arc;

use registry::{Store, keys::KeyFile};

use crate::{
    cli::Fault,
    config::Keeping,
    control::{self, Counted, KeysAsked, KeysTold, Walked},
    keeping,
};

/// With the portal that serves from it, here, or nowhere yet.
pub(super) enum Place<'a> {
    Served(&'a Keeping),
    Here(Arc<dyn Store>, Arc<KeyFile>),
    Nowhere,
}

impl<'a> Place<'a> {
    pub(super) async fn open(
        settings: &'a Keeping,
        keys: &Arc<KeyFile>,
    ) -> Result<Place<'a>, Fault> {
        if settings.file().is_some_and(|file| !file.exists()) {
            return Ok(Place::Nowhere);
        }
        if control::is_served(settings).await {
            return Ok(Place::Served(settings));
        }
        let store = keeping::store(settings, keys).await?;
        Ok(Place::Here(store, Arc::clone(keys)))
    }

    /// Has every write end that began before, and no retired key be in memory.
    pub(super) async fn reload(&self) -> Result<(), Fault> {
        match self.ask(KeysAsked::Reload).await? {
            None | Some(KeysTold::Reloaded) => Ok(()),
            Some(_) => Err(misunderstood()),
        }
    }

    /// One step of the walk behind a family.
    pub(super) async fn rewrap(&self, after: Option<String>) -> Result<Walked, Fault> {
        match self.ask(KeysAsked::Rewrap { after }).await? {
            None => Ok(Walked::default()),
            Some(KeysTold::Rewrapped(walked)) => Ok(walked),
            Some(_) => Err(misunderstood()),
        }
    }

    /// All families, counted.
    pub(super) async fn tally(&self) -> Result<Counted, Fault> {
        let mut sum = Counted::default();
        loop {
            let after = sum.last.take();
            let page = match self.ask(KeysAsked::Tally { after }).await? {
                None => return Ok(sum),
                Some(KeysTold::Tallied(page)) => page,
                Some(_) => return Err(misunderstood()),
            };
            for (id, families) in page.under {
                *sum.under.entry(id).or_default() += families;
            }
            sum.destroyed += page.destroyed;
            sum.unreadable += page.unreadable;
            sum.last = page.last;
            if sum.last.is_none() {
                return Ok(sum);
            }
        }
    }

    pub(super) async fn close(self) {
        if let Place::Here(store, _) = self {
            store.close().await;
        }
    }

    /// None where there is no database yet.
    async fn ask(&self, asked: KeysAsked) -> Result<Option<KeysTold>, Fault> {
        match self {
            Place::Served(settings) => {
                let told = control::ask_of_keys(settings, asked).await?;
                let gone = "the portal went away; what was done is done: run it again";
                told.map(Some)
                    .ok_or_else(|| Fault::Control(gone.to_owned()))
            }
            Place::Here(store, keys) => {
                let told = control::do_here(&asked, &**store, &**keys).await;
                told.map(Some).map_err(Fault::Control)
            }
            Place::Nowhere => Ok(None),
        }
    }
}

fn misunderstood() -> Fault {
    Fault::Control("the portal is of another version".to_owned())
}
