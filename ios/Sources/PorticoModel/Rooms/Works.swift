/// A work of others that this app directly stands on.
struct Work {
    let name: String
    let licence: String
}

private let either = "MIT OR Apache-2.0"

/// All of them, by name. A test compares them with the core's manifest.
let works: [Work] = [
    Work(name: "UniFFI", licence: "MPL-2.0"),
    Work(name: "apple-native-keyring-store", licence: either),
    Work(name: "base64", licence: either),
    Work(name: "chacha20poly1305", licence: "Apache-2.0 OR MIT"),
    Work(name: "cookie_store", licence: either),
    Work(name: "fluent-bundle", licence: "Apache-2.0 OR MIT"),
    Work(name: "fluent-syntax", licence: "Apache-2.0 OR MIT"),
    Work(name: "getrandom", licence: either),
    Work(name: "hmac", licence: either),
    Work(name: "idna", licence: either),
    Work(name: "keyring-core", licence: either),
    Work(name: "miniz_oxide", licence: "MIT OR Zlib OR Apache-2.0"),
    Work(name: "reqwest", licence: either),
    Work(name: "rustix", licence: "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"),
    Work(name: "rustls", licence: "Apache-2.0 OR ISC OR MIT"),
    Work(name: "rustls-platform-verifier", licence: either),
    Work(name: "secrecy", licence: "Apache-2.0 OR MIT"),
    Work(name: "serde", licence: either),
    Work(name: "serde_json", licence: either),
    Work(name: "sha2", licence: either),
    Work(name: "thiserror", licence: either),
    Work(name: "time", licence: either),
    Work(name: "tokio", licence: "MIT"),
    Work(name: "tower", licence: "MIT"),
    Work(name: "tracing", licence: "MIT"),
    Work(name: "url", licence: either),
    Work(name: "uuid", licence: "Apache-2.0 OR MIT"),
    Work(name: "zeroize", licence: "Apache-2.0 OR MIT"),
]
