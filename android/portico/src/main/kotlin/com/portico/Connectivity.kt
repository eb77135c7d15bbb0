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

/** The phone finds out within this time, in milliseconds, what a network lets through. */
private const val FINDING_OUT_MS = 10_000L

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
 * permission `ACCESS_NETWORK_STATE`. Where the phone refuses to say what its networks do, front and back are told all the same.
 * It ends with [close] or with the `Portico` it tells.
 */
public class Connectivity internal constructor(private val application: Application, private val to: Told) : AutoCloseable {
    /** [portico] may still be on its way: what happens until then is told when it is there, in its order. */
    public constructor(application: Application, portico: suspend () -> Portico) :
        this(application, Told { change -> portico().let { suspend { change.tell(it) } } })

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** Whose turn it is to begin a call: the first that came. */
    private val turn = Mutex()
    private val networks = checkNotNull(application.getSystemService(ConnectivityManager::class.java))
    private val main = Handler(Looper.getMainLooper())
    private val watching = Networks()
    private val activities = Activities()
    private val over = AtomicBoolean()

    init {
        application.registerActivityLifecycleCallbacks(activities)
        // Android 11 may take the app for another one, and the number of callbacks has a limit. The app must not end by that.
        runCatching { networks.registerDefaultNetworkCallback(watching) }
    }

    /** The end: nothing is told any more. Twice is once. */
    override fun close() {
        if (over.getAndSet(true)) return
        application.unregisterActivityLifecycleCallbacks(activities)
        runCatching { networks.unregisterNetworkCallback(watching) }
        main.removeCallbacksAndMessages(null)
        main.post(activities.started::clear) // Nobody else's thread touches it.
        scope.cancel()
    }

    /** In the order in which the phone says it: calls begin one after another, and are waited for elsewhere. */
    private fun tell(change: Change) {
        if (over.get()) return
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
        private var network: Network? = runCatching { networks.activeNetwork }.getOrNull()
        private var validated = runCatching { networks.getNetworkCapabilities(network)?.validated }.getOrNull() == true
        private val changed = Runnable { tell(Change.NETWORK) }

        override fun onAvailable(network: Network) {
            if (network != this.network) begin(network)
        }

        override fun onLost(network: Network) = begin(null)

        /**
         * Told when it lets things through. Checks that nobody asked for have a pause between them: one in vain, before somebody
         * has passed the page of a Wi-Fi, would keep back the one that counts.
         */
        override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) {
            val before = validated
            val page = capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_CAPTIVE_PORTAL)
            validated = capabilities.validated
            if (validated || page) main.removeCallbacks(changed)
            if (validated && !before) changed.run()
        }

        /** A company's own network may never be found to reach the Internet, yet its portals answer: told after a while. */
        private fun begin(network: Network?) {
            this.network = network
            validated = false
            main.removeCallbacks(changed)
            if (network != null) main.postDelayed(changed, FINDING_OUT_MS)
        }

        private val NetworkCapabilities.validated get() = hasCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED)
    }

    private inner class Activities : Application.ActivityLifecycleCallbacks {
        val started = mutableSetOf<Activity>()
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

        override fun onActivityCreated(activity: Activity, savedInstanceState: Bundle?) = Unit
        override fun onActivityResumed(activity: Activity) = Unit
        override fun onActivityPaused(activity: Activity) = Unit
        override fun onActivitySaveInstanceState(activity: Activity, outState: Bundle) = Unit
        override fun onActivityDestroyed(activity: Activity) = Unit
    }
}
