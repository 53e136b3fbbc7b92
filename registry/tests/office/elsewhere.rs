//! The same mother and pregnancy, applied for from two phones.

use registry::{
    ApplicationNumber,
    entry::Step,
    office::{Acted, Application},
};

use crate::{
    house::{BORN, EXPECTED, House, ID_NUMBER, application, phone},
    moving::{step, walk},
};

/// An application with these ID numbers, whatever it had.
fn naming(told: &str, numbers: &[(&str, &str)]) -> Application {
    let mut application = application(told);
    application
        .fields
        .retain(|field, _| !field.ends_with("id_number"));
    let numbers = numbers.iter();
    application
        .fields
        .extend(numbers.map(|(field, number)| ((*field).to_owned(), (*number).to_owned())));
    application
}

async fn elsewhere(house: &House, number: &ApplicationNumber) -> Vec<ApplicationNumber> {
    house.office.meet(number).await.unwrap().unwrap().elsewhere
}

#[tokio::test]
async fn the_same_applied_for_from_another_phone_is_told_to_the_desk() {
    let mother = [("mother_id_number", ID_NUMBER)];
    let rows: [(&str, Application, bool); 7] = [
        ("the same mother", naming(EXPECTED, &mother), true),
        (
            "her number as it is typed in haste",
            naming(EXPECTED, &[("mother_id_number", "441702 19950308 1223")]),
            true,
        ),
        (
            "a due date that another examination moved",
            naming(&EXPECTED.replace("02-08", "02-15"), &mother),
            true,
        ),
        ("a baby of hers that lives", naming(BORN, &mother), false),
        (
            "another mother",
            naming(EXPECTED, &[("mother_id_number", "441702199203081220")]),
            false,
        ),
        (
            "she acts for another mother",
            naming(
                EXPECTED,
                &[
                    ("mother_id_number", "441702199203081220"),
                    ("agent_id_number", ID_NUMBER),
                ],
            ),
            false,
        ),
        ("nobody's number", naming(EXPECTED, &[]), false),
    ];
    for (name, second, is_told) in rows {
        let house = House::open().await;
        let family = house.family("13900139000").await;
        let first = naming(EXPECTED, &mother);
        let first = house.send(family, &first, 1).await;
        let other = house.family("13900139001").await;
        // the second family is answered as anybody is
        let second = house.send(other, &second, 2).await;
        let told = |number: &ApplicationNumber| match is_told {
            true => vec![number.clone()],
            false => Vec::new(),
        };
        assert_eq!(elsewhere(&house, &second).await, told(&first), "{name}");
        assert_eq!(elsewhere(&house, &first).await, told(&second), "{name}");
    }
}

#[tokio::test]
async fn neither_family_is_told_of_the_other() {
    let house = House::open().await;
    let mother = [("mother_id_number", ID_NUMBER)];
    let first = house.family("13900139000").await;
    let number = house.send(first, &naming(EXPECTED, &mother), 1).await;
    let second = house.family("13900139001").await;
    let other = house.send(second, &naming(EXPECTED, &mother), 2).await;
    let entries = [
        house.file(first).await.len(),
        house.file(second).await.len(),
    ];
    assert_eq!(
        elsewhere(&house, &other).await,
        std::slice::from_ref(&number)
    );
    let after = [
        house.file(first).await.len(),
        house.file(second).await.len(),
    ];
    assert_eq!(after, entries, "nothing of it stands in a file");
    let taken = house
        .office
        .take_along(second, &crate::house::hand(9))
        .await;
    let taken = serde_json::to_string(&taken.unwrap().unwrap()).unwrap();
    assert!(!taken.contains(&number.to_string()) && !taken.contains("13900139000"));
    let files = house.office.files_of(&phone("13900139001")).await.unwrap();
    assert_eq!(files.len(), 1);
}

#[tokio::test]
async fn what_came_to_nothing_elsewhere_is_in_nobodys_way() {
    for (word, is_told) in [
        ("withdraw", false),
        ("refuse", false),
        ("void", false),
        ("expire", false),
        ("accept", true),
        ("finish", true),
    ] {
        let house = House::open().await;
        let mother = [("mother_id_number", ID_NUMBER)];
        let family = house.family("13900139000").await;
        let first = house.send(family, &naming(EXPECTED, &mother), 1).await;
        let other = house.family("13900139001").await;
        let second = house.send(other, &naming(EXPECTED, &mother), 2).await;
        if word == "finish" {
            walk(&house, &first, &["accept", "register", "pay"], 20).await;
        }
        let acted = house.act(&first, step(word), 10).await;
        assert!(matches!(acted, Acted::Now(_)), "{word}: {acted:?}");
        let told = !elsewhere(&house, &second).await.is_empty();
        assert_eq!(told, is_told, "{word}");
    }
    let house = House::open().await;
    let nobodys = ApplicationNumber::parse("YC-22222-22222").unwrap();
    assert_eq!(house.office.meet(&nobodys).await, Ok(None));
    let nothing = house.act(&nobodys, Step::Accept, 1).await;
    assert_eq!(nothing, Acted::NoSuch);
}
