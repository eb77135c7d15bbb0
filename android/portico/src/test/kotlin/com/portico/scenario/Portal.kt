package com.portico.scenario

import java.io.ByteArrayInputStream
import java.io.File
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpResponse
import java.security.KeyStore
import java.security.cert.CertificateFactory
import java.time.Duration
import java.util.concurrent.TimeUnit
import javax.net.ssl.SSLContext
import javax.net.ssl.TrustManagerFactory

private val PROGRAM = System.getProperty("portico.portal") ?: "target/debug/portico-portal"

/** A reference portal in a process of its own, known by HTTP only. */
class Portal(company: Json, folder: File) : AutoCloseable {
    private val process: Process
    val url: String
    val pem: String
    private val desk: String
    private val web: HttpClient

    /** Number of the last request that a step has seen. */
    private var seen = 0L

    init {
        val file = File.createTempFile("company", ".json", folder).apply { writeText(print(company)) }
        process =
            ProcessBuilder(PROGRAM, "--company", file.path).redirectError(ProcessBuilder.Redirect.DISCARD).start()
        val ready = parse(process.inputStream.bufferedReader().readLine() ?: error("the portal did not start"))
        url = field(ready, "portal") as String
        desk = field(ready, "desk") as String
        pem = File(field(ready, "ca") as String).readText()
        web =
            HttpClient
                .newBuilder()
                .sslContext(trusting(pem))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build()
    }

    val port get() = URI(url).port.toLong()

    /** One call of the desk: a method, a blank and a path. */
    fun desk(call: String, body: Json = null): Json {
        val (method, path) = call.split(' ', limit = 2)
        val request = HttpRequest.newBuilder(URI(desk + path)).header("content-type", "application/json")
        val sent = if (body == null) HttpRequest.BodyPublishers.noBody() else HttpRequest.BodyPublishers.ofString(print(body))
        val answer = fetch(request.method(method, sent))
        check(answer.statusCode() in 200..299) { "the desk answers ${answer.statusCode()}: ${answer.body()}" }
        return parse(answer.body())
    }

    /** What a browser finds there. */
    fun browse(address: String): Json {
        val answer = fetch(HttpRequest.newBuilder(URI(address)))
        return mapOf("url" to address, "status" to answer.statusCode().toLong(), "bytes" to answer.body().length.toLong())
    }

    /** The requests that no step has seen yet; now seen. */
    fun newRequests(): List<Json> {
        val requests = field(desk("GET /requests?after=$seen"), "requests") as List<Json>
        requests.lastOrNull()?.let { seen = field(it, "n") as Long }
        return requests
    }

    /** The word of the newest picture that was fetched. */
    fun word(): Json {
        val requests = field(desk("GET /requests?after=0"), "requests") as List<Json>
        val paths = requests.map { field(it, "path") as String }
        val picture = paths.lastOrNull { "captcha_sid=" in it } ?: error("no picture was fetched")
        return field(desk("GET /captcha/" + picture.substringAfter("captcha_sid=").substringBefore('&')), "word")
    }

    override fun close() {
        process.destroy()
        if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly()
    }

    private fun fetch(request: HttpRequest.Builder): HttpResponse<String> =
        web.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString())
}

private fun trusting(pem: String): SSLContext {
    val store = KeyStore.getInstance(KeyStore.getDefaultType()).apply { load(null) }
    val certificates = CertificateFactory.getInstance("X.509").generateCertificates(ByteArrayInputStream(pem.toByteArray()))
    certificates.forEachIndexed { i, certificate -> store.setCertificateEntry("$i", certificate) }
    val trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm()).apply { init(store) }
    return SSLContext.getInstance("TLS").apply { init(null, trust.trustManagers, null) }
}
