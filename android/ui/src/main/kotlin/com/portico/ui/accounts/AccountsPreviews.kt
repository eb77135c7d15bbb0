package com.portico.ui.accounts

import com.portico.AccountId
import com.portico.SignInId
import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples
import com.portico.ui.kit.StateWord

private val anna =
    AccountRow(
        id = AccountId("a"),
        name = "Anna Berg",
        login = "anna@example.com",
        portal = "sunflower.example",
        initials = "AB",
        state = StateWord.SIGNED_IN,
        selected = true,
    )

private val boris =
    AccountRow(
        id = AccountId("b"),
        name = "Boris Lind",
        login = "boris",
        portal = "portal.maple.example",
        initials = "BL",
        state = StateWord.CAPTCHA_NEEDED,
        problem = Samples.captcha.title,
        remedy =
            Samples.captcha.steps
                .first()
                .action,
    )

private val unfinished = UnfinishedRow(SignInId("s"), "oak.example", "anna@example.com", AccountsWord.AT_CODE)

/** The list as people meet it. */
public val accountsPreviews: List<Preview> =
    listOf(
        "accounts-empty" to AccountsState(),
        "accounts-two" to AccountsState(listOf(anna, boris)),
        "accounts-choices" to AccountsState(listOf(anna, boris), open = boris.id),
        "accounts-unfinished" to AccountsState(listOf(anna), listOf(unfinished)),
        "accounts-locked" to AccountsState(listOf(anna), trouble = Samples.locked),
    ).map { (name, state) -> Preview(name) { AccountsView(state) {} } }
