package com.portico.ui.clear

import com.portico.LeftOnPortal
import com.portico.ReceiptKind
import com.portico.ui.kit.Preview

private const val STAYS =
    "Stays on the portal: application password of the mobile app whose comment ends in “(Anna's phone)”. Remove it in " +
        "your profile > Security > Application passwords."

private const val COUNT = "The count of tries stays for 30\u00a0days without your login, so that it remains true."

private val reset =
    listOf(
        "Reset sign-in: anna@example.com at https://sunflower.example.",
        "Would be cleared on this phone: saved application password, key in the phone's key store, open session.",
        "Would be kept on this phone: the entry in the list, login, name, its place in the list, settings of this account, " +
            "unsent text, what this phone wrote down, the mark by which the portal knows this phone, count of tries.",
        STAYS,
    )

private val before =
    listOf(
        "Delete account from this phone: anna@example.com at https://sunflower.example.",
        "Would be cleared on this phone: saved application password, key in the phone's key store, open session, the entry " +
            "in the list, login, name, the mark by which the portal knows this phone, what this phone wrote down.",
        "Would be kept on this phone: count of tries.",
        STAYS,
        COUNT,
    )

private val after =
    listOf(
        "Account deleted from this phone: anna@example.com at https://sunflower.example.",
        "Cleared on this phone: saved application password, key in the phone's key store, open session, the entry in the " +
            "list, login, name, the mark by which the portal knows this phone, what this phone wrote down.",
        "Kept on this phone: count of tries.",
        "The portal was told and answered. That does not remove the application password there.",
        STAYS,
        COUNT,
    )

private val left =
    LeftOnPortal(
        what = "application password of the mobile app whose comment ends in “(Anna's phone)”",
        where = "your profile > Security > Application passwords",
        url = "https://sunflower.example",
        name = "Anna's phone",
    )

/** The clears as people meet them. */
public val clearPreviews: List<Preview> =
    listOf(
        "clear-reset-preview" to ClearState(ReceiptKind.RESET, reset),
        "clear-delete-preview" to ClearState(ReceiptKind.DELETE, before),
        "clear-delete-busy" to ClearState(ReceiptKind.DELETE, before, busy = true),
        "clear-receipt-delete" to ClearState(ReceiptKind.DELETE, before, after, listOf(left)),
    ).map { (name, state) -> Preview(name) { ClearView(state) {} } }
