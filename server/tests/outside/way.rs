//! The whole way: the desk accepts, the platform enrols, the tax side assesses and is paid, and the file says so, whatever
//! mood the world outside is in.

use registry::{
    Stage,
    calls::{Answer, Call, Listener, Opened, Opener, SECOND_THOUGHT_SECONDS, What},
    entry::{Actor, Event, Reply, Step},
    outside::CallId,
};
use server::double::Behaviour;

use crate::{
    office::{Way, hand},
    world::{world, world_for},
};

const LONG: Behaviour = Behaviour::Slow {
    milliseconds: 3_600_000,
};

/// Every mood, for so many calls from the acceptance on, and again from the payment on.
const MOODS: [(Behaviour, u32); 9] = [
    (Behaviour::Well, 0),
    (Behaviour::Die, 3),
    (Behaviour::Lose, 1),
    (Behaviour::Lose, 4),
    (Behaviour::Busy, 4),
    (Behaviour::Twice, 9),
    (Behaviour::Slow { milliseconds: 30 }, 9),
    (LONG, 1),
    (LONG, 2),
];

#[tokio::test]
async fn from_the_desk_to_the_payment_everything_takes_effect_once() {
    for (mood, times) in MOODS {
        let name = format!("{mood:?} {times}");
        let way = Way::new(world_for(mood).await).await;
        way.act(Step::Accept, 10).await;
        way.world.double.behave(mood, Some(times));
        way.until(Stage::Registered).await;
        way.a_day().await;
        way.pay();
        way.world.double.behave(mood, Some(times));
        way.until(Stage::Paid).await;
        way.a_day().await;
        assert_eq!(way.effects(), (vec![1, 1], vec![1, 1]), "{name}");
        // that it was received was not said yet when it was accepted, and is not news then
        let texts = ["accepted", "paid", "registered_not_paid"];
        assert_eq!(
            way.texts(),
            texts.map(|text| format!("SMS_{text}")),
            "{name}"
        );
        let stands = way.stands().await;
        let steps: Vec<_> = stands.history.iter().map(|moved| moved.stage).collect();
        assert_eq!(
            steps,
            [Stage::Accepted, Stage::Registered, Stage::Paid],
            "{name}"
        );
        let Step::Pay { year, fen, .. } = stands.history[2].step else {
            panic!("{name}: {stands:?}");
        };
        assert_eq!((year, fen), (2027, Some(80_000)), "{name}");
        assert_eq!(way.office.tasks().await, Ok(Vec::new()), "{name}");
        let rebuilt = way.office.rebuild().await.unwrap();
        assert_eq!(rebuilt.changed, 0, "{name}");
    }
}

/// Claims one call and says it, as a process does that is killed before anything is written down.
async fn said_by_one_that_is_killed(way: &Way) -> (registry::store::Intent, Call, Answer) {
    way.pass(SECOND_THOUGHT_SECONDS);
    let now = way.world.hands.now();
    let mut claimed = way.office.store.claim(9, now, 300).await.unwrap();
    let place = claimed.iter().position(|intent| intent.to == "register");
    let intent = claimed.swap_remove(place.unwrap());
    let Opened::Open(body) = Opener::open(&*way.office, &intent).await else {
        panic!("it opens");
    };
    let call = Call::from_bytes(&body).unwrap();
    let What::Register(registration) = &call.what else {
        panic!("{call:?}");
    };
    let enrolled = way
        .world
        .outside
        .push
        .register(CallId(intent.id), registration)
        .await;
    (intent, call, Answer::Registered(enrolled.unwrap()))
}

#[tokio::test]
async fn killed_between_saying_and_writing_down_it_takes_effect_once() {
    let way = Way::new(world().await).await;
    way.act(Step::Accept, 10).await;
    said_by_one_that_is_killed(&way).await;
    way.until(Stage::Registered).await;
    way.a_day().await;
    assert_eq!(way.effects(), (vec![1, 1], vec![1, 1]));
}

