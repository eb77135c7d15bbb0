package com.portico.ui.history

import com.portico.Action
import com.portico.ui.kit.Preview

private val entries =
    listOf(
        EntryRow(
            at = "Nov 28, 2026, 1:07 PM",
            source = HistoryWord.PORTAL,
            address = "203.0.113.9",
            device = "Anna's phone",
            inside = HistoryWord.OUTSIDE,
            means = "Somebody signed in.",
            problem = "Sign-ins from addresses that are not allowed",
            actions = listOf(Action("help.topic", mapOf("topic" to "S5"))),
        ),
        EntryRow(
            at = "Nov 28, 2026, 12:55 PM",
            source = HistoryWord.PHONE,
            address = null,
            device = null,
            inside = null,
            means = "The session was renewed with the saved password, 3 times.",
            problem = null,
        ),
    )

/** The history as people meet it. */
public val historyPreviews: List<Preview> =
    listOf(
        "history" to HistoryState(entries, allowed = "192.0.2.0/24", busy = false),
        "history-reading" to HistoryState(),
        "history-wrong-range" to HistoryState(entries.take(1), allowed = "the office", allowedWrong = true, busy = false),
    ).map { (name, state) -> Preview(name) { HistoryView(state) {} } }
