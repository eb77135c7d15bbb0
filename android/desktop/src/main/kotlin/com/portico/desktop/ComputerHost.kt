package com.portico.desktop

import com.portico.Keyboard
import com.portico.ui.Camera
import com.portico.ui.Choices
import com.portico.ui.Host
import com.portico.ui.Theme
import java.awt.Desktop
import java.awt.Toolkit
import java.awt.datatransfer.DataFlavor
import java.awt.datatransfer.StringSelection
import java.awt.event.KeyEvent
import java.io.IOException
import java.net.URI

/** A computer. It has no screen lock to ask for, no camera, and hides no window. */
internal class ComputerHost : Host {
    private val clipboard get() = Toolkit.getDefaultToolkit().systemClipboard

    override val camera: Camera? = null

    override val choices: Choices =
        object : Choices {
            override var language: String? = null
            override var theme = Theme.SYSTEM
            override var lock = false
        }

    override fun browse(url: String): Boolean {
        if (!url.startsWith("https://") || !Desktop.isDesktopSupported()) return false
        return try {
            Desktop.getDesktop().browse(URI(url))
            true
        } catch (_: IOException) {
            false
        } catch (_: UnsupportedOperationException) {
            false
        }
    }

    /** The clipboard, from which it can be put anywhere. */
    override fun share(text: String) = copy(text)

    override fun copy(text: String) = clipboard.setContents(StringSelection(text), null)

    override fun pasted(): String? =
        clipboard.takeIf { it.isDataFlavorAvailable(DataFlavor.stringFlavor) }?.getData(DataFlavor.stringFlavor) as? String

    override fun keyboard(): Keyboard = Keyboard(caps = capsLock())

    /** Not every system says. */
    private fun capsLock(): Boolean? =
        try {
            Toolkit.getDefaultToolkit().getLockingKeyState(KeyEvent.VK_CAPS_LOCK)
        } catch (_: UnsupportedOperationException) {
            null
        }

    override fun openSettings() = Unit

    override fun secure(on: Boolean) = Unit

    override suspend fun owner(): Boolean = true
}
