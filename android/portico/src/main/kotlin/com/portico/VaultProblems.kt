package com.portico

import android.os.Build
import android.security.KeyStoreException
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.UserNotAuthenticatedException
import com.portico.ffi.VaultException
import javax.crypto.AEADBadTagException

/**
 * Runs [what]; a problem that may pass gets a second chance, one that stays gets its name. Keystores throw more than they
 * declare, so any exception is read.
 */
internal fun <T> namingProblems(what: () -> T): T =
    try {
        what()
    } catch (first: Exception) {
        val problem = vaultProblem(first)
        if (problem !is VaultException.Unavailable || first is VaultException) throw problem
        try {
            what()
        } catch (second: Exception) {
            throw vaultProblem(second)
        }
    }

/** What an exception of the platform, or what caused it, says of an entry. The table is [AndroidVault]'s. */
internal fun vaultProblem(thrown: Throwable): VaultException {
    // A cause may be its own; no platform nests deeper.
    val named = generateSequence(thrown) { it.cause }.take(8).firstNotNullOfOrNull(::named)
    return named ?: VaultException.Unavailable().apply { initCause(thrown) }
}

private fun named(thrown: Throwable): VaultException? =
    when (thrown) {
        is VaultException -> thrown
        is KeyPermanentlyInvalidatedException -> VaultException.Invalidated()
        is UserNotAuthenticatedException -> VaultException.NeedsUser()
        is AEADBadTagException -> VaultException.Damaged()
        is KeyStoreException -> if (Build.VERSION.SDK_INT >= 33) named(thrown.numericErrorCode) else null
        else -> null
    }

/** Android 13 and later give the reason as a number. */
private fun named(code: Int): VaultException? =
    when (code) {
        KeyStoreException.ERROR_KEYSTORE_UNINITIALIZED -> VaultException.Locked()
        KeyStoreException.ERROR_USER_AUTHENTICATION_REQUIRED -> VaultException.NeedsUser()
        KeyStoreException.ERROR_KEY_CORRUPTED -> VaultException.Invalidated()
        KeyStoreException.ERROR_KEY_DOES_NOT_EXIST -> VaultException.OtherDevice()
        else -> null
    }
