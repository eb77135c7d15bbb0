package com.portico.robolectric

import android.app.Activity
import android.app.Application
import android.content.Context
import android.os.Build
import com.portico.AccountState
import com.portico.AndroidVault
import com.portico.Change
import com.portico.Config
import com.portico.Connectivity
import com.portico.Portico
import com.portico.Step
import com.portico.Tls
import com.portico.Told
import com.portico.office
import com.portico.shown
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.shadows.ShadowLooper
import java.io.File
import java.security.Security

// What both READMEs show: between the marks, word for word.
// shown: Kotlin app
class App : Application() {
    val portico by lazy { CoroutineScope(Dispatchers.IO).async { open() } }

    override fun onCreate() = super.onCreate().also { Connectivity(this, portico::await) }

    private suspend fun open(): Portico {
        Tls.init(this)
        return Portico.open(Config(File(noBackupFilesDir, "portico").path, Build.MODEL), AndroidVault(this))
    }
}
// end

/** The parts of a phone and the library, together. */
@RunWith(RobolectricTestRunner::class)
class AppTest {
    private val context: Context = RuntimeEnvironment.getApplication()

    @Before
    fun phone() {
        FakeKeyStore.fresh()
        Security.removeProvider("BC")
        Security.insertProviderAt(FakeKeyStore(), 1)
    }

    @After
    fun leave() = Security.removeProvider("AndroidKeyStore")

    @Test
    fun `both READMEs show what was compiled`() =
        listOf("README.md", "android/README.md").forEach { shown(it, "Kotlin app", "robolectric/AppTest.kt") }

    @Test
    fun `an account that was signed in with the phone's vault is signed in after a restart`() =
        office(AndroidVault(context)) {
            val account = signedIn()
            phone.restart()
            assertEquals(AccountState.SignedIn, portico.sessionCheck(account).state)
            assertTrue(AndroidVault(context).list().size >= 2)
            portico.accountsDelete(account)
            assertEquals(listOf("installation"), AndroidVault(context).list())
        }

    @Test
    fun `an app that went to the back keeps a typed password for a minute and no longer`() =
        office(AndroidVault(context)) {
            portal.desk("PATCH /policy", mapOf("LOGIN_ATTEMPTS" to 1L))
            val signIn = atCredentials()
            repeat(2) { portico.signInSubmitCredentials(signIn, "anna", "wrong") }

            fun passwordNeeded() = (portico.signInGet(signIn).step as Step.Captcha).passwordNeeded
            assertFalse(passwordNeeded())
            val opening = CompletableDeferred<Portico>()
            val told = Change.entries.associateWith { CompletableDeferred<Unit>() }
            val recording =
                Told { change ->
                    val portico = opening.await()
                    suspend {
                        change.tell(portico)
                        told.getValue(change).complete(Unit)
                    }
                }
            Connectivity(context as Application, recording).use {
                val activity = Robolectric.buildActivity(Activity::class.java).setup()
                activity.pause().stop()
                ShadowLooper.idleMainLooper()
                opening.complete(portico)
                told.getValue(Change.BACK).await()
                told.getValue(Change.FRONT).await()
                advance(seconds = 61)
                assertTrue(passwordNeeded())
            }
        }
}
