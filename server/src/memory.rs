//! Where memory comes from. A page and a clerk's file are made of many small strings, given back at once: with the
//! system's allocator, a quarter of their instructions were spent on that.

use mimalloc::MiMalloc;

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;
