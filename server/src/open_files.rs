//! How many files, and so connections, the process may have open.

use rustix::process::{Resource, getrlimit, setrlimit};

/// Files besides connections: the site's, logs, the runtime's own.
const FILES_BESIDES: u64 = 128;

/// Raises our limit as far as that many connections need and the system lets us; the connections there is room for.
pub fn make_room(connections: usize) -> usize {
    let wanted = u64::try_from(connections)
        .unwrap_or(u64::MAX)
        .saturating_add(FILES_BESIDES);
    let mut limit = getrlimit(Resource::Nofile);
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(limit.maximum.map_or(wanted, |maximum| maximum.min(wanted)));
        // Refused only where the system changed the limit meanwhile; what holds is read again.
        let _ = setrlimit(Resource::Nofile, limit);
    }
    let current = getrlimit(Resource::Nofile).current.unwrap_or(wanted);
    let room = usize::try_from(current.saturating_sub(FILES_BESIDES)).unwrap_or(connections);
    connections.min(room.max(1))
}
