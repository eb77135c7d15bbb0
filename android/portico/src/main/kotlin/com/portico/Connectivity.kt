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
import java.util.concurrent.atomic.AtomicBoolean

/** A turned screen has its new activity within this time, in milliseconds. */
private const val TURNING_MS = 5_000L

/**
 * Tells Portico what the phone knows: another network (`sessionNetworkChanged`), the app in front (`sessionForeground`), the
 * app gone to the back (`sessionBackground`). To be made in `Application.onCreate`, so that it sees every activity; needs the
 * permission `ACCESS_NETWORK_STATE`. It ends with [close] or with the `Portico` it tells.
 */
public class Connectivity internal constructor(
    private val application: Application,
    private val networkChanged: suspend () -> Unit,
    private val foreground: suspend () -> Unit,
    private val background: suspend () -> Unit,
) : AutoCloseable {
    /** [portico] may still be on its way: what happens until then is told when it is there. */
    public constructor(application: Application, portico: suspend () -> Portico) : this(
        application,
        networkChanged = { portico().sessionNetworkChanged() },
        foreground = { portico().sessionForeground() },
        background = { portico().sessionBackground() },
    )

    // One after another: calls that waited for the same thing go on in the order in which they came.
    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default.limitedParallelism(1))
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

    /** In the order in which the phone says it: a call begins here, and is waited for elsewhere. */
    private fun tell(call: suspend () -> Unit) {
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
            tell(networkChanged)
        }

        /** A network that lets nothing through until somebody has signed in to it is another one afterwards. */
        override fun onCapabilitiesChanged(network: Network, capabilities: NetworkCapabilities) {
            val before = validated
            validated = capabilities.hasCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED)
            if (validated && !before) tell(networkChanged)
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
                tell(background)
            }

        override fun onActivityStarted(activity: Activity) {
            started += activity
            main.removeCallbacks(toBack)
            if (!inFront) {
                inFront = true
                tell(foreground)
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
