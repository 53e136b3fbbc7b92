//! The same paper as HTML, to be seen on the page and printed by the browser: `style/paper.css` gives it the
//! proportions of the PDF. No inline style, no script; every text is escaped.

use crate::{
    Block, Copies, Line, Notes, PARTS, Paper, Promise, Row, Signature, Stamp, Value, paper::ROOM,
    words,
};

/// One `<article>` for each copy. Whether the paper is within its limits is [`Paper::check`]'s matter; a code too long
/// to be read from paper is left out here, and refused there.
pub fn sheet(paper: &Paper) -> String {
    match paper.copies {
        Copies::One => article(paper, None),
        Copies::Two => words::COPIES
            .map(|copy| article(paper, Some(copy)))
            .concat(),
    }
}

fn article(paper: &Paper, copy: Option<&str>) -> String {
    let mut html = format!(
        "<article class=\"paper-sheet\" lang=\"{}\">",
        words::LANGUAGE
    );
    html.push_str(&head(paper, copy));
    // what shares the frame on paper shares an element here
    let mut framed = false;
    for block in &paper.blocks {
        let frames = match block {
            Block::Rows(_) | Block::Band(_) | Block::Promise(_) | Block::Stamp(_) => true,
            Block::Notes(_) | Block::Proof(_) => false,
        };
        if frames != framed {
            html.push_str(if frames {
                "<div class=\"paper-frame\">"
            } else {
                "</div>"
            });
            framed = frames;
        }
        html.push_str(&match block {
            Block::Rows(rows) => table(rows),
            Block::Band(text) => format!("<h2 class=\"paper-band\">{}</h2>", escaped(text)),
            Block::Promise(promise) => self::promise(promise),
            Block::Stamp(stamp) => self::stamp(stamp),
            Block::Notes(notes) => self::notes(notes),
            Block::Proof(proof) => self::proof(proof),
        });
    }
    if framed {
        html.push_str("</div>");
    }
    if let Some(footer) = &paper.footer {
        html.push_str(&format!(
            "<footer class=\"paper-foot\">{}</footer>",
            escaped(footer)
        ));
    }
    html.push_str("</article>");
    html
}

fn head(paper: &Paper, copy: Option<&str>) -> String {
    let mut html = String::from("<header class=\"paper-head\">");
    if let Some(code) = &paper.code
        && let Ok(svg) = code.svg()
    {
        let caption = escaped(&code.caption);
        html.push_str(&format!(
            "<figure>{svg}<figcaption>{caption}</figcaption></figure>"
        ));
    }
    html.push_str(&format!("<h2>{}</h2>", escaped(&paper.title)));
    if let Some(copy) = copy {
        html.push_str(&format!("<p class=\"paper-copy\">{copy}</p>"));
    }
    for (class, line) in [
        ("paper-number", &paper.number),
        ("paper-dated", &paper.dated),
    ] {
        if let Some(line) = line {
            html.push_str(&format!("<p class=\"{class}\">{}</p>", labelled(line)));
        }
    }
    html.push_str("</header>");
    html
}

/// A fixed layout of [`PARTS`] equal columns: a cell spans its parts, which needs no style of its own.
fn table(rows: &[Row]) -> String {
    let columns = "<col/>".repeat(usize::from(PARTS));
    let rows: String = rows.iter().map(row).collect();
    format!("<table><colgroup>{columns}</colgroup><tbody>{rows}</tbody></table>")
}

fn row(row: &Row) -> String {
    let class = match row.height {
        crate::Height::Low => "paper-low",
        crate::Height::Plain => "paper-plain",
        crate::Height::Tall => "paper-tall",
    };
    let cell = |field: &crate::Field| {
        format!(
            "<th scope=\"row\" colspan=\"{}\">{}</th><td colspan=\"{}\"{}>{}</td>",
            field.label_parts,
            escaped(&field.label),
            field.value_parts,
            if is_long(field) {
                " class=\"paper-long\""
            } else {
                ""
            },
            value(&field.value)
        )
    };
    let cells: String = row.fields.iter().map(cell).collect();
    format!("<tr class=\"{class}\">{cells}</tr>")
}

/// What the PDF would shrink: more lines than the box has, or more characters than two lines of it.
fn is_long(field: &crate::Field) -> bool {
    const TWO_LINES_CHARS_A_PART: f32 = 3.0;
    let lines = field.value.lines();
    let most = f32::from(field.value_parts) * TWO_LINES_CHARS_A_PART;
    lines.len() > 2 || lines.iter().any(|line| line.chars().count() as f32 > most)
}

fn value(value: &Value) -> String {
    match value {
        // blanks at a line's end hang out of a narrow screen, a box of them does not
        Value::Units(units) => units
            .iter()
            .map(|unit| match &unit.number {
                Some(_) => escaped(&unit.text()),
                None => format!(
                    "<span class=\"paper-room\">{ROOM}</span>{}",
                    escaped(&unit.unit)
                ),
            })
            .collect(),
        Value::Blank | Value::Words(_) | Value::Lines(_) => {
            let lines: Vec<String> = value.lines().iter().map(|line| escaped(line)).collect();
            lines.join("<br/>")
        }
    }
}

fn labelled(line: &Line) -> String {
    format!("{}：{}", escaped(&line.label), value(&line.value))
}

fn promise(promise: &Promise) -> String {
    let texts = std::iter::once(&promise.lead).filter(|lead| !lead.is_empty());
    let texts = texts.chain(&promise.promises);
    let paragraphs: String = texts
        .map(|text| format!("<p>{}</p>", escaped(text)))
        .collect();
    let signature = match &promise.signature {
        Signature::Blank => String::new(),
        Signature::Typed(name) => escaped(name),
        Signature::Drawn(strokes) => {
            let [width, height] = strokes.within();
            format!(
                "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{}\"><path d=\"{}\"/></svg>",
                words::DRAWN,
                strokes.svg()
            )
        }
    };
    let label = escaped(&promise.signature_label);
    let dated = promise
        .dated
        .as_ref()
        .map(|line| format!("<p>{}</p>", labelled(line)));
    format!(
        "<section class=\"paper-promise\">{paragraphs}<div class=\"paper-signed\"><p>{label}：{signature}</p>{}</div></section>",
        dated.unwrap_or_default()
    )
}

/// Heights in steps that the style sheet knows: a height of its own would need an inline style.
fn stamp(stamp: &Stamp) -> String {
    let class = match stamp.height_mm {
        0..=34 => "paper-stamp paper-stamp-small",
        35..=50 => "paper-stamp",
        51.. => "paper-stamp paper-stamp-large",
    };
    format!("<p class=\"{class}\">{}</p>", escaped(&stamp.label))
}

fn notes(notes: &Notes) -> String {
    let texts: String = notes
        .notes
        .iter()
        .map(|note| format!("<dd>{}</dd>", escaped(note)))
        .collect();
    format!(
        "<dl class=\"paper-notes\"><dt>{}：</dt>{texts}</dl>",
        escaped(&notes.label)
    )
}

fn proof(proof: &Line) -> String {
    format!(
        "<section class=\"paper-proof\"><h2>{}</h2><p>{}</p></section>",
        escaped(&proof.label),
        value(&proof.value)
    )
}

/// Text that can stand between tags and between double quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            other => html.push(other),
        }
    }
    html
}
