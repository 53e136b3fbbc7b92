//! What fills the registry's traits for the world outside: real wire formats over HTTP, one small file for each mapping.
//! [`crate::double`] speaks the same from the other end.
//!
//! Nothing here decides whether to call, or when again; that is [`registry::calls`].

mod aliyun;
mod client;
mod platform;
mod secret;
mod shanghai;

use std::sync::Arc;

use registry::outside::Outside;

pub use aliyun::{AccessKey, signature};
pub use client::{Line, LineFault};
pub use platform::seal;
pub use secret::{Secret, SecretFault};
pub use shanghai::{read_time, time};

pub(crate) use client::is_loopback;

use crate::{clock::Clock, config::OutsideSettings};
use aliyun::{Aliyun, IdTwoMeta, Sms};
use platform::Platform;

/// Why the world outside cannot be called.
#[derive(Debug, thiserror::Error)]
pub enum AdapterFault {
    /// The lines can't be opened.
    #[error(transparent)]
    Line(#[from] LineFault),
    /// A secret is not there.
    #[error(transparent)]
    Secret(#[from] SecretFault),
}

/// Everything outside, as the settings have it.
pub fn open(settings: OutsideSettings, clock: &Arc<dyn Clock>) -> Result<Outside, AdapterFault> {
    let gateway = Secret::read(&settings.messages.secret_file)?;
    let platform = Secret::read(&settings.platform.secret_file)?;
    open_with(settings, gateway, platform, clock)
}

/// The same, with secrets that stand in no file.
pub(crate) fn open_with(
    settings: OutsideSettings,
    gateway_secret: Secret,
    platform_secret: Secret,
    clock: &Arc<dyn Clock>,
) -> Result<Outside, AdapterFault> {
    let line = Arc::new(Line::open(&settings.calls)?);
    let key = Arc::new(AccessKey {
        id: settings.messages.key_id,
        secret: gateway_secret,
    });
    let gateway = |endpoint: String| Aliyun {
        endpoint,
        key: Arc::clone(&key),
        line: Arc::clone(&line),
        clock: Arc::clone(clock),
    };
    let messages = Sms {
        gateway: gateway(settings.messages.endpoint),
        sign_name: settings.messages.sign_name,
        templates: settings.messages.templates,
    };
    let identity = IdTwoMeta {
        gateway: gateway(settings.identity.endpoint),
    };
    let platform = Arc::new(Platform::new(
        settings.platform,
        platform_secret,
        Arc::clone(&line),
        Arc::clone(clock),
    ));
    Ok(Outside {
        messages: Arc::new(messages),
        identity: Arc::new(identity),
        look_up: Arc::clone(&platform) as _,
        push: Arc::clone(&platform) as _,
        levy: platform,
    })
}
