package com.portico.ui.history

import com.portico.AccountId
import com.portico.Action
import com.portico.HistoryEntry
import com.portico.ffi.PorticoException
import com.portico.ui.House
import com.portico.ui.Presenter
import com.portico.ui.Word
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import java.text.DateFormat
import java.util.Date
import java.util.Locale
import kotlin.time.Instant

/** Words of the history. */
public enum class HistoryWord : Word {
    TITLE,
    ALLOWED,
    ALLOWED_HINT,
    ALLOWED_WRONG,
    COMPARE,
    READING,
    EMPTY,
    PHONE,
    PORTAL,
    FROM,
    INSIDE,
    OUTSIDE,
    ;

    override val key: String = "history_" + name.lowercase()
}

/** What happened. */
public data class HistoryState(
    public val entries: List<EntryRow> = emptyList(),
    /** Addresses and ranges that the administrator allows, as typed. */
    public val allowed: String = "",
    /** They could not be read. */
    public val allowedWrong: Boolean = false,
    /** The portal's event log is waited for. */
    public val busy: Boolean = true,
)

/** One thing that happened. */
public data class EntryRow(
    public val at: String,
    /** Who wrote it down; null for what a newer version adds. */
    public val source: HistoryWord?,
    /** Where it came from, in the portal's eyes. */
    public val address: String?,
    public val device: String?,
    /** Inside or outside what the administrator allows; null where nobody knows. */
    public val inside: HistoryWord?,
    public val means: String,
    /** What was wrong then, in a line. */
    public val problem: String?,
    /** What can be done about it. */
    public val actions: List<Action> = emptyList(),
)

/** What can be done with the history. */
public sealed interface HistoryEvent {
    /** Addresses and ranges are typed. */
    public data class Allowed(public val text: String) : HistoryEvent

    /** Reads it again, and compares with what was typed. */
    public data object Compare : HistoryEvent

    /** Runs what the core offers. */
    public data class Run(public val action: Action) : HistoryEvent

    /** Away from here. */
    public data object Leave : HistoryEvent
}

/** What happened with an account, on this phone and on its portal. */
public class HistoryPresenter(scope: CoroutineScope, private val house: House, private val account: AccountId) :
    Presenter<HistoryState, HistoryEvent>(scope, HistoryState()) {
    private var call: Job? = null

    init {
        scope.launch { house.language.collect { read() } }
    }

    override fun on(event: HistoryEvent) {
        when (event) {
            is HistoryEvent.Allowed -> update { it.copy(allowed = event.text, allowedWrong = false) }
            HistoryEvent.Compare -> read()
            is HistoryEvent.Run -> house.run(event.action)
            HistoryEvent.Leave -> house.leave()
        }
    }

    private fun read() {
        if (call?.isActive == true) return
        update { it.copy(busy = true, allowedWrong = false) }
        call =
            scope.launch {
                val allowed =
                    state.value.allowed
                        .split(',', ';', ' ', '\n')
                        .filter { it.isNotBlank() }
                val entries = house.attempt(shown = false) { entries(allowed) }
                update { it.copy(entries = entries ?: it.entries, busy = false) }
            }
    }

    private suspend fun entries(allowed: List<String>): List<EntryRow>? =
        try {
            house.portico.historyList(account, allowed.ifEmpty { null }).map { row(it, house.language.first()) }
        } catch (_: PorticoException.InvalidArgument) {
            update { it.copy(allowedWrong = true) }
            null
        }
}

private val SOURCES = mapOf("phone" to HistoryWord.PHONE, "portal" to HistoryWord.PORTAL)

private fun row(entry: HistoryEntry, language: String) =
    EntryRow(
        at = say(entry.at, language),
        source = SOURCES[entry.source],
        address = entry.address,
        device = entry.device,
        inside = entry.insideAllowed?.let { if (it) HistoryWord.INSIDE else HistoryWord.OUTSIDE },
        means = entry.means,
        problem = entry.problem?.title,
        actions =
            entry.problem
                ?.steps
                .orEmpty()
                .mapNotNull { it.action },
    )

/** A time as people write it there. Not by java.time, which Android 7 does not have. */
private fun say(at: Instant, language: String): String =
    DateFormat
        .getDateTimeInstance(DateFormat.MEDIUM, DateFormat.SHORT, Locale.forLanguageTag(language))
        .format(Date(at.toEpochMilliseconds()))