#[tokio::test]
async fn killed_between_writing_down_and_settling_it_takes_effect_once() {
    let way = Way::new(world().await).await;
    way.act(Step::Accept, 10).await;
    let (intent, call, answer) = said_by_one_that_is_killed(&way).await;
    let now = || way.world.hands.now();
    assert!(way.ear(&now).heard(&intent, &call, &answer).await);
    way.until(Stage::Registered).await;
    let file = way.office.file(way.family).await.unwrap().unwrap();
    let enrolled = file.entries.iter().filter(|entry| {
        let reply = match &entry.event {
            Event::Answered { reply, .. } => reply,
            _ => return false,
        };
        matches!(reply, Reply::Enrolled(_))
    });
    assert_eq!(enrolled.count(), 2, "each baby's answer stands there once");
    way.a_day().await;
    assert_eq!(way.effects(), (vec![1, 1], vec![1, 1]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_at_once_are_one() {
    let way = Way::new(world().await).await;
    way.act(Step::Accept, 10).await;
    for _ in 0..8 {
        tokio::join!(way.run(), way.run());
        way.pass(3600);
    }
    assert_eq!(way.stands().await.stage, Stage::Registered);
    assert_eq!(way.effects(), (vec![1, 1], vec![1, 1]));
}

#[tokio::test]
async fn what_is_refused_is_the_desks_until_it_has_it_said_again() {
    let way = Way::new(world().await).await;
    way.a_day().await;
    way.act(Step::Accept, 10).await;
    way.world.double.behave(Behaviour::Refuse, None);
    way.pass(SECOND_THOUGHT_SECONDS);
    way.run().await;
    let tasks = way.office.tasks().await.unwrap();
    let shown: Vec<_> = tasks.iter().map(|task| (&*task.to, &*task.why)).collect();
    assert!(shown.contains(&("register", "refused -1")), "{shown:?}");
    assert_eq!(shown.len(), 3, "two babies and a notice: {shown:?}");
    assert!(
        tasks
            .iter()
            .all(|task| task.number.as_ref() == Some(&way.number))
    );
    way.a_day().await;
    assert_eq!(way.effects(), (vec![], vec![]), "nobody tries by himself");
    way.world.double.behave(Behaviour::Well, None);
    let desk = Actor::Agency("desk".to_owned());
    let desk = hand(90, way.world.hands.now(), desk);
    assert_eq!(way.office.again(&way.number, &desk).await, Ok(Some(3)));
    way.until(Stage::Registered).await;
    way.a_day().await;
    assert_eq!(way.effects(), (vec![1, 1], vec![1, 1]));
    assert_eq!(way.office.tasks().await, Ok(Vec::new()));
}

#[tokio::test]
async fn who_never_answers_becomes_a_task_and_the_desk_may_do_it_by_hand() {
    let way = Way::new(world().await).await;
    way.act(Step::Accept, 10).await;
    way.world.double.behave(Behaviour::Die, None);
    for _ in 0..4 {
        way.a_day().await;
    }
    let tasks = way.office.tasks().await.unwrap();
    let registering = tasks.iter().filter(|task| task.to == "register");
    let whys: Vec<_> = registering.map(|task| &*task.why).collect();
    assert_eq!(whys, ["unanswered"; 2], "{tasks:?}");
    let baby = |place: u8| registry::entry::Registered {
        name: format!("林晓梅B{place}"),
        number: format!("441702199503081223B{place}"),
        person_number: None,
    };
    let by_hand = Step::Register {
        identities: vec![baby(1), baby(2)],
    };
    way.act(by_hand, 11).await;
    let tasks = way.office.tasks().await.unwrap();
    assert!(tasks.iter().all(|task| task.to == "messages"), "{tasks:?}");
}

#[tokio::test]
async fn a_lost_pregnancy_ends_every_call_that_waits_and_every_try_again() {
    let way = Way::new(world().await).await;
    way.act(Step::Accept, 10).await;
    way.world.double.behave(Behaviour::Die, None);
    way.pass(SECOND_THOUGHT_SECONDS);
    way.run().await;
    way.world.double.behave(Behaviour::Well, None);
    let file = way.office.file(way.family).await.unwrap().unwrap();
    let standing = file.standing();
    let told = &standing.applications[0].told;
    let today = way.world.hands.now().day();
    let mut facts = standing.facts_of(told, today).unwrap();
    let pregnancy = facts.pregnancy.as_mut().unwrap();
    pregnancy.ended = Some(policy::facts::Ended {
        on: facts.asked_on,
        how: policy::facts::EndedHow::Miscarriage,
    });
    let family = hand(12, way.world.hands.now(), Actor::Family);
    assert_eq!(way.office.tell(way.family, &facts, &family).await, Ok(true));
    for _ in 0..3 {
        way.a_day().await;
    }
    assert_eq!(way.effects(), (vec![], vec![]));
    assert_eq!(way.texts(), [""; 0]);
    assert_eq!(way.office.tasks().await, Ok(Vec::new()));
}
