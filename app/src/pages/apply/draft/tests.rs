//! Drafts as their pages show them: opened, in another wording, past every deadline, changed elsewhere.

use std::{collections::BTreeMap, fs};

use policy::{Areas, Day, verdict::Service};
use registry::{
    Instant,
    office::{Draft, KeptDraft},
};

use super::super::{ApplyOutcome, Known, Resumed, elsewhere, opened, submit};
use crate::{Lang, Reply, visit::Visit};

const EXPECTING: &str =
    "area=441702&due_date=2027-01-10&mother_insurance=resident&mother_area=441702&mother_year=2026";
const KEY: [u8; 16] = [7; 16];
/// 14:02 in China on 23 November 2026.
const SAVED_AT: Instant = Instant(1_795_413_720_000);
const DAY_SECONDS: i64 = 86_400;

fn visit(lang: Lang, today: &str, areas: &'static Areas) -> Visit {
    Visit {
        today: Day::parse(today).expect("a day"),
        areas,
        ..Visit::sample(lang, "/apply/pre_enrolment")
    }
}

fn kept(query: &str) -> KeptDraft {
    let fields = [
        ("applicant", "mother"),
        ("mother_name", "林晓梅"),
        ("mother_id_number", "4417"),
        ("mother_address", "东风一路 1 号"),
    ];
    KeptDraft {
        id: vec![0xab; 16],
        version: 3,
        expires_at: SAVED_AT.plus_seconds(30 * DAY_SECONDS),
        draft: Draft {
            service: "pre_enrolment".to_owned(),
            query: query.to_owned(),
            form: "2022-01-01".to_owned(),
            fields: BTreeMap::from(fields.map(|(id, value)| (id.to_owned(), value.to_owned()))),
            mend: String::new(),
            saved_at: SAVED_AT,
        },
    }
}

fn open(visit: &Visit, kept: &KeptDraft) -> Reply {
    opened(visit, Service::PreEnrolment, kept, Resumed::default(), KEY)
}

/// Every word that was typed stands in its control, and the draft's own name goes along.
fn holds_all(page: &Reply) {
    let draft = "ab".repeat(16);
    for (name, value) in [
        ("mother_name", "林晓梅"),
        ("mother_id_number", "4417"),
        ("mother_address", "东风一路 1 号"),
        ("draft", draft.as_str()),
        ("draft_seen", "3"),
    ] {
        let mark = format!("name=\"{name}\" value=\"{value}\"");
        assert!(page.html.contains(&mark), "{name}");
    }
}

#[test]
fn a_draft_is_opened_with_every_word_and_says_when_it_was_saved_and_how_long_it_is_kept() {
    let rows = [
        (Lang::Zh, "2026-11-23", false, "这是 14:02 存的草稿"),
        (Lang::Zh, "2026-11-23", true, "14:02 已存好"),
        (
            Lang::Zh,
            "2026-11-25",
            false,
            "这是 2026年11月23日 14:02 存的草稿",
        ),
        (Lang::En, "2026-11-23", true, "Saved at 14:02"),
    ];
    for (lang, today, just, says) in rows {
        let visit = visit(lang, today, Areas::built_in());
        let kept = kept(EXPECTING);
        let resumed = Resumed {
            was_just_saved: just,
            ..Resumed::default()
        };
        let page = opened(&visit, Service::PreEnrolment, &kept, resumed, KEY);
        assert_eq!(page.status, 200, "{says}");
        assert!(page.html.contains(says), "{says}");
        let until = match lang.spoken() {
            Lang::Zh => "2026年12月23日",
            Lang::En => "23 December 2026",
        };
        assert!(page.html.contains(until), "{says}: {until}");
        assert!(!page.html.contains("data-draft-changed"), "{says}");
        holds_all(&page);
    }
}

#[test]
fn a_deadline_that_passed_never_locks_a_draft() {
    let insured_nowhere = "area=441702&due_date=2027-01-10&mother_insurance=none";
    let rows = [
        ("closed since", insured_nowhere, "2026-11-23"),
        ("long after the birth was expected", EXPECTING, "2028-06-01"),
    ];
    for (name, query, today) in rows {
        let visit = visit(Lang::Zh, today, Areas::built_in());
        let page = open(&visit, &kept(query));
        assert_eq!(page.status, 200, "{name}");
        holds_all(&page);
        assert!(page.html.contains("value=\"save\""), "{name}");
        // what is filled in goes on to be looked over and printed, and not to be sent
        let action = page.html.split("action=\"/apply/pre_enrolment?").nth(1);
        let action = action.and_then(|rest| rest.split('"').next()).unwrap();
        let query = action.replace("&amp;", "&");
        let body = "draft=abab&mother_name=%E6%9E%97%E6%99%93%E6%A2%85&mother_id_number=441702199503081223\
                    &mother_phone=13800138000&mother_address=%E4%B8%9C%E9%A3%8E%E8%B7%AF1%E5%8F%B7&applicant=mother";
        let looked_over = submit(
            &visit,
            Service::PreEnrolment,
            &query,
            body,
            KEY,
            Known::default(),
        );
        let ApplyOutcome::Review(review) = looked_over else {
            panic!("{name}: it is not looked over");
        };
        assert!(!review.html.contains("value=\"send\""), "{name}");
        assert!(review.html.contains("value=\"print\""), "{name}");
    }
    let visit = visit(Lang::Zh, "2026-11-23", Areas::built_in());
    let page = open(&visit, &kept(insured_nowhere));
    assert!(page.html.contains("data-closed=\"not_eligible\""));
}

