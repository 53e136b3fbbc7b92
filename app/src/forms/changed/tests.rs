use policy::{Day, Facts};

use super::Changed;
use crate::forms::check::Typed;

fn today() -> Day {
    Day::parse("2026-11-22").unwrap()
}

/// The facts of a check's query.
fn told(query: &str) -> Facts {
    Typed::parse(query).facts(today()).unwrap()
}

fn one() -> Facts {
    told("area=441702&due_date=2027-02-08")
}

fn twins() -> Facts {
    told("area=441702&due_date=2027-02-08&fetuses=2")
}

fn one_of_two() -> Facts {
    told("area=441702&due_date=2027-02-08&fetuses=2&births=2026-11-20m~2026-11-21")
}

fn born() -> Facts {
    told("area=441702&births=2026-09-01f,2026-09-01m~2026-09-02")
}

#[test]
fn what_is_told_stands_in_the_facts_and_everything_else_stays() {
    let rows = [
        (
            "a pregnancy that ended",
            one(),
            "what=ended&ended_on=2026.11.20&ended_how=miscarriage",
            "area=441702&due_date=2027-02-08&ended_on=2026-11-20&ended_how=miscarriage",
        ),
        (
            "what is typed under the other answer is left out",
            one(),
            "what=ended&ended_on=20261120&ended_how=stillbirth&born_on_0=2026-11-20&sex_0=male",
            "area=441702&due_date=2027-02-08&ended_on=2026-11-20&ended_how=stillbirth",
        ),
        (
            "a baby that died",
            one(),
            "what=died&born_on_0=2026-11-20&sex_0=female&died_on_0=2026-11-21",
            "area=441702&due_date=2027-02-08&births=2026-11-20f~2026-11-21",
        ),
        (
            "one of twins",
            twins(),
            "what=died&how_0=lives&born_on_0=2026-11-20&sex_0=female&born_on_1=2026-11-20&sex_1=male&died_on_1=2026-11-21",
            "area=441702&due_date=2027-02-08&fetuses=2&births=2026-11-20f,2026-11-20m~2026-11-21",
        ),
        (
            "both of twins",
            twins(),
            "what=died&how_0=died&born_on_0=2026-11-20&sex_0=female&died_on_0=2026-11-20&how_1=died&born_on_1=2026-11-20&sex_1=male&died_on_1=2026-11-21",
            "area=441702&due_date=2027-02-08&fetuses=2&births=2026-11-20f~2026-11-20,2026-11-20m~2026-11-21",
        ),
        (
            "one of twins, and the other not known yet",
            twins(),
            "what=died&how_0=unknown&born_on_0=soon&how_1=died&born_on_1=2026-11-20&sex_1=male&died_on_1=2026-11-21",
            "area=441702&due_date=2027-02-08&fetuses=2&births=2026-11-20m~2026-11-21",
        ),
        (
            "then the other",
            one_of_two(),
            "how_1=lives&born_on_1=2026-11-20&sex_1=female",
            "area=441702&due_date=2027-02-08&fetuses=2&births=2026-11-20m~2026-11-21,2026-11-20f",
        ),
        (
            "then the other, gone too",
            one_of_two(),
            "how_1=died&born_on_1=2026-11-20&sex_1=female&died_on_1=2026-11-22",
            "area=441702&due_date=2027-02-08&fetuses=2&births=2026-11-20m~2026-11-21,2026-11-20f~2026-11-22",
        ),
        (
            "twins that were found",
            one(),
            "what=more&fetuses=2",
            "area=441702&due_date=2027-02-08&fetuses=2",
        ),
        (
            "one after all",
            twins(),
            "what=more&fetuses=1",
            "area=441702&due_date=2027-02-08",
        ),
        (
            "the one that was left",
            born(),
            "died_on_0=2026-11-01",
            "area=441702&births=2026-09-01f~2026-11-01,2026-09-01m~2026-09-02",
        ),
    ];
    for (name, before, body, query) in rows {
        let facts = Changed::parse(body).facts(&before).unwrap();
        let typed = Typed::of(&facts).unwrap();
        let typed = typed.query().replace("&asked_on=2026-11-22", "");
        assert_eq!(typed, query, "{name}");
    }
}

