//! What strangers write into a form, a draft or an agency's words is kept, and then shown as text: on every page of the
//! file, on the papers, in the record that is taken along and in messages: whatever is in a database must not act.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use registry::{
    calls::{Call, Opened, Opener, What},
    office::Office,
};

use crate::{
    door::{come_in, form},
    kept::Kept,
    markup::Markup,
    portal::{Answer, House, open},
    written::{NOW, Written, fields, write},
};

const PAYLOADS: [&str; 22] = [
    "<xssprobe>",
    "\"><xssprobe>",
    "'><xssprobe>",
    "\" xssprobe=\"1",
    "' xssprobe='1",
    " xssprobe=1 ",
    "</title><xssprobe>",
    "</script><xssprobe>",
    "</style><xssprobe>",
    "--><xssprobe>",
    "</textarea><xssprobe>",
    "</select><xssprobe>",
    "</svg><xssprobe>",
    "<svg/onload=xssprobe()>",
    "<img src=x onerror=xssprobe()>",
    "javascript:xssprobe()",
    "&lt;xssprobe&gt;",
    "&#60;xssprobe>",
    "\u{202e}<xssprobe>",
    "{{xssprobe}}",
    "M0 0\"/><xssprobe x=\"",
    "(xssprobe) /JS /OpenAction",
];

/// The page is text wherever the words stand.
fn looked_at(answer: &Answer, at: &str) -> Markup {
    assert_eq!(answer.status, 200, "{at}: {}", answer.head);
    let page = answer.text();
    let markup = Markup::of(page);
    for tag in &markup.tags {
        assert_ne!(tag.name, "xssprobe", "{at}");
        let value = |name: &str| tag.attributes.iter().find(|(there, _)| there == name);
        let source = value("src").map(|(_, source)| &**source);
        match &*tag.name {
            "script" => assert!(
                source.is_some_and(|source| source.starts_with("/pkg/")),
                "{at}: {tag:?}"
            ),
            "img" => assert_ne!(source, Some("x"), "{at}"),
            _ => (),
        }
        for (name, value) in &tag.attributes {
            assert!(!name.contains("xssprobe"), "{at}: {tag:?}");
            assert!(!name.starts_with("on"), "{at}: {tag:?}");
            let value = value.trim_start().to_ascii_lowercase();
            let leads = ["href", "src", "action", "formaction", "xlink:href"].contains(&&**name);
            assert!(!leads || !value.starts_with("javascript:"), "{at}: {tag:?}");
            let acts = name == "style" && value.contains("xssprobe");
            assert!(!acts, "{at}: {tag:?}");
        }
    }
    assert!(
        !markup
            .comments
            .iter()
            .any(|comment| comment.contains("xssprobe")),
        "{at}"
    );
    let policy = answer.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "{at}: {policy}"
    );
    assert_eq!(
        answer.header("x-content-type-options"),
        Some("nosniff"),
        "{at}"
    );
    markup
}

/// A PDF with the words in it as text, without anything that runs.
fn no_more_than_text(pdf: &[u8], at: &str) {
    assert!(
        pdf.starts_with(b"%PDF-"),
        "{at}: {}",
        String::from_utf8_lossy(pdf)
    );
    let told = |program: &str, arguments: &[&str]| {
        let mut child = Command::new(program)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("poppler-utils, of Debian");
        child.stdin.take().unwrap().write_all(pdf).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{at}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let info = told("pdfinfo", &["-"]);
    assert!(
        info.lines()
            .any(|line| line.split_whitespace().eq(["JavaScript:", "no"])),
        "{at}: {info}"
    );
    // narrow boxes break words
    let mut text = told("pdftotext", &["-raw", "-", "-"]);
    text.retain(|letter| !letter.is_whitespace());
    assert!(text.contains("xssprobe"), "{at}: {text}");
}

/// A PDF, asked for until there was time to draw it: the first has the fonts made ready.
async fn drawn(house: &House, path: &str) -> Vec<u8> {
    for _ in 0..20 {
        let pdf = house.get(path, "").await;
        if pdf.status != 503 {
            assert_eq!(pdf.status, 200, "{path}");
            return pdf.body;
        }
    }
    panic!("{path} is not drawn");
}

/// The strings of a JSON document.
fn strings(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(all) => all.iter().for_each(|one| strings(one, found)),
        serde_json::Value::Object(all) => all.values().for_each(|one| strings(one, found)),
        _ => (),
    }
}

impl Written {
    /// Whether a page has the words as words; blanks at their ends are nobody's.
    fn stands_in(&self, markup: &Markup) -> bool {
        let words = self.words.trim();
        let joined: String = markup.text.split('\n').collect();
        markup.text.contains(words) || joined.contains(words)
    }

