package com.portico.app

import android.app.Activity
import android.app.KeyguardManager
import android.content.Context
import android.content.Intent
import android.hardware.biometrics.BiometricManager.Authenticators
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import androidx.activity.ComponentActivity
import androidx.activity.result.ActivityResultLauncher
import androidx.activity.result.contract.ActivityResultContracts.StartActivityForResult
import androidx.annotation.RequiresApi
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlin.coroutines.Continuation
import kotlin.coroutines.resume

/** Whether the phone's owner is there: biometrics or the screen's lock, whatever the phone has. It guards a view, not a key. */
internal class OwnersLock(private val context: Context) {
    private val keyguard = checkNotNull(context.getSystemService(KeyguardManager::class.java))
    private var asking: ActivityResultLauncher<Intent>? = null
    private var answer = CompletableDeferred<Boolean>()

    /** To be called as a window is made: an answer may come to another one than the question was asked from. */
    fun attach(activity: ComponentActivity) {
        asking =
            activity.registerForActivityResult(
                StartActivityForResult(),
            ) { answer.complete(it.resultCode == Activity.RESULT_OK) }
    }

    /** True on a phone without a lock: there is nobody to ask for. */
    suspend fun ask(activity: Activity): Boolean =
        when {
            !keyguard.isDeviceSecure -> true
            Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q -> prompt(activity)
            else -> confirm()
        }

    @RequiresApi(Build.VERSION_CODES.Q)
    private suspend fun prompt(activity: Activity): Boolean =
        suspendCancellableCoroutine { waiting ->
            val stop = CancellationSignal()
            waiting.invokeOnCancellation { stop.cancel() }
            show(activity, stop, waiting)
        }

    @RequiresApi(Build.VERSION_CODES.Q)
    private fun show(activity: Activity, stop: CancellationSignal, waiting: Continuation<Boolean>) {
        builder(activity).build().authenticate(stop, activity.mainExecutor, Answers(waiting))
    }

    @RequiresApi(Build.VERSION_CODES.Q)
    private fun builder(activity: Activity): BiometricPrompt.Builder {
        val builder = BiometricPrompt.Builder(activity).setTitle(context.getString(R.string.phone_owner))
        return if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            builder.setAllowedAuthenticators(Authenticators.BIOMETRIC_WEAK or Authenticators.DEVICE_CREDENTIAL)
        } else {
            @Suppress("DEPRECATION") // What came in its place is of Android 11.
            builder.setDeviceCredentialAllowed(true)
        }
    }

    private suspend fun confirm(): Boolean {
        @Suppress("DEPRECATION") // The prompt that came in its place is of Android 10, with the screen's lock in it.
        val question =
            keyguard.createConfirmDeviceCredentialIntent(context.getString(R.string.phone_owner), null) ?: return true
        answer = CompletableDeferred()
        checkNotNull(asking).launch(question)
        return answer.await()
    }
}

@RequiresApi(Build.VERSION_CODES.Q)
private class Answers(private val waiting: Continuation<Boolean>) : BiometricPrompt.AuthenticationCallback() {
    override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult?) = waiting.resume(true)

    override fun onAuthenticationError(code: Int, text: CharSequence?) = waiting.resume(false)
}
