//! `yucan.toml`.

use std::{
    io,
    path::{Path, PathBuf},
};

use super::Given;

/// The file that is read where none is named.
const USUAL_FILE: &str = "yucan.toml";

/// What is wrong with a settings file.
#[derive(Debug, thiserror::Error)]
pub enum FileFault {
    /// It can't be read; the file that is looked for by itself may be missing, a named one not.
    #[error("cannot read {path}: {fault}", path = .0.display(), fault = .1)]
    Unreadable(PathBuf, #[source] io::Error),
    /// It says something that is not a setting.
    #[error("{path}: {fault}", path = .0.display(), fault = .1)]
    Wrong(PathBuf, #[source] Box<toml::de::Error>),
}

/// Reads the named file, or `yucan.toml` here if there is one.
pub fn read_file(named: Option<&Path>) -> Result<Given, FileFault> {
    let path = named.unwrap_or(Path::new(USUAL_FILE));
    let text = match std::fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound && named.is_none() => {
            return Ok(Given::default());
        }
        text => text.map_err(|error| FileFault::Unreadable(path.to_owned(), error))?,
    };
    toml::from_str(&text).map_err(|error| FileFault::Wrong(path.to_owned(), Box::new(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_file_is_told_by_line_and_key() {
        let rows = [
            (
                "a key that is no setting",
                "lisetn = \"127.0.0.1:1\"",
                "unknown field `lisetn`",
            ),
            (
                "a table that is none",
                "[timer]\nheader_seconds = 1",
                "unknown field `timer`",
            ),
            (
                "a key that is none in its table",
                "[timers]\nheader = 1",
                "unknown field `header`",
            ),
            (
                "an address without its port",
                "listen = \"127.0.0.1\"",
                "invalid socket address",
            ),
            ("no time at all", "[timers]\nheader_seconds = 0", "nonzero"),
            (
                "a proxy that is no address",
                "[edge]\ntrusted_proxies = [\"here\"]",
                "`here` is neither",
            ),
            (
                "an address with a path",
                "[printing]\norigin = \"https://yucan.example.cn/desk\"",
                "is no address",
            ),
            (
                "a database of another kind",
                "[keeping]\ndatabase = \"mysql://x\"",
                "begins with sqlite: or postgres://",
            ),
            ("no TOML", "listen", "line 1"),
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("yucan.toml");
        for (name, text, told) in rows {
            std::fs::write(&path, text).unwrap();
            let fault = read_file(Some(&path)).unwrap_err().to_string();
            assert!(
                fault.contains(told) && fault.contains("yucan.toml"),
                "{name}: {fault}"
            );
        }
    }

    #[test]
    fn a_named_file_must_be_there() {
        let fault = read_file(Some(Path::new("/nowhere/yucan.toml"))).unwrap_err();
        assert!(fault.to_string().contains("/nowhere/yucan.toml"));
    }

    #[test]
    fn every_setting_has_its_place_in_the_file() {
        let text = "
            listen = '127.0.0.1:1'\nadmin = '127.0.0.1:2'\nareas = 'a'\nsite = 's'\ndemo = true
            [keeping]
            database = 'sqlite:d'
            keys = 'k'
            destroyed = 'x'
            suite = 'sm4-gcm'
            [edge]\nhosts = ['h']\ntrusted_proxies = ['10.0.0.1', '10.1.0.0/16', '::1']\nhttps = true
            [timers]\nfirst_byte_seconds = 1\nheader_seconds = 1\nidle_seconds = 1\nstall_seconds = 1
            body_seconds = 1\nrequest_seconds = 1\nstop_seconds = 1
            [caps]\nconnections = 1\nconnections_per_address = 1\nstatic_at_once = 1\nread_at_once = 1
            write_at_once = 1
            [rates]\nstatic_per_minute = 0\nread_per_minute = 1\nwrite_per_minute = 1
            [printing]\nfonts = ['f']\norigin = 'https://o'
            [outside.calls]\nconnect_seconds = 1\nanswer_seconds = 1\ncertificates = 'c'
            [outside.identity]\nendpoint = 'e'
            [outside.messages]\nendpoint = 'e'\nkey_id = 'k'\nsecret_file = 's'\nsign_name = 'n'
            templates = { paid = 'SMS_1' }
            [outside.platform]\nurl = 'u'\nsecret_file = 's'\nfixmedins_code = 'c'\nfixmedins_name = 'n'
            mdtrtarea_admvs = '1'\nrecer_admdvs = '1'\nrecer_sys_code = 'r'\nopter = 'o'\nopter_name = 'n'
            areas = { 320000 = '329900' }\nregister_infno = '1'\nupdate_infno = '2'\nlevy_infno = '3'
            premiums = { 44 = { 2027 = '400' } }";
        let given: Given = toml::from_str(text).unwrap();
        assert!(!format!("{given:?}").contains("None"), "{given:?}");
    }

    #[test]
    fn what_the_documentation_shows_can_be_copied() {
        let text = include_str!("../../../docs/deployment.md");
        let pieces = text.split("```toml\n").skip(1);
        let whole: Vec<&str> = pieces
            .filter_map(|rest| Some(rest.split_once("```")?.0))
            .collect();
        assert!(whole.len() > 1, "the examples are gone");
        if let Err(fault) = toml::from_str::<Given>(&whole.concat()) {
            panic!("{fault}");
        }
    }
}
