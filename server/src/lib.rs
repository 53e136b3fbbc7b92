//! The process around the portal.
