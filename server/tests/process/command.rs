//! The command from outside: what comes out, where, and with which status.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Output, Stdio},
};

const CASE: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22"}"#;
const NO_CASE: &str = r#"{"id":"b","area":"441702"}"#;

/// The command in a folder of its own, so that no settings file is near.
pub fn yucan(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yucan"));
    command.current_dir(folder).env_clear();
    command
}

fn run(mut command: Command, input: impl AsRef<[u8]>) -> Output {
    let command = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A command that does not read its input may have ended.
    let _ = child.stdin.take().unwrap().write_all(input.as_ref());
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn every_line_has_its_answer_in_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let too_long = "x".repeat(1_000_001);
    let rows: [(&str, Vec<u8>, &[&str], i32); 7] = [
        ("nothing", b"".to_vec(), &[], 0),
        (
            "one case, without its line end",
            CASE.into(),
            &[r#""id":"a""#],
            0,
        ),
        (
            "a refused one between two",
            format!("{CASE}\n{NO_CASE}\n{CASE}\n").into(),
            &[r#""id":"a""#, r#""at":"/asked_on""#, r#""id":"a""#],
            1,
        ),
        (
            "an empty line",
            format!("\n{CASE}\n").into(),
            &["not_json", r#""id":"a""#],
            1,
        ),
        (
            "a line over a million bytes",
            format!("{too_long}\n{CASE}\n").into(),
            &["not_json", r#""id":"a""#],
            1,
        ),
        (
            "bytes that are no text",
            b"\xff\xfe\0\n{}\n".to_vec(),
            &["not_json", "missing_field"],
            1,
        ),
        (
            "Windows line ends",
            format!("{CASE}\r\n{CASE}\r\n").into(),
            &[r#""id":"a""#, r#""id":"a""#],
            0,
        ),
    ];
    for (name, input, marks, status) in rows {
        let mut command = yucan(folder.path());
        command.arg("decide");
        let output = run(command, input);
        assert_eq!(output.status.code(), Some(status), "{name}");
        let lines: Vec<_> = text(&output.stdout).lines().collect();
        assert_eq!(lines.len(), marks.len(), "{name}: {lines:?}");
        for (line, mark) in lines.iter().zip(marks) {
            assert!(
                line.starts_with('{') && line.contains(mark),
                "{name}: {line}"
            );
        }
        assert_eq!(text(&output.stderr), "", "{name}");
    }
}

#[test]
fn a_line_typed_by_hand_is_answered_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = yucan(folder.path());
    let mut child = command
        .arg("decide")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut questions = child.stdin.take().unwrap();
    for n in 0..3 {
        writeln!(
            questions,
            "{}",
            CASE.replace(r#""a""#, &format!(r#""{n}""#))
        )
        .unwrap();
        let answer = answers.next().unwrap().unwrap();
        assert!(answer.contains(&format!(r#""id":"{n}""#)), "{answer}");
    }
    drop(questions);
    assert!(child.wait().unwrap().success());
}

#[test]
fn an_answer_that_nobody_reads_ends_the_command_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = yucan(folder.path());
    let command = command
        .arg("decide")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let mut questions = child.stdin.take().unwrap();
    writeln!(questions, "{CASE}").unwrap();
    // The input stays open: the end must not wait for it.
    let output = child.wait_with_output().unwrap();
    drop(questions);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[test]
fn wrong_use_is_told_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    let wrong = folder.path().join("wrong");
    fs::create_dir(&empty).unwrap();
    fs::create_dir(&wrong).unwrap();
    fs::write(wrong.join("2022-01-01.toml"), "nothing = true\n").unwrap();
    fs::write(folder.path().join("wrong.toml"), "lisetn = 1\n").unwrap();
    let half = "[outside.messages]\nkey_id = \"k\"\n";
    fs::write(folder.path().join("half.toml"), half).unwrap();
    let rows: [(&str, &[&str], i32, &str); 14] = [
        ("no command", &[], 2, "Usage"),
        ("a command that is none", &["decode"], 2, "decode"),
        ("an option that is none", &["decide", "--fast"], 2, "--fast"),
        ("help", &["--help"], 0, ""),
        (
            "an address that is none",
            &["serve", "--listen", "here"],
            2,
            "--listen",
        ),
        (
            "settings that are not there",
            &["decide", "--config", "no.toml"],
            2,
            "no.toml",
        ),
        (
            "settings that are wrong",
            &["serve", "--config", "wrong.toml"],
            2,
            "lisetn",
        ),
        (
            "rules that are not there",
            &["decide", "--areas", "no"],
            2,
            "no",
        ),
        (
            "no rules",
            &["decide", "--areas", "empty"],
            2,
            "no rule file",
        ),
        (
            "wrong rules",
            &["decide", "--areas", "wrong"],
            2,
            "2022-01-01.toml",
        ),
        (
            "wrong rules, asked about",
            &["areas", "check", "wrong"],
            1,
            "2022-01-01.toml",
        ),
        (
            "no site",
            &["serve", "--listen", "127.0.0.1:0", "--site", "no"],
            2,
            "cargo xtask",
        ),
        (
            "a gateway without its texts",
            &["serve", "--config", "half.toml"],
            2,
            "[outside.messages.templates] needs sign_in_code",
        ),
        (
            "a double for other machines",
            &["double", "--listen", "0.0.0.0:0"],
            2,
            "on this machine alone",
        ),
    ];
    for (name, arguments, status, told) in rows {
        let mut command = yucan(folder.path());
        command.args(arguments);
        let output = run(command, "");
        assert_eq!(output.status.code(), Some(status), "{name}");
        assert!(
            text(&output.stderr).contains(told),
            "{name}: {}",
            text(&output.stderr)
        );
    }
}

#[test]
fn an_address_in_use_is_told() {
    let folder = tempfile::tempdir().unwrap();
    crate::portal::build_site(folder.path());
    let other = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = other.local_addr().unwrap().to_string();
    let mut command = yucan(folder.path());
    command.args(["serve", "--site", ".", "--listen", &address]);
    let output = run(command, "");
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains(&address),
        "{}",
        text(&output.stderr)
    );
}
