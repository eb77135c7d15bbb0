package com.portico

import android.app.Activity
import android.app.Application
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
import android.os.Bundle
import android.os.Handler
import android.os.Looper
import com.portico.ffi.InternalException
import com.portico.ffi.PorticoException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.atomic.AtomicBoolean

/** A turned screen has its new activity within this time, in milliseconds. */
private const val TURNING_MS = 5_000L

/** What is told, and by which call. */
internal enum class Change(val tell: suspend (Portico) -> Unit) {
    NETWORK({ it.sessionNetworkChanged() }),
    FRONT({ it.sessionForeground() }),
    BACK({ it.sessionBackground() }),
}

/** Who is told: waits until somebody is there, and gives the call that tells it. */
internal fun interface Told {
    suspend fun call(change: Change): suspend () -> Unit
}

/**
 * Tells Portico what the phone knows: another network (`sessionNetworkChanged`), the app in front (`sessionForeground`), the
 * app gone to the back (`sessionBackground`). To be made in `Application.onCreate`, so that it sees every activity; needs the
 * permission `ACCESS_NETWORK_STATE`. It ends with [close] or with the `Portico` it tells.
 */
public class Connectivity internal constructor(private val application: Application, private val to: Told) : AutoCloseable {
    /** [portico] may still be on its way: what happens until then is told when it is there, in its order. */
    public constructor(application: Application, portico: suspend () -> Portico) : this(
        application,
        Told { change -> portico().let { suspend { change.tell(it) } } },
    )

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** Whose turn it is to begin a call: the first that came. */
    private val turn = Mutex()
    private val networks = checkNotNull(application.getSystemService(ConnectivityManager::class.java))
    private val watching = Networks()
    private val activities = Activities()
    private val over = AtomicBoolean()

    init {
        application.registerActivityLifecycleCallbacks(activities)
        networks.registerDefaultNetworkCallback(watching)
    }

    /** The end: nothing is told any more. Twice is once. */
    override fun close() {
        if (over.getAndSet(true)) return
        application.unregisterActivityLifecycleCallbacks(activities)
        networks.unregisterNetworkCallback(watching)
        activities.forget()
        scope.cancel()
    }

    /** In the order in which the phone says it: calls begin one after another, and are waited for elsewhere. */
    private fun tell(change: Change) {
        beginNow {
            turn.withLock {
                val call = to.call(change)
                beginNow { call() }
            }
        }
    }

    /** Here, up to where it has to wait. */
    private fun beginNow(call: suspend () -> Unit) {
        scope.launch(start = CoroutineStart.UNDISPATCHED) {
            try {
                call()
            } catch (_: PorticoException.Closed) {
                close()
            } catch (_: PorticoException) {
                // A phone without a thread to give: the next change tells again.
            } catch (_: InternalException) {
                // A fault of the library must not end the app from here.
            }
        }
    }

    private inner class Networks : ConnectivityManager.NetworkCallback() {
        // Registering tells the network that is there already: that is no change.
        private var network: Network? = networks.activeNetwork
        private var validated = isValidated(network)

        override fun onAvailable(network: Network) {
            if (network == this.network) return
            this.network = network
            validated = isValidated(network)
            tell(Change.NETWORK)
        }

        /** A network that lets nothing through until somebody has signed in to it is another one afterwards. */
        override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) {
            val before = validated
            validated = capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED)
            if (validated && !before) tell(Change.NETWORK)
        }

        override fun onLost(network: Network) {
            this.network = null
            validated = false
        }

        private fun isValidated(network: Network?) =
            networks.getNetworkCapabilities(network)?.hasCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED) == true
    }

    private inner class Activities : Application.ActivityLifecycleCallbacks {
        private val started = mutableSetOf<Activity>()
        private val main = Handler(Looper.getMainLooper())
        private var inFront = false
        private val toBack =
            Runnable {
                inFront = false
                tell(Change.BACK)
            }

        override fun onActivityStarted(activity: Activity) {
            started += activity
            main.removeCallbacks(toBack)
            if (!inFront) {
                inFront = true
                tell(Change.FRONT)
            }
        }

        override fun onActivityStopped(activity: Activity) {
            // One that was started before we were there says nothing about those we know.
            if (!started.remove(activity) || started.isNotEmpty()) return
            main.postDelayed(toBack, if (activity.isChangingConfigurations) TURNING_MS else 0)
        }

        fun forget() {
            main.removeCallbacks(toBack)
            started.clear()
        }

        override fun onActivityCreated(activity: Activity, savedInstanceState: Bundle?) = Unit
        override fun onActivityResumed(activity: Activity) = Unit
        override fun onActivityPaused(activity: Activity) = Unit
        override fun onActivitySaveInstanceState(activity: Activity, outState: Bundle) = Unit
        override fun onActivityDestroyed(activity: Activity) = Unit
    }
}
