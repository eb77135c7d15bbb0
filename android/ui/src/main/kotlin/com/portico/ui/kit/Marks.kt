package com.portico.ui.kit

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.PathFillType
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.PathParser
import androidx.compose.ui.unit.dp

/** The few marks the app draws, by itself: a library of thousands would be larger than the app. */
public object Marks {
    /** Back; turned round where people read from the right. */
    public val Back: ImageVector by lazy {
        mark("M20,11H7.83l5.59,-5.59L12,4l-8,8l8,8l1.41,-1.41L7.83,13H20z", turns = true)
    }

    /** What else can be done. */
    public val More: ImageVector by lazy {
        mark("M10,4h4v4h-4z M10,10h4v4h-4z M10,16h4v4h-4z")
    }

    /** Where a row is held to be moved. */
    public val Grip: ImageVector by lazy { mark("M4,9h16v2H4z M4,13h16v2H4z") }

    /** In use. */
    public val Tick: ImageVector by lazy { mark("M9,16.2L4.8,12l-1.4,1.4L9,19L21,7l-1.4,-1.4z") }

    /** Gone for good. */
    public val Bin: ImageVector by lazy {
        mark("M6,19h12V7H6z M9,9h2v8H9z M13,9h2v8h-2z M19,4h-3.5l-1,-1h-5l-1,1H5v2h14z", holes = true)
    }

    private fun mark(path: String, turns: Boolean = false, holes: Boolean = false): ImageVector =
        ImageVector
            .Builder(
                defaultWidth = 24.dp,
                defaultHeight = 24.dp,
                viewportWidth = 24f,
                viewportHeight = 24f,
                autoMirror = turns,
            ).addPath(
                pathData = PathParser().parsePathString(path).toNodes(),
                pathFillType = if (holes) PathFillType.EvenOdd else PathFillType.NonZero,
                fill = SolidColor(Color.Black),
            ).build()
}
