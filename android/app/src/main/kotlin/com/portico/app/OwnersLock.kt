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
import com.portico.ui.Choices
import com.portico.ui.languageOf
import kotlinx.coroutines.CompletableDeferred

/** Whether the phone's owner is there: biometrics or the screen's lock, whatever the phone has. It guards a view, not a key. */
internal class OwnersLock(private val context: Context, private val choices: Choices) {
    private val keyguard = checkNotNull(context.getSystemService(KeyguardManager::class.java))
    private var asking: ActivityResultLauncher<Intent>? = null
    private var answer = CompletableDeferred(false)

    /** To be called as a window is made: an answer may come to another one than the question was asked from. */
    fun attach(activity: ComponentActivity) {
        asking =
            activity.registerForActivityResult(
                StartActivityForResult(),
            ) { answer.complete(it.resultCode == Activity.RESULT_OK) }
    }

    /** To be called as a window is closed for good: no answer reaches it any more. */
    fun detach() {
        answer.complete(false)
    }

    /**
     * True on a phone without a lock: there is nobody to ask for. One question at a time, for everybody who asks: it may take the app
     * from the front, and coming back there is a reason to ask.
     */
    suspend fun ask(activity: Activity): Boolean {
        if (!keyguard.isDeviceSecure) return true
        if (!answer.isActive) {
            answer = CompletableDeferred()
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.Q) prompt(activity, answer) else confirm(answer)
        }
        return answer.await()
    }

    /** In the app's language, which until Android 12 only the app itself knows. */
    private fun title() = wordsOf(context, languageOf(choices))[PhoneWord.OWNER]

    @RequiresApi(Build.VERSION_CODES.Q)
    private fun prompt(activity: Activity, answer: CompletableDeferred<Boolean>) {
        val stop = CancellationSignal()
        answer.invokeOnCompletion { stop.cancel() }
        builder(activity).build().authenticate(stop, activity.mainExecutor, Answers(answer))
    }

    @RequiresApi(Build.VERSION_CODES.Q)
    private fun builder(activity: Activity): BiometricPrompt.Builder {
        val builder = BiometricPrompt.Builder(activity).setTitle(title())
        return if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            builder.setAllowedAuthenticators(Authenticators.BIOMETRIC_WEAK or Authenticators.DEVICE_CREDENTIAL)
        } else {
            @Suppress("DEPRECATION") // What came in its place is of Android 11.
            builder.setDeviceCredentialAllowed(true)
        }
    }

    private fun confirm(answer: CompletableDeferred<Boolean>) {
        @Suppress("DEPRECATION") // The prompt that came in its place is of Android 10, with the screen's lock in it.
        val question = keyguard.createConfirmDeviceCredentialIntent(title(), null)
        if (question == null) answer.complete(true) else checkNotNull(asking).launch(question)
    }
}

@RequiresApi(Build.VERSION_CODES.Q)
private class Answers(private val answer: CompletableDeferred<Boolean>) : BiometricPrompt.AuthenticationCallback() {
    override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult?) {
        answer.complete(true)
    }

    override fun onAuthenticationError(code: Int, text: CharSequence?) {
        answer.complete(false)
    }
}
