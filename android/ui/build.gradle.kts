// For Android Studio, not run here: the screens as a library. Maven compiles the same folder, for phones and for computers.
plugins {
    id("com.android.library") version "9.5.0"
    id("org.jetbrains.kotlin.plugin.compose") version "2.4.21"
}

android {
    namespace = "com.portico.ui"
    compileSdk = 37 // Compose's own demand; Maven compiles against 35.
    defaultConfig { minSdk = 24 }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets["main"].kotlin.directories += "src/main/kotlin"
    // They run by Maven, against a library for this machine.
    sourceSets["test"].kotlin.directories.clear()
}

kotlin { explicitApi() }

dependencies {
    api(project(":portico"))
    api("androidx.compose.material3:material3:1.4.0")
    api("androidx.compose.ui:ui:1.12.1")
}
