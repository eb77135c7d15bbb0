package com.portico.robolectric

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyPermanentlyInvalidatedException
import android.security.keystore.KeyProperties
import java.io.File
import java.io.InputStream
import java.io.OutputStream
import java.security.AlgorithmParameters
import java.security.InvalidParameterException
import java.security.Key
import java.security.KeyStoreException
import java.security.KeyStoreSpi
import java.security.Provider
import java.security.SecureRandom
import java.security.cert.Certificate
import java.security.spec.AlgorithmParameterSpec
import java.util.Collections
import java.util.Date
import java.util.Enumeration
import javax.crypto.Cipher
import javax.crypto.CipherSpi
import javax.crypto.KeyGeneratorSpi
import javax.crypto.SecretKey
import javax.crypto.spec.SecretKeySpec

private const val GCM = "AES/GCM/NoPadding"
private const val PURPOSES = KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT

/** Where a keystore can fail. */
enum class At { FIND, MAKE, ENCRYPT, DECRYPT, FINISH }

/** A key that only the keystore's own cipher can use, as on a phone. */
class HeldKey(val spec: KeyGenParameterSpec, val bytes: ByteArray) : SecretKey {
    constructor(spec: KeyGenParameterSpec) : this(spec, ByteArray(spec.keySize / 8).also(SecureRandom()::nextBytes))

    override fun getAlgorithm() = "AES"
    override fun getFormat(): String? = null
    override fun getEncoded(): ByteArray? = null
}

/** A stand-in for the provider of a phone, with problems on demand. */
class FakeKeyStore : Provider("AndroidKeyStore", "1.0", "for tests") {
    init {
        put("KeyStore.AndroidKeyStore", Store::class.java.name)
        put("KeyGenerator.AES", Generator::class.java.name)
        put("Cipher.$GCM", GcmCipher::class.java.name)
        put("Cipher.$GCM SupportedKeyClasses", HeldKey::class.java.name)
    }

    companion object {
        val keys: MutableMap<String, HeldKey> = Collections.synchronizedMap(mutableMapOf())
        private val problems = mutableMapOf<At, MutableList<Exception>>()

        /** Keys that are there but are not handed out, as old phones do it. */
        var withheld = false

        /** A key that the platform has given up. */
        var invalid: HeldKey? = null

        /** Answers of the cipher are turned into others. */
        var garbles = false

        fun fresh() {
            keys.clear()
            problems.clear()
            withheld = false
            invalid = null
            garbles = false
        }

        /** The next [times] calls at this place fail. */
        fun fail(at: At, problem: Exception, times: Int = Int.MAX_VALUE) {
            problems[at] = MutableList(minOf(times, 9)) { problem }
        }

        fun works() = problems.clear()

        /** What a phone's keystore has in every process: its keys, in this file from [leave] to [take]. */
        fun leave(file: File) =
            file.writeText(keys.entries.joinToString("\n") { (alias, key) -> "$alias ${key.bytes.toHexString()}" })

        fun take(file: File) =
            file.readLines().forEach { line ->
                val (alias, bytes) = line.split(' ')
                val spec = KeyGenParameterSpec.Builder(alias, PURPOSES).setKeySize(bytes.length * 4).build()
                keys[alias] = HeldKey(spec, bytes.hexToByteArray())
            }

        internal fun pass(at: At) {
            problems[at]?.removeFirstOrNull()?.let { throw it }
        }
    }

    class Store : KeyStoreSpi() {
        override fun engineGetKey(alias: String, password: CharArray?): Key? {
            pass(At.FIND)
            return keys[alias].takeUnless { withheld }
        }

        override fun engineContainsAlias(alias: String) = alias in keys
        override fun engineLoad(stream: InputStream?, password: CharArray?) = Unit
        override fun engineStore(stream: OutputStream?, password: CharArray?) = Unit
        override fun engineDeleteEntry(alias: String): Unit = throw AssertionError("nobody deletes keys")

        override fun engineAliases(): Enumeration<String> = Collections.enumeration(keys.keys)
        override fun engineSize() = keys.size
        override fun engineIsKeyEntry(alias: String) = alias in keys
        override fun engineIsCertificateEntry(alias: String) = false
        override fun engineGetCertificateChain(alias: String): Array<Certificate>? = null
        override fun engineGetCertificate(alias: String): Certificate? = null
        override fun engineGetCertificateAlias(certificate: Certificate?): String? = null
        override fun engineGetCreationDate(alias: String) = Date(0)
        override fun engineSetKeyEntry(a: String, k: Key?, p: CharArray?, c: Array<out Certificate>?) =
            throw KeyStoreException()
        override fun engineSetKeyEntry(a: String, k: ByteArray?, c: Array<out Certificate>?) = throw KeyStoreException()
        override fun engineSetCertificateEntry(a: String, c: Certificate?) = throw KeyStoreException()
    }

    class Generator : KeyGeneratorSpi() {
        private lateinit var spec: KeyGenParameterSpec
        override fun engineInit(random: SecureRandom?) = throw InvalidParameterException()
        override fun engineInit(size: Int, random: SecureRandom?) = throw InvalidParameterException()
        override fun engineInit(spec: AlgorithmParameterSpec, random: SecureRandom?) {
            this.spec = spec as KeyGenParameterSpec
        }

        override fun engineGenerateKey(): SecretKey {
            pass(At.MAKE)
            return HeldKey(spec).also { keys[spec.keystoreAlias] = it }
        }
    }

    class GcmCipher : CipherSpi() {
        private val real = Cipher.getInstance(GCM, "SunJCE")
        private fun init(mode: Int, key: Key, spec: AlgorithmParameterSpec?) {
            pass(if (mode == Cipher.ENCRYPT_MODE) At.ENCRYPT else At.DECRYPT)
            if (key === invalid) throw KeyPermanentlyInvalidatedException()
            real.init(mode, SecretKeySpec((key as HeldKey).bytes, "AES"), spec)
        }

        override fun engineInit(mode: Int, key: Key, random: SecureRandom?) = init(mode, key, null)
        override fun engineInit(mode: Int, key: Key, spec: AlgorithmParameterSpec?, random: SecureRandom?) =
            init(mode, key, spec)
        override fun engineInit(mode: Int, key: Key, parameters: AlgorithmParameters?, random: SecureRandom?) =
            throw InvalidParameterException()

        override fun engineUpdateAAD(input: ByteArray, offset: Int, length: Int) = real.updateAAD(input, offset, length)
        override fun engineDoFinal(input: ByteArray?, offset: Int, length: Int): ByteArray {
            pass(At.FINISH)
            val output = real.doFinal(input ?: ByteArray(0), offset, length)
            if (garbles && output.isNotEmpty()) output[0] = (output[0] + 1).toByte()
            return output
        }

        override fun engineGetIV(): ByteArray = real.iv
        override fun engineSetMode(mode: String) = Unit
        override fun engineSetPadding(padding: String) = Unit
        override fun engineGetBlockSize() = real.blockSize
        override fun engineGetOutputSize(length: Int) = real.getOutputSize(length)
        override fun engineGetParameters(): AlgorithmParameters? = real.parameters
        override fun engineUpdate(input: ByteArray, offset: Int, length: Int): ByteArray? = real.update(input, offset, length)
        override fun engineUpdate(input: ByteArray, offset: Int, length: Int, output: ByteArray, at: Int) =
            real.update(input, offset, length, output, at)

        override fun engineDoFinal(input: ByteArray, offset: Int, length: Int, output: ByteArray, at: Int) =
            engineDoFinal(input, offset, length).let {
                it.copyInto(output, at)
                it.size
            }
    }
}
