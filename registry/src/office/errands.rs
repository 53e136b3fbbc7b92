//! Errands: what an application, standing where it does, has said to the national platform and the tax side. Accepted
//! papers are entered there, and what was entered is handed over to be paid (阳医保通〔2022〕11号, 附件1 第四、六条).
//!
//! Where a name or number is the agency's to draw, or is not known, nothing is said: the desk enters it by hand.

use policy::{
    Areas, Day, Facts, decide,
    facts::{Applicant, Birth, Sex},
    id_number::IdNumber,
    verdict::Service,
};

use crate::{
    application::Stage,
    calls::What,
    entry::Registered,
    matter::Told,
    outside::{
        Agent, Assessment, BabyKind, CertificateKind, Month, Mother, Person, Personal,
        PregnancyTold, Registration, Update,
    },
    shortfall,
    standing::{Application, Standing},
};

/// A baby that an application is for.
struct Baby {
    person: Person,
    kind: BabyKind,
    sex: Option<Sex>,
    birthday: Option<Day>,
}

/// What is to be said now that the application has come to where it stands.
pub(super) fn errands(
    areas: &Areas,
    standing: &Standing,
    application: &Application,
    today: Day,
) -> Vec<What> {
    if application.is_silent() {
        return Vec::new();
    }
    match application.stage {
        Stage::Accepted if application.sent.service == Service::InformationUpdate => {
            updates(standing, application)
                .into_iter()
                .map(What::Update)
                .collect()
        }
        Stage::Accepted => registrations(areas, application),
        Stage::Registered => (0..)
            .zip(&application.identities)
            .filter_map(|(place, identity)| payment(application, place, identity, today))
            .collect(),
        _ => Vec::new(),
    }
}

/// What is to be paid for one baby: handed over where the platform's number for it is known, which is asked for else.
pub(super) fn payment(
    application: &Application,
    place: usize,
    identity: &Registered,
    today: Day,
) -> Option<What> {
    let year = year(application, place, today)?;
    if is_paid(application, identity, year) {
        return None;
    }
    Some(match &identity.person_number {
        Some(number) => What::Levy(assessment(application, number, year)?),
        None => What::Find {
            area: application.sent.area.clone(),
            person: Person {
                name: Personal::new(identity.name.as_str()),
                certificate_kind: kind_of(&identity.number),
                certificate_number: Personal::new(identity.number.as_str()),
            },
            year,
        },
    })
}

/// Did the family say that this year is paid, or did it come for this baby?
fn is_paid(application: &Application, identity: &Registered, year: i32) -> bool {
    let told = Told::read(&application.sent.facts);
    let payments = told.facts().map_or(&[][..], |facts| &facts.payments);
    let mut arrived = application.arrived.iter();
    payments.iter().any(|payment| payment.year == year)
        || arrived.any(|one| {
            one.year == year && identity.person_number.as_ref() == Some(&one.person_number)
        })
}

/// What was sent; while a baby is expected, with how many and on which day as the family told it last.
fn as_told(application: &Application) -> Option<Facts> {
    let sent = Told::read(&application.sent.facts);
    let mut facts = sent.facts()?.clone();
    let is_unborn = facts.births.is_empty();
    let told = application.told.facts();
    let now = told
        .filter(|told| is_unborn && told.births.is_empty())
        .and_then(|told| told.pregnancy.as_ref());
    if let (Some(pregnancy), Some(now)) = (&mut facts.pregnancy, now) {
        pregnancy.fetuses = now.fetuses;
        pregnancy.dating = now.dating;
    }
    Some(facts)
}

/// Whom an application, standing where it does, wants entered, or paid for and for which year: where what the family tells
/// changes that, it is said anew.
pub(super) fn wanted(
    areas: &Areas,
    application: &Application,
    today: Day,
) -> Vec<(String, Option<i32>)> {
    if application.is_silent() {
        return Vec::new();
    }
    let entered = |(place, identity): (usize, &Registered)| {
        (identity.number.clone(), year(application, place, today))
    };
    match application.stage {
        Stage::Accepted => babies(areas, application)
            .into_iter()
            .map(|baby| (baby.person.certificate_number.expose().to_owned(), None))
            .collect(),
        Stage::Registered => (0..).zip(&application.identities).map(entered).collect(),
        _ => Vec::new(),
    }
}

/// One child's premium of one year.
pub(super) fn assessment(
    application: &Application,
    person_number: &str,
    year: i32,
) -> Option<Assessment> {
    let year = u16::try_from(year).ok()?;
    let month = |month| Month { year, month };
    Some(Assessment {
        area: application.sent.area.clone(),
        person_number: Personal::new(person_number),
        covers_from: month(1),
        covers_to: month(12),
    })
}

