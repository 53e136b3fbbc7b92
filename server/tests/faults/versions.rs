//! Two versions of the portal serve from one database, as they do while servers are replaced one after the other: each
//! reads and goes on with what the other wrote, and the world outside is told everything once.
//!
//! `cargo xtask faults` builds the older one: the first program that knew today's tables, so every other that may still
//! run beside this one lies between the two. Where nobody built one, this version stands beside itself.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use registry::outside::Template;
use server::{
    clock::{Clock as _, SystemClock},
    double::{self, Book, Running},
};
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::{
    cluster::Cluster,
    command::told,
    families::{Family, acknowledged, ask},
    outside, preloaded,
    served::{Served, serving},
    trial::{Trial, rounds},
};

/// Where `cargo xtask faults` put the older program.
const OLDER: &str = "YUCAN_OLDER";
/// The hour of China at which notices may ring.
const MORNING: u32 = 10;
/// Longer than the desk has for second thoughts; what it decided before that is said by then.
const SECOND_THOUGHTS_MINUTES: u32 = 10;
/// Fewer than one server turns away.
const AT_ONCE: usize = 12;
const PATIENCE: Duration = Duration::from_secs(120);

/// What is said of each application: that it came, that it is accepted, and that it waits to be paid.
const SAID: [Template; 3] = [
    Template::Received,
    Template::Accepted,
    Template::RegisteredNotPaid,
];

/// Templates that came after the older program, which takes none that it does not know.
const LATER: [Template; 1] = [Template::Withdrawn];

/// A place where several programs find the same keys and database, and each the settings it knows.
struct Place {
    folder: TempDir,
    older: Option<PathBuf>,
    cluster: Cluster,
    double: Running,
}

impl Place {
    async fn new(older: Option<PathBuf>) -> Place {
        Place {
            folder: TempDir::new().unwrap(),
            older,
            cluster: Cluster::start(&[]),
            double: double::start("127.0.0.1:0".parse().unwrap()).await.unwrap(),
        }
    }

    /// A program reads its settings once, when it begins.
    fn configure(&self, program: &Path) {
        let mut settings = outside::settings(&self.double, self.folder.path());
        if self.older.as_deref() == Some(program) {
            for later in LATER.map(Template::as_str) {
                settings = settings.replace(&format!("{later} = \"SMS_{later}\"\n"), "");
            }
        }
        fs::write(self.folder.path().join("yucan.toml"), settings).unwrap();
    }

    /// A program that goes by a clock some minutes ahead of the machine's.
    fn command(&self, program: &Path, minutes_ahead: u32) -> Command {
        self.configure(program);
        let told = [
            ("FAKETIME", format!("+{minutes_ahead}m")),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
        ];
        let words = preloaded::under("faketime/libfaketime.so.1", &told);
        let words: Vec<OsString> = words.unwrap();
        let mut command = Command::new(&words[0]);
        command
            .args(&words[1..])
            .arg(program)
            .current_dir(self.folder.path());
        command
    }

    fn serve(&self, program: &Path, minutes_ahead: u32) -> Served {
        let command = self.command(program, minutes_ahead);
        Served::run(serving(
            command,
            self.folder.path(),
            &self.cluster.address(),
        ))
    }

    /// Runs a command on the database that must go well.
    fn run(&self, program: &Path, minutes_ahead: u32, words: &[&str]) {
        let mut command = self.command(program, minutes_ahead);
        command.args(words).args(["--keys", "keys", "--database"]);
        let (status, said) = told(command.arg(self.cluster.address()).output().unwrap());
        assert_eq!(status, 0, "{words:?}: {said}");
    }

    /// The audit is whole. What an older program derived is made again first, as after every update; how it wrote its calls
    /// down is not, so those alone may be named (`docs/registry.md`).
    fn verify(&self, newer: &Path, minutes_ahead: u32) {
        self.run(newer, minutes_ahead, &["rebuild"]);
        let mut command = self.command(newer, minutes_ahead);
        command.args(["verify", "--keys", "keys", "--database"]);
        let (_, said) = told(command.arg(self.cluster.address()).output().unwrap());
        let mut others = said.lines().filter(|line| {
            let is_call = line.contains(": table intent, ") && self.older.is_some();
            line.contains(": table ") && !is_call
        });
        assert_eq!(others.next(), None, "{said}");
        assert!(said.contains("signed heads"), "{said}");
    }

    /// Waits until the world outside was told so.
    async fn told(&self, what: &str, is_told: impl Fn(&Book) -> bool) {
        let begun = Instant::now();
        let mut looks = tokio::time::interval(Duration::from_millis(50));
        while !self.double.look(&is_told) {
            let said = || self.double.look(|book| book.messages.len());
            assert!(begun.elapsed() < PATIENCE, "{what}: {} messages", said());
            looks.tick().await;
        }
    }
}

