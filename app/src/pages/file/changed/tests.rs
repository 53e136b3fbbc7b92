//! What the page says before anything is noted.

use policy::{Day, Facts};
use registry::ApplicationNumber;

use super::{ChangedOutcome, Matter, ask, submit_change};
use crate::{Lang, Reply, forms::check::Typed, visit::Visit};

fn number() -> ApplicationNumber {
    ApplicationNumber::from_chance([7; 9])
}

fn facts(query: &str) -> Facts {
    let today = Day::new(2026, 11, 22).unwrap();
    Typed::parse(query).facts(today).unwrap()
}

fn matter<'a>(number: &'a ApplicationNumber, told: &str) -> Matter<'a> {
    Matter {
        number,
        told: facts(told),
        known: facts(told),
        before: None,
        paid: Vec::new(),
        entered: 0,
        has_other: false,
        key: [7; 16],
    }
}

fn visit() -> Visit {
    Visit::sample(Lang::Zh, "/file/changed")
}

fn shown(matter: &Matter<'_>, act: &str, body: &str) -> Reply {
    match submit_change(&visit(), matter, act, body) {
        ChangedOutcome::Show(reply) => reply,
        ChangedOutcome::Tell(facts) => panic!("{facts:?}"),
    }
}

const DUE: &str = "area=441702&due_date=2026-12-20";

/// The matter, what is told of it, what is said to that, and what is not.
type Row<'a> = (&'a str, Matter<'a>, &'a str, &'a [&'a str], &'a [&'a str]);

#[test]
fn a_due_date_that_moves_says_what_moves_with_it() {
    let number = number();
    let later = "what=moved&due_date=2027-02-10";
    let mut paid = matter(&number, DUE);
    paid.paid = vec![2026];
    let mut other = matter(&number, "area=441702&due_date=2027-01-08");
    other.paid = vec![2027];
    let rows: [Row<'_>; 5] = [
        (
            "into the year before, though the birth may yet fall into the one that is paid",
            other,
            "what=moved&due_date=2026-12-18",
            &["已经缴的是 2027 年度，2026 年度还没有缴"],
            &[],
        ),
        (
            "within the year",
            matter(&number, "area=441702&due_date=2027-02-08"),
            later,
            &["2027年1月20日", "/law/YJ22-4", "不用重交"],
            &["年度", "孕周"],
        ),
        (
            "into another year",
            matter(&number, DUE),
            later,
            &["从 2026 年度变成 2027 年度", "2027年1月20日"],
            &["已经缴的", "孕周"],
        ),
        (
            "into another year, and paid",
            paid,
            later,
            &["已经缴的是 2026 年度，2027 年度还没有缴", "2027年1月20日"],
            &["孕周"],
        ),
        (
            "to before the weeks are reached",
            matter(&number, DUE),
            "what=moved&due_date=2027-07-08",
            &["才到可以预参保的孕周", "/law/YJ22-2", "不用重交"],
            &[],
        ),
    ];
    for (name, matter, body, says, silent) in rows {
        let html = shown(&matter, "", body).html;
        assert!(html.contains("data-review"), "{name}");
        for word in says {
            assert!(html.contains(word), "{name}, {word}: {html}");
        }
        let main = &html[html.find("data-review").unwrap()..];
        for word in silent {
            assert!(!main.contains(word), "{name}, {word}: {html}");
        }
    }
}

#[test]
fn twins_that_are_found_are_told_and_nothing_is_sent_again() {
    let number = number();
    let insured = "&mother_insurance=resident&mother_area=441702&mother_year=2026";
    let mut one = matter(&number, &[DUE, insured].concat());
    let name = policy::name::Name::parse("林晓梅").unwrap();
    let id_number = policy::id_number::IdNumber::parse("441702199503081223").unwrap();
    one.told.mother.name = Some(name);
    one.told.mother.id_number = Some(id_number);
    let html = ask(&visit(), &one).html;
    assert!(html.contains("是双胞胎或多胞胎") && html.contains("name=\"fetuses\""));
    let html = shown(&one, "", "what=more&fetuses=2").html;
    for says in ["怀的是 2 个宝宝", "林晓梅B1、林晓梅B2", "不用重交"] {
        assert!(html.contains(says), "{says}: {html}");
    }
    assert!(!html.contains("已经登记了"));
    one.entered = 1;
    let html = shown(&one, "", "what=more&fetuses=2").html;
    assert!(html.contains("已经登记了 1 个"));
    let wrong = shown(&one, "", "what=more&fetuses=1");
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("和原来说的不一样"));
}