#[test]
fn what_can_not_be_is_refused_at_its_control() {
    let rows = [
        ("nothing", one(), "", "what missing_field"),
        ("another word", one(), "what=grown", "what invalid_value"),
        ("no new day", one(), "what=moved", "due_date missing_field"),
        (
            "a day too far",
            one(),
            "what=moved&due_date=2029-01-01",
            "due_date implausible_gestation",
        ),
        (
            "neither day nor how",
            one(),
            "what=ended",
            "ended_on missing_field, ended_how missing_field",
        ),
        (
            "no day",
            one(),
            "what=ended&ended_on=soon&ended_how=stillbirth",
            "ended_on invalid_date",
        ),
        (
            "tomorrow",
            one(),
            "what=ended&ended_on=2026-11-23&ended_how=stillbirth",
            "ended_on date_in_future",
        ),
        (
            "before it began",
            one(),
            "what=ended&ended_on=2025-11-20&ended_how=stillbirth",
            "ended_on implausible_gestation",
        ),
        (
            "another end",
            one(),
            "what=ended&ended_on=2026-11-20&ended_how=birth",
            "ended_how invalid_value",
        ),
        (
            "told twice",
            one(),
            "what=ended&ended_on=2026-11-20&ended_on=2026-11-19&ended_how=miscarriage",
            "ended_on invalid_date",
        ),
        (
            "nobody died",
            one(),
            "what=died&born_on_0=2026-11-20&sex_0=female",
            "died_on_0 missing_field",
        ),
        (
            "no birth",
            one(),
            "what=died&died_on_0=2026-11-20",
            "born_on_0 missing_field, sex_0 missing_field",
        ),
        (
            "before its birth",
            one(),
            "what=died&born_on_0=2026-11-20&sex_0=female&died_on_0=2026-11-19",
            "died_on_0 dates_out_of_order",
        ),
        (
            "half a second baby",
            twins(),
            "what=died&how_0=died&born_on_0=2026-11-20&sex_0=female&died_on_0=2026-11-21&how_1=lives&sex_1=male",
            "born_on_1 missing_field",
        ),
        (
            "one of twins, and nothing of the other",
            twins(),
            "what=died&how_0=died&born_on_0=2026-11-20&sex_0=female&died_on_0=2026-11-21",
            "how_1 missing_field",
        ),
        (
            "both not known",
            twins(),
            "what=died&how_0=unknown&how_1=unknown",
            "how_0 missing_field",
        ),
        (
            "both live",
            twins(),
            "what=died&how_0=lives&born_on_0=2026-11-20&sex_0=female&how_1=lives&born_on_1=2026-11-20&sex_1=male",
            "how_0 missing_field",
        ),
        (
            "one that lives and died",
            twins(),
            "what=died&how_0=lives&born_on_0=2026-11-20&sex_0=female&died_on_0=2026-11-21&how_1=unknown",
            "how_0 invalid_value",
        ),
        (
            "the second, to come, where the first is not known",
            twins(),
            "what=died&how_0=unknown&how_1=died&born_on_1=2026-11-20&sex_1=male&died_on_1=2026-12-01",
            "died_on_1 date_in_future",
        ),
        (
            "nothing new of the other",
            one_of_two(),
            "how_1=unknown",
            "how_1 missing_field",
        ),
        ("no number", one(), "what=more", "fetuses missing_field"),
        (
            "none",
            one(),
            "what=more&fetuses=0",
            "fetuses invalid_value",
        ),
        (
            "as many as were told",
            twins(),
            "what=more&fetuses=2",
            "fetuses invalid_value",
        ),
        (
            "too many",
            one(),
            "what=more&fetuses=10",
            "fetuses invalid_value",
        ),
        (
            "of no living baby",
            born(),
            "died_on_1=2026-11-01",
            "died_on_0 missing_field",
        ),
        (
            "of a living one, to come",
            born(),
            "died_on_0=2026-12-01",
            "died_on_0 date_in_future",
        ),
    ];
    for (name, before, body, expected) in rows {
        let faults = Changed::parse(body).facts(&before).unwrap_err();
        let told: Vec<String> = faults
            .iter()
            .map(|(control, code)| format!("{control} {}", code.as_str()))
            .collect();
        assert_eq!(told.join(", "), expected, "{name}");
    }
}