/// How often each of these families was told each thing.
fn messages(book: &Book, phones: &[String]) -> BTreeMap<(String, String), u32> {
    let mut counts = BTreeMap::new();
    let ours = book
        .messages
        .iter()
        .filter(|one| phones.contains(&one.to) && !one.template.ends_with("sign_in_code"));
    for message in ours {
        let named = (message.to.clone(), message.template.clone());
        *counts.entry(named).or_default() += 1;
    }
    counts
}

/// Comes in by one server, applies by another, and is known to both; its application's number.
async fn visits(mut family: Family, servers: [SocketAddr; 2], turn: usize) -> String {
    let (door, desk) = (servers[turn % 2], servers[turn / 2 % 2]);
    assert!(family.come_in(door).await, "{turn}");
    let sent = family.apply(desk).await.unwrap();
    let number = acknowledged(&sent).unwrap_or_else(|| panic!("{turn}: {}", sent.head));
    for server in servers {
        let again = family.apply(server).await.unwrap();
        assert_eq!(acknowledged(&again).as_ref(), Some(&number), "{turn}");
        let page = ask(server, &family.get("/file")).await.unwrap();
        assert!(page.status == 200 && page.text().contains(&number));
    }
    number
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_versions_on_one_server_serve_every_family_and_say_everything_once() {
    let trial = Trial::of("D-11", "PostgreSQL, two versions side by side");
    if preloaded::under("faketime/libfaketime.so.1", &[]).is_none() {
        return trial.skipped("libfaketime is not installed");
    }
    let newer = PathBuf::from(env!("CARGO_BIN_EXE_yucan"));
    let told_of = std::env::var_os(OLDER).map(PathBuf::from);
    let older = told_of.clone().unwrap_or_else(|| newer.clone());
    let programs = [older, newer];
    let (hour, minute) = SystemClock::begin().now().hour_and_minute();
    let morning = (23 + MORNING - hour) % 24 * 60 + 60 - minute;

    let place = Place::new(told_of.clone()).await;
    // the older was there first, and made the tables
    let servers = programs.each_ref().map(|one| place.serve(one, morning));
    let addresses = servers.each_ref().map(|one| one.address);
    let families = rounds(4, 40);
    let all: Vec<Family> = (0..families).map(Family::of).collect();
    let phones: Vec<String> = all.iter().map(|one| one.phone.clone()).collect();
    let mut numbers = Vec::new();
    let turns: Vec<_> = all.into_iter().enumerate().collect();
    for some in turns.chunks(AT_ONCE) {
        let visiting = some.iter().cloned();
        let visiting = visiting.map(|(turn, family)| visits(family, addresses, turn));
        numbers.extend(visiting.collect::<JoinSet<_>>().join_all().await);
    }
    let said_of_each = |count: usize| {
        let phones = phones.clone();
        move |book: &Book| messages(book, &phones).len() == count * phones.len()
    };
    // a later step would take back what was not said yet
    place.told("received", said_of_each(1)).await;
    for (turn, number) in numbers.iter().enumerate() {
        let desk = &programs[turn / 4 % 2];
        place.run(desk, morning, &["case", number, "accept"]);
    }
    place.told("received and accepted", said_of_each(2)).await;
    let mut logs: Vec<_> = servers.into_iter().map(Served::stop).collect();

    // both begin anew when the desk can't step back any more, and the platform is told
    let later = morning + SECOND_THOUGHTS_MINUTES;
    let servers = programs.each_ref().map(|one| place.serve(one, later));
    place.told("registered", said_of_each(SAID.len())).await;
    logs.extend(servers.into_iter().map(Served::stop));
    for (status, log) in logs {
        assert_eq!(status, Some(0), "{log}");
        for word in ["\"level\":\"ERROR\"", "\"status\":5", "given up"] {
            assert!(!log.contains(word), "{word}: {log}");
        }
    }
    place.verify(&programs[1], later);
    let figures = place.double.look(|book| {
        let told = messages(book, &phones);
        for phone in &phones {
            for template in SAID {
                let named = (phone.clone(), format!("SMS_{}", template.as_str()));
                assert_eq!(told.get(&named), Some(&1), "{named:?}");
            }
        }
        let mut ids: Vec<_> = book.messages.iter().map(|one| &one.out_id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "a message went out twice");
        for person in &book.people {
            assert_eq!(person.registered, 1, "{}", person.certno);
        }
        format!(
            "{} messages, {} babies entered, 0 twice, 0 errors",
            told.len(),
            book.people.len()
        )
    });
    let beside = told_of.as_deref().and_then(commit);
    let beside = beside.unwrap_or_else(|| "this version twice".to_owned());
    trial.held(
        format!("{families} families"),
        format!("{beside}: {figures}"),
    );
}

/// The commit that the older program is of, which its folder is named for.
fn commit(program: &Path) -> Option<String> {
    let folder = program.parent()?.file_name()?.to_str()?;
    Some(format!("beside {folder}"))
}
