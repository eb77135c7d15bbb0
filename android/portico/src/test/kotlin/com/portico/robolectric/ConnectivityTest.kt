package com.portico.robolectric

import android.app.Activity
import android.app.Application
import android.net.ConnectivityManager
import android.net.Network
import android.net.NetworkCapabilities
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
import org.robolectric.shadows.ShadowLooper
import org.robolectric.shadows.ShadowNetwork
import org.robolectric.shadows.ShadowNetworkCapabilities
import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

@RunWith(RobolectricTestRunner::class)
class ConnectivityTest {
    private val application: Application = RuntimeEnvironment.getApplication()
    private val manager = application.getSystemService(ConnectivityManager::class.java)!!
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
    fun leave() = connectivity.close()

    private fun callbacks() = shadowOf(manager).networkCallbacks.toList()
    private fun available(network: Network) = callbacks().forEach { it.onAvailable(network) }
    private fun lost(network: Network) = callbacks().forEach { it.onLost(network) }
    private fun validated(network: Network, validated: Boolean) {
        val capabilities = ShadowNetworkCapabilities.newInstance()
        if (validated) shadowOf(capabilities).addCapability(NetworkCapabilities.NET_CAPABILITY_VALIDATED)
        callbacks().forEach { it.onCapabilitiesChanged(network, capabilities) }
    }

    private fun expect(vararg calls: Change) {
        ShadowLooper.idleMainLooper()
        assertEquals(calls.asList(), told)
    }

    private fun activity(): ActivityController<Activity> = Robolectric.buildActivity(Activity::class.java)

    @Test
    fun `the network that is there at the start is no change, another one is`() {
        available(manager.activeNetwork!!)
        expect()
        val other = ShadowNetwork.newInstance(7)
        available(other)
        available(other)
        expect(NETWORK)
    }

    @Test
    fun `a lost network is not told, its return is`() {
        val network = manager.activeNetwork!!
        lost(network)
        expect()
        available(network)
        expect(NETWORK)
    }

    @Test
    fun `a network that lets things through after somebody signed in to it is a change, once`() {
        val cafe = ShadowNetwork.newInstance(7)
        available(cafe)
        validated(cafe, false)
        expect(NETWORK)
        validated(cafe, true)
        validated(cafe, true)
        expect(NETWORK, NETWORK)
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
        shadowOf(android.os.Looper.getMainLooper()).idleFor(Duration.ofSeconds(6))
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
        available(ShadowNetwork.newInstance(7))
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
        available(ShadowNetwork.newInstance(7))
        expect(FRONT)
        assertEquals(0, callbacks().size)
    }

    @Test
    fun `a call that fails is not the end`() {
        for (problem in listOf(PorticoException.NoThread(), InternalException("a panic"))) {
            answer = { throw problem }
            available(ShadowNetwork.newInstance(told.size + 7))
        }
        answer = {}
        available(ShadowNetwork.newInstance(99))
        expect(NETWORK, NETWORK, NETWORK)
    }

    /** As the system does before it makes the activity anew. */
    private fun Activity.setChangingConfigurations() =
        org.robolectric.util.ReflectionHelpers
            .setField(Activity::class.java, this, "mChangingConfigurations", true)
}
