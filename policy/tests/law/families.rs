//! Families made by chance, each one that could be: nothing happens after the day asked about, nobody dies before
//! being born. What they are told is not looked at here.

use policy::{AreaCode, Day};
use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// One area of each set of rules, and of none.
const AREAS: [&str; 5] = ["441702", "450103", "320505", "510100", "450302"];

/// Days after the birth on which something ends, and those around them.
const TURNS: [i32; 9] = [0, 89, 90, 92, 93, 180, 364, 365, 367];

/// Days after the birth, and whatever else chance says of a baby.
#[derive(Clone, Debug)]
struct Baby {
    after: i32,
    is_girl: bool,
    hospital: Option<&'static str>,
    has_certificate: bool,
    hukou_after: Option<i32>,
    died_after: Option<i32>,
}

fn baby() -> impl Strategy<Value = Baby> {
    let hospital = of(select(vec!["450103", "450302", "440106"]));
    (
        0..2i32,
        any::<bool>(),
        hospital,
        any::<bool>(),
        of(0..60i32),
        weighted(0.2, 0..30i32),
    )
        .prop_map(
            |(after, is_girl, hospital, has_certificate, hukou_after, died_after)| Baby {
                after,
                is_girl,
                hospital,
                has_certificate,
                hukou_after,
                died_after,
            },
        )
}

impl Baby {
    fn facts(&self, first: Day, asked_on: Day) -> Value {
        let born = first.plus_days(self.after).min(asked_on);
        let on = |after: i32| born.plus_days(after).min(asked_on).to_string();
        let mut facts = json!({
            "on": born.to_string(),
            "sex": if self.is_girl { "female" } else { "male" },
            "birth_certificate": self.has_certificate,
        });
        if let Some(area) = self.hospital {
            facts["hospital_area"] = area.into();
        }
        if let Some(after) = self.hukou_after {
            facts["hukou"] = json!({"on": on(after)});
        }
        if let Some(after) = self.died_after {
            facts["died_on"] = on(after).into();
        }
        facts
    }
}

fn parent(name: &'static str, number: &'static str) -> impl Strategy<Value = Value> {
    let hukou = of(select(vec!["450103", "450900", "440106", "441702"]));
    let insurance = of(select(vec!["none", "resident", "employee"]));
    let area = of(select(vec!["441702", "450103", "440100"]));
    (hukou, insurance, area, any::<bool>(), any::<bool>()).prop_map(
        move |(hukou, insurance, area, has_name, has_number)| {
            let mut parent = json!({});
            if has_name {
                parent["name"] = name.into();
            }
            if has_number {
                parent["id_number"] = number.into();
            }
            if let Some(hukou) = hukou {
                parent["hukou"] = hukou.into();
            }
            if let Some(insurance) = insurance {
                parent["enrolment"] = json!({"insurance": insurance, "year": 2026});
                if let Some(area) = area {
                    parent["enrolment"]["area"] = area.into();
                }
            }
            parent
        },
    )
}

/// A day from 2020 to 2029.
fn any_day() -> impl Strategy<Value = Day> {
    (0..3600i32).prop_map(|after| Day::parse("2020-02-28").expect("a day").plus_days(after))
}

/// Families with so many babies born.
pub fn born(babies: std::ops::Range<usize>) -> impl Strategy<Value = Value> {
    let asked_after = prop_oneof![select(TURNS.to_vec()), 0..500i32];
    let parents = (
        parent("林晓梅", "441702199503081223"),
        parent("梁山", "441781199312010356"),
        of(select(vec!["mother", "father"])),
    );
    let paid = vec((-1..2i32, 0..60i32), 0..3);
    let done = (
        any::<bool>(),
        of(any::<bool>()),
        weighted(0.2, 0..40i32),
        weighted(0.2, 0..40i32),
    );
    let family = (
        select(AREAS.to_vec()),
        any_day(),
        asked_after,
        vec(baby(), babies),
    );
    (family, parents, paid, done).prop_map(|(family, parents, paid, done)| {
        let (area, first, asked_after, babies) = family;
        let (mother, father, insured_parent) = parents;
        let (pre_enrolled, benefit_used, enrolled_after, refunded_after) = done;
        assert!(AreaCode::parse(area).is_ok());
        let asked_on = first.plus_days(asked_after);
        let on = |after: i32| first.plus_days(after).min(asked_on).to_string();
        let births: Vec<Value> = babies
            .iter()
            .map(|baby| baby.facts(first, asked_on))
            .collect();
        let payments: Vec<Value> = paid
            .iter()
            .map(|(years, after)| json!({"year": first.year() + years, "on": on(*after)}))
            .collect();
        let mut facts = json!({
            "id": "a family made by chance", "area": area, "asked_on": asked_on.to_string(),
            "births": births, "mother": mother, "father": father, "payments": payments,
            "pre_enrolled": pre_enrolled,
        });
        if let Some(role) = insured_parent {
            facts["insured_parent"] = role.into();
        }
        if let Some(used) = benefit_used {
            facts["benefit_used"] = used.into();
        }
        if let Some(after) = enrolled_after {
            facts["enrolled_on"] = on(after).into();
        }
        if let Some(after) = refunded_after {
            facts["refunded_on"] = on(after).into();
        }
        facts
    })
}
