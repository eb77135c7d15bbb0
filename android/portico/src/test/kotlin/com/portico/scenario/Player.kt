package com.portico.scenario

import com.portico.code
import com.portico.ffi.PorticoException
import com.portico.problem
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import java.io.File
import kotlin.io.path.createTempDirectory
import kotlin.time.Duration.Companion.minutes

private val FOLDER = File(System.getProperty("portico.repository") ?: "../..", "tests/scenarios")

/** The scenarios, by name. */
fun scenarios(): List<String> =
    FOLDER
        .list()
        .orEmpty()
        .filter { it.endsWith(".json") && it != "schema.json" }
        .map { it.removeSuffix(".json") }
        .sorted()

/** Plays a scenario to its end, or to the first thing that is not as expected. */
fun play(name: String) {
    val scenario = parse(File(FOLDER, "$name.json").readText())
    val folder = createTempDirectory("scenario").toFile()
    val portals = LinkedHashMap<String, Portal>()
    try {
        (field(scenario, "portals") as Map<*, *>).forEach { (name, company) ->
            portals[name.toString()] = Portal(company, folder)
        }
        runBlocking { withTimeout(3.minutes) { Player(scenario, portals, folder).play() } }
    } finally {
        portals.values.forEach(Portal::close)
        folder.deleteRecursively()
    }
}

private class Player(private val scenario: Json, private val portals: Map<String, Portal>, folder: File) {
    private val names = Names()
    private val clock = MovedClock()
    private val phones =
        (field(scenario, "phones") as Map<*, *>? ?: mapOf("phone" to emptyMap<String, Json>())).entries.associate {
            val name = it.key.toString()
            name to Phone(File(folder, name), portals.values, clock, field(it.value, "locale") as String? ?: "en")
        }

    suspend fun play() {
        portals.forEach { (name, portal) ->
            names["$name.url"] = portal.url
            names["$name.port"] = portal.port
        }
        try {
            phones.values.forEach { it.start() }
            (field(scenario, "steps") as List<*>).forEachIndexed { i, step -> numbered(i + 1, step) }
        } finally {
            phones.values.forEach { it.end() }
        }
    }

    private suspend fun numbered(number: Int, step: Json) {
        val kind = KINDS.single { it in (step as Map<*, *>) }
        try {
            play(kind, step)
        } catch (failure: Exception) {
            throw AssertionError("step $number ($kind ${field(step, kind)}): ${failure.message ?: failure}", failure)
        }
    }

    private suspend fun play(kind: String, step: Json) {
        when (kind) {
            "call" -> {
                begin(step)()
            }

            "parallel" -> {
                parallel(field(step, "parallel") as List<*>)
            }

            "desk" -> {
                judge(step, portal(step).desk(names.text(field(step, "desk") as String), names.fill(field(step, "body"))))
            }

            "advance" -> {
                advance(field(step, "advance") as Long)
            }

            "skew" -> {
                portal(step).desk("POST /clock", mapOf("skew_s" to field(step, "skew")))
            }

            "restart" -> {
                phone(step).restart()
            }

            "expect_requests" -> {
                val requests = portal(step).newRequests()
                expect(names.fill(field(step, "expect_requests")), requests)
                save(step, requests)
            }

            "read_picture" -> {
                readPicture(step)
            }

            "perform" -> {
                perform(step)
            }
        }
    }

    private fun advance(seconds: Long) {
        clock.advance(seconds)
        portals.values.forEach { it.desk("POST /clock", mapOf("advance_s" to seconds)) }
    }

    /** All begun in this order, without waiting for one. */
    private suspend fun parallel(calls: List<Json>) =
        coroutineScope {
            val begun =
                calls.flatMap { call ->
                    val times = field(call, "times") as Long? ?: 1
                    (1..times).map { begin(call).let { async(start = CoroutineStart.UNDISPATCHED) { it() } } }
                }
            begun.awaitAll()
        }

