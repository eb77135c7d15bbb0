// For Android Studio, not run here: the app. Its manifest, sources, resources and rules are those that Maven builds and tests.
plugins {
    id("com.android.application") version "9.5.0"
    id("org.jetbrains.kotlin.plugin.compose") version "2.4.21"
}

android {
    namespace = "com.portico.app"
    compileSdk = 37 // Compose's own demand; Maven compiles against 35.
    defaultConfig {
        applicationId = "com.portico.app"
        minSdk = 24
        targetSdk = 35
        versionCode = 1
        versionName = "0.1.0"
    }
    buildTypes.named("release") {
        isMinifyEnabled = true
        proguardFiles(getDefaultProguardFile("proguard-android-optimize.txt"), "proguard-rules.pro")
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_17
        targetCompatibility = JavaVersion.VERSION_17
    }
    sourceSets["main"].kotlin.directories += "src/main/kotlin"
    // They run by Maven, against a library for this machine.
    sourceSets["test"].kotlin.directories.clear()
}

dependencies {
    implementation(project(":ui"))
    implementation("androidx.activity:activity-compose:1.13.0")
    implementation("androidx.core:core-ktx:1.19.1")
    implementation("androidx.lifecycle:lifecycle-viewmodel-compose:2.11.0")
}
