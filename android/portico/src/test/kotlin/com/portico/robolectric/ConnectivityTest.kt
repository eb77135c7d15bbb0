package com.portico.robolectric

import android.app.Activity
import android.app.Application
import android.net.ConnectivityManager
import android.net.ConnectivityManager.NetworkCallback
import android.net.Network
import android.net.NetworkCapabilities
import android.net.NetworkCapabilities.NET_CAPABILITY_CAPTIVE_PORTAL
import android.net.NetworkCapabilities.NET_CAPABILITY_VALIDATED
import android.os.Looper
import com.portico.Change
import com.portico.Change.BACK
import com.portico.Change.FRONT
import com.portico.Change.NETWORK
import com.portico.Connectivity
import com.portico.Told
import com.portico.ffi.InternalException
import com.portico.ffi.PorticoException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowConnectivityManager
import org.robolectric.shadows.ShadowLooper
import org.robolectric.shadows.ShadowNetwork
import org.robolectric.shadows.ShadowNetworkCapabilities
import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** What a phone refuses: an Android 11 that takes the app for another, one with too many callbacks. */
@Implements(ConnectivityManager::class)
class Refusing : ShadowConnectivityManager() {
    @Implementation
    override fun registerDefaultNetworkCallback(callback: NetworkCallback) =
        if (registering) throw refusal else super.registerDefaultNetworkCallback(callback)

    @Implementation
    override fun unregisterNetworkCallback(callback: NetworkCallback) =
        if (registering) throw refusal else super.unregisterNetworkCallback(callback)

    @Implementation
    override fun getActiveNetwork(): Network? = if (reading) throw refusal else super.getActiveNetwork()

    @Implementation
    override fun getNetworkCapabilities(network: Network?): NetworkCapabilities? =
        if (reading) throw refusal else super.getNetworkCapabilities(network)

    companion object {
        var registering = false
        var reading = false
        var refusal = RuntimeException()
    }
}

@RunWith(RobolectricTestRunner::class)
@Config(shadows = [Refusing::class])
class ConnectivityTest {
    private val application: Application = RuntimeEnvironment.getApplication()
    private val manager =
        application.getSystemService(ConnectivityManager::class.java)!!.also {
            shadowOf(it).setNetworkCapabilities(it.activeNetwork, capabilities(NET_CAPABILITY_VALIDATED))
        }
    private val told = mutableListOf<Change>()
    private var answer: suspend () -> Unit = {}
    private val connectivity = connectivity()

    private fun connectivity() =
        Connectivity(
            application,
            Told { change ->
                suspend {
                    told += change
                    answer()
                }
            },
        )

    @After
    fun leave() {
        Refusing.registering = false
        Refusing.reading = false
        connectivity.close()
    }

    private fun callbacks() = shadowOf(manager).networkCallbacks.toList()
    private fun available(network: Network) = callbacks().forEach { it.onAvailable(network) }
    private fun lost(network: Network) = callbacks().forEach { it.onLost(network) }
    private fun capabilities(vararg of: Int): NetworkCapabilities =
        ShadowNetworkCapabilities.newInstance().also { all -> of.forEach { shadowOf(all).addCapability(it) } }

    private fun capable(network: Network, vararg of: Int) =
        callbacks().forEach { it.onCapabilitiesChanged(network, capabilities(*of)) }

    /** As the phone says it of a network that it has looked at before. */
    private fun change(network: Network) {
        available(network)
        capable(network, NET_CAPABILITY_VALIDATED)
    }

