package com.portico.robolectric

import android.content.Context
import android.content.ContextWrapper
import com.portico.AndroidVault
import org.junit.Test
import org.junit.runner.JUnitCore
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import java.io.File
import java.lang.management.ManagementFactory
import java.security.Security
import kotlin.io.path.createTempDirectory

private const val NO_BACKUP = "NEXT_NO_BACKUP"
private const val KEYS = "NEXT_KEYS"
private const val SEEN = "NEXT_SEEN"

/**
 * An app's next process: a Java machine of its own that has nothing of this one but the phone's files and the keys in the
 * phone's keystore. Named so that it is a test only there.
 */
@RunWith(RobolectricTestRunner::class)
class NextProcess {
    private val application: Context = RuntimeEnvironment.getApplication()

    @Test
    fun `writes down what its vault holds`() {
        FakeKeyStore.take(named(KEYS))
        Security.removeProvider("BC")
        Security.insertProviderAt(FakeKeyStore(), 1)
        val phone =
            object : ContextWrapper(application) {
                override fun getApplicationContext() = this

                override fun getNoBackupFilesDir() = named(NO_BACKUP)
            }
        val vault = AndroidVault(phone)
        val entries = vault.list().map { entry -> "$entry ${vault.get(entry)?.toHexString()}" }
        named(SEEN).writeText((listOf("process ${ProcessHandle.current().pid()}") + entries).joinToString("\n"))
    }

    companion object {
        private fun named(variable: String) = File(checkNotNull(System.getenv(variable)))

        /** Starts it on the files of this phone, and gives what it wrote down: its process, then each entry with its value. */
        fun seen(context: Context): List<String> {
            val folder = createTempDirectory("next-process").toFile()
            val (keys, seen, said) = listOf("keys", "seen", "said").map { File(folder, it) }
            FakeKeyStore.leave(keys)
            val phone = mapOf(NO_BACKUP to context.noBackupFilesDir.path, KEYS to keys.path, SEEN to seen.path)
            val ended =
                ProcessBuilder(java() + JUnitCore::class.java.name + NextProcess::class.java.name)
                    .apply { environment() += phone }
                    .redirectErrorStream(true)
                    .redirectOutput(said)
                    .start()
                    .waitFor()
            check(ended == 0) { said.readText() }
            return seen.readLines().also { folder.deleteRecursively() }
        }

        /** This Java machine's command, with its classes and what Robolectric was told. */
        private fun java(): List<String> {
            val told = System.getProperties().filterKeys { "$it".startsWith("robolectric.") }
            val given = told.map { (name, value) -> "-D$name=$value" }
            val options = ManagementFactory.getRuntimeMXBean().inputArguments.filter { it.startsWith("-X") }
            val program = listOf("${System.getProperty("java.home")}/bin/java")
            return program + options + given + listOf("-cp", System.getProperty("java.class.path"))
        }
    }
}
