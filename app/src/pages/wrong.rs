//! `/check/wrong`: a result that looks wrong, as a case that a clerk can save, send and check. Absent: sending it, and
//! names or numbers of persons; no query holds any.

use leptos::prelude::*;
use policy::{Facts, wire};
use serde_json::Value;

use crate::{
    Reply,
    forms::check::{Field, Typed},
    pages::check::place::Places,
    parts::{Icon, back_link, fold, quiet_link},
    shell::{Head, document},
    visit::Visit,
    words::{fill, pages::Wrong},
};

/// The page for the check's query. Status 422 where it is no facts.
pub fn render(visit: &Visit, query: &str) -> Reply {
    let words = &visit.look().words().pages.wrong;
    let typed = resolved(visit, query);
    let head = Head {
        title: words.title.to_owned(),
        description: words.description.to_owned(),
        ..Head::default()
    };
    match typed.facts(visit.today) {
        Ok(facts) => Reply::plain(
            200,
            document(visit, head, || page(visit, words, &typed, &facts), false),
        ),
        Err(_) => Reply::plain(
            422,
            document(visit, head, || unread(visit, words, &typed), false),
        ),
    }
}

/// The same as a file: status, and one JSON object `{"facts": …, "answer": …}`, or the refusal with 422.
pub fn case_json(visit: &Visit, query: &str) -> (u16, String) {
    match resolved(visit, query).facts(visit.today) {
        Ok(facts) => {
            let (told, answer) = case(visit, &facts);
            (
                200,
                ["{\"facts\":", &told, ",\"answer\":", &answer, "}"].concat(),
            )
        }
        Err(refusals) => {
            let refused = refusals.first().map(|refusal| wire::Refused {
                id: Some(CASE),
                refusal,
            });
            (
                422,
                serde_json::to_string(&refused).expect("a refusal has string keys"),
            )
        }
    }
}

/// What the check's cases are called.
const CASE: &str = "check";

fn resolved(visit: &Visit, query: &str) -> Typed {
    let mut typed = Typed::parse(query);
    Places::resolve(visit, &mut typed);
    typed
}

/// The facts and the answer, each as the command reads and prints it.
fn case(visit: &Visit, facts: &Facts) -> (String, String) {
    let told = wire::facts_json(facts);
    let mut answer = Vec::new();
    wire::answer_line(told.as_bytes(), visit.areas, &mut answer);
    (told, String::from_utf8(answer).expect("JSON is UTF-8"))
}

fn page(visit: &Visit, words: &'static Wrong, typed: &Typed, facts: &Facts) -> AnyView {
    let look = visit.look();
    let (told, answer) = case(visit, facts);
    let query = typed.canonical(facts).query();
    let area = visit
        .areas
        .edition(facts.area, facts.asked_on)
        .name
        .in_lang(visit.lang)
        .to_owned();
    let area = Places::resolve(visit, &mut typed.clone())
        .short_name(Field::Area, visit.lang)
        .unwrap_or(area);
    view! {
        <div class="prose wrong-page">
            {back_link(look, words.back.into(), ["/check?", &query].concat())}
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
            <h2>{words.how}</h2>
            <ol>
                <li>{words.step_save}</li>
                <li>{fill(words.step_send, &[("area", &area)])}</li>
                <li>{words.step_nothing}</li>
            </ol>
            <p class="no-print">
                {quiet_link(look, Some(Icon::Paper), words.save.into(), ["/check/case.json?", &query].concat())}
            </p>
            {visit.browser.wechat.then(|| view! { <p class="no-print">{words.open_outside}</p> })}
            <h2>{words.told}</h2>
            <pre class="case" data-case="facts" translate="no" tabindex="0">{pretty(&told)}</pre>
            {fold(
                words.answered.into(),
                false,
                view! { <pre class="case" data-case="answer" translate="no" tabindex="0">{pretty(&answer)}</pre> }.into_any(),
            )}
        </div>
    }
    .into_any()
}

/// One fact a line.
fn pretty(json: &str) -> String {
    let value: Value = serde_json::from_str(json).expect("what was just written");
    format!("{value:#}")
}

fn unread(visit: &Visit, words: &'static Wrong, typed: &Typed) -> AnyView {
    view! {
        <div class="prose wrong-page">
            <h1>{words.title}</h1>
            <p class="lead">{words.refused}</p>
            <p>{quiet_link(visit.look(), None, words.back.into(), ["/check?", &typed.query()].concat())}</p>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    fn visit() -> Visit {
        Visit::sample(Lang::Zh, "/check/wrong")
    }

    #[test]
    fn the_case_can_be_decided_again_by_the_command() {
        let (status, case) = case_json(
            &visit(),
            "area=441702&due_date=2027-02-10&mother_insurance=none",
        );
        assert_eq!(status, 200);
        let case: Value = serde_json::from_str(&case).expect("JSON");
        let mut again = Vec::new();
        assert!(wire::answer_line(
            case["facts"].to_string().as_bytes(),
            policy::Areas::built_in(),
            &mut again
        ));
        assert_eq!(
            serde_json::from_slice::<Value>(&again).expect("JSON"),
            case["answer"]
        );
        assert_eq!(
            case["answer"]["services"]["pre_enrolment"]["remedies"][0],
            "enrol_mother"
        );
    }

    #[test]
    fn no_name_or_number_stands_in_it() {
        let query = "area=441702&due_date=2027-02-10&mother_name=林晓梅&mother_id_number=441702199503081223";
        let (_, case) = case_json(&visit(), query);
        let page = render(&visit(), query).html;
        for told in [&case, &page] {
            assert!(
                !told.contains("林晓梅") && !told.contains("441702199503081223"),
                "{told}"
            );
        }
    }

    #[test]
    fn what_is_no_facts_is_said_so() {
        let (status, refusal) = case_json(&visit(), "area=441702&due_date=2027-13-01");
        let refusal: Value = serde_json::from_str(&refusal).expect("JSON");
        assert_eq!(
            (status, &refusal["error"]["code"]),
            (422, &Value::from("invalid_date"))
        );
        assert_eq!(
            render(&visit(), "area=441702&due_date=2027-13-01").status,
            422
        );
    }
}