    private fun begin(step: Json): suspend () -> Unit {
        val arguments = names.fill(field(step, "params") ?: emptyMap<String, Json>())
        val phone = phone(step)
        return { judge(step, outcome(step) { phone.portico.call(field(step, "call") as String, arguments) }) }
    }

    private suspend fun readPicture(step: Json) {
        val arguments = names.fill(field(step, "read_picture"))
        val call = if (field(arguments, "recovery") == null) "sign_in.captcha_picture" else "recovery.captcha_picture"
        val picture = phone(step).portico.call(call, arguments)
        save(step, mapOf("media_type" to field(picture, "media_type"), "word" to portal(step).word()))
    }

    /** Presses the button: a call is called, a page opened, a help card asked for. Settings and a camera are the view's own. */
    private suspend fun perform(step: Json) {
        val kind = field(step, "perform") as String
        val action = offered(kind, names.fill(field(step, "of")), names.fill(field(step, "with")))
        val own = names.fill(field(step, "params") ?: emptyMap<String, Json>()) as Map<*, *>
        val brought = field(action, "args") as Map<*, *>? ?: emptyMap<String, Json>()
        check(own.keys.none { it in brought }) { "the action brings its own ${own.keys}" }
        val arguments = brought + own
        val came =
            outcome(step) {
                when (kind) {
                    "open_url" -> browse(arguments["url"] as String)
                    "share_help_card" -> phone(step).portico.call("help.card", arguments)
                    "open_settings", "scan_qr" -> arguments
                    else -> phone(step).portico.call(kind, arguments)
                }
            }
        judge(step, came)
    }

    /** In the order in which a view draws it: the problem's steps (or its own, if it is one), then the step's other ways. */
    private fun offered(kind: String, record: Json, with: Json): Json {
        val lists =
            listOf(
                "/problem/steps",
                "/steps",
                "/step/other_ways",
            ).map { at(record, it) as? List<*> ?: emptyList<Json>() }
        val actions = lists.flatten().mapNotNull { field(it, "action") }
        return actions.firstOrNull { field(it, "kind") == kind && (with == null || fits(with, field(it, "args"))) }
            ?: throw Unexpected("not offered; there is ${print(actions)}")
    }

    /** A host that is no portal of this scenario is not asked: no test leaves the machine. */
    private fun browse(url: String): Json =
        portals.values.find { url.split('/')[2].endsWith(":${it.port}") }?.browse(url) ?: mapOf("url" to url)

    /** The result where one was wished for, the error where that error was. */
    private suspend fun outcome(step: Json, call: suspend () -> Json): Json {
        val wished = field(step, "error")
        val came =
            try {
                call()
            } catch (error: PorticoException) {
                if (error.code != wished) throw Unexpected("it failed with ${error.code}, ${written(error.problem)}")
                return mapOf("code" to error.code, "problem" to written(error.problem)).filterValues { it != null }
            }
        if (wished != null) throw Unexpected("it was to fail with $wished, but gave ${print(came)}")
        return came
    }

    private fun judge(step: Json, came: Json) {
        if ("expect" in (step as Map<*, *>)) {
            try {
                expect(names.fill(step["expect"]), came)
            } catch (wrong: Unexpected) {
                throw Unexpected("${wrong.message}\nin ${print(came)}")
            }
        }
        save(step, came)
    }

    private fun save(step: Json, came: Json) {
        (field(step, "save") as Map<*, *>?)?.forEach { (name, pointer) ->
            names[name.toString()] = at(came, pointer as String) ?: throw Unexpected("no $pointer in ${print(came)}")
        }
    }

    private fun portal(step: Json): Portal =
        (field(step, "portal") as String?)?.let(portals::getValue) ?: portals.values.single()

    private fun phone(step: Json): Phone = (field(step, "phone") as String?)?.let(phones::getValue) ?: phones.values.single()

    private companion object {
        val KINDS =
            listOf("call", "desk", "advance", "skew", "restart", "parallel", "expect_requests", "read_picture", "perform")
    }
}
