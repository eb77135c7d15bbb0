package com.portico.ui.helpcard

import com.portico.ui.kit.Preview

private val card =
    """
    Help card, Portico 0.1.0
    Time: 2026-11-28T13:07:00Z
    Portal: https://sunflower.example (run by the company)
    Login: anna@example.com
    State: blocked
    Please: allow this employee's network, or say from which network they may sign in.
    This card holds no password and no code.
    """.trimIndent()

/** The help card as people meet it. */
public val helpCardPreviews: List<Preview> = listOf(Preview("helpcard") { HelpCardView(HelpCardState(card)) {} })
