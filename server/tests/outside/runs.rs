//! The runner against a double in every mood: nothing is lost, and nothing takes effect twice.

use registry::{
    Instant,
    calls::{Answer, Call, Report, Runner, What, Why, run_due},
    outside::{Fault, Template},
    store::{IntentEnd, StoreFault},
};
use server::double::Behaviour;

use crate::{
    shelf::{Ear, Shelf},
    world::{MORNING, World, assessment, call, message, registration, update, world, world_for},
};

/// Runs what is due now.
async fn run(world: &World, shelf: &Shelf, ear: &Ear) -> Report {
    let now = || world.hands.now();
    let runner = Runner {
        store: shelf,
        outside: &world.outside,
        opener: shelf,
        listener: ear,
        now: &now,
    };
    run_due(runner, 50).await
}

/// Puts the clock on to whatever is due next, until nothing is; everything that was reported.
async fn run_out(world: &World, shelf: &Shelf, ear: &Ear) -> Report {
    let mut whole = Report::default();
    for _ in 0..50 {
        let Some(due) = shelf.next_due() else {
            return whole;
        };
        world.hands.put(due.max(world.hands.now()));
        let report = run(world, shelf, ear).await;
        whole.done += report.done;
        whole.again += report.again;
        whole.dead.extend(report.dead);
    }
    panic!("calls never end: {whole:?}");
}

/// How many times the double was made to do the thing, for each kind of call.
fn effects(world: &World) -> Vec<u32> {
    world.double.look(|book| {
        let messages = u32::try_from(book.messages.len()).unwrap();
        let registered = book.people.iter().map(|one| one.registered);
        let pushed = book.levies.iter().map(|one| one.pushed);
        [messages]
            .into_iter()
            .chain(registered)
            .chain(pushed)
            .collect()
    })
}

const MOODS: [(Behaviour, u32); 11] = [
    (Behaviour::Well, 0),
    (Behaviour::Die, 1),
    (Behaviour::Die, 3),
    (Behaviour::Lose, 1),
    (Behaviour::Lose, 3),
    (Behaviour::Busy, 1),
    (Behaviour::Busy, 4),
    (Behaviour::Twice, 1),
    (Behaviour::Twice, 5),
    // Far longer than the adapters wait: nobody waits for it here.
    (
        Behaviour::Slow {
            milliseconds: 3_600_000,
        },
        1,
    ),
    (
        Behaviour::Slow {
            milliseconds: 3_600_000,
        },
        2,
    ),
];

#[tokio::test]
async fn everything_takes_effect_once_in_every_mood() {
    for (mood, times) in MOODS {
        let world = world_for(mood).await;
        let (shelf, ear) = (Shelf::default(), Ear::default());
        shelf.put_call(1, &call(What::Message(message())));
        shelf.put_call(2, &call(What::Register(Box::new(registration()))));
        shelf.put_call(3, &call(What::Levy(assessment("00000000000000000001"))));
        world.double.behave(mood, Some(times));
        let report = run_out(&world, &shelf, &ear).await;
        let name = format!("{mood:?} {times}: {report:?}");
        assert_eq!((report.done, report.dead.len()), (3, 0), "{name}");
        assert_eq!(effects(&world), [1, 1, 1], "{name}");
        assert_eq!(ear.heard.lock().unwrap().len(), 3, "{name}");
    }
}

#[tokio::test]
async fn a_process_that_dies_before_settling_says_nothing_twice() {
    for lost in [1, 2, 5] {
        let world = world().await;
        let (shelf, ear) = (Shelf::default(), Ear::default());
        shelf.put_call(1, &call(What::Message(message())));
        *shelf.settlings_lost.lock().unwrap() = lost;
        let report = run(&world, &shelf, &ear).await;
        assert_eq!(report.stopped_by, Some(StoreFault::Away));
        assert_eq!(shelf.ends(), [None], "its lease brings it back");
        run_out(&world, &shelf, &ear).await;
        let ends = shelf.ends();
        assert!(
            matches!(ends[..], [Some(IntentEnd::Told { .. })]),
            "{ends:?}"
        );
        assert_eq!(effects(&world), [1], "{lost}");
    }
}

#[tokio::test]
async fn an_answer_that_was_not_written_down_comes_again() {
    let world = world().await;
    let (shelf, ear) = (Shelf::default(), Ear::default());
    *ear.deaf_for.lock().unwrap() = 2;
    shelf.put_call(1, &call(What::Register(Box::new(registration()))));
    let report = run_out(&world, &shelf, &ear).await;
    assert_eq!((report.done, report.again), (1, 2));
    assert_eq!(effects(&world), [0, 1]);
    let heard = ear.heard.lock().unwrap();
    let [Answer::Registered(enrolled)] = heard.as_slice() else {
        panic!("{heard:?}");
    };
    assert_eq!(enrolled.person_number.expose(), "00000000000000000001");
    assert!(enrolled.is_resident_insured);
}

#[tokio::test]
async fn what_is_refused_is_never_said_again() {
    let world = world().await;
    let (shelf, ear) = (Shelf::default(), Ear::default());
    shelf.put_call(1, &call(What::Message(message())));
    shelf.put_call(2, &call(What::Update(update("nobody"))));
    world.double.behave(Behaviour::Refuse, Some(1));
    let report = run_out(&world, &shelf, &ear).await;
    let whys: Vec<_> = report
        .dead
        .iter()
        .map(|one| (one.to.as_str(), one.why.clone()))
        .collect();
    assert_eq!(
        whys,
        [
            (
                "messages",
                Why::Fault(Fault::refused("isv.MOBILE_NUMBER_ILLEGAL"))
            ),
            ("update", Why::Fault(Fault::refused("not-found"))),
        ]
    );
    assert_eq!(effects(&world), [0]);
}