/// The year whose premium is due for the baby at that place: the enrolment year before the birth, the birth's after.
pub(super) fn year(application: &Application, place: usize, today: Day) -> Option<i32> {
    let facts = as_told(application)?;
    let service = application.sent.service;
    if facts.births.is_empty() {
        return shortfall::owed(service, &facts, today).first().copied();
    }
    let is_deceased = service == Service::DeceasedNewbornEnrolment;
    let meant = |birth: &&Birth| birth.is_living() != is_deceased;
    let births: Vec<&Birth> = facts.births.iter().filter(meant).collect();
    let birth = births.get(place).or(births.first())?;
    Some(birth.on.year())
}

/// The years whose premium an application owes by what was told last; none where nothing tells. Where somebody looked, also
/// every other year that it may be or may have been about: into which the birth may fall, or for which it was sent.
pub(super) fn years(application: &Application, today: Day, as_written: bool) -> Vec<i32> {
    let service = application.sent.service;
    let told = application.told.facts();
    let mut years = told.map_or_else(Vec::new, |told| shortfall::owed(service, told, today));
    let sent = Told::read(&application.sent.facts);
    let may_be = [told, sent.facts()].into_iter().flatten();
    for facts in may_be.filter(|_| as_written) {
        years.extend(facts.births.iter().map(|birth| birth.on.year()));
        for day in [facts.asked_on, today] {
            years.extend(shortfall::owed(service, facts, day));
            years.extend(shortfall::possible(facts, day));
        }
    }
    years.sort_unstable();
    years.dedup();
    years
}

/// Have all children of an information update an answer by now?
pub(super) fn are_updated(standing: &Standing, application: &Application) -> bool {
    let updates = updates(standing, application);
    let is_answered = |update: &Update| {
        let number = update.person_number.expose();
        let mut updated = application.updated.iter();
        updated.any(|child| child.person_number.as_deref() == Some(number))
    };
    !updates.is_empty() && updates.iter().all(is_answered)
}

/// The babies as the platform has them, in birth order; none as long as one is missing.
pub(super) fn entered(areas: &Areas, application: &Application) -> Option<Vec<Registered>> {
    let babies = babies(areas, application);
    let found = babies.iter().map(|baby| {
        let (name, number) = (&baby.person.name, &baby.person.certificate_number);
        let mut enrolled = application.enrolled.iter();
        enrolled.find(|one| one.name == name.expose() && one.number == number.expose())
    });
    let found: Vec<Registered> = found.map(|one| one.cloned()).collect::<Option<_>>()?;
    (!found.is_empty()).then_some(found)
}

fn registrations(areas: &Areas, application: &Application) -> Vec<What> {
    let Some(facts) = as_told(application) else {
        return Vec::new();
    };
    let facts = &facts;
    let register = |baby: Baby| Registration {
        area: application.sent.area.clone(),
        baby: baby.person,
        baby_kind: baby.kind,
        sex: baby.sex,
        birthday: baby.birthday,
        mother: mother(application, facts),
        father: parent(application, facts, "father"),
        agent: agent(application),
        pregnancy: pregnancy(areas, facts),
        ended: None,
    };
    babies(areas, application)
        .into_iter()
        .map(|baby| What::Register(Box::new(register(baby))))
        .collect()
}

/// The babies that the application is for, in birth order; empty where one has no name or number to be entered under.
fn babies(areas: &Areas, application: &Application) -> Vec<Baby> {
    let Some(facts) = as_told(application) else {
        return Vec::new();
    };
    match application.sent.service {
        Service::PreEnrolment => {
            let answer = decide(&facts, areas);
            let provisional = &answer.service(Service::PreEnrolment).provisional;
            let unborn = provisional.iter().map(|identity| Baby {
                person: Person {
                    name: Personal::new(identity.name.to_string()),
                    certificate_kind: CertificateKind::Other,
                    certificate_number: Personal::new(identity.number.to_string()),
                },
                kind: BabyKind::Unborn,
                sex: None,
                birthday: None,
            });
            unborn.collect()
        }
        Service::NewbornEnrolment => {
            let living = facts.births.iter().filter(|birth| birth.is_living());
            let babies: Option<Vec<Baby>> = (1..)
                .zip(living)
                .map(|(number, birth)| {
                    Some(Baby {
                        person: newborn(application, number, birth)?,
                        kind: BabyKind::Newborn,
                        sex: Some(birth.sex),
                        birthday: Some(birth.on),
                    })
                })
                .collect();
            babies.unwrap_or_default()
        }
        Service::HospitalPreRegistration
        | Service::DeceasedNewbornEnrolment
        | Service::InformationUpdate
        | Service::Refund => Vec::new(),
    }
}

