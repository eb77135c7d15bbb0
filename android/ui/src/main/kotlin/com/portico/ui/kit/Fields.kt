package com.portico.ui.kit

import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.autofill.ContentType
import androidx.compose.ui.focus.onFocusChanged
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.contentType
import androidx.compose.ui.semantics.error
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.input.VisualTransformation
import com.portico.ui.say

/** What is typed into a line: which keyboard comes up, and what a password manager may offer. */
public enum class LineKind(internal val keyboard: KeyboardType, internal val content: ContentType?) {
    /** Anything. */
    TEXT(KeyboardType.Text, null),

    /** The name one signs in with. */
    LOGIN(KeyboardType.Email, ContentType.Username),

    /** Where a portal is. */
    ADDRESS(KeyboardType.Uri, null),

    /** A one-time code of digits. Whether the system may offer one that came in a message, says who draws it. */
    CODE(KeyboardType.NumberPassword, null),

    /** A code of letters and digits. */
    CODE_LETTERS(KeyboardType.Ascii, null),

    /** A person's first name, with a capital. */
    FIRST_NAME(KeyboardType.Text, ContentType.PersonFirstName),

    /** A person's last name, with a capital. */
    LAST_NAME(KeyboardType.Text, ContentType.PersonLastName),
}

/** What was typed and nobody may read: no record, log or saved state shows it. */
@JvmInline
public value class Secret(public val text: String = "") {
    public val isEmpty: Boolean get() = text.isEmpty()

    override fun toString(): String = "Secret"
}

/**
 * One line to type into. [error]: why it was not taken, said by a screen reader too, until something else stands there. [onLeft]:
 * somebody was in it and is elsewhere now.
 * [onDone]: the keyboard's own button.
 */
@Composable
public fun LineField(
    value: String,
    onValue: (String) -> Unit,
    label: String,
    modifier: Modifier = Modifier,
    kind: LineKind = LineKind.TEXT,
    hint: String? = null,
    error: String? = null,
    enabled: Boolean = true,
    onLeft: () -> Unit = {},
    onDone: (() -> Unit)? = null,
) {
    val wrong = stillWrong(error, value)
    val name = kind == LineKind.FIRST_NAME || kind == LineKind.LAST_NAME
    OutlinedTextField(
        value = value,
        onValueChange = onValue,
        modifier =
            modifier.fillMaxWidth().onLeft(onLeft).semantics {
                kind.content?.let { contentType = it }
                wrong?.let { error(it) }
            },
        enabled = enabled,
        label = { Text(label) },
        supportingText = (wrong ?: hint)?.let { { Text(it) } },
        isError = wrong != null,
        singleLine = true,
        keyboardOptions =
            KeyboardOptions(
                capitalization = if (name) KeyboardCapitalization.Words else KeyboardCapitalization.None,
                autoCorrectEnabled = false,
                keyboardType = kind.keyboard,
                imeAction = if (onDone == null) ImeAction.Next else ImeAction.Done,
            ),
        keyboardActions = keyboardActions(onDone),
    )
}

/** A password. It is shown while the employee wants to see it; [fresh]: one that is being made, not one that is known. */
@Composable
public fun SecretField(
    value: Secret,
    onValue: (Secret) -> Unit,
    label: String,
    modifier: Modifier = Modifier,
    fresh: Boolean = false,
    hint: String? = null,
    error: String? = null,
    enabled: Boolean = true,
    onDone: (() -> Unit)? = null,
) {
    val wrong = stillWrong(error, value.text)
    var shown by remember { mutableStateOf(false) }
    OutlinedTextField(
        value = value.text,
        onValueChange = { onValue(Secret(it)) },
        modifier =
            modifier.fillMaxWidth().semantics {
                contentType = if (fresh) ContentType.NewPassword else ContentType.Password
                wrong?.let { error(it) }
            },
        enabled = enabled,
        label = { Text(label) },
        trailingIcon = {
            val name = say(if (shown) KitWord.HIDE_PASSWORD else KitWord.SHOW_PASSWORD)
            TextButton({ shown = !shown }) {
                // Read aloud whole; drawn whole it would leave the field no room where text is large.
                val drawn = say(if (shown) KitWord.HIDE else KitWord.SHOW)
                Text(drawn, Modifier.clearAndSetSemantics { contentDescription = name })
            }
        },
        supportingText = (wrong ?: hint)?.let { { Text(it) } },
        isError = wrong != null,
        visualTransformation = if (shown) VisualTransformation.None else PasswordVisualTransformation(),
        singleLine = true,
        keyboardOptions =
            KeyboardOptions(
                autoCorrectEnabled = false,
                keyboardType = KeyboardType.Password,
                imeAction = if (onDone == null) ImeAction.Next else ImeAction.Done,
            ),
        keyboardActions = keyboardActions(onDone),
    )
}

/** An error is about what stood there when it came. */
@Composable
private fun stillWrong(error: String?, value: String): String? {
    val of = remember(error) { value }
    return error.takeIf { value == of }
}

@Composable
private fun Modifier.onLeft(left: () -> Unit): Modifier {
    var inside by remember { mutableStateOf(false) }
    return onFocusChanged {
        if (inside && !it.isFocused) left()
        inside = it.isFocused
    }
}

private fun keyboardActions(onDone: (() -> Unit)?): KeyboardActions =
    if (onDone == null) {
        KeyboardActions.Default
    } else {
        KeyboardActions(
            onDone = {
                onDone()
                // Ours takes the place of the usual one, which puts the keyboard away: it would lie over the answer.
                defaultKeyboardAction(ImeAction.Done)
            },
        )
    }
