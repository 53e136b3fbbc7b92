//! Another process that takes applications until it is done or killed: this program again, told by variables that it is
//! the clerk. It says what it acknowledged, line by line, and how it ended.

use std::{
    ffi::OsString,
    io::{BufRead, BufReader, Lines, Write},
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use registry::{
    ApplicationNumber,
    entry::{Actor, Step},
    office::OfficeFault,
    store::StoreFault,
};

use crate::kept::{HowFar, Kept};

const ADDRESS: &str = "YUCAN_TEST_CLERK_ADDRESS";
const KEYS: &str = "YUCAN_TEST_CLERK_KEYS";
const FAMILIES: &str = "YUCAN_TEST_CLERK_FAMILIES";
const TEST: &str = "clerk::takes_applications_until_it_is_done_or_killed";

/// Ends of a clerk: all done; the database would not open; it is damaged; it did not heal.
pub const DONE: i32 = 0;
pub const REFUSED: i32 = 10;
pub const DAMAGED: i32 = 11;
pub const GIVEN_UP: i32 = 12;

/// How often a clerk asks again what could not be kept.
const TRIES: u32 = 5;

/// What a clerk is told.
pub struct Orders<'a> {
    pub address: &'a str,
    pub keys: &'a Path,
    /// The first family's number, and how many.
    pub families: (u32, u32),
    /// How many it serves at once.
    pub at_once: u32,
    /// Whether the desk accepts each third family's application, and each third family deletes its file.
    pub goes_on: bool,
}

/// A clerk at work.
pub struct Clerk {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Clerk {
    /// Starts one, by another program that is given its command line where there is one.
    pub fn start(orders: &Orders<'_>, under: &[OsString]) -> Clerk {
        let me = std::env::current_exe().unwrap();
        let mut command = match under {
            [] => Command::new(me),
            [program, arguments @ ..] => {
                let mut command = Command::new(program);
                command.args(arguments).arg(me);
                command
            }
        };
        let (first, count) = orders.families;
        let mut child = command
            .args([TEST, "--exact", "--nocapture"])
            .env(ADDRESS, orders.address)
            .env(KEYS, orders.keys)
            .env(
                FAMILIES,
                format!(
                    "{first} {count} {} {}",
                    orders.at_once,
                    u8::from(orders.goes_on)
                ),
            )
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Clerk { child, lines }
    }

    /// Waits for so many acknowledgements, or its end.
    pub fn acknowledged(&mut self, count: usize) -> Vec<(u32, ApplicationNumber)> {
        let lines = self.lines.by_ref().map_while(Result::ok);
        lines.filter_map(|line| kept(&line)).take(count).collect()
    }

    /// Kills it; what it still said before.
    pub fn kill(mut self) -> Vec<(u32, ApplicationNumber)> {
        self.child.kill().unwrap();
        self.end().0
    }

    /// Waits until it ends by itself; what it still said, and its status.
    pub fn end(mut self) -> (Vec<(u32, ApplicationNumber)>, ExitStatus) {
        let rest = self.acknowledged(usize::MAX);
        (rest, self.child.wait().unwrap())
    }
}

/// What a line acknowledges. One that was cut off has no full stop.
pub fn kept(line: &str) -> Option<(u32, ApplicationNumber)> {
    let said = line.trim_end().strip_prefix("kept ")?.strip_suffix('.')?;
    let (number, application) = said.split_once(' ')?;
    Some((number.parse().ok()?, ApplicationNumber::parse(application)?))
}

/// How far a line says that a family went on.
pub fn went_on(line: &str) -> Option<(u32, HowFar)> {
    let (word, number) = line.trim_end().strip_suffix('.')?.split_once(' ')?;
    let (_, how_far) = HowFar::ALL.iter().find(|(other, _)| *other == word)?;
    Some((number.parse().ok()?, *how_far))
}

/// The clerk's part; nothing where this is not the clerk.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn takes_applications_until_it_is_done_or_killed() {
    let told = |name| std::env::var(name).ok();
    let (Some(address), Some(keys), Some(families)) = (told(ADDRESS), told(KEYS), told(FAMILIES))
    else {
        return;
    };
    let numbers: Vec<u32> = families.split(' ').map(|n| n.parse().unwrap()).collect();
    let [first, count, at_once, goes_on] = numbers[..] else {
        panic!("{families}");
    };
    let Ok(kept) = Kept::open(&address, keys.as_ref()).await else {
        std::process::exit(REFUSED);
    };
    let kept = Arc::new(kept);
    let next = Arc::new(AtomicU32::new(0));
    let desks: Vec<_> = (0..at_once)
        .map(|_| {
            let (kept, next) = (Arc::clone(&kept), Arc::clone(&next));
            tokio::spawn(async move {
                loop {
                    let turn = next.fetch_add(1, Ordering::SeqCst);
                    if turn >= count {
                        break;
                    }
                    let number = first + turn;
                    let application = serve(&kept, number).await;
                    if goes_on == 1 {
                        go_on(&kept, number, &application).await;
                    }
                }
            })
        })
        .collect();
    for desk in desks {
        desk.await.unwrap();
    }
    kept.office.store.close().await;
    std::process::exit(DONE);
}

fn say(line: &str) {
    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
}

async fn go_on(kept: &Kept, number: u32, application: &ApplicationNumber) {
    match number % 3 {
        1 => {
            say(&format!("accepting {number}.\n"));
            let desk = Actor::Agency("desk".to_owned());
            kept.act(number, application, desk, Step::Accept).await;
            say(&format!("accepted {number}.\n"));
        }
        2 => {
            say(&format!("deleting {number}.\n"));
            kept.delete(number, application).await;
            say(&format!("deleted {number}.\n"));
        }
        _ => {}
    }
}

async fn serve(kept: &Kept, number: u32) -> ApplicationNumber {
    let mut ticks = tokio::time::interval(Duration::from_millis(5));
    for _ in 0..TRIES {
        match kept.apply(number).await {
            Ok(application) => {
                say(&format!("kept {number} {application}.\n"));
                return application;
            }
            Err(OfficeFault::Store(StoreFault::Damaged)) => std::process::exit(DAMAGED),
            Err(_) => {}
        }
        ticks.tick().await;
    }
    std::process::exit(GIVEN_UP);
}
