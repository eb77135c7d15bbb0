package com.portico.ui

import com.portico.Action
import com.portico.Link
import com.portico.LinkKind
import com.portico.Portico
import com.portico.Problem
import com.portico.code
import com.portico.ffi.InternalException
import com.portico.ffi.PorticoException
import com.portico.problem
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.plus
import java.util.Locale

/** The app around its rooms. */
public data class AppState(
    /** Where the employee is, the list first; never empty. */
    public val stack: List<Place> = listOf(Place.Accounts),
    /** A line over the place. */
    public val notice: Notice? = null,
    /** Something is waited for. */
    public val working: Boolean = false,
    /** Where what the core offered is being done, until it is over. */
    public val running: Set<Place> = emptySet(),
    /** Nothing is shown until the owner was asked for. */
    public val covered: Boolean = false,
    /** As chosen. */
    public val theme: Theme = Theme.SYSTEM,
    /** BCP 47, of all words and texts. */
    public val language: String = "en",
) {
    /** Where the employee is. */
    val place: Place get() = stack.last()

    /** Whether going back stays in the app. What is covered is not closed by whoever holds the phone. */
    val canGoBack: Boolean get() = stack.size > 1 && !covered
}

/** What happens to the app as a whole. */
public sealed interface AppEvent {
    /** One place back. */
    public data object Back : AppEvent

    /** The app came to the front. */
    public data object Front : AppEvent

    /** The app is no longer seen. Not for a window that is only made anew, as on turning the phone. */
    public data object Behind : AppEvent

    /** The owner wants in. */
    public data object Uncover : AppEvent

    /** The line over the place was read. */
    public data object Read : AppEvent

    /** A button in that line. */
    public data class Run(public val action: Action) : AppEvent
}

/**
 * The app: which places are open, the line over them, and whether anything is shown at all. [scope] is the main thread's. [saved]:
 * what an earlier one, perhaps in another process, gave as [saved].
 */
