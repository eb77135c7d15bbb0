// Makes the AAR from the same sources that Maven builds and tests. Needs the Android SDK, and for android/library the NDK
// (ANDROID_NDK_HOME), `cargo install cargo-ndk`, and
// `rustup target add aarch64-linux-android armv7-linux-androideabi x86_64-linux-android`.
buildscript {
    // AGP compiles Kotlin itself, with a version of its own unless told.
    dependencies { classpath("org.jetbrains.kotlin:kotlin-gradle-plugin:2.4.21") }
}
plugins {
    id("com.android.library") version "9.5.0"
}

group = "com.portico"
version = "0.1.0"

val generated = layout.buildDirectory.dir("generated/bindgen").get().asFile
val libraries = layout.buildDirectory.dir("jniLibs").get().asFile

val generateKotlin by tasks.registering(Exec::class) {
    commandLine(rootDir.resolve("generate"), generated, "phone")
}
val buildRust by tasks.registering(Exec::class) {
    commandLine(rootDir.resolve("library"), libraries)
}
tasks.named("preBuild") { dependsOn(generateKotlin, buildRust) }

android {
    namespace = "com.portico"
    compileSdk = 35
    defaultConfig {
        minSdk = 24
        consumerProguardFiles("consumer-rules.pro")
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets["main"].kotlin.directories += generated.path
    sourceSets["main"].jniLibs.directories += libraries.path
    // They run by Maven, against a library for this machine.
    sourceSets["test"].kotlin.directories.clear()
}

dependencies {
    api("org.jetbrains.kotlinx:kotlinx-coroutines-android:1.11.0")
    implementation("net.java.dev.jna:jna:5.19.1@aar")
    implementation("androidx.annotation:annotation:1.9.1")
}
