package com.portico

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties.BLOCK_MODE_GCM
import android.security.keystore.KeyProperties.ENCRYPTION_PADDING_NONE
import android.security.keystore.KeyProperties.KEY_ALGORITHM_AES
import android.security.keystore.KeyProperties.PURPOSE_DECRYPT
import android.security.keystore.KeyProperties.PURPOSE_ENCRYPT
import com.portico.ffi.VaultException
import java.nio.ByteBuffer
import java.security.KeyStore
import java.security.SecureRandom
import java.security.UnrecoverableKeyException
import java.util.zip.CRC32
import javax.crypto.Cipher
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey
import javax.crypto.spec.GCMParameterSpec

private const val PROVIDER = "AndroidKeyStore"

/** The keys of the vault in the Android Keystore, by their ids. */
internal class VaultKeys {
    /** `null` where a readable keystore has no such key. */
    fun find(id: ByteArray): SecretKey? {
        val store = KeyStore.getInstance(PROVIDER).apply { load(null) }
        val key = store.getKey(alias(id), null) as SecretKey?
        // Old phones say `null` for a key that is there but cannot be read.
        if (key == null && store.containsAlias(alias(id))) throw UnrecoverableKeyException()
        return key
    }

    /** A new key; gives its id. [strongBox]: in the secure element, if the phone can be asked for one. */
    fun make(strongBox: Boolean): ByteArray {
        val id = ByteArray(Sealed.ID).also(SecureRandom()::nextBytes)
        val spec = spec(id)
        if (strongBox && Build.VERSION.SDK_INT >= Build.VERSION_CODES.P) spec.setIsStrongBoxBacked(true)
        KeyGenerator.getInstance(KEY_ALGORITHM_AES, PROVIDER).apply { init(spec.build()) }.generateKey()
        return id
    }

    private fun spec(id: ByteArray) =
        KeyGenParameterSpec
            .Builder(alias(id), PURPOSE_ENCRYPT or PURPOSE_DECRYPT)
            .setBlockModes(BLOCK_MODE_GCM)
            .setEncryptionPaddings(ENCRYPTION_PADDING_NONE)
            .setKeySize(256)

    private fun alias(id: ByteArray) = "portico-vault-" + id.joinToString("") { "%02x".format(it) }
}

/** An entry's file: mark and version, the key's id, IV, ciphertext with its tag, and a checksum that needs no key. */
internal class Sealed private constructor(private val bytes: ByteArray) {
    val key: ByteArray get() = bytes.copyOfRange(MARK.size, HEAD)

    fun open(entry: String, key: SecretKey): ByteArray {
        val cipher = Cipher.getInstance(CIPHER)
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG * 8, bytes, HEAD, IV))
        cipher.updateAAD(bytes, 0, HEAD)
        cipher.updateAAD(entry.encodeToByteArray())
        return cipher.doFinal(bytes, HEAD + IV, bytes.size - HEAD - IV - SUM)
    }

    companion object {
        /** Bytes of a key's id. */
        const val ID = 8
        private const val CIPHER = "AES/GCM/NoPadding"
        private val MARK = byteArrayOf('P'.code.toByte(), 'V'.code.toByte(), 1)
        private val HEAD = MARK.size + ID
        private const val IV = 12
        private const val TAG = 16
        private const val SUM = 4

        /** Errors: [VaultException.Damaged], for bytes that are not a whole file of ours. */
        fun read(bytes: ByteArray): Sealed {
            val whole =
                bytes.size >= HEAD + IV + TAG + SUM && bytes.copyOf(MARK.size).contentEquals(MARK) &&
                    sum(bytes.copyOf(bytes.size - SUM)).contentEquals(bytes.copyOfRange(bytes.size - SUM, bytes.size))
            return if (whole) Sealed(bytes) else throw VaultException.Damaged()
        }

        /** The entry's name is part of what is sealed: a file under another name does not open. */
        fun seal(id: ByteArray, entry: String, key: SecretKey, value: ByteArray): ByteArray {
            val head = MARK + id
            val cipher = Cipher.getInstance(CIPHER)
            cipher.init(Cipher.ENCRYPT_MODE, key)
            cipher.updateAAD(head)
            cipher.updateAAD(entry.encodeToByteArray())
            val body = head + cipher.iv + cipher.doFinal(value)
            return body + sum(body)
        }

        private fun sum(bytes: ByteArray) =
            ByteBuffer.allocate(SUM).putInt(CRC32().apply { update(bytes) }.value.toInt()).array()
    }
}
