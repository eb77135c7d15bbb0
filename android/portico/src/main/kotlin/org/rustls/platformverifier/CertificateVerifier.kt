package org.rustls.platformverifier

import android.content.Context
import android.net.http.X509TrustManagerExtensions
import java.security.GeneralSecurityException
import java.security.KeyStore
import java.security.KeyStoreException
import java.security.NoSuchAlgorithmException
import java.security.cert.CertPathValidator
import java.security.cert.CertPathValidatorException
import java.security.cert.CertPathValidatorException.BasicReason
import java.security.cert.CertificateEncodingException
import java.security.cert.CertificateException
import java.security.cert.CertificateExpiredException
import java.security.cert.CertificateFactory
import java.security.cert.CertificateNotYetValidException
import java.security.cert.CertificateParsingException
import java.security.cert.CertificateRevokedException
import java.security.cert.PKIXParameters
import java.security.cert.PKIXRevocationChecker
import java.security.cert.PKIXRevocationChecker.Option
import java.security.cert.TrustAnchor
import java.security.cert.X509Certificate
import java.util.Date
import java.util.EnumSet
import javax.net.ssl.TrustManagerFactory
import javax.net.ssl.X509TrustManager

/** Asks who is trusted: chain, key exchange and host in; the chain up to its authority out. Errors: [CertificateException]. */
internal typealias Trust = (Array<X509Certificate>, String, String) -> List<X509Certificate>

/**
 * What the crate `rustls-platform-verifier` calls on Android, under the names, types and numbers that it looks for. The crate's
 * own class calls a certificate "revoked" when nobody could be asked; here that is said only where a signed answer says so.
 * Such an answer is one that the portal sent along (a stapled OCSP response): nobody else is asked, because that would go out
 * in clear text, tell others which portal is used, and make every other account wait. The name in the certificate is compared
 * by the crate.
 */
internal object CertificateVerifier {
    /** Made once: reading the phone's authorities takes long. */
    private val phone: Trust by lazy(::trustOfPhone)

    @JvmStatic
    @Suppress("UNUSED_PARAMETER", "LongParameterList") // The crate's
    fun verifyCertificateChain(
        context: Context,
        serverName: String,
        authMethod: String,
        allowedEkus: Array<String>,
        ocspResponse: ByteArray?,
        time: Long,
        certChain: Array<ByteArray>,
    ): VerificationResult =
        verify(certChain, serverName, authMethod, allowedEkus, ocspResponse, Date(time)) { chain, auth, host ->
            phone(chain, auth, host)
        }

    @Suppress("LongParameterList") // As above
    fun verify(
        encoded: Array<ByteArray>,
        host: String,
        authMethod: String,
        purposes: Array<String>,
        staple: ByteArray?,
        at: Date,
        trust: Trust,
    ): VerificationResult =
        try {
            val chain = Array(encoded.size) { read(encoded[it]) }
            val portal = chain.first()
            portal.checkValidity(at)
            if (mayServe(portal, purposes)) {
                val trusted = trust(chain, authMethod, host)
                if (staple != null) checkStaple(portal, trusted, staple, at)
                VerificationResult(Status.OK)
            } else {
                VerificationResult(Status.INVALID_EXTENSION, "not for a server")
            }
        } catch (problem: GeneralSecurityException) {
            VerificationResult(status(problem), problem.toString())
        }

    private fun read(encoded: ByteArray): X509Certificate =
        try {
            CertificateFactory.getInstance("X.509").generateCertificate(encoded.inputStream()) as X509Certificate
        } catch (problem: CertificateException) {
            throw CertificateEncodingException(problem)
        }

    /** A certificate that names no purpose is for every purpose. */
    private fun mayServe(certificate: X509Certificate, purposes: Array<String>): Boolean =
        certificate.extendedKeyUsage?.any { it in purposes } ?: true

    /** Throws where the answer says "revoked". Any other trouble with the answer is none with the certificate. */
    private fun checkStaple(portal: X509Certificate, trusted: List<X509Certificate>, staple: ByteArray, at: Date) {
        val issuer = trusted.getOrNull(1) ?: return
        try {
            val validator = CertPathValidator.getInstance("PKIX")
            val checker = validator.revocationChecker as PKIXRevocationChecker
            checker.ocspResponses = mapOf(portal to staple)
            checker.options = EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK, Option.SOFT_FAIL)
            val parameters = PKIXParameters(setOf(TrustAnchor(issuer, null)))
            parameters.date = at
            parameters.isRevocationEnabled = false // Only by the checker
            parameters.addCertPathChecker(checker)
            validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(listOf(portal)), parameters)
        } catch (problem: GeneralSecurityException) {
            if (status(problem) == Status.REVOKED) throw problem
        }
    }

    private fun trustOfPhone(): Trust {
        val factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
        // No key store named: the phone's authorities, as the app's network security configuration would have them.
        factory.init(null as KeyStore?)
        val manager = factory.trustManagers.firstNotNullOfOrNull { it as? X509TrustManager }
        return X509TrustManagerExtensions(manager ?: throw KeyStoreException("no trust manager"))::checkServerTrusted
    }
}

/** What the crate reads: the fields by their names. */
internal class VerificationResult(
    status: Status,
    @JvmField val message: String? = null,
) {
    @JvmField
    val code: Int = status.code
}

/** The crate's numbers. */
internal enum class Status(val code: Int) {
    OK(0),
    UNAVAILABLE(1),
    EXPIRED(2),
    UNKNOWN_CERT(3),
    REVOKED(4),
    INVALID_ENCODING(5),
    INVALID_EXTENSION(6),
}

/** What an exception, or what caused it, says of a certificate. What none says is "unknown": never "revoked", never "fine". */
internal fun status(problem: Throwable): Status {
    // A cause may be its own.
    val causes = generateSequence(problem) { it.cause }.take(8)
    return causes.firstNotNullOfOrNull(::named) ?: Status.UNKNOWN_CERT
}

private fun named(problem: Throwable): Status? =
    when (problem) {
        is CertificateExpiredException, is CertificateNotYetValidException -> Status.EXPIRED
        is CertificateRevokedException -> Status.REVOKED
        is CertPathValidatorException ->
            when (problem.reason) {
                BasicReason.REVOKED -> Status.REVOKED
                BasicReason.EXPIRED, BasicReason.NOT_YET_VALID -> Status.EXPIRED
                else -> null
            }
        is KeyStoreException, is NoSuchAlgorithmException -> Status.UNAVAILABLE
        is CertificateEncodingException, is CertificateParsingException -> Status.INVALID_ENCODING
        else -> null
    }
