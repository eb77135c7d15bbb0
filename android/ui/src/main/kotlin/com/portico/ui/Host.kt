package com.portico.ui

import androidx.compose.runtime.Composable
import com.portico.Keyboard

/** What the app cannot do by itself: the phone does it, or the computer. */
public interface Host {
    /** Opens an `https` address in the browser. False where nothing can open it. */
    public fun browse(url: String): Boolean

    /** Offers a text to other apps. */
    public fun share(text: String)

    /** Puts a text on the clipboard. Never a secret. */
    public fun copy(text: String)

    /** The clipboard's text. Asked for by a tap only. */
    public fun pasted(): String?

    /** The system's settings for this app. */
    public fun openSettings()

    /** Keeps the window out of screenshots, recordings and the list of recent apps. */
    public fun secure(on: Boolean)

    /** Draws the camera's picture and tells the text of a QR code in it; null where there is no camera. */
    public val camera: Camera?

    /** Whether the device's owner is there: biometrics, or the screen's lock. True where there is neither. */
    public suspend fun owner(): Boolean

    /** What is known of the keyboard: its layout, Caps Lock. Asked for before a password goes out. */
    public fun keyboard(): Keyboard = Keyboard()

    /** Whether a screen reader is on: then what needs no eyes comes first. */
    public val screenReader: Boolean get() = false

    /** What the app does with what it is told, on a page of whoever ships it; null where they name none. */
    public val privacyPolicy: String? get() = null

    /** The app's version, as people read it; null where none is known. */
    public val version: String? get() = null

    /** What the employee has chosen. */
    public val choices: Choices
}

/** Opens an `https` address in the browser; where nothing can, the address is shown. */
internal fun House.browse(url: String) {
    if (!url.startsWith("https://") || !host.browse(url)) notice(Notice.Of(AppWord.NO_BROWSER, url))
}

/** A view of the camera. It asks for the permission when it is first drawn. */
public interface Camera {
    /** [onText]: what a code says. [onRefused]: the permission was not given; paste is still there. */
    @Composable
    public fun Picture(onText: (String) -> Unit, onRefused: () -> Unit)
}

/** Settings that are no secret and belong to no account; kept by the host. */
public interface Choices {
    /** BCP 47; null follows the system. */
    public var language: String?

    /** Light, dark, or as the system. */
    public var theme: Theme

    /** Whether the owner is asked for when the app comes to the front. */
    public var lock: Boolean
}

/** How the app is coloured. */
public enum class Theme { SYSTEM, LIGHT, DARK }
