package com.portico.app.apk

import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.util.zip.ZipFile

/** What the built APK says to the phone. Read from the file itself: libraries put things into a manifest, too. */
class ApkTest {
    private val android = File(checkNotNull(System.getProperty("portico.repository")), "android")
    private val apk = File(android, "app/target/portico.apk")
    private val manifest by lazy { dump("AndroidManifest.xml") }

    @Test
    fun `it asks for the network and the owner, and for nothing else`() {
        val asked =
            Regex("""uses-permission: name='([^']+)'""").findAll(aapt2("dump", "permissions", apk.path)).map {
                it.groupValues[1]
            }
        val ours = "com.portico.app.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION" // Of androidx.core: this app's own, for itself.
        val wanted = listOf("INTERNET", "ACCESS_NETWORK_STATE", "USE_BIOMETRIC").map { "android.permission.$it" } + ours
        assertEquals(wanted.toSet(), asked.toSet())
    }

    @Test
    fun `other apps reach the window, and of the libraries only what the system alone may call`() {
        val exported = components().filter { attribute(it, "exported") == "true" }
        assertEquals(
            mapOf(
                "com.portico.app.MainActivity" to null,
                // Installs what was compiled in advance: only the shell may, which holds DUMP.
                "androidx.profileinstaller.ProfileInstallReceiver" to "android.permission.DUMP",
            ),
            exported.associate { named(it) to attribute(it, "permission") },
        )
    }

    @Test
    fun `links of our own scheme and shared texts open it, and no others`() {
        val data = elements("data").map { attribute(it, "scheme") ?: attribute(it, "mimeType") }
        assertEquals(setOf("portico", "text/plain"), data.toSet())
        assertEquals("no host, path or port is claimed", 2, data.size)
    }

    @Test
    fun `only the list of accounts goes into a backup`() {
        assertTrue("allowBackup" in manifest)
        for (rules in listOf("res/xml/data_extraction_rules.xml", "res/xml/full_backup_content.xml")) {
            val text = dump(rules)
            assertEquals(
                rules,
                setOf("portico/portable/"),
                Regex("""path="([^"]+)"""").findAll(text).map { it.groupValues[1] }.toSet(),
            )
            assertFalse(rules, "E: exclude" in text)
        }
    }

    @Test
    fun `nothing is sent in clear, and only the phone's own authorities are trusted`() {
        val text = dump("res/xml/network_security_config.xml")
        assertTrue(text, "cleartextTrafficPermitted=false" in text)
        assertEquals(listOf("system"), Regex("""src="([^"]+)"""").findAll(text).map { it.groupValues[1] }.toList())
    }

    @Test
    fun `it is no debuggable or test app`() {
        for (name in listOf("debuggable", "testOnly")) assertFalse(name, name in manifest)
    }

    @Test
    fun `what is looked for by name has kept its name`() {
        val names =
            File(android, "app/target/dex.map")
                .readLines()
                .filter {
                    it.endsWith(":") && " -> " in it
                }.map { it.dropLast(1).split(" -> ") }
        val now = names.associate { (before, after) -> before to after }
        val byName =
            listOf(
                "com.portico.Tls",
                "com.portico.app.MainActivity",
                "com.portico.app.PorticoApp",
                "com.sun.jna.Native",
                "org.rustls.platformverifier.CertificateVerifier",
                "org.rustls.platformverifier.VerificationResult",
            )
        // What is kept is not in the mapping, or maps to itself.
        for (name in byName) assertEquals(name, now[name] ?: name)
        assertTrue(
            "the rest is shrunk",
            names.any { (before, after) ->
                before.startsWith("com.portico.ui.") && after != before
            },
        )
    }

    @Test
    fun `it holds JNA for every processor, and no Rust library, which needs the NDK`() {
        ZipFile(apk).use { zip ->
            val libraries =
                zip
                    .entries()
                    .asSequence()
                    .map { it.name }
                    .filter { it.endsWith(".so") }
                    .toSet()
            val abis = listOf("arm64-v8a", "armeabi-v7a", "x86_64")
            for (abi in abis) assertTrue(abi, "lib/$abi/libjnidispatch.so" in libraries)
            assertFalse(libraries.any { "portico" in it })
        }
    }

    /** What begins with a dot is in the app's own package. */
    private fun named(component: List<String>) = attribute(component, "name")?.replace(Regex("^\\."), "com.portico.app.")

    private fun components() = listOf("activity", "service", "receiver", "provider", "activity-alias").flatMap(::elements)

    /** The text of each element with this name, with its attributes and not its children. */
    private fun elements(name: String): List<List<String>> {
        val lines = manifest.lines()
        return lines.indices.filter { lines[it].trim().startsWith("E: $name ") }.map { at ->
            lines.drop(at + 1).takeWhile { it.trim().startsWith("A: ") }
        }
    }

    private fun attribute(element: List<String>, name: String): String? =
        element
            .firstOrNull { ":$name(" in it }
            ?.substringAfter(")=")
            ?.substringBefore(" (Raw")
            ?.trim('"')

    private fun dump(file: String) = aapt2("dump", "xmltree", "--file", file, apk.path)

    private fun aapt2(vararg arguments: String): String {
        val program = File(android, "buildtools/target/prebuilt/linux/aapt2").path
        val process = ProcessBuilder(listOf(program) + arguments).redirectErrorStream(true).start()
        val said = process.inputStream.bufferedReader().readText()
        check(process.waitFor() == 0) { said }
        return said
    }
}
