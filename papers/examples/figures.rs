//! What papers cost: `cargo run --release -p papers --example figures [FOLDER]`. With a folder, the papers are left in
//! it to be looked at.

#[path = "../tests/printed/samples.rs"]
mod samples;

use papers::{Copies, Fonts, Paper, Signature, html, pdf};
use rustix::time::{ClockId, clock_gettime};
use samples::{Told, babies, form, receipt, strokes, told};
use std::path::PathBuf;
use std::time::Duration;

const ROUNDS: usize = 21;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let before = cpu();
    let fonts = Fonts::open(&Fonts::debian())?;
    println!("fonts opened in {} ms CPU", millis(cpu() - before));
    let before = cpu();
    pdf(&form(told()), &fonts)?;
    println!("the first paper in {} ms CPU", millis(cpu() - before));
    println!(
        "{:<34} {:>9} {:>12} {:>9}",
        "paper", "bytes", "CPU ms (mid)", "worst"
    );
    for (name, paper) in papers() {
        let mut spent = Vec::new();
        let mut bytes = Vec::new();
        for _ in 0..ROUNDS {
            let before = cpu();
            bytes = pdf(&paper, &fonts)?;
            spent.push(cpu() - before);
        }
        spent.sort_unstable();
        let (middle, worst) = (spent[ROUNDS / 2], spent[ROUNDS - 1]);
        println!(
            "{name:<34} {:>9} {:>12} {:>9}",
            bytes.len(),
            millis(middle),
            millis(worst)
        );
        if let Some(folder) = &folder {
            std::fs::write(folder.join(format!("{name}.pdf")), bytes)?;
            std::fs::write(folder.join(format!("{name}.html")), html::sheet(&paper))?;
        }
    }
    gaps(&fonts);
    Ok(())
}

fn papers() -> Vec<(&'static str, Paper)> {
    let mut twice = form(Told {
        babies: babies(2),
        ..told()
    });
    twice.copies = Copies::Two;
    let drawn = Told {
        signature: Signature::Drawn(strokes()),
        babies: babies(1),
        ..told()
    };
    let long = "阿卜杜热合曼·买买提依明·玉苏普江·艾尔肯江·古丽仙·阿依古丽·图尔荪江·吐尔逊娜依·再努尔娜孜古力·古丽";
    let far = "广东省某市某区某某街道某某社区"
        .chars()
        .cycle()
        .take(100)
        .collect();
    vec![
        ("form", form(told())),
        ("form-blank", form(Told::default())),
        ("form-twice", twice),
        ("form-drawn", form(drawn)),
        (
            "form-nine",
            form(Told {
                babies: babies(9),
                ..told()
            }),
        ),
        (
            "form-rare",
            form(Told {
                applicant: Some("䮌㛃䶮𬱖〇𠀀𫜴"),
                ..told()
            }),
        ),
        (
            "form-long",
            form(Told {
                applicant: Some(long),
                address: Some(far),
                signature: Signature::Typed(long.to_owned()),
                ..told()
            }),
        ),
        (
            "form-appendix",
            form(Told {
                applicant: Some("某某某某".repeat(50).leak()),
                ..told()
            }),
        ),
        ("form-fifty-rare", form(fifty_rare())),
        ("receipt", receipt()),
    ]
}

/// A name as long as names may be, of which no two characters are cut from their fonts together: nobody's, and allowed.
fn fifty_rare() -> Told {
    let apart = (0x20000..).step_by(0x200).filter_map(char::from_u32);
    let name: String = apart.take(50).collect();
    Told {
        applicant: Some(name.leak()),
        ..told()
    }
}

/// Assigned ideographs by block, how many have no glyph, and the first of them.
fn gaps(fonts: &Fonts) {
    let blocks = [
        ("URO", 0x4E00, 0x9FFF),
        ("A", 0x3400, 0x4DBF),
        ("B", 0x20000, 0x2A6DF),
        ("C", 0x2A700, 0x2B739),
        ("D", 0x2B740, 0x2B81D),
        ("E", 0x2B820, 0x2CEA1),
        ("F", 0x2CEB0, 0x2EBE0),
        ("G", 0x30000, 0x3134A),
        ("H", 0x31350, 0x323AF),
        ("I", 0x2EBF0, 0x2EE5D),
        ("J", 0x323B0, 0x33479),
    ];
    for (block, first, last) in blocks {
        let all = (first..=last).filter_map(char::from_u32);
        let missing: Vec<u32> = all
            .filter(|char| !fonts.covers(*char))
            .map(u32::from)
            .collect();
        let first_gaps: Vec<String> = missing
            .iter()
            .take(3)
            .map(|gap| format!("U+{gap:04X}"))
            .collect();
        println!(
            "{block:<4} {:>6} assigned {:>6} missing {}",
            last - first + 1,
            missing.len(),
            first_gaps.join(" ")
        );
    }
}

fn cpu() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(
        now.tv_sec.unsigned_abs(),
        u32::try_from(now.tv_nsec).unwrap_or(0),
    )
}

fn millis(spent: Duration) -> String {
    format!("{:.1}", spent.as_secs_f64() * 1000.0)
}
