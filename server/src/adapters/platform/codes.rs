//! The platform's dictionaries, as far as we speak them. They are the interface's, not the law's; seen in openhis
//! (`com.openhis.common.enums.ybenums`) and other hospital code in the open.

use policy::facts::Sex;
use registry::outside::{BabyKind, CertificateKind};

/// 险种类型 `insutype`: 390 城乡居民基本医疗保险.
pub const RESIDENT_INSURANCE: &str = "390";

/// 到账标志 `clct_flag`: what says that the money came. 0 is that it did not; the meaning of 1 is inferred.
pub const ARRIVED: &str = "1";

/// 就诊凭证类型 `mdtrt_cert_type`: 02 is a certificate's number, typed.
pub const BY_NUMBER: &str = "02";

/// 人员证件类型 `psn_cert_type`. 990201 stands below 99 in two code bases, perhaps a province's own.
pub fn certificate(kind: CertificateKind) -> &'static str {
    match kind {
        CertificateKind::ResidentId => "01",
        CertificateKind::Other => "99",
        CertificateKind::BirthCertificate => "990201",
    }
}

/// 人员类别 `psn_type`.
pub fn person_type(kind: BabyKind) -> &'static str {
    match kind {
        BabyKind::Unborn => "140101",
        BabyKind::Newborn => "1401",
    }
}

/// 性别 `gend` (GB/T 2261.1).
pub fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "1",
        Sex::Female => "2",
    }
}
