//! A whole way of families, with everything going wrong that can: and afterwards no word of theirs in any log, nor in any
//! byte of the database, however it may be written.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::{
    cluster::Cluster,
    families::{Family, acknowledged, ask, encoded},
    portal::post,
    served::{Served, refused},
    trial::{Trial, rounds},
};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Ways in which a word may be written down without anybody meaning to.
fn spellings(mark: &str) -> Vec<Vec<u8>> {
    let utf16: Vec<u16> = mark.encode_utf16().collect();
    let hex = |upper: bool| -> Vec<u8> {
        let digits = mark.bytes().map(|byte| match upper {
            true => format!("{byte:02X}"),
            false => format!("{byte:02x}"),
        });
        digits.collect::<String>().into_bytes()
    };
    let escaped: String = utf16.iter().map(|unit| format!("\\u{unit:04x}")).collect();
    let percent = utf8_percent_encode(mark, NON_ALPHANUMERIC).to_string();
    let mut spellings = vec![
        mark.as_bytes().to_vec(),
        mark.chars().rev().collect::<String>().into_bytes(),
        utf16.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        utf16.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
        hex(false),
        hex(true),
        escaped.into_bytes(),
        percent.to_lowercase().into_bytes(),
        percent.into_bytes(),
    ];
    spellings.extend((0..3).map(|before| base64(mark.as_bytes(), before)));
    spellings
}

/// What stands in base64 whatever comes before and after, where it begins at such a place of three.
fn base64(bytes: &[u8], before: usize) -> Vec<u8> {
    let bytes = &bytes[(3 - before) % 3..];
    let (threes, _) = bytes.as_chunks::<3>();
    threes
        .iter()
        .flat_map(|[a, b, c]| {
            let bits = u32::from(*a) << 16 | u32::from(*b) << 8 | u32::from(*c);
            [18, 12, 6, 0].map(|shift| DIGITS[(bits >> shift & 63) as usize])
        })
        .collect()
}

/// Everything under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match fs::metadata(&path) {
            Ok(there) if there.is_dir() => found.extend(files(&path)),
            Ok(there) if there.is_file() => found.push(path),
            _ => {}
        }
    }
    found
}

fn assert_nowhere(families: &[Family], places: &[(String, Vec<u8>)]) -> usize {
    let marks = families.iter().flat_map(Family::marks);
    let spelt: Vec<(&str, Vec<u8>)> = marks
        .flat_map(|mark| spellings(mark).into_iter().map(move |spelt| (mark, spelt)))
        .collect();
    for (place, content) in places {
        for (mark, spelt) in &spelt {
            let found = memchr::memmem::find(content, spelt);
            assert_eq!(found, None, "{mark} stands in {place} as {spelt:?}");
        }
    }
    spelt.len()
}

