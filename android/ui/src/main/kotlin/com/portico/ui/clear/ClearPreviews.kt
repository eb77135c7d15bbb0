package com.portico.ui.clear

import com.portico.LeftOnPortal
import com.portico.ReceiptKind
import com.portico.ui.kit.Preview

private val before =
    listOf(
        "Delete the account anna@example.com on https://sunflower.example?",
        "Goes: the saved password, the session, the unsent text.",
        "Stays: how many tries were spent, for 30 days and without the login.",
    )

private val after =
    listOf(
        "The account anna@example.com on https://sunflower.example was deleted.",
        "Gone: the saved password, the session, the unsent text.",
        "The portal was told and answered. That does not remove the application password there.",
        "Stays on the portal: the application password of this phone. Remove it in Profile, Passwords, Application passwords.",
    )

private val left =
    LeftOnPortal(
        what = "the application password of this phone",
        where = "Profile, Passwords, Application passwords",
        url = "https://sunflower.example",
        name = null,
    )

/** The clears as people meet them. */
public val clearPreviews: List<Preview> =
    listOf(
        "clear-reset-preview" to ClearState(ReceiptKind.RESET, before.take(2)),
        "clear-delete-preview" to ClearState(ReceiptKind.DELETE, before),
        "clear-delete-busy" to ClearState(ReceiptKind.DELETE, before, busy = true),
        "clear-receipt-delete" to ClearState(ReceiptKind.DELETE, before, after, listOf(left)),
    ).map { (name, state) -> Preview(name) { ClearView(state) {} } }
