//! Order, promptness, bounds and endings of a stream of lines, with a stand-in for the law: it repeats the line, and
//! refuses those that begin with `no` or are too long.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    sync::{Arc, Mutex},
};

use super::{Ending, Fault, LINE_BYTES_MAX, run};

fn echo(line: &[u8], out: &mut Vec<u8>) -> bool {
    let is_long = line.len() > LINE_BYTES_MAX;
    out.extend_from_slice(if is_long { b"long" } else { line });
    !is_long && !line.starts_with(b"no")
}

/// Output that a test can look at afterwards.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One core and several must come to the same.
fn answered(input: &[u8]) -> (Vec<u8>, Ending) {
    let [alone, together] = [1, 3].map(|workers| {
        let kept = Kept::default();
        let ending = run(io::Cursor::new(input.to_vec()), kept.clone(), workers, echo).unwrap();
        let bytes = kept.0.lock().unwrap().clone();
        (bytes, ending)
    });
    assert!(alone == together);
    together
}

#[test]
fn one_line_in_is_one_line_out() {
    let long = "x".repeat(LINE_BYTES_MAX);
    let too_long = "x".repeat(LINE_BYTES_MAX + 1);
    let far_too_long = "x".repeat(3 * LINE_BYTES_MAX);
    let rows: [(&str, String, String, u64); 10] = [
        ("nothing in, nothing out", "".into(), "".into(), 0),
        ("a line", "a\n".into(), "a\n".into(), 0),
        (
            "a last line without its end",
            "a\nb".into(),
            "a\nb\n".into(),
            0,
        ),
        (
            "an empty line is a line",
            "\n\na\n".into(),
            "\n\na\n".into(),
            0,
        ),
        (
            "a refused line is counted",
            "a\nno\nb\nno\n".into(),
            "a\nno\nb\nno\n".into(),
            2,
        ),
        (
            "carriage returns belong to the line",
            "a\r\n".into(),
            "a\r\n".into(),
            0,
        ),
        (
            "the longest line",
            format!("{long}\na\n"),
            format!("{long}\na\n"),
            0,
        ),
        (
            "one byte too long",
            format!("{too_long}\na\n"),
            "long\na\n".into(),
            1,
        ),
        (
            "far too long, and no end",
            format!("a\n{far_too_long}"),
            "a\nlong\n".into(),
            1,
        ),
        (
            "two too long in a row",
            format!("{too_long}\n{far_too_long}\na"),
            "long\nlong\na\n".into(),
            2,
        ),
    ];
    for (name, input, output, refused) in rows {
        let (bytes, ending) = answered(input.as_bytes());
        assert!(
            bytes == output.as_bytes(),
            "{name}: {} bytes out",
            bytes.len()
        );
        assert_eq!(ending, Ending::Whole { refused }, "{name}");
    }
}

#[test]
fn order_is_kept_over_many_batches() {
    let input: String = (0..200_000).map(|n| format!("{n}\n")).collect();
    let (bytes, ending) = answered(input.as_bytes());
    assert!(bytes == input.as_bytes());
    assert_eq!(ending, Ending::Whole { refused: 0 });
}

#[test]
fn a_line_is_answered_before_the_next_is_asked() {
    for workers in [1, 3] {
        let (questions, mut ask) = io::pipe().unwrap();
        let (answers, output) = io::pipe().unwrap();
        let stream = std::thread::spawn(move || run(questions, output, workers, echo));
        let mut answers = BufReader::new(answers);
        for n in 0..20 {
            ask.write_all(format!("{n}\n").as_bytes()).unwrap();
            let mut line = String::new();
            answers.read_line(&mut line).unwrap();
            assert_eq!(line, format!("{n}\n"));
        }
        drop(ask);
        assert_eq!(
            stream.join().unwrap().unwrap(),
            Ending::Whole { refused: 0 }
        );
    }
}

#[test]
fn an_abandoned_output_ends_quietly_while_the_input_is_still_open() {
    for workers in [1, 2] {
        let (questions, mut ask) = io::pipe().unwrap();
        let (answers, output) = io::pipe().unwrap();
        drop(answers);
        ask.write_all(b"a\n").unwrap();
        assert_eq!(
            run(questions, output, workers, echo).unwrap(),
            Ending::Abandoned
        );
    }
}

/// Gives one line and then fails.
struct Broken(bool);

impl Read for Broken {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if std::mem::replace(&mut self.0, true) {
            return Err(io::Error::other("disk on fire"));
        }
        buffer[..2].copy_from_slice(b"a\n");
        Ok(2)
    }
}

#[test]
fn a_broken_input_is_told_after_what_came_before_it() {
    for workers in [1, 2] {
        let kept = Kept::default();
        let fault = run(Broken(false), kept.clone(), workers, echo).unwrap_err();
        assert!(matches!(fault, Fault::Input(_)));
        assert_eq!(*kept.0.lock().unwrap(), b"a\n");
    }
}

#[test]
fn a_worker_that_stops_early_is_told() {
    for workers in [1, 3] {
        for last_line in ["panic\n", "panic\na\nb\n"] {
            let input = io::Cursor::new(format!("{}{last_line}", "a\n".repeat(100)).into_bytes());
            let answer = |line: &[u8], _: &mut Vec<u8>| {
                assert_ne!(line, b"panic");
                true
            };
            let fault = run(input, io::sink(), workers, answer).unwrap_err();
            assert!(matches!(fault, Fault::Worker));
        }
    }
}
