package com.portico.desktop

import java.awt.Robot
import java.awt.Window
import java.awt.image.BufferedImage
import java.io.File
import javax.imageio.ImageIO

/** Fewer colours than this are an empty window: letters alone have more, at their edges. */
private const val COLOURS = 20

/** A window as it is seen on the screen. */
internal fun photograph(window: Window): BufferedImage =
    Robot(window.graphicsConfiguration.device).createScreenCapture(window.bounds)

/** Writes a picture to a file, a PNG. Fails where nothing is to be seen on it. */
internal fun keep(picture: BufferedImage, file: File) {
    file.absoluteFile.parentFile.mkdirs()
    ImageIO.write(picture, "png", file)
    val colours = (0 until picture.height).flatMap { y -> (0 until picture.width).map { picture.getRGB(it, y) } }.toSet().size
    check(colours >= COLOURS) { "The window is blank: $colours colours in $file." }
}
