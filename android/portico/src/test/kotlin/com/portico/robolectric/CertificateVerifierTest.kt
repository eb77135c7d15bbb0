package com.portico.robolectric

import android.content.Context
import android.net.http.X509TrustManagerExtensions
import org.bouncycastle.asn1.x500.X500Name
import org.bouncycastle.asn1.x509.BasicConstraints
import org.bouncycastle.asn1.x509.ExtendedKeyUsage
import org.bouncycastle.asn1.x509.Extension
import org.bouncycastle.asn1.x509.GeneralName
import org.bouncycastle.asn1.x509.GeneralNames
import org.bouncycastle.asn1.x509.KeyPurposeId
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder
import org.bouncycastle.cert.ocsp.CertificateID
import org.bouncycastle.cert.ocsp.CertificateStatus
import org.bouncycastle.cert.ocsp.OCSPRespBuilder
import org.bouncycastle.cert.ocsp.RespID
import org.bouncycastle.cert.ocsp.RevokedStatus
import org.bouncycastle.cert.ocsp.UnknownStatus
import org.bouncycastle.jce.provider.BouncyCastleProvider
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder
import org.conscrypt.TrustManagerImpl
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotNull
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.rustls.platformverifier.CertificateVerifier
import org.rustls.platformverifier.Status
import org.rustls.platformverifier.Trust
import org.rustls.platformverifier.VerificationResult
import org.rustls.platformverifier.status
import java.math.BigInteger
import java.net.SocketTimeoutException
import java.security.KeyPair
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.KeyStoreException
import java.security.NoSuchAlgorithmException
import java.security.cert.CRLReason
import java.security.cert.CertPathBuilderException
import java.security.cert.CertPathValidatorException
import java.security.cert.CertPathValidatorException.BasicReason
import java.security.cert.CertificateEncodingException
import java.security.cert.CertificateException
import java.security.cert.CertificateExpiredException
import java.security.cert.CertificateNotYetValidException
import java.security.cert.CertificateParsingException
import java.security.cert.CertificateRevokedException
import java.security.cert.PKIXReason
import java.security.cert.X509Certificate
import java.util.Date
import javax.security.auth.x500.X500Principal

private const val DAY = 86_400_000L
private const val SERVER = "1.3.6.1.5.5.7.3.1"

@RunWith(RobolectricTestRunner::class)
class CertificateVerifierTest {
    private val now = System.currentTimeMillis()
    private val ca = Authority("CN=Authority")
    private val other = Authority("CN=Another")
    private val trust = trusting(ca.certificate)

    // --- What the crate looks for

    @Test
    fun `the crate finds the class, its method and the result's fields by their names and types`() {
        val verifier = Class.forName("org.rustls.platformverifier.CertificateVerifier")
        val strings = Array<String>::class.java
        val method =
            verifier.getMethod(
                "verifyCertificateChain",
                Context::class.java,
                String::class.java,
                String::class.java,
                strings,
                ByteArray::class.java,
                Long::class.java,
                Array<ByteArray>::class.java,
            )
        assertEquals("org.rustls.platformverifier.VerificationResult", method.returnType.name)
        assertEquals(
            true,
            java.lang.reflect.Modifier
                .isStatic(method.modifiers),
        )
        assertEquals(Int::class.java, method.returnType.getField("code").type)
        assertEquals(String::class.java, method.returnType.getField("message").type)
    }

    @Test
    fun `the numbers are those of the crate`() {
        val numbers = Status.entries.associate { it.name to it.code }
        val crate = listOf("OK", "UNAVAILABLE", "EXPIRED", "UNKNOWN_CERT", "REVOKED", "INVALID_ENCODING", "INVALID_EXTENSION")
        assertEquals(crate.withIndex().associate { it.value to it.index }, numbers)
    }

    // --- Chains

    @Test
    fun `a chain to a known authority is fine`() = says(Status.OK, verify(ca.issue()))

    @Test
    fun `a chain over an intermediate is fine`() {
        val between = Authority("CN=Between", by = ca)
        says(Status.OK, verify(between.issue(), between.certificate))
    }

    @Test
    fun `a chain to nobody known is unknown, and says why`() {
        val result = verify(other.issue(), other.certificate)
        says(Status.UNKNOWN_CERT, result)
        assertNotNull("the crate reads it", result.message)
    }

    @Test
    fun `a certificate that signed itself is unknown`() = says(Status.UNKNOWN_CERT, verify(other.certificate))

