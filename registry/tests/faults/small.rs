//! A file system of a few megabytes, gone with the case.

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Where it is mounted.
pub struct Small(PathBuf);

impl Small {
    /// Mounts one on a folder, for whoever owns that by number; or why not.
    pub fn mount(on: &Path, megabytes: u32, owner: u32) -> Result<Small, String> {
        let options = format!("size={megabytes}m,mode=700,uid={owner},gid={owner}");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(on)
            .stderr(Stdio::null())
            .status();
        if mounted.is_ok_and(|status| status.success()) {
            Ok(Small(on.to_owned()))
        } else {
            Err("no file system may be mounted here".to_owned())
        }
    }

    /// Takes all the room there is; the file that has it.
    pub fn fill(&self) -> PathBuf {
        let path = self.0.join("ballast");
        let mut file = File::create(&path).unwrap();
        let mut size = 1 << 16;
        while size > 0 {
            match file.write(&vec![0x5a; size]) {
                Ok(written) if written > 0 => {}
                _ => size /= 2,
            }
        }
        path
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        // lazily: a case that failed may still have files open
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
