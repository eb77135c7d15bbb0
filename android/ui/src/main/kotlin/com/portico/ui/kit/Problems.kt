package com.portico.ui.kit

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ProvidableCompositionLocal
import androidx.compose.runtime.compositionLocalOf
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import com.portico.Action
import com.portico.Cost
import com.portico.OtherWay
import com.portico.Problem
import com.portico.Retry
import com.portico.Who
import com.portico.ui.Deed
import com.portico.ui.account.AccountWord
import com.portico.ui.say

/** A problem, whole: what, why, what to do and who can do it, and what the next try costs. */
@Composable
public fun ProblemCard(problem: Problem, onAction: (Action) -> Unit) {
    ErrorCard {
        Heading(problem.title)
        ProblemText(problem, onAction)
    }
}

/** A problem under a title that is drawn elsewhere. */
@Composable
public fun ProblemText(problem: Problem, onAction: (Action) -> Unit) {
    Text(problem.cause)
    Detail(problem)
    Steps(problem, problem.steps.indices, onAction)
    WhoAndPrice(problem)
}

/**
 * A problem above what is done about it, which must stay in sight: what, its first cause, and what the next try costs; the rest opens in
 * place. A first step that has a button is not left out: nothing below does it. [said]: what the screen says elsewhere, and the rest
 * not once more. [why]: the first cause is in sight too, where the screen does not say as much itself.
 */
@Composable
public fun BriefProblem(problem: Problem?, onAction: (Action) -> Unit, said: String = "", why: Boolean = true) {
    // Kept while the next answer is waited for: who opened it is not to open it again for the same.
    var opened by rememberSaveable { mutableStateOf("") }
    if (problem == null) return
    val open = opened == problem.code
    val cause = if (why) firstSentence(problem.cause) else ""
    val rest =
        problem.cause
            .removePrefix(cause)
            .removeSuffix(said)
            .trim()
    val shown =
        if (problem.steps
                .firstOrNull()
                ?.action
                ?.let(Deed::of) == null
        ) {
            0
        } else {
            1
        }
    ErrorCard {
        Heading(problem.title)
        if (why) Text(cause)
        Detail(problem)
        Steps(problem, 0 until shown, onAction)
        WhoAndPrice(problem)
        if (rest.isNotEmpty() || problem.steps.size > shown) {
            val toggle = { opened = if (open) "" else problem.code }
            SmallButton(say(AccountWord.WHY), toggle, Modifier.opens(open, toggle))
            if (open && rest.isNotEmpty()) Text(rest)
            if (open) Steps(problem, shown..problem.steps.lastIndex, onAction)
        }
    }
}

/** What is typed into a field. */
internal enum class Typed { PASSWORD, NEW_PASSWORD, NAME }

/** What the field for [typed] is marked with: the problem that is about it. */
internal fun Problem?.markOf(typed: Typed): String? = this?.title?.takeIf { ABOUT[code] == typed }

private val ABOUT =
    mapOf(
        "wrong_credentials" to Typed.PASSWORD,
        "new_password_short" to Typed.NEW_PASSWORD,
        "names_needed" to Typed.NAME,
    )

/** Up to the first full stop that something follows: the dots of a host are none. */
internal fun firstSentence(text: String): String = text.substring(0, (SENTENCE.find(text)?.range?.first ?: text.lastIndex) + 1)

private val SENTENCE = Regex("[.!?](?= )")

@Composable
private fun ErrorCard(content: @Composable ColumnScope.() -> Unit) {
    Surface(color = MaterialTheme.colorScheme.errorContainer, shape = MaterialTheme.shapes.medium) {
        Column(Modifier.fillMaxWidth().padding(16.dp, 12.dp), Arrangement.spacedBy(8.dp), content = content)
    }
}

@Composable
private fun Detail(problem: Problem) {
    problem.detail?.let { Text(say(KitWord.PORTAL_SAYS, it)) }
}

@Composable
private fun Steps(problem: Problem, which: IntRange, onAction: (Action) -> Unit) {
    for (at in which) {
        val step = problem.steps[at]
        Column {
            Text(say(KitWord.STEP, at + 1, step.text))
            step.action?.let { ActionButton(it, onAction) }
        }
    }
}

@Composable
private fun WhoAndPrice(problem: Problem) {
    Text(say(who(problem.who)) + " " + price(problem.retry), style = MaterialTheme.typography.bodyMedium)
}

/** The ways on beside the one that is asked for, those without a picture marked. */
@Composable
public fun WaysList(ways: List<OtherWay>, onAction: (Action) -> Unit) {
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(12.dp)) {
        Heading(say(KitWord.OTHER_WAYS))
        // Said only where it tells one way from another.
        val pictures = ways.any { it.needsPicture }
        ways.forEach { way ->
            Column {
                Text(if (pictures && !way.needsPicture) way.text + " " + say(KitWord.NO_PICTURE) else way.text)
                way.action?.let { ActionButton(it, onAction) }
            }
        }
    }
}

/** Whether what the core offered is being done at this place: until it is over nothing more is taken up. */
public val LocalRunning: ProvidableCompositionLocal<Boolean> = compositionLocalOf { false }

/** Runs what the core offers. Not drawn where this app does not know how. */
@Composable
public fun ActionButton(action: Action, onAction: (Action) -> Unit) {
    val deed = Deed.of(action) ?: return
    Row(Modifier.fillMaxWidth()) { SmallButton(named(deed), { onAction(action) }, enabled = !LocalRunning.current) }
}

@Composable
private fun named(deed: Deed): String = if (deed == Deed.SCAN) scanning(deed) else say(deed)

private fun who(who: Who): KitWord =
    when (who) {
        Who.YOU -> KitWord.WHO_YOU
        Who.ADMINISTRATOR -> KitWord.WHO_ADMINISTRATOR
        Who.SUPPORT -> KitWord.WHO_SUPPORT
    }

/** What the next try costs, in words. */
@Composable
public fun price(retry: Retry): String {
    val cost =
        when (retry.cost) {
            Cost.FREE -> KitWord.COST_FREE
            Cost.ONE_TRY -> KitWord.COST_ONE_TRY
            Cost.NONE_HELPS -> KitWord.COST_NONE_HELPS
        }
    return listOfNotNull(say(cost), retry.waitS?.let { say(KitWord.WAIT, span(it.toLong())) }).joinToString(" ")
}