    @Test
    fun `a certificate whose time is over or not yet come says so`() {
        says(Status.EXPIRED, verify(ca.issue(from = now - 9 * DAY, to = now - DAY)))
        says(Status.EXPIRED, verify(ca.issue(from = now + DAY, to = now + 9 * DAY)))
    }

    @Test
    fun `the time that counts for the portal's certificate is the one that was given`() =
        says(Status.EXPIRED, verify(ca.issue(), at = now + 400 * DAY))

    @Test
    fun `an intermediate whose time is over says so`() {
        val between = Authority("CN=Between", by = ca, to = now - DAY)
        says(Status.EXPIRED, verify(between.issue(), between.certificate))
    }

    @Test
    fun `the name is left to the crate, which compares it after us`() =
        says(Status.OK, verify(ca.issue(host = "elsewhere.example")))

    @Test
    fun `a certificate for something else than servers is refused, one for everything is not`() {
        says(Status.INVALID_EXTENSION, verify(ca.issue(purpose = KeyPurposeId.id_kp_clientAuth)))
        says(Status.OK, verify(ca.issue(purpose = null)))
    }

    @Test
    fun `bytes that are no certificate are badly encoded`() {
        for (bytes in listOf(byteArrayOf(), "rubbish".toByteArray(), ca.issue().encoded.copyOf(100))) {
            says(
                Status.INVALID_ENCODING,
                CertificateVerifier.verify(arrayOf(bytes), "portal.example", "RSA", arrayOf(SERVER), null, Date(now), trust),
            )
        }
    }

    @Test
    fun `a phone without authorities is unavailable`() =
        says(Status.UNAVAILABLE, verify(ca.issue(), trust = { _, _, _ -> throw KeyStoreException("none") }))

    // --- Revocation: said only where an answer says so

    @Test
    fun `an answer that says revoked is believed`() {
        val certificate = ca.issue()
        says(Status.REVOKED, verify(certificate, staple = ca.answer(certificate, RevokedStatus(Date(now - DAY), 1))))
    }

    @Test
    fun `an answer that says good is fine`() {
        val certificate = ca.issue()
        says(Status.OK, verify(certificate, staple = ca.answer(certificate, CertificateStatus.GOOD)))
    }