public class AppPresenter(
    private val portico: Portico,
    private val host: Host,
    scope: CoroutineScope,
    saved: List<String> = emptyList(),
) : Presenter<AppState, AppEvent>(scope, first(portico, host, saved)) {
    private val rooms = HashMap<Place, Open>()
    private val behind = MutableSharedFlow<Unit>(extraBufferCapacity = 1)
    private val given = MutableStateFlow<Given?>(null)
    private var waiting = 0
    private var asking: Job? = null

    private class Open(val room: Room<*, *>, val scope: CoroutineScope) {
        fun close() {
            room.presenter.left()
            scope.cancel()
        }
    }

    /** The places, to be kept where the process may die: names and ids, nothing else. */
    public val saved: List<String> get() =
        state.value.stack
            .filter { it !is Place.Clear }
            .map(Place::save)

    /** Whether codes can be scanned. */
    internal val hasCamera: Boolean get() = host.camera != null

    init {
        portico.localeSet(state.value.language)
        scope.launch { portico.accounts.collect { keep { it is Place.Clear || portico.knows(it) } } }
        scope.launch {
            combine(state, portico.accounts, portico.signIns) { state, _, _ -> host.choices.lock || portico.hides(state.place) }
                .distinctUntilChanged()
                .collect(host::secure)
        }
        ask()
    }

    override fun on(event: AppEvent) {
        when (event) {
            AppEvent.Back -> back()
            AppEvent.Front -> {
                speak()
                ask()
            }
            AppEvent.Behind -> {
                behind.tryEmit(Unit)
                update { it.copy(covered = host.choices.lock) }
            }
            AppEvent.Uncover -> ask()
            AppEvent.Read -> update { it.copy(notice = null) }
            is AppEvent.Run -> house(state.value.place).run(event.action)
        }
    }

    /**
     * A text from outside: a link that was opened or shared. It is read without network and shown on its page; nothing is sent for
     * it before the employee's tap there.
     */
    public fun incoming(text: String) {
        house(state.value.place).incoming(text)
    }

    /** The room of a place, opened when it is first drawn. */
    internal fun room(place: Place): Room<*, *> =
        rooms
            .getOrPut(place) {
                val scope = scope + Job(scope.coroutineContext.job)
                Open(open(place, house(place), scope), scope)
            }.room

    internal fun house(place: Place): House = Inside(place)

    private fun back() {
        if (state.value.canGoBack) keep { it != state.value.place }
    }

    /** Closes every place that is not wanted any more. None is closed while it holds. */
    private fun keep(wanted: (Place) -> Boolean) {
        stack(state.value.stack.filter { it == Place.Accounts || wanted(it) })
    }

    private fun stack(places: List<Place>) {
        val before = state.value.stack
        if (places == before || (before - places.toSet()).any { rooms[it]?.room?.presenter?.holds == true }) return
        update { it.copy(stack = places, notice = if (places.last() == before.last()) it.notice else null) }
        (rooms.keys - places.toSet()).forEach { rooms.remove(it)?.close() }
        if (given.value?.let { link -> places.none { it.shows(link.link) } } == true) given.value = null
    }

    private fun ask() {
        if (!state.value.covered || asking?.isActive == true) return
        asking = scope.launch { if (host.owner()) update { it.copy(covered = false) } }
    }

    private fun speak() {
        val language = languageOf(host.choices)
        if (language != state.value.language) portico.localeSet(language)
        update { it.copy(theme = host.choices.theme, language = language) }
    }

    /** What failed before is no news any more. */
    private fun begun() {
        update { if (it.notice is Notice.Failed) it.copy(notice = null) else it }
        working(+1)
    }

    private fun working(change: Int) {
        waiting += change
        update { it.copy(working = waiting > 0) }
    }

    /** The house as one place sees it. */
    private inner class Inside(private val place: Place) : House {
        override val portico get() = this@AppPresenter.portico
        override val host get() = this@AppPresenter.host
        override val language = state.map { it.language }.distinctUntilChanged()
        override val behind get() = this@AppPresenter.behind
        override val given get() = this@AppPresenter.given

        override fun go(to: Place) {
            val stack = state.value.stack
            // The list may stand beside what was opened from it, which gives way to what is opened next.
            val below = if (to in stack) stack.subList(0, stack.indexOf(to)) else stack
            stack((if (place == Place.Accounts) listOf(place) - to else below) + to)
        }

        override fun instead(to: Place) {
            val stack = state.value.stack
            val below = if (place in stack) stack.subList(0, stack.indexOf(place)) else stack
            stack((below + to).distinct())
        }

        override fun leave() {
            keep { it != place }
        }

        override fun run(action: Action) {
            // A second tap means the first one, which may cost a try.
            if (place in state.value.running) return
            update { it.copy(running = it.running + place) }
            scope.launch {
                attempt { Actions(portico, host, this@Inside).run(action, place) }
                update { it.copy(running = it.running - place) }
            }
        }

        override fun incoming(text: String) {
            scope.launch {
                attempt {
                    show(Given(text, linksRead(text)))
                }
            }
        }

        private suspend fun show(link: Given) {
            when (link.link.kind) {
                LinkKind.Invitation -> page(Place.Invitation(), link)
                LinkKind.Recovery -> page(Place.Recovery(), link)
                // A sign-in shows the link, or what it says of a text that is none; only its own tap sends something.
                LinkKind.QrSignIn, LinkKind.Portal, LinkKind.PushSetup, LinkKind.Unknown, is LinkKind.Other ->
                    go(Place.SignIn(portico.signInStart(link = link.text).id))
            }
        }

        /** Another link has another page; for the same one it stays as it is, with what was typed there. */
        private fun page(place: Place, link: Given) {
            if (given.value?.text != link.text) {
                keep { it != place }
                given.value = link
            }
            go(place)
        }

        override fun notice(notice: Notice) {
            update { it.copy(notice = notice) }
        }

        override fun choose(choice: Choices.() -> Unit) {
            host.choices.choice()
            speak()
        }

        override suspend fun <T> attempt(shown: Boolean, call: suspend Portico.() -> T): T? {
            if (shown) begun()
            return try {
                portico.call()
            } catch (_: PorticoException.Cancelled) {
                null
            } catch (failed: PorticoException) {
                failed(failed.problem ?: portico.sayError(failed.code))
            } catch (_: InternalException) {
                failed(portico.sayError("internal"))
            } finally {
                if (shown) working(-1)
            }
        }

        private fun failed(problem: Problem): Nothing? {
            notice(Notice.Failed(problem))
            return null
        }
    }
}

private fun first(portico: Portico, host: Host, saved: List<String>): AppState =
    AppState(
        stack = stackOf(saved, portico),
        covered = host.choices.lock,
        theme = host.choices.theme,
        language = languageOf(host.choices),
    )

/** Whether this is a page of such a link, before something was sent for it or after. */
private fun Place.shows(link: Link): Boolean =
    when (link.kind) {
        LinkKind.Invitation -> this is Place.Invitation
        LinkKind.Recovery -> this is Place.Recovery
        LinkKind.QrSignIn, LinkKind.Portal, LinkKind.PushSetup, LinkKind.Unknown, is LinkKind.Other -> false
    }

/** BCP 47, of all words and texts: the one that was chosen, else the system's. */
public fun languageOf(choices: Choices): String = choices.language ?: Locale.getDefault().toLanguageTag()
