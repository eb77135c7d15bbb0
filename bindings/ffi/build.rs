//! What the linker is told. Relocations packed are 0.16 MB less; on phones, where an app's library is unpacked as it is, and in
//! what is measured. Not in a developer's build: glibc reads them from 2.36 on. Apple's linker packs them by itself.

use std::env::var;

fn main() {
    let of = |name: &str| var(name).unwrap_or_default();
    match (of("CARGO_CFG_TARGET_OS").as_str(), of("PROFILE").as_str()) {
        ("android", _) => {
            // Read by every Android since 6.
            println!("cargo::rustc-cdylib-link-arg=-Wl,--pack-dyn-relocs=android");
            // Phones with memory pages of 16 KB load no library that was laid out for 4 KB.
            println!("cargo::rustc-cdylib-link-arg=-Wl,-z,max-page-size=16384");
        }
        ("linux", "release") => println!("cargo::rustc-cdylib-link-arg=-Wl,-z,pack-relative-relocs"),
        _others => {}
    }
    println!("cargo::rerun-if-changed=build.rs");
}
