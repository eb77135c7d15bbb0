package com.portico.ui.invitation

import com.portico.AccountId
import com.portico.Action
import com.portico.Cost
import com.portico.Invitation
import com.portico.InvitationId
import com.portico.InvitationStage
import com.portico.Link
import com.portico.LinkKind
import com.portico.PortalKind
import com.portico.PortalRef
import com.portico.Problem
import com.portico.ProblemStep
import com.portico.Retry
import com.portico.SignInId
import com.portico.Who
import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples
import com.portico.ui.kit.Secret

private val sunflower = PortalRef("https://sunflower.example", "sunflower.example", PortalKind.BOX)

private val given = InvitationState(Link(LinkKind.Invitation, sunflower))

private val open = Invitation(InvitationId("i"), sunflower, person = "carla@example.com", invitedBy = "Anna Berg")

private val inBrowser =
    Problem(
        code = "invitation_in_browser",
        title = "Accept this invitation in a browser",
        cause =
            "It leads to sunflower.example. That page works in a browser only. Nothing was sent, and the link is not used up.",
        steps =
            listOf(
                ProblemStep("Open the link of the invitation itself in a browser and follow it.", null),
                ProblemStep(
                    "Then sign in here, at your portal's address.",
                    Action("sign_in.start", mapOf("address" to "https://sunflower.example")),
                ),
            ),
        who = Who.YOU,
        retry = Retry(Cost.FREE, null),
        detail = null,
    )

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
        "invitation-browser" to
            given.copy(
                at = open.copy(stage = InvitationStage.Browser, url = "https://sunflower.example/", problem = inBrowser),
            ),
        "invitation-done" to given.copy(at = open.copy(stage = InvitationStage.Done, account = AccountId("a"))),
        "invitation-done-sign-in" to given.copy(at = open.copy(stage = InvitationStage.Done, signIn = SignInId("s"))),
    ).map { (name, state) -> Preview(name) { InvitationView(state) {} } }
