//! Each adapter against the double: what is asked, what is answered, and what each mood means.

use std::num::NonZeroU64;

use registry::outside::{Agreement, CallId, CertificateKind, Delivery, Fault, LevyState, Personal};
use server::{clock::Clock, config::CallsGiven, double::Behaviour};
use std::sync::Arc;

use crate::world::{
    MORNING, World, assessment, message, person, registration, update, world, world_for,
};

const ID: CallId = CallId([3; 16]);

#[tokio::test]
async fn a_message_is_shown_and_found_by_its_id() {
    let World {
        double,
        outside,
        hands,
    } = world().await;
    let state = |id| {
        let messages = Arc::clone(&outside.messages);
        let now = hands.now();
        async move { messages.state(id, &message(), MORNING, now).await }
    };
    assert_eq!(state(ID).await, Ok(Delivery::Absent));
    outside.messages.send(ID, &message()).await.unwrap();
    assert_eq!(state(ID).await, Ok(Delivery::Delivered));
    assert_eq!(
        state(CallId([4; 16])).await,
        Ok(Delivery::Absent),
        "another's"
    );
    hands.put(MORNING.plus_seconds(86_400));
    assert_eq!(
        state(ID).await,
        Ok(Delivery::Delivered),
        "asked the day after"
    );
    let texts: Vec<String> =
        double.look(|book| book.messages.iter().map(|one| one.text.clone()).collect());
    assert_eq!(
        texts,
        ["【预参】您的申请已收到，编号YC-23456-789AB。这只是收到，尚未受理，办理进度请登录查看。"]
    );
}

