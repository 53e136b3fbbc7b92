//! The house's habits that no compiler knows: files stay small, the law stays in its folder, no line names a machine.

use crate::checkout::Checkout;
use crate::process;
use crate::test::Checked;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::fs;
use walkdir::WalkDir;

const FILE_LIMIT_LINES: usize = 400;

/// Longer on purpose, each with its reason beside it.
const LONG_FILES: [&str; 0] = [];

/// Endings of what people write by hand. Data, pictures, lock files and snapshots are left alone.
const TEXTS: [&str; 9] = ["css", "html", "js", "md", "mjs", "rs", "sh", "toml", "yml"];

/// Modules are nouns of the domain; these are nouns of nothing.
const EMPTY_NAMES: [&str; 7] = [
    "common", "data", "helper", "helpers", "manager", "util", "utils",
];

/// Folders that stand at the start of a path on somebody's machine. Written in two parts, or this file would be one.
const MACHINES: [&str; 4] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/wo", "rk/"),
    concat!("/Us", "ers/"),
];

/// Where the law stands.
const RULES: &str = "policy/areas";

/// Looks at every file that git knows or would add.
pub fn run(checkout: &Checkout) -> Result<Checked> {
    let listed = process::read(checkout.command("git").args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let places = places(checkout)?;
    let mut faults = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
        // a file that was deleted a moment ago is still listed
        let Ok(content) = fs::read(checkout.at(path)) else {
            continue;
        };
        if TEXTS.contains(&ending) {
            faults.extend(faults_of(&places, path, &String::from_utf8_lossy(&content)));
        }
    }
    if !faults.is_empty() {
        bail!("\n{}", faults.join("\n"));
    }
    Ok(Checked::Passed)
}

/// What code would say if it knew a place: its names, its rules' name and its code, from the rule files themselves.
fn places(checkout: &Checkout) -> Result<Vec<String>> {
    #[derive(Deserialize)]
    struct Edition {
        rules: String,
        name: Name,
        codes: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Name {
        zh: String,
        en: String,
    }
    let mut places = Vec::new();
    for entry in WalkDir::new(checkout.at(RULES)) {
        let entry = entry?;
        if entry
            .path()
            .extension()
            .is_none_or(|ending| ending != "toml")
            || entry.file_name() == "forms.toml"
        {
            continue;
        }
        let edition: Edition = toml::from_str(&fs::read_to_string(entry.path())?)
            .with_context(|| format!("{} does not read", entry.path().display()))?;
        // rules that hold everywhere are no place
        if edition.codes.is_empty() {
            continue;
        }
        let zh = edition.name.zh.trim_end_matches(['市', '省', '县', '区']);
        places.extend([
            zh.to_owned(),
            edition.name.en,
            format!("\"{}\"", edition.rules),
        ]);
        let telling = edition.codes.iter().filter(|code| code.len() >= 4);
        places.extend(telling.map(|code| format!("\"{code}")));
    }
    Ok(places)
}

fn faults_of(places: &[String], path: &str, text: &str) -> Vec<String> {
    let mut faults = spacing(text);
    faults.extend(machines(text));
    if path.ends_with(".rs") {
        faults.extend(name(path));
        if is_test(path) {
            faults.extend(tests(text));
        } else {
            let (code, own_tests) = text.split_once("\n#[cfg(test)]").unwrap_or((text, ""));
            faults.extend(length(path, code));
            faults.extend(law(places, code));
            faults.extend(tests(own_tests));
        }
    }
    faults
        .into_iter()
        .map(|fault| format!("{path}{fault}"))
        .collect()
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.ends_with("tests.rs")
}

fn spacing(text: &str) -> Vec<String> {
    let mut faults: Vec<String> = numbered(text)
        .filter(|(_, line)| line.ends_with([' ', '\t', '\r']))
        .map(|(number, _)| format!(":{number}: space at the end of a line"))
        .collect();
    if !text.is_empty() && !text.ends_with('\n') {
        faults.push(": no new line at the end".to_owned());
    }
    faults
}

fn machines(text: &str) -> Vec<String> {
    numbered(text)
        .filter(|(_, line)| MACHINES.iter().any(|folder| starts_a_path(line, folder)))
        .map(|(number, _)| format!(":{number}: names a folder of one machine"))
        .collect()
}

/// At the start of a path, not in the middle of `docs/home/page`.
fn starts_a_path(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        !line[..at]
            .ends_with(|before: char| before.is_alphanumeric() || "-_.~}>)*|".contains(before))
    })
}

