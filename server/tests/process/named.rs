//! Where an agent applied, the mother's phone sees how far it is and may take it back, and no more of the agent's file.

use policy::phone::Phone;
use registry::{
    FamilyId, Instant,
    entry::{Actor, Event, SenderKey},
    office::{Application, Hand, SendOutcome},
};

use crate::{
    door::{come_in, cookie, demo, form, showing},
    kept::Kept,
    sent,
};

const AGENT: &str = "13900139020";
const MOTHER: &str = "13800001020";
const STRANGER: &str = "13700137000";
const FACTS: &str = r#"{"id":"a","area":"441702","asked_on":"2026-11-22","applicant":"agent","pregnancy":{"due_date":"2027-02-08"},
    "mother":{"name":"欧阳晓梅","id_number":"441702199503081223","enrolment":{"insurance":"resident","area":"441702","year":2026}}}"#;

fn application() -> Application {
    let fields = [
        ("mother_name", "欧阳晓梅"),
        ("mother_id_number", "441702199503081223"),
        ("mother_phone", MOTHER),
        ("mother_address", "某路 1 号"),
        ("applicant", "agent"),
        ("agent_name", "陈志远"),
        ("agent_id_number", "441702199309202036"),
        ("agent_phone", AGENT),
    ];
    sent::application(sent::facts(FACTS), &fields)
}

/// What a mother's agent sent.
async fn sent_by_the_agent(kept: &Kept) -> (String, FamilyId) {
    let office = kept.office().await;
    let hand = Hand {
        by: Actor::Family,
        at: Instant(1_795_312_800_000),
        key: SenderKey([7; 16]),
    };
    let agent = Phone::parse(AGENT).unwrap();
    let sent = office.apply(&agent, &application(), &hand).await.unwrap();
    let SendOutcome::Sent { number, file, .. } = sent else {
        panic!("{sent:?}");
    };
    office.store.close().await;
    (number.to_string(), file.family)
}

/// What the agent's file says of the mother, beside her ID number.
const HERS: [&str; 3] = ["欧阳晓梅", "某路 1 号", "2027年2月8日"];
/// What it says of the agent, and is never hers.
const AGENTS: [&str; 3] = ["陈志远", "441702199309202036", AGENT];

#[tokio::test]
async fn whoever_is_named_sees_and_takes_her_own_part_once_her_id_number_fits() {
    let kept = Kept::new().await;
    let (number, family) = sent_by_the_agent(&kept).await;
    let house = showing(&kept).await;
    let mothers = cookie(&come_in(&house, MOTHER).await);
    // the phone alone: the kinds of things, in whose file, and how it is deleted
    let page = house.get("/file/data", &mothers).await;
    let page = page.text();
    let part = format!("data-part=\"{number}\"");
    for word in [
        part.as_str(),
        "预产期",
        "家庭地址",
        "代为申请的人",
        "撤回",
        "12393",
    ] {
        assert!(page.contains(word), "{word}: {page}");
    }
    for word in HERS.iter().chain(&AGENTS) {
        assert!(!page.contains(word), "{word}");
    }
    for path in ["/file/data.json", "/file/data.html"] {
        let taken = house.ask(form(path, &mothers, "")).await;
        let to = taken.header("location");
        assert_eq!((taken.status, to), (303, Some("/file/data")), "{path}");
    }
    // the agent's number is not hers, nor is one that is none
    for typed in ["441702199309202036", "1"] {
        let body = format!("id_number={typed}");
        let page = house.ask(form("/file/data", &mothers, &body)).await;
        assert_eq!(page.status, 422, "{typed}");
        assert!(
            page.text().contains("data-error=\"other_id_number\""),
            "{typed}"
        );
        assert!(!page.text().contains(HERS[0]), "{typed}");
    }
    let body = "id_number=441702+19950308+1223";
    let page = house.ask(form("/file/data", &mothers, body)).await;
    let html = house.ask(form("/file/data.html", &mothers, body)).await;
    let json = house.ask(form("/file/data.json", &mothers, body)).await;
    for (name, answer) in [("page", &page), ("html", &html)] {
        assert_eq!(answer.status, 200, "{name}");
        for word in HERS {
            assert!(
                answer.text().contains(word),
                "{name} {word}: {}",
                answer.text()
            );
        }
    }
    let taken: serde_json::Value = serde_json::from_str(json.text()).unwrap();
    let part = &taken["in_other_files"][0];
    assert_eq!(part["number"], number);
    assert_eq!(part["fields"]["mother_name"], HERS[0]);
    assert_eq!(part["facts"]["pregnancy"]["due_date"], "2027-02-08");
    for (name, answer) in [("page", &page), ("html", &html), ("json", &json)] {
        for word in AGENTS {
            assert!(!answer.text().contains(word), "{name} {word}");
        }
    }
    assert!(house.stop().await);
    let office = kept.office().await;
    let file = office.file(family).await.unwrap().unwrap();
    office.store.close().await;
    let hers = Actor::Named(MOTHER.to_owned());
    let taken = file
        .entries
        .iter()
        .filter(|entry| entry.by == hers && entry.event == Event::TakenAlong);
    assert_eq!(taken.count(), 2, "what she took stands in the file");
}

