package com.portico.ui.invitation

import com.portico.AccountId
import com.portico.Invitation
import com.portico.InvitationId
import com.portico.InvitationStage
import com.portico.Link
import com.portico.LinkKind
import com.portico.PortalKind
import com.portico.PortalRef
import com.portico.SignInId
import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples
import com.portico.ui.kit.Secret

private val sunflower = PortalRef("https://sunflower.example", "sunflower.example", PortalKind.BOX)

private val given = InvitationState(Link(LinkKind.Invitation, sunflower))

private val open = Invitation(InvitationId("i"), sunflower, person = "carla@example.com", invitedBy = "Anna Berg")

private val typed = given.copy(at = open, name = "Carla", lastName = "Dunn", password = Secret("typed"))

/** An invitation, as people meet it. */
public val invitationPreviews: List<Preview> =
    listOf(
        "invitation-link" to given,
        "invitation-gone" to InvitationState(),
        "invitation-open" to given.copy(at = open),
        "invitation-busy" to typed.copy(sending = true),
        "invitation-failed" to typed.copy(failed = Samples.locked),
        "invitation-used" to given.copy(at = open.copy(problem = Samples.blocked)),
        "invitation-browser" to given.copy(at = open.copy(stage = InvitationStage.Browser, url = "sunflower.example")),
        "invitation-done" to given.copy(at = open.copy(stage = InvitationStage.Done, account = AccountId("a"))),
        "invitation-done-sign-in" to given.copy(at = open.copy(stage = InvitationStage.Done, signIn = SignInId("s"))),
    ).map { (name, state) -> Preview(name) { InvitationView(state) {} } }
