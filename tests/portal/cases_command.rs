//! The shared tables through the command: one line in, one line out, in order, and an exit status for a script.

use crate::tables::{self, Line};
use policy::wire::LINE_BYTES_MAX;
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    thread,
};
use tempfile::TempDir;

/// The command, in a folder of its own, so that no settings of this machine reach it.
fn yucan(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yucan-under-test"));
    command
        .args(args)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs it with an input; both ends are served at once, as a pipe would.
fn run(args: &[&str], input: &[u8]) -> Output {
    let folder = TempDir::new().expect("a folder");
    let mut child = yucan(folder.path(), args)
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("its input");
    let input = input.to_vec();
    // It may end without reading all of it.
    let writer = thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the command ends");
    let _ = writer.join().expect("the writer ends");
    output
}

fn lines(output: &[u8]) -> Vec<&[u8]> {
    let lines = output.strip_suffix(b"\n").unwrap_or(output);
    if lines.is_empty() {
        return Vec::new();
    }
    lines.split(|byte| *byte == b'\n').collect()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Joins lines with a line end after each.
fn joined<'a>(lines: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut input = Vec::new();
    for line in lines {
        input.extend_from_slice(line);
        input.push(b'\n');
    }
    input
}

/// Runs `yucan decide` and holds each line of its output against the function's word.
fn check(lines_in: &[Line], status: i32) {
    let input = joined(lines_in.iter().map(|line| &*line.asked));
    let output = run(&["decide"], &input);
    let given = lines(&output.stdout);
    assert_eq!(given.len(), lines_in.len(), "{}", said(&output));
    for (given, line) in given.iter().zip(lines_in) {
        let shown = String::from_utf8_lossy(&line.asked[..line.asked.len().min(200)]);
        assert!(*given == &*line.answered, "{shown}");
    }
    assert_eq!(output.status.code(), Some(status), "{}", said(&output));
}

#[test]
fn every_case_is_answered_and_the_status_is_done() {
    let cases = tables::cases();
    assert!(cases.iter().all(|line| line.is_answer));
    check(&cases, 0);
}

#[test]
fn every_refusal_is_given_and_the_status_says_no() {
    let refusals = tables::refusals();
    assert!(refusals.iter().all(|line| !line.is_answer));
    check(&refusals, 1);
}

#[test]
fn a_refused_line_does_not_stop_the_others() {
    let mut refusals = tables::refusals().into_iter();
    let mixed: Vec<Line> = tables::cases()
        .into_iter()
        .flat_map(|case| refusals.next().into_iter().chain([case]))
        .collect();
    check(&mixed, 1);
}

#[test]
fn the_order_is_kept_over_many_lines() {
    let facts = |n: usize| {
        let area = ["441702", "450103", "320505", "510100"][n % 4];
        json!({"id": n.to_string(), "area": area, "asked_on": "2026-11-22", "pregnancy": {"due_date": "2027-02-20"}})
    };
    let input: Vec<String> = (0..20_000).map(|n| facts(n).to_string()).collect();
    let output = run(
        &["decide"],
        &joined(input.iter().map(|line| line.as_bytes())),
    );
    let given = lines(&output.stdout);
    assert_eq!(given.len(), input.len());
    for (n, line) in given.iter().enumerate() {
        let start = format!("{{\"id\":\"{n}\",");
        assert!(line.starts_with(start.as_bytes()), "line {n}");
    }
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn odd_lines_get_a_line_each() {
    let facts = r#"{"id": "last", "area": "510100", "asked_on": "2026-11-22"}"#;
    let mut longest = facts.as_bytes().to_vec();
    longest.resize(LINE_BYTES_MAX, b' ');
    let mut too_long = longest.clone();
    too_long.push(b' ');
    let mut nested = b"{\"id\": ".to_vec();
    nested.extend(b"[".repeat(900_000));
    let odd: Vec<Line> = [
        b"".to_vec(),
        b"\r".to_vec(),
        b"\xff\xfe".to_vec(),
        b"{\"id\": \"\xc3\x28\"}".to_vec(),
        b"\0".repeat(5000),
        longest,
        too_long,
        vec![b'x'; 3 * LINE_BYTES_MAX],
        nested,
        format!("{facts}\r").into_bytes(),
        facts.as_bytes().to_vec(),
    ]
    .into_iter()
    .map(Line::new)
    .collect();
    check(&odd, 1);
}

#[test]
fn a_last_line_needs_no_end_and_an_empty_input_no_line() {
    let line = Line::new(r#"{"id": "a", "area": "510100", "asked_on": "2026-11-22"}"#);
    let output = run(&["decide"], &line.asked);
    assert_eq!(lines(&output.stdout), [&*line.answered]);
    assert!(output.stdout.ends_with(b"\n"));
    let output = run(&["decide"], b"");
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(0)));
    let output = run(&["decide"], b"\n\n");
    assert_eq!(lines(&output.stdout).len(), 2);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_line_is_answered_before_the_next_is_asked() {
    let folder = TempDir::new().expect("a folder");
    let mut child = yucan(folder.path(), &["decide"])
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("its input");
    let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
    for line in tables::cases().iter().take(3) {
        stdin
            .write_all(&joined([&*line.asked]))
            .expect("it listens");
        let mut answer = Vec::new();
        stdout.read_until(b'\n', &mut answer).expect("it answers");
        assert_eq!(answer.strip_suffix(b"\n"), Some(&*line.answered));
    }
    drop(stdin);
    assert_eq!(ended(child), Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = TempDir::new().expect("a folder");
    let mut child = yucan(folder.path(), &["decide"])
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("its input");
    let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
    let line = tables::cases().swap_remove(0);
    let writer = thread::spawn(
        move || {
            while stdin.write_all(&joined([&*line.asked])).is_ok() {}
        },
    );
    stdout
        .read_until(b'\n', &mut Vec::new())
        .expect("it answers");
    drop(stdout);
    assert_eq!(ended(child), Some(0));
    writer.join().expect("the writer ends");
}

fn ended(child: Child) -> Option<i32> {
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(said(&output), "");
    output.status.code()
}

#[test]
fn what_is_refused_is_not_repeated_in_messages() {
    let line = r#"{"id": "a", "area": "441702", "asked_on": "2026-11-22", "mother": {"name": "林晓梅", "id_number": "441702199503081220", "phone": "1380013800"}}"#;
    let output = run(&["decide"], line.as_bytes());
    let shown = said(&output) + &String::from_utf8_lossy(&output.stdout);
    for personal in ["林晓梅", "441702199503081220", "1380013800"] {
        assert!(!shown.contains(personal), "{shown}");
    }
}

fn samples(place: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples")
        .join(place)
}

#[test]
fn rule_files_of_another_folder_answer_instead() {
    let folder = samples("guangzhou");
    let folder = folder.to_str().expect("a path in UTF-8");
    let ask = |area: &str| {
        let facts = json!({"id": area, "area": area, "asked_on": "2026-11-22"}).to_string();
        let output = run(&["decide", "--areas", folder], facts.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let answer: Value = serde_json::from_slice(&output.stdout).expect("an answer");
        answer["rules"].clone()
    };
    assert_eq!(ask("440106"), "guangzhou");
    assert_eq!(ask("441702"), "national");
    let output = run(&["areas", "check", folder], b"");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn wrong_rule_files_are_told_by_file_and_line() {
    let text = fs::read_to_string(samples("guangzhou/2023-01-01.toml")).expect("a sample");
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("2023-01-01.toml");
    let wrong = text.replacen("codes = [\"4401\"]", "codes = [\"00\"]", 1);
    let line = 1 + wrong
        .lines()
        .position(|line| line.starts_with("codes"))
        .expect("a line");
    fs::write(&file, &wrong).expect("written");
    let path = folder.path().to_str().expect("a path in UTF-8");
    let told = format!(
        "{}:{line}: 00 isn't the front of an area's code",
        file.display()
    );
    let checked = run(&["areas", "check", path], b"");
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked).contains(&told), "{}", said(&checked));
    let decided = run(&["decide", "--areas", path], b"{}\n");
    assert_eq!((decided.status.code(), decided.stdout.len()), (Some(2), 0));
    assert!(said(&decided).contains(&told), "{}", said(&decided));
}

#[test]
fn wrong_use_has_a_status_of_its_own() {
    let wrong: [&[&str]; 5] = [
        &[],
        &["decide", "--areas"],
        &["decide", "--areas", "no/such/folder"],
        &["decide", "file.jsonl"],
        &["guess"],
    ];
    for args in wrong {
        let output = run(args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(!output.stderr.is_empty(), "{args:?}");
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}
