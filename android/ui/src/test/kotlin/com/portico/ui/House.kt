package com.portico.ui

import com.portico.Office
import com.portico.PASSWORD
import com.portico.SignInId
import com.portico.Step
import com.portico.office
import com.portico.scenario.at
import com.portico.scenario.field
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.job
import kotlinx.coroutines.plus
import kotlinx.coroutines.yield
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

/** The repository, from wherever Maven runs the tests. */
val REPOSITORY = File(System.getProperty("portico.repository") ?: "../..")

/** A phone that notes what it is asked for. */
class NotingHost : Host {
    val browsed = mutableListOf<String>()
    val shared = mutableListOf<String>()
    val copied = mutableListOf<String>()
    val secured = mutableListOf<Boolean>()
    var clipboard: String? = null
    var settingsOpened = 0
    var ownerIsThere = true
    override var privacyPolicy: String? = "https://company.example/privacy"
    override var version: String? = "0.1.0"
    var asked = 0

    var hasBrowser = true

    override fun browse(url: String): Boolean = browsed.add(url) && hasBrowser

    override fun share(text: String) {
        shared += text
    }

    override fun copy(text: String) {
        copied += text
    }

    override fun pasted(): String? = clipboard

    override fun openSettings() {
        settingsOpened++
    }

    override fun secure(on: Boolean) {
        secured += on
    }

    override val camera: Camera? = null

    override var screenReader = false

    override suspend fun owner(): Boolean {
        asked++
        return ownerIsThere
    }

    override val choices: Choices =
        object : Choices {
            override var language: String? = "en"
            override var theme = Theme.SYSTEM
            override var lock = false
        }
}

/** An office whose phone runs the app. */
class Played(val office: Office, around: CoroutineScope) {
    /** Of what a test opens by itself. */
    val scope = around + Job(around.coroutineContext.job)
    private val around = around
    val host = NotingHost()
    val portico get() = office.portico
    var app = open(emptyList())
        private set
    val state get() = app.state.value
    private var life: CoroutineScope? = null

    /** The app as it is after its process died: what it saved is all it has. */
    fun killed() {
        app = open(app.saved)
    }

    private fun open(saved: List<String>): AppPresenter {
        life?.cancel()
        val own = around + Job(around.coroutineContext.job)
        life = own
        return AppPresenter(office.portico, host, own, saved)
    }

    suspend fun until(wanted: (AppState) -> Boolean): AppState = app.state.first(wanted)

    /** At a place of which the app says that it is open. */
    suspend inline fun <reified P : Place> at(): P = until { it.place is P }.place as P

    /** Until what a tap has begun is over. */
    suspend fun untilIdle() {
        // The tap is heard first.
        yield()
        until { !it.working }
    }

    /** The app in another language. */
    fun speak(language: String) {
        host.choices.language = language
        app.on(AppEvent.Front)
    }

    /** Until the phone was told whether its window may be seen by others. */
    suspend fun untilSecured(wanted: Boolean) {
        while (host.secured.lastOrNull() != wanted) yield()
    }

    fun end() {
        life?.cancel()
        scope.cancel()
    }
}

/** Plays a story in the app, without its views. */
fun played(story: suspend Played.() -> Unit) =
    office { scope ->
        val played = Played(this, scope)
        try {
            played.story()
        } finally {
            played.end()
        }
    }

/** The words of a language as the Android resources have them: `values`, `values-de`, `values-ru`. */
fun wordsOf(folder: String): Map<String, String> {
    val files = File(REPOSITORY, "android/app/src/main/res/$folder").listFiles { file -> file.name.startsWith("words_") }
    return files.orEmpty().flatMap(::strings).toMap()
}

private fun strings(file: File): List<Pair<String, String>> {
    val all =
        DocumentBuilderFactory
            .newInstance()
            .newDocumentBuilder()
            .parse(file)
            .getElementsByTagName("string")
    return (0 until all.length)
        .map { all.item(it) as Element }
        .map {
            it.getAttribute("name") to
                it.textContent
                    .replace("\\'", "'")
                    .replace("\\\"", "\"")
                    .replace("\\n", "\n")
        }
}

/** Wrong passwords until the portal wants a picture. */
suspend fun Office.untilPicture(signIn: SignInId): Step.Captcha {
    portal.desk("PATCH /users/anna", mapOf("attempts" to 10L))
    return portico.signInSubmitCredentials(signIn, "anna", PASSWORD).step as Step.Captcha
}

/** Opens places, as taps on their ways would. */
fun AppPresenter.go(vararg places: Place) = places.forEach { house(state.value.place).go(it) }

/** A link that the portal gives: for a new password, for signing in, for an invitation. */
suspend fun Office.link(kind: String): String =
    when (kind) {
        "recovery" -> {
            employeeWithMail()
            portico.recoveryStart(portal.url, "dora")
            at(portal.desk("GET /mails"), "/mails/0/link")
        }
        "sign_in" -> field(portal.desk("POST /hash", mapOf("user" to "anna", "intent" to "preset_task")), "link")
        "invitation" ->
            field(portal.desk("POST /invite", mapOf("email" to "carla@company.example", "by" to "anna")), "link")
        else -> error(kind)
    } as String

/** Dora, who gets mails. */
fun Office.employeeWithMail() {
    val dora = mapOf("login" to "dora", "password" to PASSWORD, "name" to "Dora", "email" to "dora@company.example")
    portal.desk("POST /users", dora)
}
