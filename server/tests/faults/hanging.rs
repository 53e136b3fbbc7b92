//! Families hang up in the middle of sending. Their form is there as a whole or not at all, nothing is left open, and
//! sent again it is there once.

use std::{collections::BTreeSet, time::Duration};

use policy::Day;
use sqlx::{Connection, PgConnection, Row};
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::{
    cluster::Cluster,
    families::{Family, acknowledged, ask},
    portal::open,
    trial::{Dice, Trial, rounds},
};

async fn hang_up_and_send_again(trial: Trial, database: Option<String>) {
    let folder = TempDir::new().unwrap();
    let house = open(|settings| {
        settings.is_demo = true;
        settings.edge.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.keeping.keys = folder.path().join("keys");
        settings.keeping.database = database
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", folder.path().join("yucan.db").display()));
    })
    .await;
    let (rounds, dice) = (rounds(24, 500), Dice::new(9));
    let today = Day::new(2026, 11, 22).unwrap();
    let (mut was_there, mut cut_short) = (0, 0);
    for round in 0..rounds {
        let mut family = Family::on(round, today);
        assert!(family.come_in(house.address).await);
        let request = family.post(&family.form_address(), &family.form("send"));
        let mut stream = TcpStream::connect(house.address).await.unwrap();
        // mostly after all of it: only then is anything begun
        let end = match dice.below(4) {
            0 => dice.below(request.len() as u64) as usize,
            _ => request.len(),
        };
        cut_short += u32::from(end < request.len());
        let _ = stream.write_all(&request.as_bytes()[..end]).await;
        // sometimes before it is read, sometimes while it is written, sometimes when the answer comes
        let patience = Duration::from_micros(dice.below(30_000));
        let _ = timeout(patience, stream.read_u8()).await;
        drop(stream);
        // the next visitor is served as ever, whatever became of that
        let file = ask(house.address, &family.get("/file")).await.unwrap();
        assert_eq!(file.status, 200);
        was_there += u32::from(file.text().contains("YC-"));
        let sent = family.apply(house.address).await.unwrap();
        let number = acknowledged(&sent).unwrap_or_else(|| panic!("{round}: {}", sent.head));
        let again = family.apply(house.address).await.unwrap();
        assert_eq!(acknowledged(&again), Some(number.clone()));
        let record = ask(house.address, &family.post("/file/data.json", ""))
            .await
            .unwrap();
        let record = record.text();
        let numbers: BTreeSet<&str> = record
            .match_indices("\"YC-")
            .map(|(at, _)| &record[at + 1..][..number.len()])
            .collect();
        assert_eq!(numbers, BTreeSet::from([number.as_str()]), "one form");
    }
    if let Some(database) = database {
        let mut connection = PgConnection::connect(&database).await.unwrap();
        let sql = "SELECT count(*)::int FROM pg_stat_activity WHERE state LIKE 'idle in trans%'";
        let open = sqlx::query(sql).fetch_one(&mut connection).await.unwrap();
        assert_eq!(open.get::<i32, _>(0), 0);
    }
    assert!(house.stop().await);
    let figures = format!(
        "{cut_short} in the middle of the form, {was_there} were kept before the second sending, 0 twice"
    );
    trial.held(format!("{rounds} hung up"), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_up_leaves_a_whole_form_or_none_in_a_file() {
    let trial = Trial::of("F-09", "SQLite, families hang up while they send");
    hang_up_and_send_again(trial, None).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_hangs_up_leaves_a_whole_form_or_none_on_a_server() {
    let cluster = Cluster::start(&[]);
    let trial = Trial::of("F-09", "PostgreSQL, families hang up while they send");
    hang_up_and_send_again(trial, Some(cluster.address())).await;
}
