// For Android teams: an AAR and the app by Gradle and cargo-ndk. Its tests run by Maven; tests/tools/versions keeps the two together.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}
dependencyResolutionManagement {
    repositories {
        google()
        mavenCentral()
    }
}
rootProject.name = "portico-android"
include(":portico", ":ui", ":app")