/// One family's way, with wrong turns.
async fn way(family: &mut Family, served: &Served) {
    let to = served.address;
    let [name, id_number, phone, street] = family.marks().map(str::to_owned);
    // wrong turns before the door
    let lost = [
        family.get(&format!("/law/{id_number}")),
        family.get(&format!(
            "/nowhere/{phone}?name={}",
            encoded(&[("a", &name)])
        )),
        family.get(&format!("/file/paper/{phone}")),
        family.post("/sign-in", &encoded(&[("phone", &format!("{phone}x"))])),
        family.post(
            "/sign-in/code",
            &encoded(&[("phone", &phone), ("code", "000000")]),
        ),
        family.post("/sign-in", &format!("phone={phone}&phone={phone}")),
        post(
            "/api/decide",
            "",
            &format!(r#"{{"id":"{name}","mother":{{"name":"{name}","id_number":"{id_number}"}}}}"#),
        ),
        post("/api/decide", "", &format!("{{\"{name}\u{1b}[31m\n{phone}")),
        format!("{name} {phone} HTTP/1.1\r\n\r\n"),
        family.post(
            &family.form_address(),
            &encoded(&[("mother_name", &name), ("mother_phone", &street)]),
        ),
        family.post(&family.form_address(), &family.form("pdf")),
        family.post(&family.form_address(), &family.form("print")),
    ];
    for request in &lost {
        ask(to, request).await;
    }
    assert!(family.come_in(to).await);
    let form = family.post(&family.form_address(), &family.form("send"));
    for end in [form.len() / 2, form.len() - 1, form.len()] {
        let mut stream = TcpStream::connect(to).await.unwrap();
        let _ = stream.write_all(&form.as_bytes()[..end]).await;
    }
    let sent = family.apply(to).await.unwrap();
    let number = acknowledged(&sent).unwrap_or_else(|| panic!("{}", sent.head));
    let withdrawn = encoded(&[("number", &number), ("reason", &street)]);
    let paper = format!("number={number}&paper=receipt");
    for request in [
        family.get("/file"),
        family.get("/file/data"),
        family.post("/file/data.json", ""),
        family.post("/file/paper", &paper),
        family.post(
            "/file/paper",
            &encoded(&[("number", &name), ("paper", &phone)]),
        ),
        family.post("/file/withdraw", &withdrawn),
        family.get("/file"),
    ] {
        let answer = ask(to, &request).await.unwrap();
        assert!(answer.status < 500, "{}", answer.head);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_family_stands_in_a_log_or_in_the_file() {
    let trial = Trial::of("P-01", "SQLite, logs and bytes after ways with faults");
    let folder = TempDir::new().unwrap();
    let database = "sqlite:kept/yucan.db";
    let mut families: Vec<Family> = (0..rounds(2, 40)).map(Family::of).collect();
    let mut logs = String::new();
    let (first, rest) = families.split_at_mut(1);
    let served = Served::start(folder.path(), database);
    way(&mut first[0], &served).await;
    logs += &served.kill();
    let served = Served::start(folder.path(), database);
    for family in rest {
        way(family, &served).await;
    }
    logs += &served.kill();
    let mut places: Vec<_> = files(&folder.path().join("kept"))
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    assert!(places.len() >= 3, "{}", places.len());
    // and what it says of a database that is broken
    fs::write(folder.path().join("kept/yucan.db"), [0xa5; 9000]).unwrap();
    let (status, said) = refused(folder.path(), database);
    assert_eq!(status, 1, "{said}");
    logs += &said;
    assert!(logs.lines().count() > 20);
    places.push(("the logs".to_owned(), logs.into_bytes()));
    let spelt = assert_nowhere(&families, &places);
    let bytes: usize = places.iter().map(|(_, content)| content.len()).sum();
    let figures = format!("{spelt} spellings in {bytes} bytes: found none");
    trial.held(format!("{} families", families.len()), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_family_stands_in_a_log_or_on_the_server() {
    let trial = Trial::of("P-01", "PostgreSQL, logs and bytes after ways with faults");
    let folder = TempDir::new().unwrap();
    let begun = SystemTime::now();
    let mut cluster = Cluster::start(&[]);
    let served = Served::start(folder.path(), &cluster.address());
    let mut families: Vec<Family> = (0..rounds(2, 40)).map(Family::of).collect();
    for family in &mut families {
        way(family, &served).await;
    }
    cluster.end_at_once();
    let looks = families[0].get("/file");
    let away = ask(served.address, &looks).await.unwrap();
    assert_eq!(away.status, 503, "{}", away.head);
    let logs = served.kill();
    // what is as it was when the server was made has nothing of theirs, nor has room that is kept free
    let is_new = |path: &PathBuf| fs::metadata(path).unwrap().modified().unwrap() > begun;
    let mut places: Vec<_> = files(&cluster.folder().join("pages"))
        .into_iter()
        .filter(is_new)
        .map(|path| {
            let mut content = fs::read(&path).unwrap();
            let used = content.iter().rposition(|byte| *byte != 0);
            content.truncate(used.map_or(0, |last| last + 1));
            (path.display().to_string(), content)
        })
        .collect();
    assert!(places.len() > 10, "{}", places.len());
    places.push(("the logs".to_owned(), logs.into_bytes()));
    let spelt = assert_nowhere(&families, &places);
    let bytes: usize = places.iter().map(|(_, content)| content.len()).sum();
    let figures = format!("{spelt} spellings in {bytes} bytes: found none");
    trial.held(format!("{} families", families.len()), figures);
}
