package com.portico

import com.portico.ffi.Observer
import com.portico.ffi.PorticoException
import com.sun.jna.Native
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import java.lang.ref.WeakReference
import com.portico.ffi.Portico as Core

/** What views draw: read again whenever the core says that something changed. */
internal class State(private val core: Core) {
    val accounts = MutableStateFlow(emptyList<Account>())
    val availability = MutableStateFlow<Availability>(Availability.Ready)
    val signIns = MutableStateFlow(emptyList<SignIn>())
    private val watched = HashMap<SignInId, MutableStateFlow<SignIn>>()

    /** Told first, then read: nothing that changes in between is missed. */
    fun begin() {
        core.observe(Watcher(this))
        read()
    }

    /** One at a time, so that an older reading never replaces a newer one. Reading never waits. */
    @Synchronized
    fun read() {
        val list = AccountList(core.accountsList())
        accounts.value = list.accounts
        availability.value = list.availability
        signIns.value = core.signInList().map(::SignIn)
        watched.values.removeAll { flow ->
            flow.value = SignIn(core.signInGet(flow.value.id.value))
            flow.value.step.let { it is Step.Done || it is Step.Cancelled }
        }
    }

    @Synchronized
    fun signIn(id: SignInId): StateFlow<SignIn> = watched.getOrPut(id) { MutableStateFlow(SignIn(core.signInGet(id.value))) }
}

/** Weak, because the core holds it: an app that forgets to close must not be kept alive by its own observer. */
private class Watcher(state: State) : Observer {
    private val state = WeakReference(state)

    override fun changed(revision: ULong) {
        // Else JNA detaches this thread from the JVM at the end of a call that the reading below makes into it.
        Native.detach(false)
        try {
            state.get()?.read()
        } catch (_: PorticoException.Closed) {
            // The last values stay.
        }
    }
}
