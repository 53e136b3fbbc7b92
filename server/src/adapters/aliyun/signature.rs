//! ACS3-HMAC-SHA256, the third way in which Aliyun's gateways want calls signed
//! (V3版本请求体&签名机制, help.aliyun.com).

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use super::AccessKey;

/// The way's name, as it stands in front.
pub const ALGORITHM: &str = "ACS3-HMAC-SHA256";

/// What is signed.
#[derive(Debug, Clone, Copy)]
pub struct ToSign<'a> {
    /// The verb.
    pub method: &'a str,
    /// The path, encoded.
    pub path: &'a str,
    /// The query, encoded and sorted.
    pub query: &'a str,
    /// Headers in small letters, sorted.
    pub headers: &'a [(&'a str, &'a str)],
    /// [`digest`] of the body.
    pub digest: &'a str,
}

/// A body's SHA-256 in hexadecimal digits.
pub fn digest(body: &[u8]) -> String {
    hex(&Sha256::digest(body))
}

impl ToSign<'_> {
    /// The whole `Authorization` header.
    pub fn authorization(&self, key: &AccessKey) -> String {
        format!(
            "{ALGORITHM} Credential={},SignedHeaders={},Signature={}",
            key.id,
            self.signed_headers(),
            self.signature(key)
        )
    }

    fn signed_headers(&self) -> String {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| *name).collect();
        names.join(";")
    }

    /// The signature alone, in hexadecimal digits.
    pub fn signature(&self, key: &AccessKey) -> String {
        let mut canonical = format!("{}\n{}\n{}\n", self.method, self.path, self.query);
        for (name, value) in self.headers {
            // Writing into text cannot fail.
            let _ = writeln!(canonical, "{name}:{}", value.trim());
        }
        let _ = write!(canonical, "\n{}\n{}", self.signed_headers(), self.digest);
        let text = format!("{ALGORITHM}\n{}", digest(canonical.as_bytes()));
        let mut mac = Hmac::<Sha256>::new_from_slice(key.secret.expose())
            .expect("a key of any length will do");
        mac.update(text.as_bytes());
        hex(&mac.finalize().into_bytes())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::{AccessKey, ToSign, digest};
    use crate::adapters::Secret;

    /// The example of the documentation.
    #[test]
    fn it_signs_as_the_documentation_does() {
        let key = AccessKey {
            id: "YourAccessKeyId".to_owned(),
            secret: Secret::new("YourAccessKeySecret"),
        };
        let digest = digest(b"");
        let to_sign = ToSign {
            method: "POST",
            path: "/",
            query: "ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
            headers: &[
                ("host", "ecs.cn-shanghai.aliyuncs.com"),
                ("x-acs-action", "RunInstances"),
                ("x-acs-content-sha256", &digest),
                ("x-acs-date", "2023-10-26T10:22:32Z"),
                ("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
                ("x-acs-version", "2014-05-26"),
            ],
            digest: &digest,
        };
        assert_eq!(
            to_sign.authorization(&key),
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;\
             x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,\
             Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
        );
    }
}
