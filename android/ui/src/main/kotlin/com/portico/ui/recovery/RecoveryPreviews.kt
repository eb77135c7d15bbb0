package com.portico.ui.recovery

import com.portico.Link
import com.portico.LinkKind
import com.portico.PortalKind
import com.portico.PortalRef
import com.portico.Recovery
import com.portico.RecoveryId
import com.portico.RecoveryStage
import com.portico.ui.kit.PictureState
import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples
import com.portico.ui.kit.samplePicture

private val sunflower = PortalRef("https://sunflower.example", "sunflower.example", PortalKind.BOX)

private val form = RecoveryState(address = "https://sunflower.example", login = "anna")

private fun at(stage: RecoveryStage, waitS: ULong = 0u): RecoveryState =
    form.copy(at = Recovery(RecoveryId("r"), sunflower, "anna", stage, waitS = waitS, url = "https://sunflower.example/auth"))

/** A new password, as people meet it. */
public val recoveryPreviews: List<Preview> =
    listOf(
        "recovery-form" to form,
        "recovery-form-busy" to form.copy(sending = true),
        "recovery-form-link" to form.copy(link = Link(LinkKind.Recovery, sunflower, login = "anna")),
        "recovery-picture" to at(RecoveryStage.Captcha).copy(picture = PictureState.Here(samplePicture)),
        "recovery-sent" to at(RecoveryStage.Sent, waitS = 42u),
        "recovery-nothing-pasted" to at(RecoveryStage.Sent).copy(nothingPasted = true),
        "recovery-failed" to at(RecoveryStage.Checkword).copy(failed = Samples.locked),
        "recovery-again" to at(RecoveryStage.Start),
        "recovery-browser" to at(RecoveryStage.Browser),
        "recovery-done" to at(RecoveryStage.Done),
    ).map { (name, state) -> Preview(name) { RecoveryView(state) {} } }
