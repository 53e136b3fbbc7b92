//! Secrets: read from a file once, wiped when dropped, never shown.

use std::{
    fmt, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

/// A key shared with somebody outside.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

/// Why there is no secret.
#[derive(Debug, thiserror::Error)]
pub enum SecretFault {
    /// The file can't be read.
    #[error("cannot read the secret in {path}: {fault}", path = .0.display(), fault = .1)]
    Unreadable(PathBuf, #[source] io::Error),
    /// Everybody on the machine can read it.
    #[error("everybody can read the secret in {path}: chmod 400 it", path = .0.display())]
    Open(PathBuf),
    /// There is nothing in it.
    #[error("there is no secret in {path}", path = .0.display())]
    Empty(PathBuf),
}

impl Secret {
    /// Takes bytes as they are.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Secret {
        Secret(Zeroizing::new(bytes.into()))
    }

    /// Reads a file; blanks and line ends around it are no part of it.
    pub fn read(path: &Path) -> Result<Secret, SecretFault> {
        let fault = |error| SecretFault::Unreadable(path.to_owned(), error);
        let mode = std::fs::metadata(path).map_err(fault)?.permissions().mode();
        if mode & 0o007 != 0 {
            return Err(SecretFault::Open(path.to_owned()));
        }
        let bytes = Zeroizing::new(std::fs::read(path).map_err(fault)?);
        match bytes.trim_ascii() {
            [] => Err(SecretFault::Empty(path.to_owned())),
            secret => Ok(Secret::new(secret)),
        }
    }

    /// The bytes, to sign with.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Secret;
    use std::{fs, os::unix::fs::PermissionsExt};

    #[test]
    fn a_secret_is_read_from_a_closed_file_alone() {
        let folder = tempfile::tempdir().unwrap();
        let rows = [
            ("closed", " key\n", 0o400, None),
            ("for its group", "key", 0o440, None),
            ("open", "key", 0o444, Some("chmod 400")),
            ("empty", " \n", 0o400, Some("no secret")),
        ];
        for (name, text, mode, fault) in rows {
            let path = folder.path().join(name);
            fs::write(&path, text).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            match (Secret::read(&path), fault) {
                (Ok(secret), None) => {
                    assert_eq!(secret.expose(), b"key", "{name}");
                    assert_eq!(format!("{secret:?}"), "Secret(…)");
                }
                (Err(told), Some(fault)) => assert!(told.to_string().contains(fault), "{told}"),
                (secret, _) => panic!("{name}: {secret:?}"),
            }
        }
        let missing = Secret::read(&folder.path().join("missing")).unwrap_err();
        assert!(missing.to_string().contains("missing"));
    }
}
