//! Another process that writes until it is killed: this program again, told by a variable that it is the child.

use std::{
    io::{BufRead, BufReader, Lines, Write},
    process::{self, ChildStdout, Command, Stdio},
    sync::Arc,
};

use crate::{
    families::{keep, opening},
    place::Stamp,
};

const ADDRESS: &str = "YUCAN_TEST_CHILD_ADDRESS";
const FIRST: &str = "YUCAN_TEST_CHILD_FIRST";
const CLIENTS: u32 = 16;

/// The process, and what it says.
pub struct Child {
    process: process::Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Child {
    /// Starts one that opens files of families from a number on.
    pub fn start(address: &str, first: u32) -> Child {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["child::writes_until_it_is_killed", "--exact", "--nocapture"])
            .env(ADDRESS, address)
            .env(FIRST, first.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        Child { process, lines }
    }

    /// Waits for so many acknowledgements.
    pub fn acknowledged(&mut self, count: usize) -> Vec<(u32, u64)> {
        let said: Vec<_> = self
            .lines
            .by_ref()
            .filter_map(|line| parse(&line.unwrap()))
            .take(count)
            .collect();
        assert_eq!(said.len(), count, "the child ended early");
        said
    }

    /// Kills it, and reads what it still said before.
    pub fn kill(mut self) -> Vec<(u32, u64)> {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        let rest = self.lines.by_ref().map_while(Result::ok);
        rest.filter_map(|line| parse(&line)).collect()
    }
}

fn parse(line: &str) -> Option<(u32, u64)> {
    // a line that was cut off has no full stop
    let said = line.strip_prefix("kept ")?.strip_suffix('.')?;
    let (number, leaf) = said.split_once(' ')?;
    Some((number.parse().ok()?, leaf.parse().ok()?))
}

/// The child's part; nothing where this is not the child.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writes_until_it_is_killed() {
    let (Ok(address), Ok(first)) = (std::env::var(ADDRESS), std::env::var(FIRST)) else {
        return;
    };
    let first: u32 = first.parse().unwrap();
    let store = registry::store::open(&address, Arc::new(Stamp))
        .await
        .unwrap();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                // the end is a safeguard; it is killed long before
                for turn in 0..5000 {
                    let number = first + turn * CLIENTS + client;
                    let leaf = keep(&*store, opening(number)).await;
                    let line = format!("kept {number} {leaf}.\n");
                    std::io::stdout().lock().write_all(line.as_bytes()).unwrap();
                }
            })
        })
        .collect();
    for client in clients {
        client.await.unwrap();
    }
}
