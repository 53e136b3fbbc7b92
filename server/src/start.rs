//! Starting the portal and stopping it.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use policy::Areas;
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::watch,
    task::JoinHandle,
    time::timeout,
};

use crate::{
    accept::{self, Entrance},
    clock::Clock,
    config::Settings,
    control, demo, disk,
    inventory::{self, ROUTES, Role},
    keeping::{self, KeepingFault},
    portal::Portal,
    router,
    site::{self, SiteFault},
    work,
    world::{World, WorldFault},
};

/// Connections that may wait to be taken.
const BACKLOG: u32 = 1024;

/// How long a database may take to be let go of.
const LETTING_GO: Duration = Duration::from_secs(5);

/// Why the portal does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    /// The table of routes is wrong: a fault of ours.
    #[error("the inventory of routes is wrong, and nothing is served: {}", .0.join("; "))]
    Inventory(Vec<String>),
    /// There is no site to serve.
    #[error(transparent)]
    Site(#[from] SiteFault),
    /// The files of families can't be opened.
    #[error(transparent)]
    Keeping(#[from] KeepingFault),
    /// The world outside can't be called.
    #[error(transparent)]
    World(#[from] WorldFault),
    /// Commands can't be taken.
    #[error("cannot take commands beside the database: {0}")]
    Control(#[source] io::Error),
    /// The address can't be listened on.
    #[error("cannot listen on {0}: {1}; free it, or name another with {2}")]
    Listen(SocketAddr, #[source] io::Error, &'static str),
}

/// A portal that is being served.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where operators look.
    pub admin: Option<SocketAddr>,
    portal: Arc<Portal>,
    stop: watch::Sender<bool>,
    entrances: Vec<JoinHandle<bool>>,
    worker: JoinHandle<()>,
    _control: Option<control::Served>,
    _world: World,
}

/// Serves the portal from now on. Must be called in a Tokio runtime with I/O and time.
pub async fn start(
    settings: &Settings,
    areas: &'static Areas,
    clock: Arc<dyn Clock>,
) -> Result<Running, StartFault> {
    let faults = inventory::faults(ROUTES);
    if !faults.is_empty() {
        return Err(StartFault::Inventory(faults));
    }
    // What costs nothing to look at comes first, and a database is not opened for a site that is not there.
    let assets = site::read(&settings.site)?;
    let office = keeping::office(&settings.keeping, areas).await?;
    let world = World::open(settings, &clock).await?;
    let portal = Portal::new(
        settings,
        areas,
        assets,
        clock,
        office,
        world.outside.clone(),
    );
    let portal = Arc::new(portal);
    if portal.is_demo {
        match demo::move_in(&portal).await {
            Ok(came) => tracing::info!(came, "sample families"),
            // A demonstration without them is better than none.
            Err(fault) => tracing::warn!(%fault, "sample families stayed away"),
        }
    }
    if let Some(file) = settings.keeping.file() {
        // nobody waits for it
        tokio::task::spawn_blocking(move || disk::look_under(&file));
    }
    let control = control::serve(&settings.keeping, &portal.office).map_err(StartFault::Control)?;
    let (stop, told) = watch::channel(false);
    let mut running = Running {
        address: settings.listen,
        admin: None,
        worker: work::begin(&portal, told.clone()),
        portal,
        stop,
        entrances: Vec::new(),
        _control: control,
        _world: world,
    };
    running.address = running.open(settings, settings.listen, Role::Anyone, &told)?;
    if let Some(admin) = settings.admin {
        running.admin = Some(running.open(settings, admin, Role::Operator, &told)?);
    }
    Ok(running)
}

impl Running {
    /// Listens on one more address; gives the real one where port 0 was asked for.
    fn open(
        &mut self,
        settings: &Settings,
        address: SocketAddr,
        role: Role,
        told: &watch::Receiver<bool>,
    ) -> Result<SocketAddr, StartFault> {
        let option = match role {
            Role::Anyone | Role::Family => "--listen",
            Role::Operator => "--admin",
        };
        let fault = |error| StartFault::Listen(address, error, option);
        let listener = listen(address).map_err(fault)?;
        let real = listener.local_addr().map_err(fault)?;
        let entrance = Entrance {
            listener,
            router: router::build(role, settings, &self.portal),
            timers: settings.timers,
            caps: settings.caps,
            trusted_proxies: settings.edge.trusted_proxies.clone(),
            portal: Arc::clone(&self.portal),
        };
        self.entrances
            .push(tokio::spawn(accept::run(entrance, told.clone())));
        Ok(real)
    }

    /// Waits until the database is found damaged. Whoever serves stops then: what is shown may be wrong, and nothing
    /// that is sent is kept.
    pub async fn damaged(&self) {
        self.portal.office.store.damaged().await;
    }

    /// Takes no more visitors, lets the busy ones finish up to the deadline; whether all did.
    pub async fn stop(self) -> bool {
        self.portal.retire();
        // Nobody listens only where every entrance has ended already.
        let _ = self.stop.send(true);
        let mut all_finished = true;
        for entrance in self.entrances {
            all_finished &= entrance.await.unwrap_or(false);
        }
        // What is claimed is settled, or comes up again when its lease ends.
        let _ = self.worker.await;
        // A database that is silent is not waited for: what it was told is there, or was acknowledged to nobody.
        let _ = timeout(LETTING_GO, self.portal.office.store.close()).await;
        all_finished
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // A restart must not wait until the last visitor's connection is forgotten.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}