#[tokio::test]
async fn who_never_answers_is_given_up_and_reported() {
    for mood in [Behaviour::Die, Behaviour::Busy] {
        let world = world().await;
        let (shelf, ear) = (Shelf::default(), Ear::default());
        shelf.put_call(1, &call(What::Message(message())));
        world.double.behave(mood, None);
        let report = run_out(&world, &shelf, &ear).await;
        assert_eq!(
            (report.done, report.again, report.dead.len()),
            (0, 11, 1),
            "{mood:?}"
        );
        let days = (world.hands.now().0 - MORNING.0) / 86_400_000;
        assert!((1..=3).contains(&days), "given up after {days} days");
    }
}

#[tokio::test]
async fn a_call_that_was_never_settled_ends() {
    let world = world().await;
    let (shelf, ear) = (Shelf::default(), Ear::default());
    shelf.put_call(1, &call(What::Message(message())));
    shelf.calls.lock().unwrap()[0].intent.tries = 12;
    let report = run(&world, &shelf, &ear).await;
    assert_eq!(report.dead[0].why, Why::TooOften);
    assert_eq!(effects(&world), [0]);
}

#[tokio::test]
async fn what_cannot_be_read_or_is_too_late_is_not_said() {
    let late = Call {
        until: Some(MORNING),
        ..call(What::Message(message()))
    };
    let late = late.to_bytes();
    let rows: [(&str, &[u8], Option<Why>); 4] = [
        ("destroyed", b"gone", Some(Why::Gone)),
        ("not JSON", b"{", Some(Why::Unreadable)),
        ("too late", &late, Some(Why::TooLate)),
        ("no keys just now", b"not now", None),
    ];
    for (name, body, why) in rows {
        let world = world().await;
        let (shelf, ear) = (Shelf::default(), Ear::default());
        shelf.put_call(1, &call(What::Message(message())));
        shelf.calls.lock().unwrap()[0].intent.body = body.to_vec();
        let report = run(&world, &shelf, &ear).await;
        assert_eq!(
            report.dead.first().map(|one| one.why.clone()),
            why,
            "{name}"
        );
        assert_eq!(report.again, u32::from(why.is_none()), "{name}");
        assert_eq!(effects(&world), [0], "{name}");
    }
}

#[tokio::test]
async fn notices_wait_for_the_morning_and_codes_do_not() {
    let phone = policy::phone::Phone::parse("13800138000").unwrap();
    let code = registry::outside::Message::new(&phone, Template::SignInCode, &["123456"]).unwrap();
    let rows = [
        (
            "a notice",
            message(),
            0,
            Some(MORNING.plus_seconds(22 * 3600)),
        ),
        ("a code", code, 1, None),
    ];
    for (name, message, sent, due) in rows {
        let world = world().await;
        let (shelf, ear) = (Shelf::default(), Ear::default());
        shelf.put_call(1, &call(What::Message(message)));
        world.hands.put(MORNING.plus_seconds(12 * 3600));
        run(&world, &shelf, &ear).await;
        assert_eq!(effects(&world), [sent], "{name}");
        assert_eq!(shelf.next_due(), due, "{name}");
    }
}

#[tokio::test]
async fn a_payment_is_asked_for_until_it_came() {
    let world = world().await;
    let (shelf, ear) = (Shelf::default(), Ear::default());
    let owed = assessment("00000000000000000001");
    shelf.put_call(1, &call(What::Levy(owed.clone())));
    shelf.put_call(2, &call(What::Arrival(owed)));
    for _ in 0..30 {
        world.hands.put(shelf.next_due().unwrap());
        let report = run(&world, &shelf, &ear).await;
        assert!(report.dead.is_empty(), "{report:?}");
    }
    let paid_at = world.hands.now();
    assert!(world.double.pay("00000000000000000001", paid_at));
    run_out(&world, &shelf, &ear).await;
    assert_eq!(shelf.ends(), [const { Some(IntentEnd::Done) }; 2]);
    let heard = ear.heard.lock().unwrap();
    let Some(Answer::Arrived(arrival)) = heard.last() else {
        panic!("{heard:?}");
    };
    assert_eq!(arrival.arrived_at, Instant(paid_at.0 / 1000 * 1000));
}

#[tokio::test]
async fn a_payment_that_never_comes_is_asked_for_until_its_time_is_out() {
    let world = world().await;
    let (shelf, ear) = (Shelf::default(), Ear::default());
    let asked = Call {
        until: Some(MORNING.plus_seconds(20 * 3600)),
        ..call(What::Arrival(assessment("1")))
    };
    shelf.put_call(1, &asked);
    world.double.behave(Behaviour::Die, Some(15));
    let report = run_out(&world, &shelf, &ear).await;
    assert_eq!(report.dead[0].why, Why::TooLate);
}

#[tokio::test]
async fn two_runs_at_once_share_the_work() {
    let world = world().await;
    let (shelf, ear) = (Shelf::default(), Ear::default());
    for last in 0..20 {
        shelf.put_call(last, &call(What::Message(message())));
    }
    let (one, other) = tokio::join!(run(&world, &shelf, &ear), run(&world, &shelf, &ear));
    assert_eq!(one.done + other.done, 20);
    let mut ids: Vec<String> = world
        .double
        .look(|book| book.messages.iter().map(|one| one.out_id.clone()).collect());
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 20);
}
