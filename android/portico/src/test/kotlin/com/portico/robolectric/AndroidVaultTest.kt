package com.portico.robolectric

import android.content.Context
import android.os.Build
import android.os.UserManager
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.StrongBoxUnavailableException
import android.security.keystore.UserNotAuthenticatedException
import com.portico.AndroidVault
import com.portico.ffi.VaultException
import org.junit.After
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.util.ReflectionHelpers
import java.io.File
import java.io.RandomAccessFile
import java.security.InvalidKeyException
import java.security.KeyStoreException
import java.security.Provider
import java.security.ProviderException
import java.security.Security
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import javax.crypto.IllegalBlockSizeException
import kotlin.concurrent.thread
import kotlin.reflect.KClass

@RunWith(RobolectricTestRunner::class)
class AndroidVaultTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val folder = File(context.noBackupFilesDir, "portico-vault")
    private val secret = "a canary that must not be seen".toByteArray()
    private lateinit var others: List<Provider>

    @Before
    fun phone() {
        FakeKeyStore.fresh()
        // It takes any key for its own, and its refusal would hide that of the keystore.
        others = listOfNotNull(Security.getProvider("BC"))
        others.forEach { Security.removeProvider(it.name) }
        Security.insertProviderAt(FakeKeyStore(), 1)
    }

    @After
    fun leave() {
        Security.removeProvider("AndroidKeyStore")
        others.forEach(Security::addProvider)
    }

    /** One that remembers nothing, as a new process would have it. */
    private fun vault(strongBox: Boolean = false) = AndroidVault(context, strongBox)
    private fun file(entry: String) = File(folder, "$entry.entry")
    private fun unlocked(unlocked: Boolean) =
        shadowOf(context.getSystemService(UserManager::class.java)).setUserUnlocked(unlocked)

    private fun <T : Throwable> refused(expected: KClass<T>, call: () -> Unit) {
        assertThrows(expected.java) { call() }
    }

    private fun sdk(level: Int, test: () -> Unit) {
        val real = Build.VERSION.SDK_INT
        ReflectionHelpers.setStaticField(Build.VERSION::class.java, "SDK_INT", level)
        try {
            test()
        } finally {
            ReflectionHelpers.setStaticField(Build.VERSION::class.java, "SDK_INT", real)
        }
    }

    @Test
    fun `what one process wrote the next one reads`() {
        vault().put("installation", secret)
        vault().put("other_1", byteArrayOf())
        val (process, installation, other) = NextProcess.seen(context)
        assertNotEquals("process ${ProcessHandle.current().pid()}", process)
        assertEquals("installation ${secret.toHexString()}", installation)
        assertEquals("other_1 ", other)
    }

    @Test
    fun `what one vault wrote another one reads, with one key for all`() {
        vault().put("installation", secret)
        vault().put("other_1", byteArrayOf())
        assertArrayEquals(secret, vault().get("installation"))
        assertArrayEquals(byteArrayOf(), vault().get("other_1"))
        assertEquals(listOf("installation", "other_1"), vault().list())
        assertEquals("one key", 1, FakeKeyStore.keys.size)
    }

    @Test
    fun `a readable vault without the entry says nothing is there`() {
        assertNull(vault().get("a"))
        assertEquals(emptyList<String>(), vault().list())
        vault().delete("a")
        vault().put("b", secret)
        assertNull(vault().get("a"))
    }

    @Test
    fun `a new value takes the place of the old one and a removed one is gone`() {
        vault().put("a", secret)
        vault().put("a", ByteArray(1_000_000) { it.toByte() })
        assertArrayEquals(ByteArray(1_000_000) { it.toByte() }, vault().get("a"))
        vault().delete("a")
        assertNull(vault().get("a"))
        assertEquals(emptyList<String>(), vault().list())
    }

    @Test
    fun `files show no value and lie where backups do not reach`() {
        vault().put("a", secret)
        val files =
            context.dataDir
                .walkTopDown()
                .filter { it.isFile }
                .toList()
        val ours = files.filter { it.startsWith(context.noBackupFilesDir) }
        assertTrue(ours.any { it.name == "a.entry" })
        files.forEach { assertFalse(it.path, String(it.readBytes(), Charsets.ISO_8859_1).contains(String(secret))) }
    }

    @Test
    fun `the key asks for no unlocking and never leaves the keystore`() {
        vault().put("a", secret)
        val spec =
            FakeKeyStore.keys.values
                .single()
                .spec
        assertFalse(spec.isUserAuthenticationRequired)
        assertFalse(spec.isUnlockedDeviceRequired)
        assertFalse(spec.isStrongBoxBacked)
        assertTrue(spec.isRandomizedEncryptionRequired)
        assertEquals(256, spec.keySize)
        assertEquals(listOf("GCM"), spec.blockModes.asList())
    }

    @Test
    fun `a secure element is used only where it is asked for and there`() {
        vault(strongBox = true).put("a", secret)
        assertTrue(
            FakeKeyStore.keys.values
                .single()
                .spec.isStrongBoxBacked,
        )

        FakeKeyStore.fresh()
        FakeKeyStore.fail(At.MAKE, StrongBoxUnavailableException(), times = 1)
        vault(strongBox = true).put("b", secret)
        assertFalse(
            FakeKeyStore.keys.values
                .single()
                .spec.isStrongBoxBacked,
        )
        assertArrayEquals(secret, vault().get("b"))
    }

    @Test
    fun `a secure element whose keys do not work gives way to the trusted environment`() {
        FakeKeyStore.fail(At.FINISH, ProviderException("the secure element"), times = 1)
        vault(strongBox = true).put("a", secret)
        assertEquals(listOf(true, false), FakeKeyStore.keys.values.map { it.spec.isStrongBoxBacked })
        assertArrayEquals(secret, vault().get("a"))
    }

    @Test
    fun `Android 7 has no secure element to ask and works`() =
        sdk(24) {
            vault(strongBox = true).put("a", secret)
            assertFalse(
                FakeKeyStore.keys.values
                    .single()
                    .spec.isStrongBoxBacked,
            )
            assertArrayEquals(secret, vault().get("a"))
        }

    @Test
    fun `a file cut or changed anywhere is damaged and stays where it is`() {
        vault().put("a", secret)
        val whole = file("a").readBytes()
        val cut = whole.indices.map { whole.copyOf(it) }
        val changed = whole.indices.map { at -> whole.copyOf().also { it[at] = (it[at] + 1).toByte() } }
        for (bytes in cut + changed + listOf(whole + 0, "garbage".repeat(20).toByteArray())) {
            file("a").writeBytes(bytes)
            refused(VaultException.Damaged::class) { vault().get("a") }
            assertArrayEquals(bytes, file("a").readBytes())
        }
        assertEquals(listOf("a"), vault().list())
    }

    @Test
    fun `a file under another name does not open`() {
        vault().put("a", secret)
        file("a").copyTo(file("b"))
        refused(VaultException.Damaged::class) { vault().get("b") }
    }

    @Test
    fun `ciphertext without its key belongs to another phone, also after a new key was made here`() {
        vault().put("a", secret)
        FakeKeyStore.keys.clear()
        refused(VaultException.OtherDevice::class) { vault().get("a") }
        vault().put("b", secret)
        refused(VaultException.OtherDevice::class) { vault().get("a") }
        assertArrayEquals(secret, vault().get("b"))
        vault().put("a", secret)
        assertArrayEquals(secret, vault().get("a"))
        assertEquals(1, FakeKeyStore.keys.size)
    }

    @Test
    fun `an invalidated key is replaced for what is written next and its entries go on saying so`() {
        vault().put("a", secret)
        val dead = FakeKeyStore.keys.values.single()
        FakeKeyStore.invalid = dead
        refused(VaultException.Invalidated::class) { vault().get("a") }
        vault().put("b", secret)
        refused(VaultException.Invalidated::class) { vault().get("a") }
        assertArrayEquals(secret, vault().get("b"))
        assertEquals("no key was deleted", 2, FakeKeyStore.keys.size)
    }

    @Test
    fun `before the first unlock every call says locked and nothing is touched`() {
        vault().put("a", secret)
        val before = folder.listFiles()!!.associate { it.name to it.readBytes().asList() }
        unlocked(false)
        refused(VaultException.Locked::class) { vault().get("a") }
        refused(VaultException.Locked::class) { vault().get("absent") }
        refused(VaultException.Locked::class) { vault().put("a", byteArrayOf(1)) }
        refused(VaultException.Locked::class) { vault().delete("a") }
        refused(VaultException.Locked::class) { vault().list() }
        assertEquals(before, folder.listFiles()!!.associate { it.name to it.readBytes().asList() })
        unlocked(true)
        assertArrayEquals(secret, vault().get("a"))
    }

    private val passing =
        listOf(
            At.FIND to UnrecoverableKeyException(),
            At.FIND to KeyStoreException(),
            At.FIND to ProviderException(),
            At.DECRYPT to InvalidKeyException(),
            At.DECRYPT to ProviderException(),
            At.FINISH to IllegalBlockSizeException(),
        )

    @Test
    fun `what may pass is tried once more when reading`() {
        vault().put("a", secret)
        for ((at, problem) in passing) {
            FakeKeyStore.fail(at, problem, times = 1)
            assertArrayEquals("$at $problem", secret, vault().get("a"))
        }
    }

    @Test
    fun `what does not pass is unavailable when reading, and nothing is lost by it`() {
        vault().put("a", secret)
        val bytes = file("a").readBytes()
        for ((at, problem) in passing) {
            FakeKeyStore.fail(at, problem)
            refused(VaultException.Unavailable::class) { vault().get("a") }
            FakeKeyStore.works()
            assertArrayEquals(bytes, file("a").readBytes())
            assertArrayEquals("$at $problem", secret, vault().get("a"))
        }
    }

    @Test
    fun `what the phone says for certain is said at once`() {
        vault().put("a", secret)
        val certain =
            listOf(
                Triple(At.DECRYPT, KeyPermanentlyInvalidatedException(), VaultException.Invalidated::class),
                Triple(At.DECRYPT, UserNotAuthenticatedException(), VaultException.NeedsUser::class),
                Triple(At.FINISH, AEADBadTagException(), VaultException.Damaged::class),
            )
        for ((at, problem, expected) in certain) {
            FakeKeyStore.fail(at, problem, times = 1)
            refused(expected) { vault().get("a") }
            assertArrayEquals("asked once", secret, vault().get("a"))
        }
    }

    @Test
    fun `a key that is there but not handed out is no absence`() {
        vault().put("a", secret)
        FakeKeyStore.withheld = true
        refused(VaultException.Unavailable::class) { vault().get("a") }
        FakeKeyStore.withheld = false
        assertArrayEquals(secret, vault().get("a"))
    }

    @Test
    fun `a key that cannot be used twice in a row is replaced when writing and read again when it recovers`() {
        for ((at, problem) in listOf(At.ENCRYPT to InvalidKeyException(), At.FIND to UnrecoverableKeyException())) {
            FakeKeyStore.fresh()
            folder.deleteRecursively()
            vault().put("a", secret)
            FakeKeyStore.fail(at, problem, times = 2)
            vault().put("b", secret)
            assertArrayEquals(secret, vault().get("a"))
            assertArrayEquals(secret, vault().get("b"))
            assertEquals(2, FakeKeyStore.keys.size)
        }
    }

    @Test
    fun `a keystore that wants the employee gets no second key`() {
        vault().put("a", secret)
        FakeKeyStore.fail(At.ENCRYPT, UserNotAuthenticatedException(), times = 1)
        refused(VaultException.NeedsUser::class) { vault().put("b", secret) }
        assertEquals(1, FakeKeyStore.keys.size)
        assertNull(vault().get("b"))
    }

    @Test
    fun `a write that fails leaves the value from before`() {
        vault().put("a", secret)
        for (at in listOf(At.FIND, At.MAKE, At.ENCRYPT, At.DECRYPT, At.FINISH)) {
            FakeKeyStore.fail(At.ENCRYPT, ProviderException())
            FakeKeyStore.fail(at, ProviderException())
            refused(VaultException.Unavailable::class) { vault().put("a", byteArrayOf(1)) }
            FakeKeyStore.works()
            assertArrayEquals("$at", secret, vault().get("a"))
        }
    }

    @Test
    fun `a key that gives back something else is not trusted with a value`() {
        vault().put("a", secret)
        FakeKeyStore.garbles = true
        refused(VaultException::class) { vault().put("a", byteArrayOf(1)) }
        FakeKeyStore.garbles = false
        assertArrayEquals(secret, vault().get("a"))
    }

    @Test
    fun `a disk that takes nothing is unavailable and the value from before stays`() {
        vault().put("a", secret)
        File(folder, "new").mkdirs()
        refused(VaultException.Unavailable::class) { vault().put("a", byteArrayOf(1)) }
        assertArrayEquals(secret, vault().get("a"))
    }

    @Test
    fun `a lock that is not to be had is unavailable and nothing is touched`() {
        vault().put("a", secret)
        RandomAccessFile(File(folder, "lock"), "rw").use { other ->
            other.channel.lock().use {
                refused(VaultException.Unavailable::class) { vault().put("a", byteArrayOf(1)) }
                refused(VaultException.Unavailable::class) { vault().delete("a") }
            }
        }
        assertArrayEquals(secret, vault().get("a"))
    }

    @Test
    fun `a folder that cannot be listed is no empty vault`() {
        folder.parentFile!!.mkdirs()
        folder.writeText("not a folder")
        refused(VaultException.Unavailable::class) { vault().get("a") }
        refused(VaultException.Unavailable::class) { vault().list() }
        refused(VaultException.Unavailable::class) { vault().put("a", secret) }
        refused(VaultException.Unavailable::class) { vault().delete("a") }
    }

    @Test
    fun `what a kill left half written is no entry`() {
        vault().put("a", secret)
        File(folder, "new").writeBytes(file("a").readBytes().copyOf(20))
        assertEquals(listOf("a"), vault().list())
        vault().put("b", secret)
        assertEquals(listOf("a", "b"), vault().list())
        assertFalse(File(folder, "new").exists())
    }

    @Test
    fun `the name of the key in use, damaged, costs a new key and no entry`() {
        vault().put("a", secret)
        File(folder, "key").writeText("rubbish that is no id")
        vault().put("b", secret)
        assertArrayEquals(secret, vault().get("a"))
        assertArrayEquals(secret, vault().get("b"))
    }

    @Test
    fun `many threads and several vaults make one key`() {
        val names = List(20) { "entry-$it" }
        names.map { thread { vault().put(it, it.toByteArray()) } }.forEach(Thread::join)
        names.forEach { assertArrayEquals(it.toByteArray(), vault().get(it)) }
        assertEquals(names.sorted(), vault().list())
        assertEquals(1, FakeKeyStore.keys.size)
    }

    @Test
    fun `a name that leads elsewhere is refused`() {
        for (name in listOf("", "../a", "a/b", "A", "ä", "a".repeat(65), ".", "a.entry")) {
            refused(IllegalArgumentException::class) { vault().put(name, secret) }
        }
    }
}
