//! Every way in: what it is called, who may use it, what it may cost. The routers are built from this table and from
//! nothing else, so a way in without a role, a limit class and a size cannot exist.

use std::sync::Arc;

use axum::routing::{MethodFilter, MethodRouter};

use crate::portal::Portal;

mod table;

pub use table::ROUTES;

/// The longest address, query included, that is looked at.
pub const ADDRESS_BYTES_MAX: usize = 8 * 1024;

/// Who asks under this path is a program.
pub const PROGRAMS_PATH: &str = "/api/";

/// Who may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Everybody, without saying who they are.
    Anyone,
    /// A family whose phone is signed in.
    Family,
    /// Those who run the portal, by the admin address alone.
    Operator,
}

/// What a request costs us, and so which limits it shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// A file as it lies there.
    Static,
    /// A page or an answer made for this request.
    Read,
    /// Something sent to us.
    Write,
    /// A question whether we are well; answered in any crowd.
    Probe,
}

/// What is asked of a way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Look: GET, and HEAD with it.
    Get,
    /// Send.
    Post,
}

/// One way in.
#[derive(Debug, Clone, Copy)]
pub struct Route {
    /// What it is asked with.
    pub method: Method,
    /// Its path, in the router's notation; logs and figures name the route by it.
    pub path: &'static str,
    /// Who may come in.
    pub role: Role,
    /// The limits it shares.
    pub class: Class,
    /// The longest body.
    pub body_bytes_max: usize,
    /// The longest query.
    pub query_bytes_max: usize,
    handler: fn(MethodFilter) -> MethodRouter<Arc<Portal>>,
}

impl Route {
    /// The kind of body it takes: what is sent to it must be announced as that. A page of somebody else's can send forms
    /// and plain text without being asked, and JSON not.
    pub fn takes(&self) -> Option<&'static str> {
        match self.method {
            Method::Get => None,
            Method::Post if self.path.starts_with(PROGRAMS_PATH) => Some("application/json"),
            Method::Post => Some("application/x-www-form-urlencoded"),
        }
    }

    /// The handler, for its method only.
    pub(crate) fn serve(&self) -> MethodRouter<Arc<Portal>> {
        (self.handler)(match self.method {
            Method::Get => MethodFilter::GET,
            Method::Post => MethodFilter::POST,
        })
    }
}

impl Method {
    /// As it stands in a request.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }

    pub(crate) fn is(self, asked: &http::Method) -> bool {
        match self {
            Self::Get => asked == http::Method::GET || asked == http::Method::HEAD,
            Self::Post => asked == http::Method::POST,
        }
    }
}

/// The place of a route in the table, by the path the router matched; where no route has the method, of one that has
/// the path.
pub fn find(path: &str, asked: &http::Method) -> Option<usize> {
    let has_path = |route: &Route| route.path == path;
    let exact = ROUTES
        .iter()
        .position(|route| has_path(route) && route.method.is(asked));
    exact.or_else(|| ROUTES.iter().position(has_path))
}

/// What is wrong with the table: a route listed twice, or with limits that do not fit its method. The server does not
/// start with any.
pub fn faults(routes: &[Route]) -> Vec<String> {
    let mut faults = Vec::new();
    for (place, route) in routes.iter().enumerate() {
        let name = format!("{} {}", route.method.name(), route.path);
        let mut wrong = |why: &str| faults.push(format!("{name}: {why}"));
        if routes[..place]
            .iter()
            .any(|other| other.path == route.path && other.method == route.method)
        {
            wrong("listed twice");
        }
        if route.query_bytes_max > ADDRESS_BYTES_MAX {
            wrong("its query may be longer than any address");
        }
        let misfit = match route.method {
            Method::Get if route.body_bytes_max > 0 => "takes a body and has no use for it",
            Method::Get if route.class == Class::Write => {
                "changes something without being sent anything"
            }
            Method::Post if route.body_bytes_max == 0 => "takes a body and has no size for it",
            Method::Post if route.class != Class::Write => {
                "is not counted among what is sent to us"
            }
            Method::Get | Method::Post => continue,
        };
        wrong(misfit);
    }
    faults
}

/// One row.
const fn row(
    method: Method,
    path: &'static str,
    role: Role,
    class: Class,
    body_bytes_max: usize,
    query_bytes_max: usize,
    handler: fn(MethodFilter) -> MethodRouter<Arc<Portal>>,
) -> Route {
    Route {
        method,
        path,
        role,
        class,
        body_bytes_max,
        query_bytes_max,
        handler,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_without_fitting_limits_is_told() {
        let decide = ROUTES[find("/api/decide", &http::Method::POST).unwrap()];
        let home = ROUTES[find("/", &http::Method::GET).unwrap()];
        let endless = Route {
            query_bytes_max: usize::MAX,
            ..home
        };
        let rows = [
            ("as they are", vec![decide, home], None),
            ("twice", vec![home, home], Some("listed twice")),
            (
                "no size",
                vec![Route {
                    body_bytes_max: 0,
                    ..decide
                }],
                Some("has no size"),
            ),
            (
                "a wrong class",
                vec![Route {
                    class: Class::Read,
                    ..decide
                }],
                Some("is not counted"),
            ),
            (
                "a GET that changes",
                vec![Route {
                    class: Class::Write,
                    ..home
                }],
                Some("changes"),
            ),
            (
                "a GET with a body",
                vec![Route {
                    body_bytes_max: 1,
                    ..home
                }],
                Some("no use for it"),
            ),
            (
                "an endless query",
                vec![endless],
                Some("longer than any address"),
            ),
        ];
        for (name, routes, told) in rows {
            let faults = faults(&routes);
            assert_eq!(faults.is_empty(), told.is_none(), "{name}: {faults:?}");
            assert!(
                told.is_none_or(|told| faults[0].contains(told)),
                "{name}: {faults:?}"
            );
        }
    }

    #[test]
    fn our_own_table_is_right() {
        assert_eq!(faults(ROUTES), Vec::<String>::new());
    }
}
