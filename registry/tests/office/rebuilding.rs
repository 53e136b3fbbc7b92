//! Derived rows are made again from the entries.

use registry::{entry::Step, office::Rebuilt};
use sqlx::{Connection, Row};

use crate::{
    house::{BORN, House, application},
    moving::step,
};

/// Every derived row as it lies in the database.
async fn derived(house: &House) -> Vec<String> {
    let mut connection = house.connection().await;
    let mut rows = Vec::new();
    for sql in [
        "SELECT hex(family) || place || kind || hex(blind) FROM blind ORDER BY family, place",
        "SELECT hex(family) || place || service || area || stage || sent_at || moved_at || hex(number) || hex(applicant) \
         FROM application ORDER BY family, place",
        "SELECT hex(family) || place || area || due_on || what || stage || channel FROM due ORDER BY family, place",
    ] {
        let found = sqlx::query(sql).fetch_all(&mut connection).await.unwrap();
        rows.extend(found.iter().map(|row| row.get::<String, _>(0)));
    }
    rows
}

/// Rows of a family that has no file.
const NOBODY: [&str; 2] = [
    "INSERT INTO blind (family, place, kind, blind) VALUES (zeroblob(16), 0, 'phone', zeroblob(32))",
    "INSERT INTO due (family, place, area, due_on, what, stage, channel) \
     VALUES (zeroblob(16), 0, '110105', '2026-12-01', 'enrol', 'ahead', 'message')",
];

/// A portal that has seen something.
async fn busy() -> House {
    let house = House::on_a_file().await;
    let (family, number) = house.sent().await;
    house.act(&number, Step::Accept, 10).await;
    house.act(&number, step("register"), 11).await;
    house.send(family, &application(BORN), 2).await;
    let other = house.family("13900139000").await;
    house.send(other, &application(BORN), 3).await;
    let gone = house.family("13700137000").await;
    let deleted = house.office.delete(gone, &crate::house::hand(20)).await;
    deleted.unwrap();
    house
}

#[tokio::test]
async fn right_rows_stay_as_they_are() {
    let house = busy().await;
    let before = derived(&house).await;
    assert!(before.len() > 8, "{before:?}");
    let rebuilt = house.office.rebuild().await.unwrap();
    let nothing = Rebuilt {
        families: 3,
        ..Rebuilt::default()
    };
    assert_eq!(rebuilt, nothing);
    assert_eq!(derived(&house).await, before);
}

#[tokio::test]
async fn whatever_became_of_the_rows_they_come_back_to_the_same_bytes() {
    let spoiled = [
        "DELETE FROM blind",
        "DELETE FROM application",
        "UPDATE application SET stage = 'done', moved_at = 0",
        "UPDATE application SET number = x'00', applicant = x'00'",
        "UPDATE blind SET blind = zeroblob(32)",
        "DELETE FROM due",
        "UPDATE due SET due_on = '2026-12-01', place = place + 7",
        "UPDATE due SET channel = 'letter'",
        "UPDATE due SET area = '110105'",
        "UPDATE due SET place = place + 70",
        "UPDATE blind SET place = place + 70",
    ];
    for sql in spoiled {
        let house = busy().await;
        let before = derived(&house).await;
        let mut connection = house.connection().await;
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        assert_ne!(derived(&house).await, before, "{sql}");
        let expected = Rebuilt {
            families: 3,
            changed: 2,
            nobody: 0,
        };
        assert_eq!(house.office.rebuild().await, Ok(expected), "{sql}");
        assert_eq!(derived(&house).await, before, "{sql}");
    }
}

#[tokio::test]
async fn rows_of_nobody_and_of_a_destroyed_file_go() {
    let house = busy().await;
    let before = derived(&house).await;
    let mut connection = house.connection().await;
    for sql in NOBODY {
        sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    }
    let left = "INSERT INTO blind (family, place, kind, blind) \
                SELECT family, 0, 'phone', zeroblob(32) FROM family WHERE wrapped_key IS NULL";
    sqlx::raw_sql(left).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    assert_eq!(derived(&house).await.len(), before.len() + 3);
    let rebuilt = house.office.rebuild().await.unwrap();
    assert_eq!((rebuilt.changed, rebuilt.nobody), (1, 1));
    assert_eq!(derived(&house).await, before);
}
