package com.portico.app

import android.content.Intent
import android.os.Bundle
import android.os.Parcel
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.TouchInjectionScope
import androidx.compose.ui.test.hasAnyAncestor
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isEnabled
import androidx.compose.ui.test.isHeading
import androidx.compose.ui.test.isRoot
import androidx.compose.ui.test.junit4.v2.createAndroidComposeRule
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.performTouchInput
import androidx.lifecycle.Lifecycle
import androidx.test.core.app.ApplicationProvider
import androidx.test.platform.app.InstrumentationRegistry
import com.portico.Office
import com.portico.Portico
import com.portico.Vault
import com.portico.scenario.MemoryVault
import com.portico.ui.AppPresenter
import com.portico.ui.Word
import com.portico.ui.languageOf
import kotlinx.coroutines.runBlocking
import org.junit.rules.ExternalResource
import org.junit.rules.RuleChain
import org.junit.rules.TestRule
import org.junit.runner.Description
import org.junit.runners.model.Statement
import org.robolectric.Robolectric
import org.robolectric.android.controller.ActivityController
import org.robolectric.shadows.ShadowLooper
import java.util.concurrent.TimeUnit
import java.util.concurrent.locks.LockSupport

/** Moments in a second. */
private const val AWHILE = 500

/** The longest that anything here is waited for, in nanoseconds of the machine's time. */
private const val PATIENCE = 30_000_000_000L

/**
 * The app on a phone, an [office] with a portal to sign in to, as many others [beside] it, and a finger. As a rule: `@get:Rule val
 * story = Story()`. What a test says are words and texts, as an employee reads them; what it waits for is what is seen.
 */
class Story(private val vault: Vault = MemoryVault(), private val beside: Int = 0) : TestRule {
    val compose = createAndroidComposeRule<MainActivity>()
    lateinit var office: Office
        private set
    val portico: Portico get() = office.portico

    /** Why the app cannot be opened now; null: it can. */
    var closed: Throwable? = null
    private var reborn: ActivityController<MainActivity>? = null
    val activity: MainActivity get() = reborn?.get() ?: compose.activity
    val presenter: AppPresenter get() = open() ?: until("Portico is open", ::open)

    private val phone =
        object : ExternalResource() {
            override fun before() {
                office = Office(vault, beside)
                runBlocking { office.phone.start() }
                app.given.complete { office.portico }
            }

            override fun after() {
                reborn?.close()
                runBlocking { office.phone.end() }
                office.close()
            }
        }

    private val app get() = ApplicationProvider.getApplicationContext<TestApp>()

    override fun apply(base: Statement, description: Description): Statement =
        RuleChain.outerRule(phone).around(compose).apply(base, description)

    /** The text of a word, in the phone's language. */
    fun text(word: Word, vararg with: Any): String = wordsOf(activity, languageOf(activity.model.host.choices)).get(word, *with)

    /** Touches what has this name. It must be there, seen and enabled, now or soon. */
    fun tap(name: String) {
        val touched = until("$name can be touched") { seen(hasClickAction() and isEnabled() and named(name)) }
        touched.scrolled().performClick()
        settle()
    }

    fun tap(word: Word, vararg with: Any) = tap(text(word, *with))

    /** Moves a finger over the row, button or field with this name, and takes it away. */
    fun touch(name: String, finger: TouchInjectionScope.() -> Unit) {
        until("$name is there") { seen(hasClickAction() and named(name)) }.performTouchInput(finger)
        settle()
    }

    /** Types into the field with this label, instead of what is there. */
    fun type(label: String, typed: String) {
        until("a field $label") { seen(hasSetTextAction() and hasText(label)) }.scrolled().performTextReplacement(typed)
        settle()
    }

    fun type(label: Word, typed: String) = type(text(label), typed)

    /** Until a text is on the screen. */
    fun see(text: String) {
        until("“$text” is seen") { seen(named(text)) }
    }

    fun see(word: Word, vararg with: Any) = see(text(word, *with))

    /** Until the screen has this title. */
    fun at(title: String) {
        until("the screen “$title”") { seen(isHeading() and hasText(title)) }
    }

    fun at(title: Word, vararg with: Any) = at(text(title, *with))

    /** Lets a while pass on the phone and at the portal, countdowns too. */
    fun pass(seconds: Long) {
        office.advance(seconds)
        ShadowLooper.idleMainLooper(seconds, TimeUnit.SECONDS)
        compose.mainClock.advanceTimeBy(seconds * 1000)
        settle()
    }

