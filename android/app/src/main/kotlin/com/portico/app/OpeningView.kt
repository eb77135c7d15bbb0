package com.portico.app

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Button
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp

/** Before there is anything of the core's to show: it is being opened, or could not be ([why]). */
@Composable
internal fun OpeningView(why: Throwable?, onAgain: () -> Unit) {
    MaterialTheme(if (isSystemInDarkTheme()) darkColorScheme() else lightColorScheme()) {
        Surface(Modifier.fillMaxSize()) {
            Column(
                Modifier.padding(24.dp),
                Arrangement.spacedBy(24.dp, Alignment.CenterVertically),
                Alignment.CenterHorizontally,
            ) {
                if (why == null) Waiting() else Failed(why, onAgain)
            }
        }
    }
}

@Composable
private fun Waiting() {
    val opening = stringResource(R.string.phone_opening)
    CircularProgressIndicator(Modifier.semantics { contentDescription = opening })
}

@Composable
private fun Failed(why: Throwable, onAgain: () -> Unit) {
    Text(
        stringResource(R.string.phone_failed),
        Modifier.semantics {
            heading()
            liveRegion = LiveRegionMode.Assertive
        },
        style = MaterialTheme.typography.titleLarge,
    )
    Text(stringResource(R.string.phone_what_to_do))
    // For whoever is asked for help; the core's exceptions name no secret.
    Text(why.toString(), style = MaterialTheme.typography.bodySmall)
    Button(onAgain) { Text(stringResource(R.string.phone_again)) }
}
