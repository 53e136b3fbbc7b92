//! `yucan decide` on a clerk's file, families a second and core, against serde_json doing nothing but JSON.
//!
//! Ours prints answers, which are many times as long as their questions. So a second row, without a goal, tells how
//! serde_json fares when it parses the same questions and prints the same answers.

use crate::cases;
use crate::places::{Places, read};
use crate::rounds::{Contender, Effort, medians, program_time};
use crate::table::Row;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// The word by which this program becomes its own yardstick.
pub const YARDSTICK: &str = "parse-and-print";

/// Measures.
pub fn measure(places: &Places, effort: Effort) -> Result<Vec<Row>> {
    let taskset = places.need("taskset", "util-linux")?;
    let folder = tempfile::tempdir()?;
    let (lines, answers) = (
        folder.path().join("lines.jsonl"),
        folder.path().join("answers.jsonl"),
    );
    let count = effort.of(20_000, 200_000);
    write_lines(places, &lines, count)?;
    let cases = cases::all(places)?.len();
    let first: String = fs::read_to_string(&lines)?
        .lines()
        .take(cases)
        .flat_map(|line| [line, "\n"])
        .collect();
    let first_lines = folder.path().join("first.jsonl");
    fs::write(&first_lines, first)?;
    fs::write(
        &answers,
        read(
            Command::new(&places.yucan)
                .arg("decide")
                .stdin(File::open(&first_lines)?),
        )?,
    )?;

    let this = std::env::current_exe()?;
    let per_second = |program: &Path, arguments: &[&str]| -> Result<f64> {
        let mut command = Command::new(&taskset);
        command.args(["-c", "0"]).arg(program).args(arguments);
        let time = program_time(command.stdin(File::open(&lines)?).stdout(Stdio::null()))?;
        Ok(count as f64 / time.as_secs_f64())
    };
    let answers_file = answers.to_string_lossy();
    let contenders: [Contender<'_>; 3] = [
        Box::new(|| per_second(&places.yucan, &["decide"])),
        Box::new(|| per_second(&this, &[YARDSTICK])),
        Box::new(|| per_second(&this, &[YARDSTICK, &answers_file])),
    ];
    let [ours, echo, printed] = medians(effort.of(3, 7), contenders)?;
    let thousands = |per_second: f64| format!("{:.0} k/s", per_second / 1000.0);
    Ok(vec![
        Row::told(
            "yucan decide, families a second and core",
            thousands(ours),
            format!(
                "{}, serde_json: facts parsed and printed back",
                thousands(echo)
            ),
            format!("{:.2} ×", ours / echo),
        )
        .at_least(0.5, "×", ours / echo),
        Row::told(
            "… against printing as much as the answers",
            thousands(ours),
            format!(
                "{}, serde_json: facts parsed, answers printed",
                thousands(printed)
            ),
            format!("{:.2} ×", ours / printed),
        ),
    ])
}

/// The cases over and over, each time under another id.
fn write_lines(places: &Places, path: &Path, count: usize) -> Result<()> {
    let families = cases::all(places)?;
    let mut out = BufWriter::new(File::create(path)?);
    for (place, family) in families.iter().cycle().take(count).enumerate() {
        let mut facts: Value = serde_json::from_str(&family.line)?;
        facts["id"] = format!("{} #{place}", family.facts.id).into();
        serde_json::to_writer(&mut out, &facts)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// The yardstick: parses every line of standard input and prints it; with a file, prints that file's lines in turn
/// instead, which were parsed beforehand.
pub fn parse_and_print(answers: Option<&str>) -> Result<()> {
    let parse = |line: &str| serde_json::from_str::<Value>(line);
    let answers: Vec<Value> = match answers {
        Some(path) => fs::read_to_string(path)
            .with_context(|| format!("cannot read {path}"))?
            .lines()
            .map(parse)
            .collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let mut turn = answers.iter().cycle();
    let mut input = BufReader::with_capacity(64 * 1024, io::stdin().lock());
    let mut out = BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let mut line = String::new();
    while input.read_line(&mut line)? > 0 {
        let facts = parse(&line)?;
        if facts.is_null() {
            bail!("a line without facts");
        }
        serde_json::to_writer(&mut out, turn.next().unwrap_or(&facts))?;
        out.write_all(b"\n")?;
        line.clear();
    }
    Ok(out.flush()?)
}
