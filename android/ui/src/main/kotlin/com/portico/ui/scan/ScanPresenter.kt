package com.portico.ui.scan

import com.portico.Action
import com.portico.Link
import com.portico.LinkKind
import com.portico.Problem
import com.portico.SignInId
import com.portico.ui.Camera
import com.portico.ui.House
import com.portico.ui.Presenter
import com.portico.ui.everySecond
import com.portico.ui.kit.Secret
import com.portico.ui.saying
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.launch
import kotlin.time.Clock
import kotlin.time.Instant

/**
 * A text from outside, before it is used. [text]: scanned, pasted or typed. [link]: what it says; null while nobody has asked. [camera]:
 * what to see through; null where there is none, or it may not be used. [expiresIn]: seconds. [forSignIn]: instead of what an open
 * sign-in asks for. [nothingPasted]: the clipboard held no text. [failed]: why it could not be read or used.
 */
public data class ScanState(
    val text: Secret = Secret(),
    val link: Link? = null,
    val expiresIn: Long? = null,
    val camera: Camera? = null,
    val cameraRefused: Boolean = false,
    val nothingPasted: Boolean = false,
    val sending: Boolean = false,
    val failed: Problem? = null,
    val forSignIn: Boolean = false,
)

/** What the employee does with a text from outside. */
public sealed interface ScanEvent {
    /** Typed by hand. */
    public data class Text(public val text: Secret) : ScanEvent

    /** The camera sees a code that says this. */
    public data class Seen(public val text: Secret) : ScanEvent

    /** The camera may not be used. */
    public data object CameraRefused : ScanEvent

    /** A tap on the button that reads the clipboard. */
    public data object Paste : ScanEvent

    /** What does the typed text say? */
    public data object Look : ScanEvent

    /** Another text instead of the one that is shown. */
    public data object Another : ScanEvent

    /** What is shown is what was meant. */
    public data object Use : ScanEvent

    /** A button beside a sentence of the core. */
    public data class Run(public val action: Action) : ScanEvent

    /** The system's settings, where the camera is allowed. */
    public data object Settings : ScanEvent

    public data object Leave : ScanEvent
}

/**
 * Reads a text and shows what it says. It goes on with it only when the employee taps, and then it is shown once more, at the step or
 * the page it is for, before anything is sent.
 */
public class ScanPresenter(
    scope: CoroutineScope,
    private val house: House,
    private val signIn: SignInId? = null,
    seconds: Flow<Unit> = everySecond,
    private val now: () -> Instant = Clock.System::now,
) : Presenter<ScanState, ScanEvent>(scope, ScanState(camera = house.host.camera, forSignIn = signIn != null)) {
    private val portico = house.portico
    private var call: Job? = null

    init {
        scope.launch { seconds.collect { update { it.copy(expiresIn = it.link?.let(::expiresIn)) } } }
    }

    override fun on(event: ScanEvent) {
        when (event) {
            is ScanEvent.Text -> update { it.copy(text = event.text, link = null, failed = null, nothingPasted = false) }
            // The camera says a code many times a second, and others beside it: the first one stays until it is put away.
            is ScanEvent.Seen -> if (state.value.link == null) look(event.text)
            is ScanEvent.CameraRefused -> update { it.copy(camera = null, cameraRefused = true) }
            is ScanEvent.Paste -> paste()
            is ScanEvent.Look -> look(state.value.text)
            is ScanEvent.Another -> update { it.copy(text = Secret(), link = null, failed = null) }
            is ScanEvent.Use -> use()
            is ScanEvent.Run -> house.run(event.action)
            is ScanEvent.Settings -> house.host.openSettings()
            is ScanEvent.Leave -> house.leave()
        }
    }

    private fun paste() {
        val text = house.host.pasted()?.takeIf { it.isNotBlank() }
        if (text == null) update { it.copy(nothingPasted = true) } else look(Secret(text))
    }

    private fun look(text: Secret) {
        if (text.text.isBlank()) return
        val link = portico.saying(::failed, late = {}) { linksRead(text.text) } ?: return
        update { it.copy(text = text, link = link, expiresIn = expiresIn(link), nothingPasted = false, failed = null) }
    }

    private fun expiresIn(link: Link): Long? = link.expires?.let { (it - now()).inWholeSeconds.coerceAtLeast(0) }

    private fun use() {
        val kind = state.value.link?.kind ?: return
        val text = state.value.text.text
        val signsIn = kind is LinkKind.QrSignIn || kind is LinkKind.Portal
        if (signIn != null && signsIn) inSignIn(signIn, text) else house.incoming(text)
    }

    /** It goes on in the open sign-in, which shows the link before anything is sent for it. */
    private fun inSignIn(signIn: SignInId, text: String) {
        if (call?.isActive == true) return
        update { it.copy(sending = true, failed = null) }
        call =
            scope.launch(start = CoroutineStart.UNDISPATCHED) {
                val taken = portico.saying(::failed, late = {}) { signInSubmitAddress(signIn, text) }
                update { it.copy(sending = false) }
                if (taken != null) house.leave()
            }
    }

    private fun failed(problem: Problem) {
        update { it.copy(failed = problem) }
    }
}