    @Test
    fun `no answer, an unreadable one, one of somebody else and one that does not know are not revoked`() {
        val certificate = ca.issue()
        val revoked = RevokedStatus(Date(now - DAY), 1)
        val answers =
            mapOf(
                "none" to null,
                "empty" to byteArrayOf(),
                "rubbish" to "rubbish".toByteArray(),
                "cut" to ca.answer(certificate, revoked).copyOf(60),
                "signed by another" to other.answer(certificate, revoked, about = ca),
                "about another certificate" to ca.answer(ca.issue(), revoked),
                "does not know" to ca.answer(certificate, UnknownStatus()),
                "long over" to ca.answer(certificate, revoked, from = now - 90 * DAY, to = now - 80 * DAY),
                "try later" to OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null).encoded,
            )
        for ((which, answer) in answers) assertEquals(which, Status.OK.code, verify(certificate, staple = answer).code)
    }

    @Test
    fun `each exception has its number, and only an answer that says revoked is revoked`() {
        fun path(reason: CertPathValidatorException.Reason) = CertPathValidatorException("", null, null, -1, reason)
        val revoked = CertificateRevokedException(Date(now), CRLReason.KEY_COMPROMISE, X500Principal("CN=A"), emptyMap())
        val table =
            listOf(
                CertificateExpiredException() to Status.EXPIRED,
                CertificateNotYetValidException() to Status.EXPIRED,
                path(BasicReason.EXPIRED) to Status.EXPIRED,
                path(BasicReason.NOT_YET_VALID) to Status.EXPIRED,
                CertPathValidatorException(CertificateExpiredException()) to Status.EXPIRED,
                CertificateException(path(BasicReason.EXPIRED)) to Status.EXPIRED,
                revoked to Status.REVOKED,
                path(BasicReason.REVOKED) to Status.REVOKED,
                CertificateException(path(BasicReason.REVOKED)) to Status.REVOKED,
                CertPathValidatorException("", revoked, null, -1, BasicReason.REVOKED) to Status.REVOKED,
                // Pain 39: nobody could be asked, or nobody is named to be asked.
                path(BasicReason.UNDETERMINED_REVOCATION_STATUS) to Status.UNKNOWN_CERT,
                CertPathValidatorException(
                    "Certificate does not specify OCSP responder",
                    null,
                    null,
                    -1,
                ) to Status.UNKNOWN_CERT,
                CertPathValidatorException("", SocketTimeoutException(), null, -1, BasicReason.UNSPECIFIED) to
                    Status.UNKNOWN_CERT,
                path(BasicReason.INVALID_SIGNATURE) to Status.UNKNOWN_CERT,
                path(BasicReason.ALGORITHM_CONSTRAINED) to Status.UNKNOWN_CERT,
                path(PKIXReason.NO_TRUST_ANCHOR) to Status.UNKNOWN_CERT,
                CertPathBuilderException() to Status.UNKNOWN_CERT,
                CertificateException() to Status.UNKNOWN_CERT,
                CertificateEncodingException() to Status.INVALID_ENCODING,
                CertificateParsingException() to Status.INVALID_ENCODING,
                KeyStoreException() to Status.UNAVAILABLE,
                NoSuchAlgorithmException() to Status.UNAVAILABLE,
            )
        for ((problem, expected) in table) assertEquals("$problem", expected, status(problem))
        for (reason in BasicReason.entries - BasicReason.REVOKED) {
            assertEquals(
                "$reason",
                false,
                status(path(reason)) == Status.REVOKED,
            )
        }
    }

    // --- Tools

    private fun says(expected: Status, result: VerificationResult) = assertEquals(result.message, expected.code, result.code)

    private fun verify(
        vararg chain: X509Certificate,
        at: Long = now,
        staple: ByteArray? = null,
        trust: Trust = this.trust,
    ): VerificationResult {
        val encoded = Array(chain.size) { chain[it].encoded }
        return CertificateVerifier.verify(encoded, "portal.example", "RSA", arrayOf(SERVER), staple, Date(at), trust)
    }

    /** Conscrypt's trust manager, which is Android's, with this authority as the phone's only one. */
    private fun trusting(root: X509Certificate): Trust {
        val store = KeyStore.getInstance(KeyStore.getDefaultType()).apply { load(null) }
        store.setCertificateEntry("root", root)
        return X509TrustManagerExtensions(TrustManagerImpl(store))::checkServerTrusted
    }

    private inner class Authority(private val name: String, by: Authority? = null, to: Long = now + 300 * DAY) {
        private val keys: KeyPair = pair()
        val certificate: X509Certificate =
            (by ?: this).sign(name, keys, now - 100 * DAY, to) {
                addExtension(Extension.basicConstraints, true, BasicConstraints(true))
            }

        fun issue(
            host: String = "portal.example",
            from: Long = now - DAY,
            to: Long = now + 30 * DAY,
            purpose: KeyPurposeId? = KeyPurposeId.id_kp_serverAuth,
        ): X509Certificate =
            sign("CN=$host", pair(), from, to) {
                addExtension(Extension.subjectAlternativeName, false, GeneralNames(GeneralName(GeneralName.dNSName, host)))
                if (purpose != null) addExtension(Extension.extendedKeyUsage, false, ExtendedKeyUsage(purpose))
            }

        /** A signed answer, as a portal sends it along. */
        fun answer(
            certificate: X509Certificate,
            status: CertificateStatus?,
            from: Long = now - DAY,
            to: Long = now + DAY,
            about: Authority = this,
        ): ByteArray {
            val digests = JcaDigestCalculatorProviderBuilder().build()
            val id =
                CertificateID(
                    digests[CertificateID.HASH_SHA1],
                    JcaX509CertificateHolder(about.certificate),
                    certificate.serialNumber,
                )
            val answer =
                BasicOCSPRespBuilder(RespID(X500Name(name)))
                    .addResponse(id, status, Date(from), Date(to))
                    .build(signer(), arrayOf(JcaX509CertificateHolder(this.certificate)), Date(from))
            return OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, answer).encoded
        }

        private fun signer() =
            JcaContentSignerBuilder("SHA256withECDSA").setProvider(BouncyCastleProvider()).build(keys.private)

        private fun sign(
            subject: String,
            of: KeyPair,
            from: Long,
            to: Long,
            extensions: JcaX509v3CertificateBuilder.() -> Unit,
        ): X509Certificate {
            val serial = BigInteger.valueOf(++serials)
            val builder =
                JcaX509v3CertificateBuilder(
                    X500Principal(name),
                    serial,
                    Date(from),
                    Date(to),
                    X500Principal(subject),
                    of.public,
                )
            return JcaX509CertificateConverter().getCertificate(builder.apply(extensions).build(signer()))
        }

        private fun pair() =
            KeyPairGenerator.getInstance("EC", BouncyCastleProvider()).apply { initialize(256) }.generateKeyPair()
    }

    private var serials = 0L
}
