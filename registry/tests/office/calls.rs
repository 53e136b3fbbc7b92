//! What is to be said to the world outside is written with what it is about.

use registry::{entry::Step, office::Application, outside::Template};

use crate::{
    house::{EXPECTED, House, PHONE, application},
    moving::{step, walk},
};

const AGENT: &str = "13900139000";

/// An agent's application, with the phone that it has for the agent.
pub fn by_agent(phone: &str) -> Application {
    let facts = EXPECTED.replace(r#""id":"a""#, r#""id":"a","applicant":"agent""#);
    let mut sent = application(&facts);
    let phone = phone.to_owned();
    sent.fields.insert("agent_phone".to_owned(), phone);
    sent
}

#[tokio::test]
async fn each_step_tells_the_family_what_it_should_know() {
    let rows: [(&str, &[&str], Option<Template>); 11] = [
        ("accept", &[], Some(Template::Accepted)),
        ("ask back", &[], Some(Template::AskedBack)),
        ("refuse", &[], Some(Template::Refused)),
        ("register", &["accept"], Some(Template::RegisteredNotPaid)),
        ("pay", &["accept", "register"], Some(Template::Paid)),
        (
            "finish",
            &["accept", "register", "pay"],
            Some(Template::Finished),
        ),
        ("void", &["accept"], Some(Template::Void)),
        ("expire", &[], Some(Template::Expired)),
        ("withdraw", &[], None),
        ("undo", &["accept"], None),
        ("pay", &[], None),
    ];
    for (word, path, template) in rows {
        let house = House::open().await;
        let (_, number) = house.sent().await;
        walk(&house, &number, path, 10).await;
        house.messages().await;
        for _ in 0..2 {
            house.act(&number, step(word), 50).await;
        }
        let told = template.map(|template| (PHONE.to_owned(), template));
        let told: Vec<_> = told.into_iter().collect();
        assert_eq!(house.messages().await, told, "{word} after {path:?}");
    }
}

#[tokio::test]
async fn the_mother_and_her_agent_are_both_told() {
    let mother_opened = ("the mother's file", PHONE, vec![PHONE, AGENT]);
    let agent_opened = ("the agent's file", AGENT, vec![PHONE, AGENT]);
    let a_third = (
        "a third phone's",
        "13700137000",
        vec!["13700137000", PHONE, AGENT],
    );
    for (name, opened_by, expected) in [mother_opened, agent_opened, a_third] {
        let house = House::open().await;
        let family = house.family(opened_by).await;
        house.send(family, &by_agent(AGENT), 1).await;
        let told: Vec<_> = house.messages().await;
        let expected: Vec<_> = expected
            .into_iter()
            .map(|phone| (phone.to_owned(), Template::ToldToBoth))
            .collect();
        assert_eq!(told, expected, "{name}");
    }
}

#[tokio::test]
async fn a_phone_that_is_none_is_left_out() {
    let house = House::open().await;
    let family = house.family(PHONE).await;
    house.send(family, &by_agent("12"), 1).await;
    let told = [(PHONE.to_owned(), Template::ToldToBoth)];
    assert_eq!(house.messages().await, told);
}

#[tokio::test]
async fn what_is_to_be_said_lies_sealed() {
    let house = House::on_a_file().await;
    let (_, number) = house.sent().await;
    house.act(&number, Step::Accept, 10).await;
    for word in ["accepted\"", "received\"", PHONE, &number.to_string()] {
        assert!(house.holding(word.as_bytes()).is_empty(), "{word}");
    }
}

#[tokio::test]
async fn the_mother_and_her_agent_are_told_of_every_step() {
    let house = House::open().await;
    let family = house.family(AGENT).await;
    let number = house.send(family, &by_agent(AGENT), 1).await;
    house.messages().await;
    for (word, template) in [
        ("accept", Template::Accepted),
        ("register", Template::RegisteredNotPaid),
        ("void", Template::Void),
    ] {
        house.act(&number, step(word), 20 + template as u16).await;
        let both = [PHONE, AGENT].map(|phone| (phone.to_owned(), template));
        assert_eq!(house.messages().await, both, "{word}");
    }
}
