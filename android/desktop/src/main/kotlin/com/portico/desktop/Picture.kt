package com.portico.desktop

import java.awt.Robot
import java.awt.Window
import java.io.File
import javax.imageio.ImageIO

/** Fewer colours than this are an empty window: letters alone have more, at their edges. */
private const val COLOURS = 20

/** Writes the window as it is seen on the screen to a file, a PNG. Fails where nothing is to be seen. */
internal fun photograph(window: Window, file: File) {
    val picture = Robot(window.graphicsConfiguration.device).createScreenCapture(window.bounds)
    file.absoluteFile.parentFile.mkdirs()
    ImageIO.write(picture, "png", file)
    val colours = (0 until picture.height).flatMap { y -> (0 until picture.width).map { picture.getRGB(it, y) } }.toSet().size
    check(colours >= COLOURS) { "The window is blank: $colours colours in $file." }
}
