//! The world outside as a portal is told to call it, where it is the double.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use registry::outside::Template;
use server::{
    clock::{Clock as _, SystemClock},
    double::Running,
};

/// The settings file's part on it. Writes the secret that the double shares with everybody into a folder.
pub fn settings(double: &Running, folder: &Path) -> String {
    let secret = folder.join("secret");
    fs::write(&secret, "the double's secret, which is none").unwrap();
    fs::set_permissions(&secret, Permissions::from_mode(0o400)).unwrap();
    let (double, secret) = (format!("http://{}", double.address), secret.display());
    let templates = Template::ALL.map(|one| format!("{0} = \"SMS_{0}\"\n", one.as_str()));
    let year = SystemClock::begin().today().year();
    let years: Vec<_> = (year - 1..year + 3)
        .map(|year| format!("{year} = \"400\""))
        .collect();
    format!(
        r#"
        [outside.messages]
        endpoint = "{double}"
        key_id = "double"
        secret_file = "{secret}"
        sign_name = "预参"
        [outside.messages.templates]
        {}
        [outside.identity]
        endpoint = "{double}"
        [outside.platform]
        url = "{double}/fsi/api"
        secret_file = "{secret}"
        fixmedins_code = "H00000000001"
        fixmedins_name = "两个版本"
        mdtrtarea_admvs = "000000"
        recer_sys_code = "YUCAN"
        opter = "01"
        opter_name = "两个版本"
        register_infno = "Y101"
        update_infno = "Y102"
        levy_infno = "Y103"
        premiums = {{ "" = {{ {} }} }}
        "#,
        templates.concat(),
        years.join(", ")
    )
}