#[test]
fn each_of_twins_is_asked_after_and_what_was_typed_stays() {
    let number = number();
    let twins = matter(&number, "area=441702&due_date=2026-12-20&fetuses=2");
    let first = "what=died&how_0=died&born_on_0=2026-11-20&sex_0=female&died_on_0=2026-11-21";
    let reply = shown(&twins, "tell", first);
    assert_eq!(reply.status, 422);
    for says in [
        "href=\"#q-how_1\">第 2 个宝宝：",
        "data-error=\"missing_field\"",
        "value=\"2026-11-21\"",
    ] {
        assert!(reply.html.contains(says), "{says}: {}", reply.html);
    }
    // each by its number, where several are at fault
    let html = shown(&twins, "tell", "what=died").html;
    assert!(
        !html.contains("宝宝：第"),
        "which baby is said once: {html}"
    );
    for says in ["第 1 个宝宝：请选一项", "第 2 个宝宝：请选一项"] {
        assert!(html.contains(says), "{says}: {html}");
    }
    for (how, says, stops) in [
        (
            "how_1=lives&born_on_1=2026-11-20&sex_1=male",
            "其他宝宝的办理照常",
            false,
        ),
        ("how_1=unknown", "还有宝宝没有说到", true),
    ] {
        let html = shown(&twins, "", &[first, "&", how].concat()).html;
        assert!(html.contains(says), "{how}: {html}");
        assert_eq!(html.contains("所有提醒都停下"), stops, "{how}");
    }
    // and of one that nothing was told of it can be told later
    let later = matter(
        &number,
        "area=441702&due_date=2026-12-20&fetuses=2&births=2026-11-20f~2026-11-21",
    );
    let html = ask(&visit(), &later).html;
    assert!(
        html.contains("name=\"how_1\"") && !html.contains("name=\"how_0\""),
        "{html}"
    );
}

#[test]
fn a_loss_told_by_mistake_is_taken_back_and_one_that_was_not_stays() {
    let number = number();
    let lost = "area=441702&due_date=2026-12-20&ended_on=2026-11-20&ended_how=stillbirth";
    let mut told = matter(&number, lost);
    told.before = Some(facts(DUE));
    let html = ask(&visit(), &told).html;
    for says in ["data-take-back", "2026年11月20日", "value=\"take_back\""] {
        assert!(html.contains(says), "{says}: {html}");
    }
    assert!(
        !html.contains("name=\"what\""),
        "nothing else is asked: {html}"
    );
    let taken = submit_change(&visit(), &told, "take_back", "");
    assert!(matches!(taken, ChangedOutcome::Tell(before) if *before == facts(DUE)));
    let other = "what=moved&due_date=2027-02-10";
    assert!(shown(&told, "tell", other).html.contains("data-take-back"));
    // of twins of whom one lives
    let one = "area=441702&due_date=2026-12-20&fetuses=2&births=2026-11-20f~2026-11-21,2026-11-20m";
    let mut told = matter(&number, one);
    assert!(!ask(&visit(), &told).html.contains("data-take-back"));
    told.before = Some(facts("area=441702&due_date=2026-12-20&fetuses=2"));
    let html = ask(&visit(), &told).html;
    assert!(html.contains("data-take-back") && html.contains("name=\"died_on_1\""));
}

#[test]
fn a_birth_that_went_well_leads_where_it_is_asked_with_what_the_file_knows() {
    let number = number();
    let known = format!("{DUE}&pre_enrolled=yes&paid=2026:2026-11-20");
    let matter = Matter {
        known: facts(&known),
        ..matter(&number, DUE)
    };
    let html = ask(&visit(), &matter).html;
    let to = "href=\"/check?door=born&amp;area=441702&amp;due_date=2026-12-20&amp;pre_enrolled=yes&amp;paid=2026:2026-11-20#step-births\"";
    assert!(html.contains(to), "{html}");
}

#[test]
fn who_tells_of_a_loss_reads_of_no_birth_that_went_well() {
    let number = number();
    let matter = matter(&number, DUE);
    for (body, is_said) in [
        ("", true),
        ("what=moved", true),
        ("what=ended", false),
        ("what=died", false),
    ] {
        let html = shown(&matter, "change", body).html;
        assert_eq!(html.contains("file-changed-else"), is_said, "{body}");
    }
}
