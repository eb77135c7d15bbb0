package com.portico.ui.signin

import com.portico.Office
import com.portico.PASSWORD
import com.portico.SignInId
import com.portico.Step
import com.portico.scenario.field
import com.portico.ui.Place
import com.portico.ui.Played
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.Secret
import com.portico.ui.played
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.first
import kotlin.coroutines.CoroutineContext
import kotlin.time.Instant

/** Anna before a sign-in's screen, which is closed and opened again as she likes. */
class Signing(val played: Played, val id: SignInId, private val context: CoroutineContext) {
    val office: Office get() = played.office
    val portico get() = played.portico
    val seconds = MutableSharedFlow<Unit>()
    lateinit var screen: SignInPresenter
        private set
    private lateinit var scope: CoroutineScope
    val state get() = screen.state.value

    init {
        open()
    }

    /** Another screen of the same sign-in. */
    fun open(on: CoroutineContext = context) {
        scope = CoroutineScope(on + Job())
        val now = { Instant.fromEpochMilliseconds(office.clock.wallMs()) }
        screen = SignInPresenter(scope, played.app.house(Place.SignIn(id)), id, seconds, now)
    }

    fun close() {
        scope.cancel()
    }

    /** The app is ended and opened again, and the screen with it. */
    suspend fun restart() {
        close()
        office.phone.restart()
        played.killed()
        open()
    }

    fun on(vararg events: SignInEvent) = events.forEach(screen::on)

    suspend fun until(wanted: (SignInState) -> Boolean): SignInState = screen.state.first(wanted)

    /** At a step, with nothing under way. */
    suspend inline fun <reified S : Step> at(): S = until { it.at.step is S && !it.busy }.at.step as S

    fun type(login: String, password: String) = on(SignInEvent.Login(login), SignInEvent.Password(Secret(password)))

    suspend fun untilPictureIsHere() = until { it.picture is PictureState.Here }

    /** Types what the picture says. */
    fun read() = on(SignInEvent.Word(Secret(office.portal.word() as String)))

    /** The code that her device shows now, or one of her backup codes. */
    fun codeOf(login: String, backup: Boolean = false): String {
        val users = field(office.portal.desk("GET /state"), "users") as List<*>
        val otp = field(users.first { field(it, "login") == login }, "otp")
        return (if (backup) (field(otp, "recovery_codes") as List<*>).first() else field(otp, "current_code")) as String
    }
}

/** Plays a story before a sign-in's screen that waits for login and password. */
fun signing(prepare: suspend Office.() -> SignInId = { atCredentials() }, story: suspend Signing.() -> Unit) =
    played {
        val signing = Signing(this, office.prepare(), currentCoroutineContext())
        try {
            signing.story()
        } finally {
            signing.close()
        }
    }

/** Anna's next sign-in is asked for a picture. */
fun Office.lockedOut() {
    portal.desk("PATCH /users/anna", mapOf("attempts" to 10L))
}

/** Signs in to the end. */
suspend fun Signing.signIn() {
    type("anna", PASSWORD)
    on(SignInEvent.Send)
    at<Step.Done>()
}
