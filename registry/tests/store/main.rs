//! The store from outside: one list of cases, each on both databases, and what only one of them has.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't go on has nothing better to say than where it stopped"
)]

mod audit;
mod child;
#[allow(dead_code, reason = "the tests of faults use all of it")]
mod cluster;
mod commits;
mod copies;
mod derived;
mod elsewhere;
mod families;
mod file;
mod intents;
mod load;
mod passing;
mod place;
mod restored;
mod seen;
#[path = "../office/sent.rs"]
mod sent;
mod server;
mod tampered;
mod wire;

/// Each case on SQLite and on PostgreSQL.
macro_rules! on_both {
    ($($module:ident: $($case:ident),+;)+) => {
        mod sqlite {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::$module::$case(&crate::place::Place::sqlite()).await;
                }
            )+)+
        }
        mod postgres {
            $($(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $case() {
                    crate::$module::$case(&crate::place::Place::postgres()).await;
                }
            )+)+
        }
    };
}

on_both! {
    commits:
        what_is_kept_reads_as_it_was_written,
        a_key_is_one_act,
        a_change_worked_out_on_an_older_file_is_stale,
        one_of_many_at_once_wins,
        a_file_that_rests_on_nobody_being_found_is_opened_once,
        a_slip_of_the_caller_spoils_only_its_own,
        a_destroyed_file_keeps_its_entries_and_loses_its_key;
    derived:
        derived_rows_are_replaced_as_a_whole,
        families_are_found_oldest_first,
        families_at_rest_have_nothing_on_its_way,
        families_without_an_application_are_listed,
        a_wrapped_key_is_exchanged_once,
        the_whole_registry_is_walked;
    audit:
        the_tree_is_the_one_of_the_rfc;
    passing:
        a_passing_thing_has_versions_and_an_end,
        an_expired_thing_is_in_nobodys_way,
        a_commit_ends_the_draft_it_was_made_of,
        counters_count_in_windows;
    intents:
        sixteen_workers_claim_each_call_once,
        what_somebody_was_told_stays_and_the_rest_does_not,
        a_lease_that_ran_out_settles_nothing,
        a_call_that_was_given_up_waits_for_the_desk,
        a_silenced_call_is_never_said,
        families_that_wait_for_a_date_are_listed;
    tampered:
        every_change_is_named_and_says_nothing_of_anybody,
        keys_of_another_database_are_told_from_a_forged_head;
    elsewhere:
        a_kept_head_shows_what_a_whole_database_hides,
        a_receipt_is_held_against_its_entry;
    load:
        sixty_four_clients_find_all_that_was_acknowledged,
        files_read_at_once_are_each_whole_and_their_own,
        cancelled_requests_leave_nothing_open,
        a_killed_process_loses_nothing_acknowledged;
}