/// A newborn under its own name, by its number or by its certificate.
pub(super) fn newborn(application: &Application, number: usize, birth: &Birth) -> Option<Person> {
    let typed = |what: &str| field(application, number, what);
    let hukou = birth.hukou.as_ref();
    let name = typed("name").or(hukou.and_then(|hukou| Some(hukou.name.as_ref()?.expose())))?;
    let id_number = hukou.and_then(|hukou| Some(hukou.id_number.as_ref()?.expose()));
    let (certificate_kind, certificate_number) = match typed("id_number").or(id_number) {
        Some(id_number) => (CertificateKind::ResidentId, id_number),
        None => (CertificateKind::BirthCertificate, typed("certificate")?),
    };
    Some(Person {
        name: Personal::new(name),
        certificate_kind,
        certificate_number: Personal::new(certificate_number),
    })
}

/// What was typed for the baby of this number.
fn field<'a>(application: &'a Application, number: usize, what: &str) -> Option<&'a str> {
    let id = match number {
        1 => format!("baby_{what}"),
        _ => format!("baby_{number}_{what}"),
    };
    let typed = application.sent.fields.get(&id)?;
    (!typed.is_empty()).then_some(typed)
}

/// The children of an information update under their own names; empty where the platform's number of one is not in the
/// file, because it was enrolled elsewhere or by hand.
fn updates(standing: &Standing, application: &Application) -> Vec<Update> {
    let told = Told::read(&application.sent.facts);
    let births = told.facts().map_or(&[][..], |facts| &facts.births);
    let living = births.iter().filter(|birth| birth.is_living());
    let known = standing.applications.iter().flat_map(|one| &one.identities);
    let update = |(number, birth): (usize, &Birth)| {
        let provisional = field(application, number, "number")?;
        let mut known = known.clone();
        let child = known.find(|one| one.number == provisional && one.person_number.is_some())?;
        Some(Update {
            area: application.sent.area.clone(),
            person_number: Personal::new(child.person_number.as_deref()?),
            person: newborn(application, number, birth)?,
        })
    };
    let with_hukou = (1..).zip(living).filter(|(_, birth)| birth.hukou.is_some());
    let updates: Option<Vec<Update>> = with_hukou.map(update).collect();
    updates.unwrap_or_default()
}

fn kind_of(number: &str) -> CertificateKind {
    match IdNumber::parse(number) {
        Ok(_) => CertificateKind::ResidentId,
        Err(_) => CertificateKind::Other,
    }
}

/// A parent by what was typed; failing that by the facts, or as the guardian who applies.
fn parent(application: &Application, facts: &Facts, who: &str) -> Option<Person> {
    let typed = |front: &str, what: &str| application.sent.fields.get(&format!("{front}_{what}"));
    let (told, is_guardian) = match who {
        "mother" => (&facts.mother, facts.applicant == Applicant::Mother),
        _ => (&facts.father, facts.applicant == Applicant::Father),
    };
    let name = typed(who, "name").map(String::as_str);
    let number = typed(who, "id_number").map(String::as_str);
    let name = name.or(told.name.as_ref().map(|name| name.expose()));
    let number = number.or(told.id_number.as_ref().map(|number| number.expose()));
    let guardian = |what| typed("guardian", what).filter(|_| is_guardian);
    Some(Person {
        name: Personal::new(name.or(guardian("name").map(String::as_str))?),
        certificate_kind: CertificateKind::ResidentId,
        certificate_number: Personal::new(number.or(guardian("id_number").map(String::as_str))?),
    })
}

fn mother(application: &Application, facts: &Facts) -> Option<Mother> {
    let fields = &application.sent.fields;
    let is_guardian = facts.applicant == Applicant::Mother;
    let guardian = fields.get("guardian_phone").filter(|_| is_guardian);
    let typed = fields.get("mother_phone").or(guardian);
    let told = facts.mother.phone.as_ref().map(|phone| phone.expose());
    let phone = typed.map(String::as_str).or(told).unwrap_or_default();
    Some(Mother {
        person: parent(application, facts, "mother")?,
        phone: Personal::new(phone),
    })
}

fn agent(application: &Application) -> Option<Agent> {
    let typed = |what: &str| application.sent.fields.get(&format!("agent_{what}"));
    Some(Agent {
        person: Person {
            name: Personal::new(typed("name")?.as_str()),
            certificate_kind: CertificateKind::ResidentId,
            certificate_number: Personal::new(typed("id_number")?.as_str()),
        },
        phone: Personal::new(typed("phone").map_or("", String::as_str)),
        relation: typed("relation").cloned().unwrap_or_default(),
        address: Personal::new(""),
    })
}

fn pregnancy(areas: &Areas, facts: &Facts) -> Option<PregnancyTold> {
    let gestation = decide(facts, areas).gestation?;
    let last_period_on = match facts.pregnancy.as_ref()?.dating {
        policy::gestation::Dating::LastPeriod(day) => Some(day),
        policy::gestation::Dating::DueDate(_) | policy::gestation::Dating::Scan { .. } => None,
    };
    Some(PregnancyTold {
        due_on: Some(gestation.due_date),
        last_period_on,
        gestation_weeks: u8::try_from(gestation.weeks_and_days().0).ok(),
        fetuses: facts.pregnancy.as_ref()?.fetuses,
    })
}