/// The built-in rules, and a newer wording of the first form in which the address has another name.
fn with_a_newer_wording() -> &'static Areas {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../policy/areas/yangjiang/");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the rules are there") {
        let path = entry.expect("an entry").path();
        let mut text = fs::read_to_string(&path).expect("rules are text");
        if path.ends_with("forms.toml") {
            let start = text.find("\n[[forms]]").expect("a form") + 1;
            let rest = text[start + 1..].find("\n[[forms]]").expect("another");
            let newer = text[start..start + 1 + rest]
                .replace("version = \"2022-01-01\"", "version = \"2026-11-20\"")
                .replace("\"mother_address\"", "\"mother_home\"")
                .replace("家庭地址", "现在住址");
            text = [&text, "\n", &newer].concat();
        }
        files.push((path.display().to_string(), text));
    }
    let areas = Areas::read(files).unwrap_or_else(|faults| panic!("{faults:?}"));
    Box::leak(Box::new(areas))
}

#[test]
fn a_draft_of_an_older_wording_opens_in_todays_and_says_what_changed() {
    let areas = with_a_newer_wording();
    let rows = [
        ("2022-01-01", "新加的：现在住址", "不用再填的：家庭地址"),
        ("2019-01-01", "请从头看一遍", "请从头看一遍"),
    ];
    for (wording, first, second) in rows {
        let mut kept = kept(EXPECTING);
        kept.draft.form = wording.to_owned();
        let page = open(&visit(Lang::Zh, "2026-11-23", areas), &kept);
        assert!(page.html.contains("data-draft-changed"), "{wording}");
        for says in [first, second] {
            assert!(page.html.contains(says), "{wording}: {says}");
        }
        let name = "name=\"mother_name\" value=\"林晓梅\"";
        assert!(page.html.contains(name), "{wording}: what fits stays");
    }
}

#[test]
fn what_is_kept_is_what_the_form_asks_right_or_wrong() {
    let visit = visit(Lang::Zh, "2026-11-23", Areas::built_in());
    let body = "act=save&draft=abab&draft_seen=2&mend=YC-1&mother_name=%E6%9E%97&mother_id_number=44&strange=1\
                &signature=%E6%9E%97&consent_form=yes&promise_0=yes&drawn=M1+2&consent_draft=yes&key=00";
    let saved = submit(
        &visit,
        Service::PreEnrolment,
        EXPECTING,
        body,
        KEY,
        Known::default(),
    );
    let ApplyOutcome::Keep(keeping) = saved else {
        panic!("it is not kept");
    };
    assert_eq!((&*keeping.id, keeping.seen), ("abab", 2));
    assert!(keeping.is_agreed && !keeping.was_asked);
    assert_eq!(keeping.signer, "林");
    let draft = keeping.draft(SAVED_AT);
    let fields: Vec<_> = draft
        .fields
        .iter()
        .map(|(id, value)| (&**id, &**value))
        .collect();
    assert_eq!(fields, [("mother_id_number", "44"), ("mother_name", "林")]);
    assert_eq!(
        (&*draft.query, &*draft.mend, draft.saved_at),
        (EXPECTING, "YC-1", SAVED_AT)
    );
    assert_eq!(draft.form, "2022-01-01");
}

#[test]
fn two_savings_are_shown_side_by_side_and_the_later_knows_of_both() {
    let visit = visit(Lang::En, "2026-11-23", Areas::built_in());
    let body = "act=save&draft=abab&draft_seen=1&mother_name=%E6%9E%97%E6%99%93%E6%A2%85&mother_address=%E8%A5%BF%E8%B7%AF";
    let there = kept(EXPECTING);
    let page = elsewhere(&visit, Service::PreEnrolment, EXPECTING, body, &there);
    assert_eq!(page.status, 409);
    for says in [
        "西路",
        "东风一路 1 号",
        "Saved 14:02",
        "name=\"draft_seen\" value=\"3\"",
    ] {
        assert!(page.html.contains(says), "{says}");
    }
    let table = page.html.split("<table").nth(1).unwrap();
    let table = table.split("</table").next().unwrap();
    assert!(!table.contains("林晓梅"), "what is the same is left out");
}
