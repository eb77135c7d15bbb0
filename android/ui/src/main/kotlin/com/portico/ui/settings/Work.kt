package com.portico.ui.settings

/** A work of others that this app directly stands on. */
public data class Work(public val name: String, public val licence: String)

private const val EITHER = "MIT OR Apache-2.0"
private const val APACHE = "Apache-2.0"
private const val MIT = "MIT"

/** All of them, by name. A test compares the core's with its manifest. */
internal val WORKS: List<Work> =
    listOf(
        Work("AndroidX: Activity, Biometric, Core, Lifecycle, SavedState", APACHE),
        Work("Jetpack Compose, Material 3", APACHE),
        Work("Kotlin, kotlinx.coroutines", APACHE),
        Work("JNA", "LGPL-2.1-or-later OR Apache-2.0"),
        Work("UniFFI", "MPL-2.0"),
        Work("base64", EITHER),
        Work("chacha20poly1305", "Apache-2.0 OR MIT"),
        Work("cookie_store", EITHER),
        Work("fluent-bundle", "Apache-2.0 OR MIT"),
        Work("fluent-syntax", "Apache-2.0 OR MIT"),
        Work("getrandom", EITHER),
        Work("hmac", EITHER),
        Work("idna", EITHER),
        Work("jni", "MIT OR Apache-2.0"),
        Work("keyring-core", EITHER),
        Work("miniz_oxide", "MIT OR Zlib OR Apache-2.0"),
        Work("reqwest", EITHER),
        Work("rustix", "Apache-2.0 WITH LLVM-exception OR Apache-2.0 OR MIT"),
        Work("rustls", "Apache-2.0 OR ISC OR MIT"),
        Work("rustls-platform-verifier", EITHER),
        Work("secrecy", "Apache-2.0 OR MIT"),
        Work("serde", EITHER),
        Work("serde_json", EITHER),
        Work("sha2", EITHER),
        Work("thiserror", EITHER),
        Work("time", EITHER),
        Work("tokio", MIT),
        Work("tower", MIT),
        Work("tracing", MIT),
        Work("url", EITHER),
        Work("uuid", "Apache-2.0 OR MIT"),
        Work("zeroize", "Apache-2.0 OR MIT"),
    )
