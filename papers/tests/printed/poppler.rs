//! Poppler's programs, which read papers back as others would.

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};

/// What a program of Poppler says of a PDF. `-` among the arguments stands for the PDF.
pub fn run(program: &str, arguments: &[&str], pdf: &[u8]) -> Vec<u8> {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        // Poppler 22 takes a boolean that PDF/UA wants for an error of syntax, and reads on
        .stderr(Stdio::null());
    let mut child = match command.spawn() {
        Err(fault) if fault.kind() == ErrorKind::NotFound => {
            panic!("{program} is missing; on Debian: apt-get install poppler-utils")
        }
        spawned => spawned.unwrap(),
    };
    let mut stdin = child.stdin.take().unwrap();
    let pdf = pdf.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&pdf));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(output.status.success(), "{program} refused the paper");
    output.stdout
}

/// The same as text.
pub fn told(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    String::from_utf8_lossy(&run(program, arguments, pdf)).into_owned()
}

/// The same without spaces and line ends: what stands in several lines reads on.
pub fn read_on(pdf: &[u8]) -> String {
    let raw = String::from_utf8(run("pdftotext", &["-raw", "-", "-"], pdf)).unwrap();
    raw.chars().filter(|char| !char.is_whitespace()).collect()
}

pub fn pages(pdf: &[u8]) -> usize {
    let info = String::from_utf8(run("pdfinfo", &["-"], pdf)).unwrap();
    let line = info.lines().find_map(|line| line.strip_prefix("Pages:"));
    line.unwrap().trim().parse().unwrap()
}

/// The first page in grey, 8 bits a pixel: width, height, pixels.
pub fn grey(pdf: &[u8], dpi: u32) -> (usize, usize, Vec<u8>) {
    let dpi = dpi.to_string();
    let pgm = run(
        "pdftoppm",
        &["-gray", "-r", &dpi, "-f", "1", "-l", "1", "-"],
        pdf,
    );
    let mut fields = pgm.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut word = || String::from_utf8(fields.next().unwrap().to_vec()).unwrap();
    assert_eq!(word(), "P5");
    let (width, height) = (word().parse().unwrap(), word().parse().unwrap());
    let pixels = pgm[pgm.len() - width * height..].to_vec();
    (width, height, pixels)
}