#[tokio::test]
async fn a_name_agrees_differs_or_is_not_found() {
    let World {
        outside,
        double: _double,
        ..
    } = world().await;
    let number = Personal::new("441702199503081223");
    let rows = [
        ("林晓梅", &number, Ok(Agreement::Agrees)),
        ("林晓异", &number, Ok(Agreement::Differs)),
        ("林晓无", &number, Ok(Agreement::NotFound)),
        ("林晓梅", &Personal::new("1"), Err(Fault::refused("401"))),
    ];
    for (name, number, expected) in rows {
        assert_eq!(
            outside.identity.check(&Personal::new(name), number).await,
            expected,
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_baby_is_enrolled_found_mended_and_paid_for() {
    let World {
        double,
        outside,
        hands,
    } = world().await;
    let baby = registration().baby;
    assert_eq!(outside.look_up.find("441700", &baby).await, Ok(None));
    let enrolled = outside.push.register(ID, &registration()).await.unwrap();
    assert_eq!(
        outside.look_up.find("441700", &baby).await,
        Ok(Some(enrolled.clone()))
    );
    let psn_no = enrolled.person_number.expose();

    outside.push.update(ID, &update(psn_no)).await.unwrap();
    assert_eq!(
        outside.look_up.find("441700", &baby).await,
        Ok(None),
        "the provisional number is gone"
    );
    let mended = outside
        .look_up
        .find("441700", &update(psn_no).person)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(mended.person_number, enrolled.person_number);

    let owed = assessment(psn_no);
    assert_eq!(outside.levy.state(&owed).await, Ok(LevyState::Absent));
    outside.levy.push(ID, &owed).await.unwrap();
    assert_eq!(outside.levy.state(&owed).await, Ok(LevyState::Waiting));
    assert!(double.pay(psn_no, hands.now()));
    assert!(!double.pay(psn_no, hands.now()), "paid once");
    let LevyState::Arrived(arrival) = outside.levy.state(&owed).await.unwrap() else {
        panic!("it did not arrive");
    };
    assert_eq!(arrival.arrived_at, hands.now());
}

/// Twins whose numbers differ by the case of one letter are two people.
#[tokio::test]
async fn a_numbers_case_is_kept() {
    let World {
        double, outside, ..
    } = world().await;
    for number in ["45010719940506004XX", "45010719940506004Xx"] {
        let mut twin = registration();
        twin.baby = person("林之女", CertificateKind::Other, number);
        outside.push.register(ID, &twin).await.unwrap();
    }
    let numbers: Vec<String> =
        double.look(|book| book.people.iter().map(|one| one.certno.clone()).collect());
    assert_eq!(numbers, ["45010719940506004XX", "45010719940506004Xx"]);
}

#[tokio::test]
async fn every_mood_says_what_to_do_next() {
    let slow = Behaviour::Slow {
        milliseconds: 3_600_000,
    };
    let rows = [
        (Behaviour::Well, Ok(()), 1),
        (Behaviour::Twice, Ok(()), 1),
        (Behaviour::Busy, Err(Fault::Unreachable), 0),
        (Behaviour::Die, Err(Fault::Unknown), 0),
        (Behaviour::Lose, Err(Fault::Unknown), 1),
        (slow, Err(Fault::Unknown), 1),
    ];
    for (mood, told, done) in rows {
        let World {
            double, outside, ..
        } = world_for(mood).await;
        double.behave(mood, Some(1));
        assert_eq!(
            outside.messages.send(ID, &message()).await,
            told,
            "{mood:?}"
        );
        double.behave(mood, Some(1));
        let registered = outside.push.register(ID, &registration()).await;
        assert_eq!(registered.map(drop), told, "{mood:?}");
        let effects = double.look(|book| (book.messages.len(), book.people.len()));
        assert_eq!(effects, (done, done), "{mood:?}");
    }
}

/// An answer that came twice must not be taken for the answer to the next call.
#[tokio::test]
async fn an_answer_said_twice_answers_one_call() {
    let World {
        double, outside, ..
    } = world().await;
    double.behave(Behaviour::Twice, None);
    let number = Personal::new("441702199503081223");
    for (name, expected) in [
        ("林晓梅", Agreement::Agrees),
        ("林晓异", Agreement::Differs),
        ("林晓梅", Agreement::Agrees),
        ("林晓无", Agreement::NotFound),
    ] {
        assert_eq!(
            outside.identity.check(&Personal::new(name), &number).await,
            Ok(expected),
            "{name}"
        );
    }
}

#[tokio::test]
async fn nobody_there_is_unreachable() {
    let World {
        double, outside, ..
    } = world().await;
    drop(double);
    // Its task ends where it next waits; until then it may still take a connection and drop it.
    let mut told = outside.messages.send(ID, &message()).await;
    while told == Err(Fault::Unknown) {
        told = outside.messages.send(ID, &message()).await;
    }
    assert_eq!(told, Err(Fault::Unreachable));
    assert_eq!(
        outside.push.register(ID, &registration()).await,
        Err(Fault::Unreachable)
    );
}

/// Many calls at once, in one second by the clock: each message has a name of its own.
#[tokio::test]
async fn calls_in_one_second_are_told_apart() {
    let World {
        double, outside, ..
    } = world().await;
    let calls = (0..40).map(|number| {
        let levy = Arc::clone(&outside.levy);
        tokio::spawn(async move { levy.push(ID, &assessment(&format!("{number}"))).await })
    });
    for call in calls.collect::<Vec<_>>() {
        assert_eq!(call.await.unwrap(), Ok(()));
    }
    assert_eq!(double.look(|book| book.levies.len()), 40);
}

#[tokio::test]
async fn the_double_listens_on_this_machine_alone() {
    let fault = server::double::start("0.0.0.0:0".parse().unwrap())
        .await
        .err()
        .unwrap();
    assert!(
        fault.to_string().contains("on this machine alone"),
        "{fault}"
    );
}

#[tokio::test]
async fn a_wrong_certificate_file_is_named() {
    let World { double, hands, .. } = world().await;
    let clock: Arc<dyn Clock> = hands;
    let calls = CallsGiven {
        certificates: Some("/nowhere/ca.pem".into()),
        connect_seconds: NonZeroU64::new(1),
        ..CallsGiven::default()
    };
    let fault = double.outside(&calls, &clock).unwrap_err();
    assert!(fault.to_string().contains("/nowhere/ca.pem"), "{fault}");
}
