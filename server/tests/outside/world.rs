//! A double with adapters that call it, a clock that is set by hand, and calls to make.

use std::{
    num::NonZeroU64,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use policy::{Day, phone::Phone};
use registry::{
    Instant,
    calls::{Call, What},
    outside::{
        Assessment, BabyKind, CertificateKind, Message, Month, Mother, Outside, Person, Personal,
        Registration, Template, Update,
    },
};
use server::{
    clock::Clock,
    config::CallsGiven,
    double::{self, Behaviour, Running},
};

/// 2026-11-24 10:00:00 in China.
pub const MORNING: Instant = Instant(1_795_485_600_000);

/// A clock that stands where it was put.
pub struct Hands(AtomicI64);

impl Hands {
    pub fn now(&self) -> Instant {
        Instant(self.0.load(Ordering::Relaxed))
    }

    pub fn put(&self, now: Instant) {
        self.0.store(now.0, Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn today(&self) -> Day {
        self.now().day()
    }

    fn seconds(&self) -> u64 {
        u64::try_from(self.now().0 / 1000).unwrap()
    }
}

pub struct World {
    pub double: Running,
    pub outside: Outside,
    pub hands: Arc<Hands>,
}

/// As it mostly is: the adapters wait longer than anything here takes.
pub async fn world() -> World {
    waiting(20).await
}

/// For a double in this mood: where it keeps silent, the adapters soon give up.
pub async fn world_for(mood: Behaviour) -> World {
    waiting(if matches!(mood, Behaviour::Slow { .. }) {
        2
    } else {
        20
    })
    .await
}

async fn waiting(answer_seconds: u64) -> World {
    let double = double::start("127.0.0.1:0".parse().unwrap()).await.unwrap();
    let hands = Arc::new(Hands(AtomicI64::new(MORNING.0)));
    let clock: Arc<dyn Clock> = Arc::clone(&hands) as _;
    let calls = CallsGiven {
        answer_seconds: NonZeroU64::new(answer_seconds),
        ..CallsGiven::default()
    };
    World {
        outside: double.outside(&calls, &clock).unwrap(),
        double,
        hands,
    }
}

pub fn message() -> Message {
    let phone = Phone::parse("13800138000").unwrap();
    Message::new(&phone, Template::Received, &["YC-23456-789AB"]).unwrap()
}

pub fn person(name: &str, kind: CertificateKind, number: &str) -> Person {
    Person {
        name: Personal::new(name),
        certificate_kind: kind,
        certificate_number: Personal::new(number),
    }
}

pub fn registration() -> Registration {
    Registration {
        area: "441700".into(),
        baby: person("林晓梅B1", CertificateKind::Other, "441702199503081223B1"),
        baby_kind: BabyKind::Unborn,
        sex: None,
        birthday: None,
        mother: Some(Mother {
            person: person("林晓梅", CertificateKind::ResidentId, "441702199503081223"),
            phone: Personal::new("13800138000"),
        }),
        father: None,
        agent: None,
        pregnancy: None,
        ended: None,
    }
}

pub fn update(person_number: &str) -> Update {
    Update {
        area: "441700".into(),
        person_number: Personal::new(person_number),
        person: person("陈小雨", CertificateKind::ResidentId, "441702202611201224"),
    }
}

pub fn assessment(person_number: &str) -> Assessment {
    let month = |month| Month { year: 2027, month };
    Assessment {
        area: "441700".into(),
        person_number: Personal::new(person_number),
        covers_from: month(1),
        covers_to: month(12),
    }
}

pub fn call(what: What) -> Call {
    Call {
        made_at: MORNING,
        until: None,
        about: None,
        what,
    }
}
