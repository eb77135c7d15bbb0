package com.portico.ui.kit

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ProvidableCompositionLocal
import androidx.compose.runtime.staticCompositionLocalOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.collapse
import androidx.compose.ui.semantics.expand
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import com.portico.ui.Word
import com.portico.ui.say

/** What a screen is for: at most one. */
@Composable
public fun MainButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, enabled: Boolean = true) {
    Button(onClick, modifier.fillMaxWidth().heightIn(min = 48.dp), enabled) { Label(text) }
}

/** Something else that can be done here. */
@Composable
public fun SideButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, enabled: Boolean = true) {
    // The usual edge is too faint to be seen as one.
    val edge =
        if (enabled) {
            BorderStroke(
                1.dp,
                MaterialTheme.colorScheme.outline,
            )
        } else {
            ButtonDefaults.outlinedButtonBorder(false)
        }
    OutlinedButton(onClick, modifier.fillMaxWidth().heightIn(min = 48.dp), enabled, border = edge) { Label(text) }
}

/** Something that belongs to the text before it. */
@Composable
public fun SmallButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, enabled: Boolean = true) {
    TextButton(onClick, modifier.heightIn(min = 48.dp), enabled) { Text(text) }
}

/** Something that cannot be undone. */
@Composable
public fun GraveButton(text: String, onClick: () -> Unit, modifier: Modifier = Modifier, enabled: Boolean = true) {
    val colours =
        ButtonDefaults.buttonColors(
            containerColor = MaterialTheme.colorScheme.error,
            contentColor = MaterialTheme.colorScheme.onError,
        )
    Button(onClick, modifier.fillMaxWidth().heightIn(min = 48.dp), enabled, colors = colours) { Label(text) }
}

/** Whether there is a camera to scan with. */
public val LocalCamera: ProvidableCompositionLocal<Boolean> = staticCompositionLocalOf { false }

/** What leads to the page for codes says, which is [word] where it can be done: without a camera codes are pasted. */
@Composable
public fun scanning(word: Word): String = say(if (LocalCamera.current) word else KitWord.PASTE_CODE)

/** What a button opens and closes again: a screen reader says which of the two it does. */
internal fun Modifier.opens(open: Boolean, onToggle: () -> Unit): Modifier =
    semantics {
        val toggle = {
            onToggle()
            true
        }
        if (open) collapse(action = toggle) else expand(action = toggle)
    }

@Composable
private fun Label(text: String) {
    Text(text, textAlign = TextAlign.Center)
}
