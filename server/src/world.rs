//! The world outside as this process calls it: the real one where it is configured, the double in a demonstration,
//! else nobody.

use std::{net::Ipv4Addr, sync::Arc};

use registry::outside::Outside;

use crate::{
    adapters::{self, AdapterFault},
    clock::Clock,
    config::{CallsGiven, OutsideFault, Settings},
    double::{self, DoubleFault},
};

/// Why it can't be called.
#[derive(Debug, thiserror::Error)]
pub enum WorldFault {
    /// A setting.
    #[error(transparent)]
    Settings(#[from] OutsideFault),
    /// The lines.
    #[error(transparent)]
    Adapters(#[from] AdapterFault),
    /// The double.
    #[error(transparent)]
    Double(#[from] DoubleFault),
}

/// The world outside.
pub struct World {
    /// Whom to call.
    pub outside: Option<Outside>,
    /// Who answers in a demonstration.
    _double: Option<double::Running>,
}

impl World {
    /// Opens it.
    pub async fn open(settings: &Settings, clock: &Arc<dyn Clock>) -> Result<World, WorldFault> {
        if let Some(outside) = settings.outside.settings()? {
            return Ok(World {
                outside: Some(adapters::open(outside, clock)?),
                _double: None,
            });
        }
        if !settings.is_demo {
            return Ok(World {
                outside: None,
                _double: None,
            });
        }
        let double = double::start((Ipv4Addr::LOCALHOST, 0).into()).await?;
        Ok(World {
            outside: Some(double.outside(&CallsGiven::default(), clock)?),
            _double: Some(double),
        })
    }
}