    private fun after(seconds: Long) = shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(seconds))

    private fun expect(vararg calls: Change) {
        ShadowLooper.idleMainLooper()
        assertEquals(calls.asList(), told)
    }

    private fun activity(): ActivityController<Activity> = Robolectric.buildActivity(Activity::class.java)

    @Test
    fun `the network that is there at the start is no change, another one is`() {
        available(manager.activeNetwork!!)
        expect()
        capable(manager.activeNetwork!!, NET_CAPABILITY_VALIDATED)
        expect()
        val other = ShadowNetwork.newInstance(7)
        change(other)
        change(other)
        expect(NETWORK)
        after(seconds = 60)
        expect(NETWORK)
    }

    @Test
    fun `a lost network is not told, its return is`() {
        val network = manager.activeNetwork!!
        lost(network)
        expect()
        change(network)
        expect(NETWORK)
    }

    /** Checks that nobody asked for have a minute between them: one in vain would keep back the one that counts. */
    @Test
    fun `a network with a page before it is told once the page is passed, and only then`() {
        val cafe = ShadowNetwork.newInstance(7)
        available(cafe)
        capable(cafe)
        after(seconds = 5)
        capable(cafe, NET_CAPABILITY_CAPTIVE_PORTAL)
        after(seconds = 600)
        expect()
        capable(cafe, NET_CAPABILITY_VALIDATED)
        capable(cafe, NET_CAPABILITY_VALIDATED)
        expect(NETWORK)
    }

    @Test
    fun `a network that the phone never finds to reach the Internet is told after a while, once`() {
        val company = ShadowNetwork.newInstance(7)
        available(company)
        capable(company)
        after(seconds = 9)
        expect()
        capable(company)
        after(seconds = 1)
        expect(NETWORK)
        after(seconds = 600)
        expect(NETWORK)
    }

    @Test
    fun `a network that was lost before it reached anything is not told`() {
        val passing = ShadowNetwork.newInstance(7)
        available(passing)
        lost(passing)
        after(seconds = 600)
        expect()
    }

    @Test
    fun `a phone that tells nothing of its networks still tells of front and back`() {
        connectivity.close()
        val another = SecurityException("Package android does not belong to 10123")
        for (refusal in listOf(another, RuntimeException("too many callbacks"))) {
            Refusing.refusal = refusal
            Refusing.registering = true
            Refusing.reading = true
            told.clear()
            val refused = connectivity()
            activity().setup().pause().stop()
            expect(FRONT, BACK)
            refused.close()
            activity().setup()
            expect(FRONT, BACK)
        }
    }

    /** While the phone tells of a network, what it answers about it may be of before. */
    @Test
    fun `the phone is not asked while it tells`() {
        Refusing.reading = true
        change(ShadowNetwork.newInstance(7))
        expect(NETWORK)
    }

    @Test
    fun `what the phone is about to say when it ends is not told`() {
        val late = callbacks().single()
        connectivity.close()
        late.onAvailable(ShadowNetwork.newInstance(7))
        late.onCapabilitiesChanged(ShadowNetwork.newInstance(7), capabilities(NET_CAPABILITY_VALIDATED))
        after(seconds = 600)
        expect()
    }

    @Test
    fun `to the front and to the back`() {
        val activity = activity().create().start()
        expect(FRONT)
        activity.resume().pause()
        expect(FRONT)
        activity.stop()
        expect(FRONT, BACK)
        activity.restart()
        expect(FRONT, BACK, FRONT)
    }

    @Test
    fun `from one activity to the next is not the back`() {
        val first = activity().setup()
        val second = activity().setup()
        first.pause().stop()
        expect(FRONT)
        second.pause().stop()
        expect(FRONT, BACK)
    }

    @Test
    fun `a turned screen is not the back`() {
        val activity = activity().setup()
        activity.recreate()
        ShadowLooper.idleMainLooper(1, TimeUnit.MINUTES)
        expect(FRONT)
    }

    @Test
    fun `a turned screen whose activity never comes back is the back after all`() {
        val activity = activity().setup()
        activity.get().setChangingConfigurations()
        activity.pause().stop()
        expect(FRONT)
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofSeconds(6))
        expect(FRONT, BACK)
    }

    @Test
    fun `an activity from before does not count`() {
        connectivity.close()
        val early = activity().setup()
        val late = connectivity()
        val activity = activity().setup()
        early.pause().stop()
        expect(FRONT)
        activity.pause().stop()
        expect(FRONT, BACK)
        late.close()
    }

    @Test
    fun `calls that take long do not hold up the next ones, and order is kept`() {
        answer = { awaitCancellation() }
        val activity = activity().setup()
        change(ShadowNetwork.newInstance(7))
        activity.pause().stop()
        expect(FRONT, NETWORK, BACK)
    }

    /** While Portico opens on a thread of its own, and at the very moment in which it is there. */
    @Test
    fun `what happened before Portico was there is told in its order`() {
        connectivity.close()
        repeat(200) {
            val portico = CompletableDeferred<Unit>()
            val wanted = LinkedBlockingQueue<Change>()
            val early = Connectivity(application, Told { change -> portico.await().let { suspend { wanted += change } } })
            val activity = activity().setup()
            activity.pause().stop()
            ShadowLooper.idleMainLooper()
            val opening = thread { portico.complete(Unit) }
            activity.restart().start()
            activity.resume().pause().stop()
            ShadowLooper.idleMainLooper()
            assertEquals(listOf(FRONT, BACK, FRONT, BACK), List(4) { wanted.poll(10, TimeUnit.SECONDS) })
            opening.join()
            early.close()
        }
    }

    @Test
    fun `after the end nothing is told, and a second end is fine`() {
        connectivity.close()
        connectivity.close()
        activity().setup().pause().stop()
        assertEquals(0, callbacks().size)
        expect()
    }

    @Test
    fun `a closed Portico ends it`() {
        answer = { throw PorticoException.Closed() }
        val activity = activity().setup()
        expect(FRONT)
        activity.pause().stop()
        change(ShadowNetwork.newInstance(7))
        expect(FRONT)
        assertEquals(0, callbacks().size)
    }

    @Test
    fun `a call that fails is not the end`() {
        for (problem in listOf(PorticoException.NoThread(), InternalException("a panic"))) {
            answer = { throw problem }
            change(ShadowNetwork.newInstance(told.size + 7))
        }
        answer = {}
        change(ShadowNetwork.newInstance(99))
        expect(NETWORK, NETWORK, NETWORK)
    }

    /** As the system does before it makes the activity anew. */
    private fun Activity.setChangingConfigurations() =
        org.robolectric.util.ReflectionHelpers
            .setField(Activity::class.java, this, "mChangingConfigurations", true)
}
