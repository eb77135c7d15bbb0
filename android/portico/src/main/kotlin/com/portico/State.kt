package com.portico

import com.portico.ffi.Observer
import com.portico.ffi.PorticoException
import com.sun.jna.Native
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.sync.Mutex
import java.lang.ref.WeakReference
import java.util.concurrent.ConcurrentHashMap
import com.portico.ffi.Portico as Core

/** What views draw: read again whenever the core says that something changed. */
internal class State(private val core: Core) {
    val accounts = MutableStateFlow(emptyList<Account>())
    val availability = MutableStateFlow<Availability>(Availability.Ready)
    val signIns = MutableStateFlow(emptyList<SignIn>())
    private val watched = ConcurrentHashMap<SignInId, MutableStateFlow<SignIn>>()
    private val turn = Mutex()

    @Volatile private var stale = false

    /** Read, so that there is something to draw; told, then read again: nothing that changes in between is missed. */
    fun begin() {
        read()
        core.observe(Watcher(this))
        read()
    }

    /**
     * One at a time, so that an older reading never replaces a newer one. Nobody waits for a turn, whoever has it reads once
     * more: a collector may run in here, and may itself be waiting for a thread that wants to read.
     */
    fun read() {
        stale = true
        while (stale && turn.tryLock()) {
            try {
                stale = false
                publish()
            } catch (_: PorticoException.Closed) {
                // The last values stay.
            } finally {
                turn.unlock()
            }
        }
    }

    private fun publish() {
        val list = AccountList(core.accountsList())
        accounts.value = list.accounts
        availability.value = list.availability
        signIns.value = core.signInList().map(::SignIn)
        watched.values.removeAll { flow ->
            try {
                flow.value = SignIn(core.signInGet(flow.value.id.value))
                flow.value.step.let { it is Step.Done || it is Step.Cancelled }
            } catch (_: PorticoException.UnknownSignIn) {
                true // Over so long that the core has forgotten it: the last value stays.
            }
        }
    }

    /** A new one is read twice: it may have changed before anybody knew that it is watched. */
    fun signIn(id: SignInId): StateFlow<SignIn> =
        watched[id] ?: watched.getOrPut(id) { MutableStateFlow(SignIn(core.signInGet(id.value))) }.also { read() }
}

/** Weak, because the core holds it: an app that forgets to close must not be kept alive by its own observer. */
private class Watcher(state: State) : Observer {
    private val state = WeakReference(state)

    override fun changed(revision: ULong) {
        // Else JNA detaches this thread from the JVM at the end of a call that the reading below makes into it.
        Native.detach(false)
        state.get()?.read()
    }
}
