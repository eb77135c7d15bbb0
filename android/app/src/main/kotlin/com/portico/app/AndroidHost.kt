package com.portico.app

import android.content.ActivityNotFoundException
import android.content.ClipData
import android.content.ClipboardManager
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.provider.Settings
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import android.view.accessibility.AccessibilityManager
import android.view.inputmethod.InputMethodManager
import androidx.activity.ComponentActivity
import androidx.core.net.toUri
import com.portico.Keyboard
import com.portico.ui.Camera
import com.portico.ui.Choices
import com.portico.ui.Host

/** The phone. It outlives each window; [attach] and [detach] say which one is there. */
public class AndroidHost(private val context: Context) : Host {
    private var window: ComponentActivity? = null
    private var secured = false
    override val choices: Choices = PhoneChoices(context)
    private val lock = OwnersLock(context, choices)

    /** None: a code is pasted or shared. */
    override val camera: Camera? = null

    /** A window was made. */
    public fun attach(activity: ComponentActivity) {
        window = activity
        lock.attach(activity)
        secure(secured)
    }

    /** It is gone, unless another one has come since. */
    public fun detach(activity: ComponentActivity) {
        if (window != activity) return
        window = null
        if (activity.isFinishing) lock.detach()
    }

    override fun browse(url: String): Boolean {
        val address = url.toUri()
        return address.scheme == "https" && start(Intent(Intent.ACTION_VIEW, address).addCategory(Intent.CATEGORY_BROWSABLE))
    }

    override fun share(text: String) {
        val send = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
        start(Intent.createChooser(send, null))
    }

    override fun copy(text: String) {
        clipboard().setPrimaryClip(ClipData.newPlainText(null, text))
    }

    override fun pasted(): String? =
        clipboard()
            .primaryClip
            ?.takeIf { it.itemCount > 0 }
            ?.getItemAt(0)
            ?.coerceToText(context)
            ?.toString()

    override val privacyPolicy: String?
        get() {
            val app = context.packageManager.getApplicationInfo(context.packageName, PackageManager.GET_META_DATA)
            return app.metaData?.getString("com.portico.app.PRIVACY_POLICY")
        }

    override val version: String?
        get() = context.packageManager.getPackageInfo(context.packageName, 0).versionName

    override val screenReader: Boolean
        get() = context.getSystemService(AccessibilityManager::class.java)?.isTouchExplorationEnabled == true

    /** Its language; of Caps Lock a phone's keyboard says nothing. */
    override fun keyboard(): Keyboard {
        val subtype = context.getSystemService(InputMethodManager::class.java)?.currentInputMethodSubtype
        return Keyboard(layout = subtype?.languageTag?.ifEmpty { null })
    }

    override fun openSettings() {
        start(Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", context.packageName, null)))
    }

    override fun secure(on: Boolean) {
        secured = on
        window?.window?.setFlags(if (on) FLAG_SECURE else 0, FLAG_SECURE)
    }

    override suspend fun owner(): Boolean = lock.ask(window ?: return false)

    private fun start(intent: Intent): Boolean =
        try {
            val from = window
            if (from !=
                null
            ) {
                from.startActivity(intent)
            } else {
                context.startActivity(intent.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK))
            }
            true
        } catch (_: ActivityNotFoundException) {
            false
        }

    private fun clipboard() = checkNotNull(context.getSystemService(ClipboardManager::class.java))
}
