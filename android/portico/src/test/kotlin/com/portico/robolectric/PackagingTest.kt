package com.portico.robolectric

import android.content.Context
import com.portico.Tls
import com.portico.office
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.w3c.dom.Element
import java.io.File
import java.lang.reflect.Modifier
import javax.xml.parsers.DocumentBuilderFactory

/** What the library is in an app: its manifest, its rules for R8, and the names by which Rust and Kotlin find each other. */
@RunWith(RobolectricTestRunner::class)
class PackagingTest {
    private val repository = File(checkNotNull(System.getProperty("portico.repository")))
    private val rules = File(repository, "android/portico/consumer-rules.pro").readText()

    @Test
    fun `the manifest asks for the network and says nothing about the app`() {
        val factory = DocumentBuilderFactory.newInstance().apply { isNamespaceAware = true }
        val manifest =
            factory
                .newDocumentBuilder()
                .parse(
                    File(repository, "android/portico/src/main/AndroidManifest.xml"),
                ).documentElement
        val elements = (0 until manifest.childNodes.length).mapNotNull { manifest.childNodes.item(it) as? Element }
        assertEquals(setOf("uses-permission"), elements.map { it.tagName }.toSet())
        val android = "http://schemas.android.com/apk/res/android"
        val permissions = elements.map { it.getAttributeNS(android, "name") }
        assertEquals(listOf("android.permission.INTERNET", "android.permission.ACCESS_NETWORK_STATE"), permissions)
        assertEquals("nothing but the namespace", 1, manifest.attributes.length)
    }

    @Test
    fun `Rust exports the function that Kotlin declares`() {
        val native = Tls::class.java.declaredMethods.single { Modifier.isNative(it.modifiers) }
        assertTrue("the class is its second argument", Modifier.isStatic(native.modifiers))
        assertEquals(Boolean::class.java, native.returnType)
        assertEquals(listOf(Context::class.java), native.parameterTypes.asList())
        val symbol = "Java_" + native.declaringClass.name.replace('.', '_') + "_" + native.name
        val rust = File(repository, "bindings/ffi/src/tls_android.rs").readText()
        assertTrue(symbol, "extern \"system\" fn $symbol<" in rust)
    }

    @Test
    fun `an app without a library for this phone hears so`() {
        assertThrows(UnsatisfiedLinkError::class.java) { Tls.init(RuntimeEnvironment.getApplication()) }
    }

    @Test
    fun `R8 keeps what is looked for by name`() {
        val verifier = Class.forName("org.rustls.platformverifier.CertificateVerifier")
        val method = verifier.declaredMethods.single { it.name == "verifyCertificateChain" }
        val arguments = method.parameterTypes.joinToString(", ") { it.canonicalName!! }
        assertTrue("${method.returnType.name} ${method.name}($arguments);" in rules)
        val fields = method.returnType.declaredFields.map { "${it.type.name} ${it.name};" }
        for (field in fields) assertTrue(field, field in rules)
        for (kept in listOf(
            "class ${verifier.name} {",
            "class ${method.returnType.name} {",
            "class ${Tls::class.java.name} {",
        )) {
            assertTrue(kept, "-keep $kept" in rules)
        }
        for (packages in listOf("com.portico.ffi", "com.sun.jna")) {
            assertTrue(
                packages,
                "-keep class $packages.** { *; }" in rules,
            )
        }
    }

    @Test
    fun `the backup rule that the README shows names a folder that there is`() =
        office {
            portico.signInStart(address = portal.url)
            val rule = Regex("""<exclude domain="file" path="portico/([^"]+)" />""")
            val excluded = rule.findAll(File(repository, "android/README.md").readText()).map { it.groupValues[1] }.toSet()
            assertEquals(setOf("device/"), excluded)
            for (path in excluded) assertTrue(path, File(folder, "phone/$path").isDirectory)
        }
}
