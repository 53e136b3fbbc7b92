//! Where the keys are not the database's: nothing is served, nothing is sealed, and no new key file takes their place.

use std::fs;

use tempfile::TempDir;

use crate::{
    cluster::Cluster,
    command::run,
    families::{Family, acknowledged},
    served::{Served, refused},
    trial::Trial,
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_own_keys_no_database_is_served() {
    let trial = Trial::of("P-07", "the key file missing, or another's");
    let cluster = Cluster::start(&[]);
    let server = cluster.address();
    for database in ["sqlite:kept/yucan.db", &server] {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        let served = Served::start(folder.path(), database);
        let mut family = Family::of(1);
        assert!(family.come_in(served.address).await);
        let sent = family.apply(served.address).await.unwrap();
        assert!(acknowledged(&sent).is_some(), "{}", sent.head);
        assert_eq!(served.stop().0, Some(0));

        fs::rename(at("keys"), at("elsewhere")).unwrap();
        let start = || refused(folder.path(), database);
        let (status, said) = start();
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("bring the key file back"), "{said}");
        assert!(!at("keys").exists(), "none is made in its place");

        // the keys of another database
        let other = TempDir::new().unwrap();
        let stranger = Served::start(other.path(), "sqlite:kept/yucan.db");
        assert_eq!(stranger.stop().0, Some(0));
        fs::copy(other.path().join("keys"), at("keys")).unwrap();
        let (status, said) = start();
        assert_eq!(status, 1, "{said}");
        assert!(said.contains("bring the right one back"), "{said}");
        let arguments = ["rebuild", "--database", database, "--keys", "keys"];
        let (status, said) = run(folder.path(), &arguments);
        assert_eq!(status, 1, "{said}");

        fs::remove_file(at("keys")).unwrap();
        fs::rename(at("elsewhere"), at("keys")).unwrap();
        let arguments = ["verify", "--database", database, "--keys", "keys"];
        let (status, said) = run(folder.path(), &arguments);
        assert_eq!(status, 0, "{said}");
    }
    trial.held("2 databases", "refused, and no new key file left behind");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_first_start_without_a_server_leaves_no_keys_behind() {
    let folder = TempDir::new().unwrap();
    let nowhere = "postgres://yucan@localhost/postgres?host=/nonexistent";
    let (status, said) = refused(folder.path(), nowhere);
    assert_eq!(status, 1, "{said}");
    assert!(!folder.path().join("keys").exists());
}