    async fn look(&self, house: &House, lang: &str, is_drawn: bool) {
        let token = come_in(house, &self.phone).await;
        let lines = format!("Cookie: session={token}; lang={lang}\r\n");
        let [asked_back, registered, refused] = &self.numbers[..] else {
            panic!("{:?}", self.numbers)
        };
        let [draft, odd_draft] = &self.drafts[..] else {
            panic!("{:?}", self.drafts)
        };
        let pages = [
            ("/file".to_owned(), true),
            ("/file/data".to_owned(), true),
            ("/file/delete".to_owned(), false),
            (format!("/file/changed?number={registered}"), false),
            (format!("/file?just=sent&number={asked_back}"), true),
            (format!("/apply/pre_enrolment?mend={asked_back}"), true),
            (format!("/apply/pre_enrolment?draft={draft}"), true),
            (format!("/apply/pre_enrolment?draft={odd_draft}"), false),
        ];
        for (path, shows) in pages {
            let at = format!("{} at {path}", self.words);
            let answer = house.get(&path, &lines).await;
            let markup = looked_at(&answer, &at);
            assert!(!shows || self.stands_in(&markup), "{at}: it is not shown");
        }
        for number in &self.numbers {
            for paper in ["form", "receipt"] {
                let at = format!("{} on the {paper} of {number}", self.words);
                let paper = format!("number={number}&paper={paper}&copies=2&way=print");
                let is_form = paper.contains("=form");
                let to = house.ask(form("/file/paper", &lines, &paper)).await;
                if number == refused && is_form {
                    assert_eq!(to.status, 404, "{at}: what came to nothing is no form");
                    continue;
                }
                let sheet = to
                    .header("location")
                    .unwrap_or_else(|| panic!("{at}: {}", to.head))
                    .to_owned();
                let mut answer = house.get(&sheet, &lines).await;
                // a character that no paper can have is refused
                let can_be = !self.words.contains('\u{202e}');
                assert_eq!(answer.status == 200, can_be, "{at}");
                answer.status = 200;
                let markup = looked_at(&answer, &at);
                assert!(!can_be || self.stands_in(&markup), "{at}");
                if number == asked_back && is_drawn {
                    let pdf = drawn(house, &sheet.replace("?as=html", "?as=pdf")).await;
                    no_more_than_text(&pdf, &at);
                }
                looked_at(
                    &house.get(&sheet.replace("?as=html", "?as=link"), "").await,
                    &at,
                );
            }
        }
        let record = house.ask(form("/file/data.json", &lines, "")).await;
        assert_eq!(record.header("content-type"), Some("application/json"));
        assert_eq!(record.header("x-content-type-options"), Some("nosniff"));
        assert!(
            record
                .header("content-disposition")
                .unwrap()
                .starts_with("attachment")
        );
        let mut found = Vec::new();
        strings(&serde_json::from_slice(&record.body).unwrap(), &mut found);
        let count = found.iter().filter(|text| *text == self.words).count();
        assert!(count > 40, "{}: {count}", self.words);
    }
}

/// What is to be said about what was written names none of it.
async fn messages_name_nothing(office: &Office) -> usize {
    let mut count = 0;
    for intent in office.store.claim(1000, NOW, 60).await.unwrap() {
        let Opened::Open(body) = Opener::open(office, &intent).await else {
            panic!("a call does not open");
        };
        if let What::Message(message) = Call::from_bytes(&body).unwrap().what {
            for (name, value) in message.parameters() {
                assert!(!value.contains("xssprobe"), "{name}");
            }
            count += 1;
        }
    }
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_stored_is_shown_as_text_everywhere() {
    let kept = Kept::new().await;
    let office = kept.office().await;
    let mut all = Vec::new();
    for (place, words) in (0..).zip(PAYLOADS) {
        all.push(write(&office, place, words).await);
    }
    let messages = messages_name_nothing(&office).await;
    assert!(messages > PAYLOADS.len(), "{messages}");
    office.store.close().await;
    let house = open(|settings| {
        settings.keeping.database = kept.database();
        settings.keeping.keys = kept.at("kept/keys");
        settings.printing.fonts = papers::Fonts::debian();
        settings.is_demo = true;
    })
    .await;
    for (place, written) in all.iter().enumerate() {
        let lang = ["zh", "en"][place % 2];
        // a paper is drawn from the same plain data as its page, and takes an unoptimised program its time
        written.look(&house, lang, place % 7 == 0).await;
    }
    assert!(house.stop().await);
}

/// What is typed and not sent comes back on the form's own pages, and on the paper that needs no file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_typed_comes_back_as_text() {
    const FORM: &str = "/apply/pre_enrolment?area=441702&due_date=2027-01-10&mother_insurance=resident&\
                        mother_area=441702&mother_year=2026";
    let house = open(|settings| settings.is_demo = true).await;
    for words in PAYLOADS {
        let mut typed = String::new();
        app::forms::check::escape(words, &mut typed);
        let body: Vec<_> = fields("", "")
            .into_keys()
            .map(|field| format!("{field}={typed}"))
            .collect();
        let body = body.join("&");
        for act in ["review", "send", "print", "save", "fill", "code", "enter"] {
            let at = format!("{words}, {act}");
            let body = format!("{body}&signature={typed}&mend={typed}&draft={typed}&act={act}");
            let mut answer = house.ask(form(FORM, "", &body)).await;
            assert!([200, 422].contains(&answer.status), "{at}: {}", answer.head);
            answer.status = 200;
            let markup = looked_at(&answer, &at);
            assert!(markup.text.contains("xssprobe"), "{at}");
        }
        // alone in the one field that takes any words, it is looked over and printed
        let right = "key=00112233445566778899aabbccddeeff&shown=eligible&applicant=mother&mother_name=%E6%9E%97%E6%99%93%E6%A2%85&\
                     mother_id_number=441702199503081223&mother_phone=13800138000";
        for act in ["review", "print"] {
            let at = format!("{words} as an address, {act}");
            let body = format!("{right}&mother_address={typed}&act={act}");
            let answer = house.ask(form(FORM, "", &body)).await;
            let markup = looked_at(&answer, &at);
            assert!(markup.text.contains("xssprobe"), "{at}");
        }
    }
    assert!(house.stop().await);
}
