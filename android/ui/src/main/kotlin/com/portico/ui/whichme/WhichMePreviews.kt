package com.portico.ui.whichme

import com.portico.ui.kit.Preview
import com.portico.ui.kit.StateWord

private val map =
    WhichMeState(
        network = "anna@example.com",
        cloud =
            listOf(
                ProfileRow("sunflower.bitrix24.com", "anna@example.com", "Anna Berg", StateWord.SIGNED_IN),
                ProfileRow("maple.bitrix24.com", "anna@example.com", "Anna Berg", StateWord.NEEDS_SIGN_IN),
            ),
        company = listOf(ProfileRow("portal.oak.example", "a.berg", "Anna Berg", StateWord.BLOCKED)),
        use = "anna@example.com",
        why = "This phone knows sunflower.bitrix24.com with this login.",
    )

/** The map as people meet it. */
public val whichMePreviews: List<Preview> =
    listOf(
        "which-me" to map,
        "which-me-nothing-known" to
            WhichMeState(
                why =
                    "This phone knows no portal yet. Your invitation names the portal; sign in with the address it was sent " +
                        "to.",
            ),
    ).map { (name, state) -> Preview(name) { WhichMeView(state) {} } }