#[tokio::test]
async fn a_phone_of_which_nothing_is_kept_is_told_so() {
    let house = demo().await;
    let nobody = cookie(&come_in(&house, STRANGER).await);
    let page = house.get("/file/data", &nobody).await;
    assert_eq!(page.status, 200);
    assert!(page.text().contains("data-nothing"), "{}", page.text());
    for word in ["都在这一页", "/file/data.json", "/file/delete"] {
        assert!(!page.text().contains(word), "{word}");
    }
    let looked = house.get("/file/delete", &nobody).await;
    let asked = house.ask(form("/file/delete", &nobody, "sure=yes")).await;
    for page in [looked, asked] {
        assert_eq!(page.status, 200);
        assert!(page.text().contains("data-nothing"), "{}", page.text());
        assert!(!page.text().contains("name=\"sure\""));
    }
}

#[tokio::test]
async fn the_mother_sees_what_her_agent_sent_and_takes_it_back() {
    let kept = Kept::new().await;
    let (number, family) = sent_by_the_agent(&kept).await;
    kept.run(&["case", &number, "ask-back", "请写全门牌号", "--by", "陈工"]);
    let house = showing(&kept).await;
    let mothers = cookie(&come_in(&house, MOTHER).await);
    let strangers = cookie(&come_in(&house, STRANGER).await);
    let agents = cookie(&come_in(&house, AGENT).await);
    let page = house.get("/file", &mothers).await;
    let page = page.text();
    let named = format!("data-named=\"{number}\" data-stage=\"asked_back\"");
    for word in [named.as_str(), "欧**", "139****9020", "代为提交"] {
        assert!(page.contains(word), "{word}: {page}");
    }
    for word in [
        "欧阳",
        "陈志远",
        "陈工",
        "门牌",
        "44170219",
        "某路",
        AGENT,
        "/file/paper",
        "/file/changed",
        "mend=",
    ] {
        assert!(!page.contains(word), "{word}");
    }
    let nothing = house.get("/file", &strangers).await;
    assert!(!nothing.text().contains(&number));
    // nor by any other way
    for (address, body) in [
        ("/file/paper", format!("number={number}&paper=form")),
        ("/file/consent", "consent=form".to_owned()),
        (
            "/file/changed",
            format!("number={number}&what=ended&ended_on=2026-11-22&ended_how=stillbirth&act=tell"),
        ),
    ] {
        let answer = house.ask(form(address, &mothers, &body)).await;
        assert_eq!(answer.status, 404, "{address}");
    }
    let delete = house.ask(form("/file/delete", &mothers, "sure=yes")).await;
    assert_eq!(delete.status, 200, "there is nothing of hers to delete");
    let again = format!("/apply/pre_enrolment?mend={number}");
    assert_eq!(house.get(&again, &mothers).await.status, 404);
    let body = format!("number={number}");
    let withdraw = async |lines: &str| house.ask(form("/file/withdraw", lines, &body)).await.status;
    assert_eq!(withdraw(&strangers).await, 404);
    assert_eq!(withdraw(&mothers).await, 303);
    let page = house.get("/file", &agents).await;
    for word in ["data-stage=\"withdrawn\"", "138****1020"] {
        assert!(page.text().contains(word), "{word}");
    }
    assert!(house.stop().await);
    let office = kept.office().await;
    let file = office.file(family).await.unwrap().unwrap();
    office.store.close().await;
    let hers = Actor::Named(MOTHER.to_owned());
    let kinds: Vec<_> = file
        .entries
        .iter()
        .filter(|entry| entry.by == hers)
        .map(|entry| matches!(entry.event, Event::Looked { .. }))
        .collect();
    assert_eq!(
        kinds,
        [true, false],
        "she looked once a day, and took it back"
    );
}
