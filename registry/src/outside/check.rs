//! Does this name go with this number?

use async_trait::async_trait;

use super::{Answered, Personal};

/// What the register of residents says to a name and a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// 一致.
    Agrees,
    /// 不一致.
    Differs,
    /// 查无记录: nobody is found, which says nothing against either. Soldiers, and numbers newly given, are not there.
    NotFound,
}

/// 身份核验. It changes nothing, so it may be asked on the spot; every question costs, so not twice.
#[async_trait]
pub trait IdentityCheck: Send + Sync {
    /// Asks about one name and one resident ID number.
    async fn check(&self, name: &Personal, number: &Personal) -> Answered<Agreement>;
}
