package com.portico.robolectric

import android.os.Build
import android.security.KeyStoreException
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.UserNotAuthenticatedException
import com.portico.ffi.VaultException
import com.portico.namingProblems
import com.portico.vaultProblem
import org.junit.Assert.assertEquals
import org.junit.Assert.assertSame
import org.junit.Assert.assertThrows
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.util.ReflectionHelpers
import java.io.FileNotFoundException
import java.io.IOException
import java.security.InvalidKeyException
import java.security.ProviderException
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import javax.crypto.BadPaddingException
import javax.crypto.IllegalBlockSizeException
import kotlin.reflect.KClass

@RunWith(RobolectricTestRunner::class)
class VaultProblemsTest {
    /** As the platform makes it: from a number of its own, of which it publishes another. */
    private fun platform(published: Int): KeyStoreException =
        (-100..100).map { KeyStoreException(it, "") }.first { it.numericErrorCode == published }

    private val table: List<Pair<Exception, KClass<out VaultException>>> =
        listOf(
            KeyPermanentlyInvalidatedException() to VaultException.Invalidated::class,
            UnrecoverableKeyException().apply { initCause(KeyPermanentlyInvalidatedException()) } to
                VaultException.Invalidated::class,
            platform(KeyStoreException.ERROR_KEY_CORRUPTED) to VaultException.Invalidated::class,
            UserNotAuthenticatedException() to VaultException.NeedsUser::class,
            platform(KeyStoreException.ERROR_USER_AUTHENTICATION_REQUIRED) to VaultException.NeedsUser::class,
            AEADBadTagException() to VaultException.Damaged::class,
            AEADBadTagException().apply { initCause(platform(KeyStoreException.ERROR_KEYMINT_FAILURE)) } to
                VaultException.Damaged::class,
            platform(KeyStoreException.ERROR_KEYSTORE_UNINITIALIZED) to VaultException.Locked::class,
            IllegalBlockSizeException().apply { initCause(platform(KeyStoreException.ERROR_KEYSTORE_UNINITIALIZED)) }
                to VaultException.Locked::class,
            ProviderException(platform(KeyStoreException.ERROR_KEY_DOES_NOT_EXIST)) to VaultException.OtherDevice::class,
            platform(KeyStoreException.ERROR_KEYMINT_FAILURE) to VaultException.Unavailable::class,
            platform(KeyStoreException.ERROR_INTERNAL_SYSTEM_ERROR) to VaultException.Unavailable::class,
            UnrecoverableKeyException() to VaultException.Unavailable::class,
            java.security.KeyStoreException() to VaultException.Unavailable::class,
            InvalidKeyException() to VaultException.Unavailable::class,
            ProviderException() to VaultException.Unavailable::class,
            BadPaddingException() to VaultException.Unavailable::class,
            IllegalBlockSizeException() to VaultException.Unavailable::class,
            IOException() to VaultException.Unavailable::class,
            FileNotFoundException() to VaultException.Unavailable::class,
            SecurityException() to VaultException.Unavailable::class,
            NullPointerException() to VaultException.Unavailable::class,
        )

    @Test
    fun `each exception of the platform has its problem`() {
        for ((thrown, expected) in table) assertEquals("$thrown", expected, vaultProblem(thrown)::class)
    }

    @Test
    fun `a problem that has its name keeps it`() {
        val problem = VaultException.OtherDevice()
        assertSame(problem, vaultProblem(IOException(problem)))
    }

    @Test
    fun `an unnamed problem keeps what caused it, for whoever looks for it`() {
        val thrown = ProviderException()
        assertSame(thrown, vaultProblem(thrown).cause)
    }

    @Test
    fun `causes that go in a circle come to an end`() {
        val first = IOException()
        first.initCause(IOException(first))
        assertEquals(VaultException.Unavailable::class, vaultProblem(first)::class)
    }

    @Test
    fun `before Android 13 the number is not asked for, because there is none`() {
        val thrown = platform(KeyStoreException.ERROR_KEY_CORRUPTED)
        val real = Build.VERSION.SDK_INT
        ReflectionHelpers.setStaticField(Build.VERSION::class.java, "SDK_INT", 32)
        try {
            assertEquals(VaultException.Unavailable::class, vaultProblem(thrown)::class)
        } finally {
            ReflectionHelpers.setStaticField(Build.VERSION::class.java, "SDK_INT", real)
        }
    }

    @Test
    fun `the second problem counts, not the first`() {
        var asked = 0
        assertThrows(VaultException.Invalidated::class.java) {
            namingProblems { throw if (asked++ == 0) ProviderException() else KeyPermanentlyInvalidatedException() }
        }
        assertEquals(2, asked)
    }

    @Test
    fun `what stays is asked for twice and no more, and what is certain once`() {
        for ((thrown, expected) in table) {
            var asked = 0
            assertThrows(expected.java) {
                namingProblems {
                    asked++
                    throw thrown
                }
            }
            assertEquals("$thrown", if (expected == VaultException.Unavailable::class) 2 else 1, asked)
        }
    }
}
