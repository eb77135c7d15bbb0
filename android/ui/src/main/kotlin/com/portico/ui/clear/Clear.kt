package com.portico.ui.clear

import com.portico.AccountId
import com.portico.LeftOnPortal
import com.portico.Portico
import com.portico.Receipt
import com.portico.ReceiptKind
import com.portico.ffi.PorticoException
import com.portico.ui.House
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.Word
import com.portico.ui.browse
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch

/** Words of the three clears. */
public enum class ClearWord : Word {
    RESET,
    SIGN_OUT,
    DELETE,
    CONFIRM_RESET,
    CONFIRM_SIGN_OUT,
    CONFIRM_DELETE,
    KEEP,
    FOR_GOOD,
    RECEIPT,
    GONE,
    PORTAL,
    DONE,
    ;

    override val key: String = "clear_" + name.lowercase()

    internal companion object {
        fun title(kind: ReceiptKind): ClearWord =
            when (kind) {
                ReceiptKind.RESET -> RESET
                ReceiptKind.SIGN_OUT -> SIGN_OUT
                ReceiptKind.DELETE -> DELETE
            }

        fun confirm(kind: ReceiptKind): ClearWord =
            when (kind) {
                ReceiptKind.RESET -> CONFIRM_RESET
                ReceiptKind.SIGN_OUT -> CONFIRM_SIGN_OUT
                ReceiptKind.DELETE -> CONFIRM_DELETE
            }
    }
}

/** A clear, before and after. */
public data class ClearState(
    public val kind: ReceiptKind,
    /** What would go and what stays; empty where the account is not there any more, null where it is not known yet. */
    public val preview: List<String>? = null,
    /** What went and what stayed; null before. */
    public val receipt: List<String>? = null,
    /** What only a person can remove, on the portal. */
    public val left: List<LeftOnPortal> = emptyList(),
    /** Under way. */
    public val busy: Boolean = false,
)

/** What can be done with a clear. */
public sealed interface ClearEvent {
    /** It is meant. */
    public data object Confirm : ClearEvent

    /** Opens what is left on the portal. */
    public data class Browse(public val url: String) : ClearEvent

    /** Away from here. */
    public data object Leave : ClearEvent
}

/** Reset sign-in, sign out and delete: shown before, done on a tap, and the receipt after. */
public class ClearPresenter(
    scope: CoroutineScope,
    private val house: House,
    private val account: AccountId,
    private val kind: ReceiptKind,
) : Presenter<ClearState, ClearEvent>(scope, ClearState(kind)) {
    private var call: Job? = null
    private var done: Receipt? = null

    /** The receipt is shown here and nowhere else. */
    override val holds: Boolean get() = state.value.busy

    init {
        scope.launch {
            house.language.collect {
                val receipt = done
                if (receipt == null) {
                    house.attempt { preview() }?.let { lines -> update { it.copy(preview = lines) } }
                } else {
                    house.attempt { sayReceipt(receipt) }?.let { lines -> update { it.copy(receipt = lines) } }
                }
            }
        }
    }

    override fun on(event: ClearEvent) {
        when (event) {
            ClearEvent.Confirm -> confirm()
            is ClearEvent.Browse -> house.browse(event.url)
            ClearEvent.Leave -> if (state.value.receipt == null) house.leave() else house.go(Place.Accounts)
        }
    }

    private fun confirm() {
        if (call?.isActive == true || state.value.receipt != null) return
        update { it.copy(busy = true) }
        call =
            scope.launch {
                val lines = house.attempt(shown = false) { sayReceipt(carryOut().also { done = it }) }
                update { it.copy(busy = false, receipt = lines, left = done?.leftOnPortal.orEmpty()) }
            }
    }

    private suspend fun Portico.preview(): List<String> =
        try {
            sayReceipt(accountsPreview(account, kind))
        } catch (_: PorticoException.UnknownAccount) {
            emptyList()
        }

    private suspend fun Portico.carryOut(): Receipt =
        when (kind) {
            ReceiptKind.RESET -> accountsReset(account)
            ReceiptKind.SIGN_OUT -> accountsSignOut(account)
            ReceiptKind.DELETE -> accountsDelete(account)
        }
}
