//! The same service in ZEN: a decision table made and compiled beforehand, its inputs flat and made beforehand too.
//!
//! In its favour, the days of gestation are counted, the cover's year and area compared and the family's state told
//! before its time starts, and the table says each reason in a fixed sentence instead of one with the family's values.

use super::thread_time;
use crate::cases::Family;
use anyhow::{Context, Result, anyhow, ensure};
use policy::verdict::Service;
use policy::{Areas, Facts, decide};
use serde_json::{Value, json};
use std::hint::black_box;
use std::sync::Arc;
use tokio::runtime::{Builder, Runtime};
use zen_engine::model::DecisionContent;
use zen_engine::{Decision, DecisionEngine, EvaluationOptions, Variable};

/// How ZEN tells why.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reasons {
    /// Not at all: the first row that fits gives the verdict.
    Left,
    /// Every row that fits is a reason, and an expression takes the verdict that goes before the others.
    Collected,
    /// The same, and ZEN's own trace of the evaluation.
    Traced,
}

/// A compiled decision and what it runs on.
pub struct Zen {
    decision: Decision,
    reasons: Reasons,
    runtime: Runtime,
}

/// What ZEN answered.
struct Told {
    verdict: String,
    /// Clause and whether it is met, sorted; none where reasons are left.
    reasons: Option<Vec<String>>,
}

/// The columns that rows look at.
const INPUTS: [&str; 7] = [
    "pre_enrolled",
    "state",
    "days",
    "applicant",
    "cover",
    "year",
    "area",
];