    /** Another app sends something to this one. */
    fun arrive(intent: Intent) {
        compose.runOnUiThread { InstrumentationRegistry.getInstrumentation().callActivityOnNewIntent(activity, intent) }
        settle()
    }

    /** The system's way back. */
    fun back() {
        compose.runOnUiThread { activity.onBackPressedDispatcher.onBackPressed() }
        settle()
    }

    /**
     * The process dies, and the app is opened again from what the system had saved; that and the data folder are all that is left.
     * [meanwhile]: what somebody else does to the folder. Gives every text that was saved.
     */
    fun killed(meanwhile: () -> Unit = {}): List<String> {
        val saved = Bundle()
        compose.runOnUiThread { InstrumentationRegistry.getInstrumentation().callActivityOnSaveInstanceState(activity, saved) }
        val bytes = Parcel.obtain().apply { writeBundle(saved) }.marshall()
        reborn?.close() ?: compose.activityRule.scenario.moveToState(Lifecycle.State.DESTROYED)
        runBlocking { office.phone.end() }
        meanwhile()
        app.restarted {
            closed?.let { throw it }
            office.phone.start()
            office.portico
        }
        val copy = Parcel.obtain().apply { unmarshall(bytes, 0, bytes.size) }.apply { setDataPosition(0) }
        val found = checkNotNull(copy.readBundle(MainActivity::class.java.classLoader))
        val texts = texts(found) // before it is taken in: that empties it
        reborn = Robolectric.buildActivity(MainActivity::class.java).setup(found)
        until("it was opened, or could not be") {
            activity.model.opening.value
                .takeIf { it != Opening.Waiting }
        }
        return texts
    }

    /**
     * Compares the screen with `tests/screens/NAME.android.txt`, once it is so: what the core does comes a little later. With
     * UPDATE_GOLDEN=1 writes it.
     */
    fun screen(name: String) {
        val portals = listOf(office.portal) + office.beside
        // There is nothing yet to wait for: a second is given to what is still under way.
        if (UPDATE) {
            repeat(AWHILE) {
                settle()
                rest()
            }
        }
        val begun = System.nanoTime()
        while (true) {
            settle()
            try {
                return ScreenTree.compare(name, compose.onAllNodes(isRoot()).fetchSemanticsNodes(), portals)
            } catch (another: AssertionError) {
                if (System.nanoTime() - begun > PATIENCE) throw another
                rest()
            }
        }
    }

    /** Until [found] gives something. The core works in threads of its own, and tells the main one, which runs only when told to. */
    fun <T : Any> until(what: String, found: () -> T?): T {
        val begun = System.nanoTime()
        while (true) {
            settle()
            found()?.let { return it }
            if (System.nanoTime() - begun > PATIENCE) {
                throw AssertionError(
                    "Not so: $what. The screen:\n" + ScreenTree.write(compose.onAllNodes(isRoot()).fetchSemanticsNodes()),
                )
            }
            rest()
        }
    }

    /** The core works in threads of its own. */
    private fun rest() = LockSupport.parkNanos(2_000_000)

    private fun open(): AppPresenter? = (activity.model.opening.value as? Opening.Done)?.app

    private fun settle() {
        ShadowLooper.idleMainLooper()
        compose.waitForIdle()
    }

    private fun texts(saved: Any?): List<String> =
        when (saved) {
            is CharSequence -> listOf(saved.toString())
            is Bundle ->
                saved.keySet().flatMap {
                    @Suppress("DEPRECATION")
                    texts(saved.get(it))
                }
            is Iterable<*> -> saved.flatMap(::texts)
            is Array<*> -> saved.flatMap(::texts)
            is Map<*, *> -> saved.values.flatMap(::texts)
            else -> emptyList()
        }

    private fun named(text: String) = hasText(text) or hasContentDescription(text)

    private fun seen(what: SemanticsMatcher): SemanticsNodeInteraction? =
        compose.onAllNodes(what).let { all -> if (all.fetchSemanticsNodes().isEmpty()) null else all[0] }

    private fun SemanticsNodeInteraction.scrolled(): SemanticsNodeInteraction =
        if (hasAnyAncestor(hasScrollAction()).matches(fetchSemanticsNode())) performScrollTo() else this
}
