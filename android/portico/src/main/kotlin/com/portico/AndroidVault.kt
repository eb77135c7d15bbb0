package com.portico

import android.content.Context
import android.os.UserManager
import android.system.ErrnoException
import android.system.Os
import android.system.OsConstants
import com.portico.ffi.Vault
import com.portico.ffi.VaultException
import java.io.File
import java.io.FileOutputStream
import java.io.IOException
import java.io.RandomAccessFile
import javax.crypto.AEADBadTagException

private const val FOLDER = "portico-vault"
private const val ENTRY = ".entry"

/** Held by whoever writes: a new key is made once, whatever number of vaults and threads there are. */
private val writing = Any()

/**
 * The vault of a phone: small files in `noBackupFilesDir/portico-vault`, each sealed with AES-256-GCM under a key that does not
 * leave the Android Keystore. No lock screen and no biometrics are asked for: Portico must work while the screen is off.
 *
 * Every entry names the key it was sealed with. A key that has become unusable is therefore replaced at the next [put], while
 * its own entries go on saying what happened to them. Nothing is deleted but by [delete]; a problem is never taken for an
 * absence. What may pass is tried once more, at once; then it is said:
 *
 * | what the phone says | here |
 * |---|---|
 * | not unlocked since it was started; keystore not initialised | [VaultException.Locked] |
 * | `UserNotAuthenticatedException` | [VaultException.NeedsUser] |
 * | `KeyPermanentlyInvalidatedException`; key reported as corrupted | [VaultException.Invalidated] |
 * | an entry, but no such key | [VaultException.OtherDevice] |
 * | `AEADBadTagException`; not a file of ours, or cut short | [VaultException.Damaged] |
 * | `UnrecoverableKeyException`, `KeyStoreException`, `InvalidKeyException`, `ProviderException`, file errors, any other | [VaultException.Unavailable] |
 *
 * All methods block, a StrongBox for seconds. Safe for use from any thread and from several processes of an app.
 *
 * @param context any; its application context is kept.
 * @param strongBox asks for a key in the phone's secure element: slower by far, and only a stronger promise against whoever
 *   opens the phone itself. Without one, or where it fails, the key is in the trusted environment. Counts for keys made from
 *   now on.
 */
public class AndroidVault(context: Context, private val strongBox: Boolean = false) : Vault {
    private val context: Context = context.applicationContext ?: context
    private val keys = VaultKeys()

    /** The value, or `null` where a readable vault has no such [entry]. */
    override fun get(entry: String): ByteArray? = asking { open(entry) }

    /** Writes or replaces, and reads back before it replaces. When it returns, the value survives a power cut. */
    override fun put(entry: String, value: ByteArray): Unit = alone { replace(fileName(entry), seal(entry, value)) }

    /** Removes; an absent [entry] is fine. */
    override fun delete(entry: String): Unit =
        alone {
            asking {
                val file = File(folder(), fileName(entry))
                if (!file.delete() && file.name in names()) throw IOException("not deleted")
                syncFolder()
            }
        }

    /** The names of the entries. */
    override fun list(): List<String> = asking { names().filter { it.endsWith(ENTRY) }.map { it.removeSuffix(ENTRY) }.sorted() }

    private fun open(entry: String): ByteArray? {
        val sealed = Sealed.read(contents(fileName(entry)) ?: return null)
        val key = keys.find(sealed.key) ?: throw VaultException.OtherDevice()
        return sealed.open(entry, key)
    }

    /** With the key in use; with a new one where there is none, or where that one cannot be used any more. */
    private fun seal(entry: String, value: ByteArray): ByteArray {
        val sealed =
            try {
                asking { contents(KEY_IN_USE)?.let { id -> keys.find(id)?.let { seal(id, entry, value) } } }
            } catch (problem: VaultException) {
                if (problem is VaultException.Locked || problem is VaultException.NeedsUser) throw problem
                null
            }
        // A secure element may be missing, fail, or make keys that do not work: the second attempt is without it.
        val attempts = listOf(strongBox, false).iterator()
        return sealed ?: asking {
            val id = keys.make(attempts.next())
            seal(id, entry, value).also { replace(KEY_IN_USE, id) }
        }
    }

    /** Sealed and, with the key fetched anew as after a restart, opened again: some phones make keys that do not work. */
    private fun seal(id: ByteArray, entry: String, value: ByteArray): ByteArray {
        fun key() = keys.find(id) ?: throw IOException("the key is gone")
        val bytes = Sealed.seal(id, entry, key(), value)
        val readBack =
            try {
                Sealed.read(bytes).open(entry, key())
            } catch (problem: AEADBadTagException) {
                throw IOException("not what was written", null).apply { addSuppressed(problem) }
            }
        val same = readBack.contentEquals(value)
        readBack.fill(0)
        return if (same) bytes else throw IOException("not what was written")
    }

    /** What was sealed is written beside, forced to the disk and renamed: a kill leaves the old bytes or the new. */
    private fun replace(name: String, bytes: ByteArray) =
        asking {
            val fresh = File(folder(), "new")
            FileOutputStream(fresh).use {
                it.write(bytes)
                it.fd.sync()
            }
            if (!fresh.renameTo(File(folder(), name))) throw IOException("not renamed")
            syncFolder()
        }

    private fun contents(name: String): ByteArray? = if (name in names()) File(folder(), name).readBytes() else null

    private fun names(): List<String> = folder().list()?.asList() ?: throw IOException("the folder cannot be listed")

    private fun folder() =
        File(context.noBackupFilesDir, FOLDER).also {
            if (!it.isDirectory && !it.mkdirs() && !it.isDirectory) throw IOException("no folder")
        }

    /** A rename or removal is only then sure. Not every file system can do that for a folder; a broken disk says so. */
    private fun syncFolder() {
        val folder =
            try {
                Os.open(folder().path, OsConstants.O_RDONLY, 0)
            } catch (_: ErrnoException) {
                return
            }
        try {
            Os.fsync(folder)
        } catch (problem: ErrnoException) {
            if (problem.errno == OsConstants.EIO) throw problem
        } finally {
            Os.close(folder)
        }
    }

    /** One writer at a time, in this process and in the app's others. */
    private fun <T> alone(what: () -> T): T =
        synchronized(writing) {
            val file = asking { RandomAccessFile(File(folder(), "lock"), "rw") }
            file.use { asking { it.channel.lock() }.use { what() } }
        }

    /** Before the first unlock files and keys look as if they were not there: nothing is asked then. */
    private fun <T> asking(what: () -> T): T {
        val user = context.getSystemService(UserManager::class.java)
        if (user?.isUserUnlocked == false) throw VaultException.Locked()
        return namingProblems(what)
    }

    private companion object {
        /** Holds the id of the key that [put] seals with. */
        const val KEY_IN_USE = "key"

        fun fileName(entry: String): String {
            require(entry.length in 1..64 && entry.all { it in 'a'..'z' || it in '0'..'9' || it == '-' || it == '_' })
            return entry + ENTRY
        }
    }
}
