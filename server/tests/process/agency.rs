//! `yucan case`: the agency acts on one application, through the portal that serves or by itself.

use registry::entry::{Actor, Event};

use crate::{
    door::{come_in, cookie, form, showing},
    kept::{Kept, PHONE},
    portal::{House, open},
};

/// The arguments after the number, the status, and what is said.
type Row = (&'static str, &'static [&'static str], i32, &'static str);

const ROWS: [Row; 20] = [
    (
        "a step too early",
        &["register", "林晓梅B=441702199503081223B"],
        1,
        "this can't be done while it is sent",
    ),
    (
        "finished before anything was done",
        &["finish"],
        1,
        "its papers are not accepted",
    ),
    ("accepted", &["accept"], 0, "accepted"),
    (
        "finished before it is entered",
        &["finish"],
        1,
        "not every baby is entered",
    ),
    (
        "accepted twice",
        &["accept"],
        1,
        "this can't be done while it is accepted",
    ),
    (
        "a baby without a number",
        &["register", "林晓梅B"],
        2,
        "NAME=NUMBER",
    ),
    (
        "two babies for one",
        &["register", "林晓梅B=441702199503081223B", "X=1"],
        1,
        "it is for 1 baby: write that one as NAME=NUMBER, and no other",
    ),
    (
        "another city's letter",
        &["register", "林晓梅B=441702199503081223X"],
        1,
        "the number of baby 1 is neither the provisional one by the rules, case counted, nor the form's",
    ),
    (
        "another name",
        &["register", "林晓梅=441702199503081223B"],
        1,
        "the name of baby 1 is neither",
    ),
    (
        "registered",
        &["register", "林晓梅B=441702199503081223B"],
        0,
        "registered",
    ),
    (
        "as the register has it, though nobody else would",
        &["register", "--as-written", "X=1"],
        0,
        "registered",
    ),
    (
        "back to what the rules say",
        &["register", "林晓梅B=441702199503081223B"],
        0,
        "registered",
    ),
    (
        "finished before it is paid",
        &["finish"],
        1,
        "the premium that is needed has not come",
    ),
    (
        "a day that is none",
        &["paid", "2027", "--on", "2026-02-30"],
        2,
        "that is no day",
    ),
    (
        "another year's",
        &["paid", "2026"],
        1,
        "it owes the premium of 2027",
    ),
    ("paid", &["paid", "2027", "--on", "2026-12-01"], 0, "paid"),
    ("a slip taken back", &["undo", "a slip"], 0, "registered"),
    ("paid after all", &["paid", "2027"], 0, "paid"),
    ("done", &["finish"], 0, "done"),
    ("and over", &["finish"], 1, "while it is done"),
];

fn walk(kept: &Kept, name: &str) {
    for (row, arguments, status, told) in ROWS {
        let number = kept.number.to_lowercase();
        let (code, said) = kept.run(&[&["case", &number], arguments].concat());
        assert_eq!(code, status, "{name}, {row}: {said}");
        assert!(said.contains(told), "{name}, {row}: {said}");
        assert!(!said.contains("林晓梅"), "{name}, {row}: {said}");
    }
}

/// A portal over what is kept there.
pub async fn serving(kept: &Kept) -> House {
    open(|settings| {
        settings.keeping.database = kept.database();
        settings.keeping.keys = kept.at("kept/keys");
    })
    .await
}

#[tokio::test]
async fn the_agency_acts_by_itself() {
    let kept = Kept::new().await;
    walk(&kept, "alone");
    assert_eq!(kept.stage().await, "done");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_agency_acts_through_the_portal_that_serves() {
    let kept = Kept::new().await;
    let house = serving(&kept).await;
    walk(&kept, "through the portal");
    assert!(house.stop().await);
    assert_eq!(kept.stage().await, "done");
    assert!(!kept.at("kept/yucan.db.sock").exists());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_socket_that_a_killed_portal_left_is_in_nobodys_way() {
    let kept = Kept::new().await;
    let socket = kept.at("kept/yucan.db.sock");
    drop(std::os::unix::net::UnixListener::bind(&socket).unwrap());
    assert!(socket.exists());
    let (code, said) = kept.run(&["case", &kept.number, "accept"]);
    assert_eq!((code, said.contains("accepted")), (0, true), "{said}");
    let house = serving(&kept).await;
    let mode = std::fs::metadata(&socket).unwrap().permissions();
    let mode = std::os::unix::fs::PermissionsExt::mode(&mode) & 0o777;
    assert_eq!(mode, 0o600, "its owner's alone");
    let (code, said) = kept.run(&["case", &kept.number, "void", "no papers"]);
    assert_eq!((code, said.contains("void")), (0, true), "{said}");
    assert!(house.stop().await);
}

/// Gives up whatever is to be said, as after a day and a half in which nobody answered.
async fn give_up(kept: &Kept) {
    let office = kept.office().await;
    let now = registry::Instant(1_900_000_000_000);
    for call in office.store.claim(9, now, 60).await.unwrap() {
        let end = registry::store::IntentEnd::Dead {
            at: registry::Instant(1_795_312_800_000),
            why: "unreachable".to_owned(),
        };
        office.store.settle(&call, end).await.unwrap();
    }
    office.store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_sees_what_was_given_up_and_has_it_said_again() {
    let kept = Kept::new().await;
    assert_eq!(kept.run(&["case", "tasks"]), (0, String::new()));
    kept.run(&["case", &kept.number, "accept"]);
    let nothing = kept.run(&["case", &kept.number, "again"]);
    assert_eq!(nothing.0, 1, "{}", nothing.1);
    for is_serving in [false, true] {
        give_up(&kept).await;
        let house = match is_serving {
            true => Some(serving(&kept).await),
            false => None,
        };
        let (code, said) = kept.run(&["case", "tasks"]);
        let number = &kept.number;
        let line = |to: &str| format!("2026-11-22 10:00 {number} {to} unreachable\n");
        let mut lines: Vec<String> = said.split_inclusive('\n').map(str::to_owned).collect();
        lines.sort();
        let expected = [line("messages"), line("register")];
        assert_eq!((code, lines), (0, expected.to_vec()), "{said}");
        let (code, said) = kept.run(&["case", number, "again", "--by", "陈"]);
        assert_eq!((code, said), (0, format!("{number} 2 to be said again\n")));
        let (code, said) = kept.run(&["case", "tasks"]);
        assert_eq!((code, said), (0, String::new()));
        if let Some(house) = house {
            assert!(house.stop().await);
        }
    }
    let office = kept.office().await;
    let file = office.file(kept.family).await.unwrap().unwrap();
    office.store.close().await;
    let by_whom: Vec<_> = file
        .entries
        .iter()
        .filter(|entry| matches!(entry.event, Event::SaidAgain { .. }))
        .map(|entry| entry.by.clone())
        .collect();
    let chen = Actor::Agency("陈".to_owned());
    assert_eq!(
        by_whom,
        [chen.clone(), chen],
        "alone, and through the portal"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_desk_alone_is_told_of_another_file_with_the_same() {
    let kept = Kept::new().await;
    let alone = kept.run(&["case", &kept.number]);
    assert_eq!(alone, (0, format!("{} sent\n", kept.number)));
    let other = kept.apply_from("13900139000").await;
    for is_serving in [false, true] {
        let house = match is_serving {
            true => Some(showing(&kept).await),
            false => None,
        };
        let rows = [(&kept.number, &other), (&other, &kept.number)];
        for (number, elsewhere) in rows {
            for step in [&[][..], &["accept"], &["undo", "both are looked at"]] {
                let (code, said) = kept.run(&[&["case", number], step].concat());
                let told = format!(
                    "another file with the same ID number has applied for the same: {elsewhere}"
                );
                let is_told = step != ["undo", "both are looked at"];
                assert_eq!(
                    (code, said.contains(&told)),
                    (0, is_told),
                    "{step:?}: {said}"
                );
                for personal in ["林晓梅", "441702199503081223", "13900139000", PHONE] {
                    assert!(!said.contains(personal), "{said}");
                }
            }
        }
        if let Some(house) = house {
            let theirs = cookie(&come_in(&house, "13900139000").await);
            let page = house.get("/file", &theirs).await;
            assert!(page.text().contains(&other) && !page.text().contains(&kept.number));
            assert!(house.stop().await);
        }
    }
}

#[tokio::test]
async fn a_number_that_is_none_is_told_from_one_of_nobodys() {
    let kept = Kept::new().await;
    let mistyped = kept.number.replace('-', "").replacen("YC", "YD", 1);
    let rows = [
        ("no number", "hello", 2, "no application has this number"),
        ("mistyped", mistyped.as_str(), 2, "a letter may be mistyped"),
        (
            "of nobody's",
            "YC-22222-22222",
            1,
            "there is no such application",
        ),
    ];
    for (name, number, status, told) in rows {
        let (code, said) = kept.run(&["case", number, "accept"]);
        assert_eq!(
            (code, said.contains(told)),
            (status, true),
            "{name}: {said}"
        );
    }
    assert_eq!(kept.stage().await, "sent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_database_is_served_once() {
    let kept = Kept::new().await;
    let house = serving(&kept).await;
    crate::portal::build_site(kept.folder());
    let serve = ["serve", "--site", ".", "--listen", "127.0.0.1:0"];
    let (code, said) = kept.run(&serve);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("another process has"), "{said}");
    let socket = kept.at("kept/yucan.db.sock");
    assert!(socket.exists(), "the one that serves keeps its socket");
    assert!(house.stop().await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_agency_hears_that_a_consent_was_withdrawn() {
    let kept = Kept::new().await;
    let house = showing(&kept).await;
    let mine = cookie(&come_in(&house, PHONE).await);
    let withdrawn = house
        .ask(form("/file/consent", &mine, "consent=health"))
        .await;
    assert_eq!(withdrawn.status, 303);
    let page = house.get("/file?just=consent", &mine).await;
    let offered = format!("data-lacking=\"{}\"", kept.number);
    for word in [&*offered, "action=\"/file/withdraw\""] {
        assert!(page.text().contains(word), "{word}: {}", page.text());
    }
    let (code, said) = kept.run(&["case", &kept.number, "accept"]);
    assert_eq!(code, 1, "{said}");
    for word in [
        "withdrew its consent (health)",
        "ask-back",
        "takes the application back",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(house.stop().await);
    let (code, said) = kept.run(&["case", &kept.number, "accept"]);
    assert_eq!(code, 1, "alone, too: {said}");
    assert_eq!(kept.stage().await, "sent");
}
