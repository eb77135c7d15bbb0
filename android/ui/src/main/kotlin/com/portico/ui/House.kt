package com.portico.ui

import com.portico.Action
import com.portico.Link
import com.portico.Portico
import com.portico.Problem
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.StateFlow

/** What a room has of the house around it. Given to its presenter; each place has its own. */
public interface House {
    /** The core. */
    public val portico: Portico

    /** The phone. */
    public val host: Host

    /** BCP 47, of all words and texts: the one of now, then each other. Texts that were read before are read again. */
    public val language: Flow<String>

    /** The link that came from outside last, for the page that shows it. It goes with that page. */
    public val given: StateFlow<Given?>

    /** Each time the app is no longer seen. */
    public val behind: Flow<Unit>

    /** Opens a place, or goes back to it where it is open already. */
    public fun go(to: Place)

    /** This place gives way to another: a form to what was made of it. */
    public fun instead(to: Place)

    /** Away from this place, to the one below. */
    public fun leave()

    /** Runs what the core offers. */
    public fun run(action: Action)

    /** A text that was scanned, pasted or opened: it is read, shown on its page, and nothing is sent for it. */
    public fun incoming(text: String)

    /** A line for something that was done. */
    public fun notice(notice: Notice)

    /** The employee chooses: kept by the phone, and drawn at once. */
    public fun choose(choice: Choices.() -> Unit)

    /**
     * Carries out what may wait, with progress shown; not [shown]: the place does that itself. What fails is shown, once, over the
     * place; null then. To be called from the presenter's scope: what it was for ends with the place, what was begun in the core
     * does not.
     */
    public suspend fun <T> attempt(shown: Boolean = true, call: suspend Portico.() -> T): T?
}

/** A link from outside. It may be a secret, so it is held here only: in no state, in no saved place, in no text of this object. */
public class Given(public val text: String, public val link: Link) {
    override fun toString(): String = "Given(${link.kind.code})"
}

/** A line over the screen. */
public sealed interface Notice {
    /** In words of ours; [with]: what is put into them. */
    public data class Of(public val word: Word, public val with: String = "") : Notice

    /** Something failed, in the core's words. */
    public data class Failed(public val problem: Problem) : Notice
}
