package com.portico.ui.scan

import com.portico.Link
import com.portico.LinkKind
import com.portico.PortalKind
import com.portico.PortalRef
import com.portico.Warning
import com.portico.WarningWhere
import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples
import com.portico.ui.kit.Secret

private val sunflower = PortalRef("https://sunflower.example", "sunflower.example", PortalKind.BOX)

private val elsewhere =
    Warning(
        "link_foreign_host",
        "The link came by way of mail.example, which is not the portal. It leads to sunflower.example.",
        WarningWhere.LINK,
    )

private fun said(link: Link): ScanState = ScanState(Secret("a link"), link)

/** A text from outside, as people meet it. */
public val scanPreviews: List<Preview> =
    listOf(
        "scan-paste" to ScanState(),
        "scan-nothing-pasted" to ScanState(nothingPasted = true),
        "scan-camera-refused" to ScanState(cameraRefused = true),
        "scan-sign-in" to said(Link(LinkKind.QrSignIn, sunflower)).copy(expiresIn = 240, forSignIn = true),
        "scan-sending" to said(Link(LinkKind.QrSignIn, sunflower)).copy(sending = true, forSignIn = true),
        "scan-recovery" to said(Link(LinkKind.Recovery, sunflower, login = "anna")),
        "scan-invitation" to said(Link(LinkKind.Invitation, sunflower, warnings = listOf(elsewhere))),
        "scan-push-setup" to said(Link(LinkKind.PushSetup, sunflower)),
        "scan-unknown" to said(Link(LinkKind.Unknown)),
        "scan-failed" to said(Link(LinkKind.QrSignIn, sunflower)).copy(failed = Samples.locked),
    ).map { (name, state) -> Preview(name) { ScanView(state) {} } }
