//! Where an agent applied, the mother's phone sees how far it is and may take it back, and no more of the agent's file.

use policy::phone::Phone;
use registry::{
    Instant,
    entry::{Actor, Event, SenderKey},
    office::{Application, Hand, SendOutcome},
};

use crate::{
    door::{come_in, cookie, form, showing},
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

#[tokio::test]
async fn the_mother_sees_what_her_agent_sent_and_takes_it_back() {
    let kept = Kept::new().await;
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
    let (number, family) = (number.to_string(), file.family);
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
        ("/file/data.json", String::new()),
        ("/file/delete", "sure=yes".to_owned()),
        ("/file/consent", "consent=form".to_owned()),
        (
            "/file/changed",
            format!("number={number}&what=ended&ended_on=2026-11-22&ended_how=stillbirth&act=tell"),
        ),
    ] {
        let answer = house.ask(form(address, &mothers, &body)).await;
        assert_eq!(answer.status, 404, "{address}");
    }
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
