package com.portico.app

import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsConfiguration
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.state.ToggleableState
import com.portico.scenario.Portal
import org.junit.Assert.assertEquals
import java.io.File

private val REPOSITORY = File(checkNotNull(System.getProperty("portico.repository")))

/** Whether what is compared is written instead: UPDATE_GOLDEN=1. */
internal val UPDATE = System.getenv("UPDATE_GOLDEN") == "1"

/**
 * A screen as a screen reader tells it: a line for each element, in the order in which they are read. Both apps write such files,
 * `tests/screens/NAME.android.txt` and `NAME.ios.txt`; tests/tools/screens compares them.
 */
object ScreenTree {
    /** As people write it, and as the help card does. */
    private val TIME = Regex("""[A-Z][a-z]{2} \d+, \d{4}, \d+:\d\d\h[AP]M|\d{4}-\d\d-\d\dT[\d:.]+Z""")

    fun compare(name: String, roots: List<SemanticsNode>, portals: List<Portal>) {
        val written = masked(write(roots), portals)
        val file = File(REPOSITORY, "tests/screens/$name.android.txt")
        if (UPDATE) {
            file.parentFile!!.mkdirs()
            file.writeText(written)
        }
        check(file.exists()) { "There is no $file: UPDATE_GOLDEN=1 writes it. It would be:\n$written" }
        assertEquals("tests/screens/$name.android.txt", file.readText(), written)
    }

    fun write(roots: List<SemanticsNode>): String {
        val told = roots.flatMap(::told)
        return roots.flatMap { lines(it, told) }.joinToString("") { "$it\n" }
    }

    /** The same on every run: portals have another port each time, and it is another day. */
    private fun masked(text: String, portals: List<Portal>): String =
        portals.foldIndexed(text.replace(TIME, "TIME")) { i, masked, portal ->
            val name = if (i == 0) "PORTAL" else "PORTAL${i + 1}"
            masked.replace("localhost:${portal.port}", name).replace("127.0.0.1:${portal.port}", name)
        }

    private fun lines(node: SemanticsNode, told: List<String>): List<String> =
        listOfNotNull(line(node.config, told).takeUnless { tells(node.config) }) + links(node) +
            read(node).flatMap { lines(it, told) }

    /** What tells others by its description alone is nothing to be read: what it tells is live where it stands. */
    private fun told(node: SemanticsNode): List<String> =
        (if (tells(node.config)) node.config.name().split('\n') else emptyList()) + node.children.flatMap(::told)

    private fun tells(config: SemanticsConfiguration) =
        SemanticsProperties.LiveRegion in config && SemanticsProperties.ContentDescription in config

    /** What is in an element, in the order in which it is read. */
    fun read(node: SemanticsNode): List<SemanticsNode> = node.children.sortedBy(::place)

    private fun place(node: SemanticsNode) = node.config.getOrNull(SemanticsProperties.TraversalIndex) ?: 0f

    private fun line(config: SemanticsConfiguration, told: List<String>): String? {
        val kind =
            when {
                SemanticsProperties.Heading in config && SemanticsActions.OnClick !in config -> "heading ${quoted(
                    config.name(),
                )}"
                SemanticsActions.SetText in config || SemanticsProperties.EditableText in config -> field(config)
                SemanticsProperties.ToggleableState in config -> "switch ${quoted(config.name())} ${toggled(config)}"
                SemanticsActions.OnClick in config -> "${clickable(config)} ${quoted(config.name())}"
                SemanticsProperties.ProgressBarRangeInfo in config -> "progress ${quoted(config.name())}"
                config.getOrNull(SemanticsProperties.Role) == Role.Image -> "image ${quoted(config.name())}"
                SemanticsProperties.Error in config -> "error ${quoted(config[SemanticsProperties.Error])}"
                config.name().isNotEmpty() -> "text ${quoted(config.name())}"
                else -> return null
            }
        val error = config.getOrNull(SemanticsProperties.Error)?.takeIf { kind.startsWith("field") }
        val off = " disabled".takeIf { SemanticsProperties.Disabled in config }.orEmpty()
        val chosen = " chosen".takeIf { config.getOrNull(SemanticsProperties.Selected) == true }.orEmpty()
        val live =
            " live"
                .takeIf { SemanticsProperties.LiveRegion in config || config.name().ifEmpty { null } in told }
                .orEmpty()
        return kind + off + chosen + live + error?.let { "\nerror ${quoted(it)}" }.orEmpty()
    }

    private fun clickable(config: SemanticsConfiguration): String =
        if (config.getOrNull(SemanticsProperties.Role) == null) "row" else "button"

    private fun toggled(config: SemanticsConfiguration) =
        if (config[SemanticsProperties.ToggleableState] == ToggleableState.On) "on" else "off"

    private fun field(config: SemanticsConfiguration): String {
        val secret = SemanticsProperties.Password in config
        val value = config.getOrNull(SemanticsProperties.EditableText)?.text.orEmpty()
        // A password's length is nobody's business.
        val shown = if (secret && value.isNotEmpty()) "…" else value
        val hints = config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        val error = config.getOrNull(SemanticsProperties.Error)
        val labels = hints.filter { it != error && it.isNotEmpty() }
        return "field ${quoted(labels.joinToString(", "))} value ${quoted(shown)}" + kindOf(config, secret)
    }

    private fun kindOf(config: SemanticsConfiguration, secret: Boolean): String {
        val content = config.getOrNull(SemanticsProperties.ContentType)
        return when {
            content == ContentType.Username -> " login"
            content == ContentType.SmsOtpCode -> " code"
            content == ContentType.NewPassword -> " new-password"
            secret || content == ContentType.Password -> " password"
            else -> ""
        }
    }

    private fun links(node: SemanticsNode): List<String> =
        node.config.getOrNull(SemanticsProperties.Text).orEmpty().flatMap { text ->
            text.getLinkAnnotations(0, text.length).map { "link ${quoted(text.text.substring(it.start, it.end))}" }
        }

    private fun SemanticsConfiguration.name(): String {
        val texts = getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        val said = getOrNull(SemanticsProperties.ContentDescription).orEmpty().ifEmpty { texts }
        return (
            said +
                listOfNotNull(
                    getOrNull(SemanticsProperties.StateDescription),
                )
        ).filter(String::isNotBlank).joinToString(", ")
    }

    private fun quoted(text: String) = "\"" + text.replace("\n", "\\n") + "\""
}
