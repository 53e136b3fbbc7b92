//! Answers case lines from stdin on stdout, one each: the built-in law and nothing of the command around it.
//!
//! What `yucan decide` adds (threads, line limits, `--areas`) is absent here, so that a second implementation can be
//! held against the function alone.

use policy::{Areas, wire};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut answer = Vec::new();
    for line in io::stdin().lock().split(b'\n') {
        answer.clear();
        wire::answer_line(&line?, Areas::built_in(), &mut answer);
        while answer.last() == Some(&b'\n') {
            answer.pop();
        }
        answer.push(b'\n');
        out.write_all(&answer)?;
    }
    out.flush()
}
