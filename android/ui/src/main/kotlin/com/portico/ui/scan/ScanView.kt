package com.portico.ui.scan

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import com.portico.Link
import com.portico.LinkKind
import com.portico.ui.Word
import com.portico.ui.kit.BriefProblem
import com.portico.ui.kit.BusyLine
import com.portico.ui.kit.Countdown
import com.portico.ui.kit.LineField
import com.portico.ui.kit.LineKind
import com.portico.ui.kit.MainButton
import com.portico.ui.kit.Screen
import com.portico.ui.kit.Secret
import com.portico.ui.kit.SideButton
import com.portico.ui.kit.SmallButton
import com.portico.ui.kit.WarningsList
import com.portico.ui.kit.place
import com.portico.ui.kit.scanning
import com.portico.ui.kit.span
import com.portico.ui.say

/** Words for a text from outside. */
public enum class ScanWord : Word {
    TITLE,
    HINT,
    CAMERA_REFUSED,
    SETTINGS,
    PASTE,
    NOTHING_PASTED,
    TEXT,
    LOOK,
    KIND_QR_SIGN_IN,
    KIND_RECOVERY,
    KIND_INVITATION,
    KIND_PUSH_SETUP,
    KIND_PORTAL,
    KIND_UNKNOWN,
    LEADS,
    PERSON,
    LOGIN,
    EXPIRES,
    EXPIRED,
    NOT_SENT,
    USE,
    USE_IN_SIGN_IN,
    USE_RECOVERY,
    USE_INVITATION,
    USE_OTHER,
    ANOTHER,
    SENDING,
    ;

    override val key: String = "scan_" + name.lowercase()
}

/** A QR code or a pasted text: first where it comes from, then what it says. */
@Composable
public fun ScanView(state: ScanState, on: (ScanEvent) -> Unit) {
    Screen(scanning(ScanWord.TITLE), onBack = { on(ScanEvent.Leave) }, told = told(state)) {
        BriefProblem(state.failed, { on(ScanEvent.Run(it)) })
        if (state.sending) BusyLine(say(ScanWord.SENDING))
        val link = state.link
        if (link == null) Source(state, on) else Said(link, state, on)
    }
}

@Composable
private fun told(state: ScanState): List<String> =
    listOfNotNull(
        state.failed?.title,
        state.link?.let { say(kind(it.kind)) },
        say(ScanWord.CAMERA_REFUSED).takeIf { state.cameraRefused && state.link == null },
        say(ScanWord.NOTHING_PASTED).takeIf { state.nothingPasted },
    ).filterNot { state.sending }

@Composable
private fun Source(state: ScanState, on: (ScanEvent) -> Unit) {
    Text(say(ScanWord.HINT))
    state.camera?.let { camera ->
        Box(Modifier.fillMaxWidth().heightIn(max = 360.dp).aspectRatio(1f, matchHeightConstraintsFirst = true)) {
            camera.Picture(onText = { on(ScanEvent.Seen(Secret(it))) }, onRefused = { on(ScanEvent.CameraRefused) })
        }
    }
    if (state.cameraRefused) {
        Text(say(ScanWord.CAMERA_REFUSED))
        SmallButton(say(ScanWord.SETTINGS), { on(ScanEvent.Settings) })
    }
    SideButton(say(ScanWord.PASTE), { on(ScanEvent.Paste) })
    if (state.nothingPasted) {
        Text(say(ScanWord.NOTHING_PASTED))
    }
    LineField(
        state.text.text,
        { on(ScanEvent.Text(Secret(it))) },
        say(ScanWord.TEXT),
        kind = LineKind.ADDRESS,
        onDone = { on(ScanEvent.Look) },
    )
    MainButton(say(ScanWord.LOOK), { on(ScanEvent.Look) }, enabled = state.text.text.isNotBlank())
}

/** What the text says, before anything is done with it. */
@Composable
private fun Said(link: Link, state: ScanState, on: (ScanEvent) -> Unit) {
    Text(say(kind(link.kind)), style = MaterialTheme.typography.titleMedium)
    link.portal?.let { Text(say(ScanWord.LEADS, it.place)) }
    link.person?.let { Text(say(ScanWord.PERSON, it)) }
    link.login?.let { Text(say(ScanWord.LOGIN, it)) }
    state.expiresIn?.let { left ->
        Countdown(if (left > 0) say(ScanWord.EXPIRES, span(left)) else say(ScanWord.EXPIRED), over = left <= 0)
    }
    WarningsList(link.warnings)
    Text(say(ScanWord.NOT_SENT))
    MainButton(say(use(link.kind, state.forSignIn)), { on(ScanEvent.Use) }, enabled = !state.sending)
    SideButton(say(ScanWord.ANOTHER), { on(ScanEvent.Another) }, enabled = !state.sending)
}

private fun kind(kind: LinkKind): ScanWord =
    when (kind) {
        is LinkKind.QrSignIn -> ScanWord.KIND_QR_SIGN_IN
        is LinkKind.Recovery -> ScanWord.KIND_RECOVERY
        is LinkKind.Invitation -> ScanWord.KIND_INVITATION
        is LinkKind.PushSetup -> ScanWord.KIND_PUSH_SETUP
        is LinkKind.Portal -> ScanWord.KIND_PORTAL
        is LinkKind.Unknown, is LinkKind.Other -> ScanWord.KIND_UNKNOWN
    }

private fun use(kind: LinkKind, forSignIn: Boolean): ScanWord =
    when (kind) {
        is LinkKind.QrSignIn, is LinkKind.Portal -> if (forSignIn) ScanWord.USE_IN_SIGN_IN else ScanWord.USE
        is LinkKind.Recovery -> ScanWord.USE_RECOVERY
        is LinkKind.Invitation -> ScanWord.USE_INVITATION
        is LinkKind.PushSetup, is LinkKind.Unknown, is LinkKind.Other -> ScanWord.USE_OTHER
    }