/// Conditions, then clause, met and the place of the verdict in [`VERDICTS`].
type Rule = ([&'static str; 7], &'static str, &'static str, &'static str);

/// In the order in which one goes before another.
const VERDICTS: &str =
    "['already_done','closed','not_eligible','missing_facts','not_yet','ask_agency','eligible']";

/// Every condition of the service, met, not met and unknown.
const CONDITIONS: [Rule; 17] = [
    (["", "", "", "", "", "", ""], "YJ22-0.1", "met", "6"),
    (["true", "", "", "", "", "", ""], "YJ22-4", "not_met", "0"),
    (["false", "", "", "", "", "", ""], "YJ22-4", "met", "6"),
    (["", "'pregnant'", "", "", "", "", ""], "YJ22-3", "met", "6"),
    (
        ["", "'untold'", "", "", "", "", ""],
        "YJ22-3",
        "unknown",
        "3",
    ),
    (["", "'over'", "", "", "", "", ""], "YJ22-3", "not_met", "1"),
    (
        ["", "'pregnant'", ">= 168", "", "", "", ""],
        "YJ22-2",
        "met",
        "6",
    ),
    (
        ["", "'pregnant'", "< 168", "", "", "", ""],
        "YJ22-2",
        "not_met",
        "4",
    ),
    (
        ["", "", "", "'mother','agent'", "", "", ""],
        "YJ22-3",
        "met",
        "6",
    ),
    (
        ["", "", "", "'father','guardian'", "", "", ""],
        "YJ22-3",
        "not_met",
        "2",
    ),
    (
        ["", "", "", "", "'untold'", "", ""],
        "YJ22-5",
        "unknown",
        "3",
    ),
    (["", "", "", "", "'none'", "", ""], "YJ22-5", "not_met", "2"),
    (
        ["", "", "", "", "'covered'", "'untold'", ""],
        "YJ22-5",
        "unknown",
        "3",
    ),
    (
        ["", "", "", "", "'covered'", "'other'", ""],
        "YJ22-5",
        "not_met",
        "2",
    ),
    (
        ["", "", "", "", "'covered'", "'this'", "'untold'"],
        "YJ22-5",
        "unknown",
        "3",
    ),
    (
        ["", "", "", "", "'covered'", "'this'", "'other'"],
        "YJ22-5",
        "not_met",
        "2",
    ),
    (
        ["", "", "", "", "'covered'", "'this'", "'here'"],
        "YJ22-5",
        "met",
        "6",
    ),
];

impl Zen {
    /// Makes and compiles the decision.
    pub fn new(reasons: Reasons) -> Result<Zen> {
        let content: DecisionContent = serde_json::from_value(graph(reasons))?;
        let mut decision = DecisionEngine::default()
            .create_decision(Arc::new(content))
            .map_err(|error| anyhow!("ZEN does not take the table: {error:?}"))?;
        decision.compile();
        let runtime = Builder::new_current_thread().enable_all().build()?;
        Ok(Zen {
            decision,
            reasons,
            runtime,
        })
    }

    /// One family's answer.
    fn answer(&self, family: &Family) -> Result<Told> {
        let input = Variable::from(input(&family.facts));
        let response = self
            .runtime
            .block_on(self.decision.evaluate_with_opts(input, self.options()));
        let response = response.map_err(|error| anyhow!("ZEN: {error}"))?;
        let result = response.result.to_value();
        let word = |value: &Value, key: &str| value[key].as_str().map(str::to_owned);
        let verdict =
            word(&result, "verdict").with_context(|| format!("no verdict in {result}"))?;
        let reasons = result["reasons"].as_array().map(|rows| {
            let mut told: Vec<String> = rows
                .iter()
                .filter_map(|row| Some(format!("{} {}", word(row, "clause")?, word(row, "met")?)))
                .collect();
            told.sort();
            told
        });
        Ok(Told { verdict, reasons })
    }

    /// A yardstick that answers something else measures nothing.
    pub fn agrees(&self, family: &Family) -> Result<()> {
        let id = &family.facts.id;
        let answer = decide(&family.facts, Areas::built_in());
        let ours = answer.service(Service::PreEnrolment);
        let verdict = ours.verdict.as_str();
        let reasons = ours.reasons.iter();
        let mut reasons: Vec<String> = reasons
            .map(|reason| format!("{} {}", reason.law.clause, reason.met.as_str()))
            .collect();
        reasons.sort();
        let told = self.answer(family)?;
        ensure!(
            told.verdict == verdict,
            "{id}: we say {verdict}, ZEN {}",
            told.verdict
        );
        let is_same = told.reasons.is_none_or(|told| told == reasons);
        ensure!(is_same, "{id}: ZEN gives other reasons than {reasons:?}");
        Ok(())
    }

    /// Microseconds on the processor for one evaluation.
    pub fn micros_per_family(&self, families: &[&Family], passes: usize) -> Result<f64> {
        let inputs: Vec<Variable> = families
            .iter()
            .map(|family| input(&family.facts).into())
            .collect();
        let time = thread_time(|| {
            self.runtime.block_on(async {
                for _ in 0..passes {
                    for input in &inputs {
                        let answer = self
                            .decision
                            .evaluate_with_opts(input.clone(), self.options())
                            .await;
                        drop(black_box(answer));
                    }
                }
            });
        })?;
        Ok(time.as_secs_f64() * 1e6 / (passes * inputs.len()) as f64)
    }

    fn options(&self) -> EvaluationOptions {
        EvaluationOptions {
            trace: self.reasons == Reasons::Traced,
            ..EvaluationOptions::default()
        }
    }
}

/// Typed facts as the table's flat columns.
fn input(facts: &Facts) -> Value {
    let pregnancy = facts.pregnancy.as_ref();
    let state = match pregnancy {
        _ if !facts.births.is_empty() => "over",
        None => "untold",
        Some(pregnancy) if pregnancy.ended.is_some() => "over",
        Some(_) => "pregnant",
    };
    let enrolment = facts.mother.enrolment;
    let cover = match enrolment {
        None => "untold",
        Some(cover) if cover.insurance.as_str() == "none" => "none",
        Some(_) => "covered",
    };
    let compared = |is_same: Option<bool>, same| match is_same {
        None => "untold",
        Some(true) => same,
        Some(false) => "other",
    };
    let year = enrolment
        .and_then(|cover| cover.year)
        .map(|year| year == facts.asked_on.year());
    let area = enrolment
        .and_then(|cover| cover.area)
        .map(|area| area.is_in("4417"));
    json!({
        "pre_enrolled": facts.pre_enrolled,
        "state": state,
        "days": pregnancy.map(|pregnancy| pregnancy.dating.days_on(facts.asked_on)),
        "applicant": facts.applicant.as_str(),
        "cover": cover,
        "year": compared(year, "this"),
        "area": compared(area, "here"),
    })
}

/// The decision as ZEN's editor would save it.
fn graph(reasons: Reasons) -> Value {
    let inputs: Vec<Value> = INPUTS
        .iter()
        .map(|name| json!({ "id": name, "name": name, "field": name }))
        .collect();
    let node = |id: &str, kind: &str, content: Value| json!({ "id": id, "name": id, "type": kind, "content": content });
    let edge = |source: &str, target: &str| json!({ "id": format!("{source}-{target}"), "type": "edge", "sourceId": source, "targetId": target });
    let (begin, end) = (
        node("in", "inputNode", json!({})),
        node("out", "outputNode", json!({})),
    );
    if reasons == Reasons::Left {
        let table = table("first", inputs, &["verdict"], first_rules(), json!({}));
        return json!({
            "nodes": [begin, node("table", "decisionTableNode", table), end],
            "edges": [edge("in", "table"), edge("table", "out")],
        });
    }
    let rules = CONDITIONS.map(|(conditions, clause, met, rank)| {
        let says = format!("'{clause}: {met}'");
        (
            conditions,
            vec![
                format!("'{clause}'"),
                format!("'{met}'"),
                rank.to_owned(),
                says,
            ],
        )
    });
    let outputs = ["clause", "met", "rank", "says"];
    let table = table(
        "collect",
        inputs,
        &outputs,
        rules.into(),
        json!({ "outputPath": "reasons" }),
    );
    let expression = json!({ "expressions": [
        { "id": "v", "key": "verdict", "value": format!("{VERDICTS}[min(map(reasons, #.rank))]") },
        { "id": "r", "key": "reasons", "value": "reasons" },
    ] });
    json!({
        "nodes": [
            begin,
            node("table", "decisionTableNode", table),
            node("verdict", "expressionNode", expression),
            end,
        ],
        "edges": [edge("in", "table"), edge("table", "verdict"), edge("verdict", "out")],
    })
}

/// Conditions and what follows from them, column by column.
type Cells = Vec<([&'static str; 7], Vec<String>)>;

fn table(
    hit_policy: &str,
    inputs: Vec<Value>,
    outputs: &[&str],
    rules: Cells,
    more: Value,
) -> Value {
    let rules: Vec<Value> = rules
        .into_iter()
        .enumerate()
        .map(|(place, (conditions, results))| {
            let conditions = INPUTS
                .iter()
                .map(|name| (*name).to_owned())
                .zip(conditions.map(str::to_owned));
            let results = outputs.iter().map(|name| format!("to_{name}")).zip(results);
            let id = std::iter::once(("_id".to_owned(), place.to_string()));
            Value::Object(
                id.chain(conditions)
                    .chain(results)
                    .map(|(key, cell)| (key, cell.into()))
                    .collect(),
            )
        })
        .collect();
    let outputs: Vec<Value> = outputs
        .iter()
        .map(|name| json!({ "id": format!("to_{name}"), "name": name, "field": name }))
        .collect();
    let mut content =
        json!({ "hitPolicy": hit_policy, "inputs": inputs, "outputs": outputs, "rules": rules });
    if let (Value::Object(content), Value::Object(more)) = (&mut content, more) {
        content.extend(more);
    }
    content
}

/// What goes before comes first; the last row holds when nothing is in the way.
fn first_rules() -> Cells {
    let mut bars: Vec<&Rule> = CONDITIONS
        .iter()
        .filter(|(.., rank)| *rank != "6")
        .collect();
    bars.sort_by_key(|(.., rank)| *rank);
    let verdicts: Vec<&str> = VERDICTS.trim_matches(['[', ']']).split(',').collect();
    let verdict = |rank: &str| {
        rank.parse()
            .map_or("", |place: usize| verdicts[place])
            .to_owned()
    };
    let bars = bars
        .into_iter()
        .map(|(conditions, .., rank)| (*conditions, vec![verdict(rank)]));
    bars.chain([([""; 7], vec![verdict("6")])]).collect()
}