fn name(path: &str) -> Option<String> {
    let stem = path.strip_suffix(".rs")?.rsplit('/').next()?;
    EMPTY_NAMES
        .contains(&stem)
        .then(|| ": this name says nothing of what is in it".to_owned())
}

fn length(path: &str, code: &str) -> Option<String> {
    let lines = code.lines().count();
    (lines > FILE_LIMIT_LINES && !LONG_FILES.contains(&path))
        .then(|| format!(": {lines} lines; past {FILE_LIMIT_LINES} it is two nouns"))
}

/// The law stands in rule files. Comments may cite it.
fn law(places: &[String], code: &str) -> Vec<String> {
    numbered(code)
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| places.iter().any(|place| line.contains(place)) || cites_clause(line))
        .map(|(number, _)| format!(":{number}: the law belongs in policy/areas"))
        .collect()
}

/// A word like `YJ22-2`: two capitals, two digits, a hyphen, a digit.
fn cites_clause(line: &str) -> bool {
    line.as_bytes().windows(6).enumerate().any(|(at, word)| {
        let starts = at == 0 || !line.as_bytes()[at - 1].is_ascii_alphanumeric();
        starts
            && word[..2].iter().all(u8::is_ascii_uppercase)
            && word[2..4].iter().all(u8::is_ascii_digit)
            && word[4] == b'-'
            && word[5].is_ascii_digit()
    })
}

/// A test that waits is slow or wrong, one that is ignored is neither right nor wrong.
fn tests(text: &str) -> Vec<String> {
    numbered(text)
        .filter(|(_, line)| {
            line.contains("#[ignore")
                || line.contains("thread::sleep")
                || line.contains("time::sleep")
        })
        .map(|(number, _)| format!(":{number}: tests are neither ignored nor asleep"))
        .collect()
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split('\n')
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}

#[cfg(test)]
mod tests {
    use super::faults_of;

    fn check(path: &str, text: &str, faults: &[&str]) {
        let places = ["阳江", "\"4417"].map(str::to_owned);
        assert_eq!(faults_of(&places, path, text), faults, "{path}: {text:?}");
    }

    #[test]
    fn each_habit_is_noticed_at_its_line() {
        check("app/src/page.rs", "fn a() {}\n", &[]);
        check(
            "app/src/page.rs",
            "fn a() {} \n",
            &["app/src/page.rs:1: space at the end of a line"],
        );
        check("README.md", "plain", &["README.md: no new line at the end"]);
        check(
            "app/src/utils.rs",
            "\n",
            &["app/src/utils.rs: this name says nothing of what is in it"],
        );
        let machine = format!("see {}jane/notes\n", concat!("/ho", "me/"));
        check(
            "README.md",
            &machine,
            &["README.md:1: names a folder of one machine"],
        );
        check("README.md", "docs/home/page.md and {root}/home/x\n", &[]);
    }

    #[test]
    fn the_law_is_noticed_in_code_but_not_in_comments_tests_or_rules() {
        let fault = ["app/src/page.rs:2: the law belongs in policy/areas"];
        check("app/src/page.rs", "\nlet city = \"阳江\";\n", &fault);
        check("app/src/page.rs", "\nlet clause = \"YJ22-2\";\n", &fault);
        check("app/src/page.rs", "\nlet area = \"4417\";\n", &fault);
        check(
            "app/src/page.rs",
            "// YJ22-2 says so\nlet utf = \"UTF8-8\";\n",
            &[],
        );
        check("app/src/page/tests.rs", "let clause = \"YJ22-2\";\n", &[]);
        check(
            "app/src/page.rs",
            "fn a() {}\n#[cfg(test)]\nmod tests { const A: &str = \"YJ22-2\"; }\n",
            &[],
        );
        check(
            "policy/areas/441700/2022-06-22.toml",
            "name = \"阳江\"\n",
            &[],
        );
    }

    #[test]
    fn a_long_file_is_noticed_without_its_tests() {
        let long = "//\n".repeat(401);
        check(
            "app/src/page.rs",
            &long,
            &["app/src/page.rs: 401 lines; past 400 it is two nouns"],
        );
        check("tests/portal/page.rs", &long, &[]);
        let tested = format!("//\n#[cfg(test)]\n{long}");
        check("app/src/page.rs", &tested, &[]);
    }
}
