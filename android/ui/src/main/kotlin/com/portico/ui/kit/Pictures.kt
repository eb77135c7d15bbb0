package com.portico.ui.kit

import androidx.compose.foundation.Image
import androidx.compose.foundation.background
import androidx.compose.foundation.gestures.rememberTransformableState
import androidx.compose.foundation.gestures.transformable
import androidx.compose.foundation.horizontalScroll
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.BoxWithConstraints
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.SideEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.decodeToImageBitmap
import androidx.compose.ui.layout.ContentScale
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.IntSize
import androidx.compose.ui.unit.dp
import com.portico.Picture
import com.portico.Problem
import com.portico.ui.Word
import com.portico.ui.say

/** The picture of a challenge. */
public sealed interface PictureState {
    /** None is asked for. */
    public data object None : PictureState

    /** On its way. */
    public data object Loading : PictureState

    /** There. */
    public data class Here(public val picture: Picture) : PictureState

    /** It could not be had. */
    public data class Failed(public val problem: Problem) : PictureState
}

/** Words beside a picture. */
public enum class PictureWord : Word {
    SHOWS,
    LOADING,
    UNREADABLE,
    AGE,
    LARGER,
    SMALLER,
    OTHER,
    AGAIN,
    ;

    override val key: String = "picture_" + name.lowercase()
}

/** Larger than this nobody needs it, and smaller than it is nobody can read it. */
private val ZOOM = 1f..4f

/** Where there is room for it. */
private const val FIRST = 2f

/** What portals draw, as long as none was seen. */
private val USUAL = IntSize(240, 80)

/** A CAPTCHA picture: it can be made larger, and changed for another, which spends nothing. [age]: seconds, where they are known. */
@Composable
public fun PictureBox(state: PictureState, age: Long?, enabled: Boolean, onOther: () -> Unit, onAgain: () -> Unit) {
    when (state) {
        PictureState.None -> Unit
        PictureState.Loading, is PictureState.Here -> Shown((state as? PictureState.Here)?.picture, age, enabled, onOther)
        is PictureState.Failed -> {
            Text(state.problem.title, color = MaterialTheme.colorScheme.error)
            Text(state.problem.cause)
            SideButton(say(PictureWord.AGAIN), onAgain, enabled = enabled)
        }
    }
}

/** [picture]: null while it is fetched, in the room of the one before: the field below it stays where it is. */
@Composable
private fun Shown(picture: Picture?, age: Long?, enabled: Boolean, onOther: () -> Unit) {
    // What a portal sends may be no picture at all.
    val bitmap = remember(picture) { picture?.runCatching { bytes.decodeToImageBitmap() }?.getOrNull() }
    var size by remember { mutableStateOf(USUAL) }
    SideEffect { bitmap?.let { size = IntSize(it.width, it.height) } }
    BoxWithConstraints(Modifier.fillMaxWidth()) {
        // Whole at first: letters beyond the screen's edge would not be missed.
        val whole = minOf(FIRST, maxWidth / ((bitmap?.width ?: size.width).dp * HALF))
        Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(4.dp)) {
            val range = minOf(ZOOM.start, whole)..ZOOM.endInclusive
            var wanted by remember { mutableStateOf<Float?>(null) }
            val zoom = wanted ?: whole
            val onZoom = { by: Float -> wanted = (zoom * by).coerceIn(range) }
            when {
                picture == null -> Coming(size.height.dp * zoom * HALF)
                bitmap == null -> Text(say(PictureWord.UNREADABLE))
                else -> Bitmap(bitmap, zoom, onZoom)
            }
            age?.takeIf { it >= 60 }?.let { Text(say(PictureWord.AGE, span(it)), style = MaterialTheme.typography.bodyMedium) }
            FlowRow {
                SmallButton(say(PictureWord.OTHER), onOther, enabled = enabled && picture != null)
                if (picture == null || bitmap != null) {
                    SmallButton(
                        say(PictureWord.LARGER),
                        { onZoom(1.5f) },
                        enabled = bitmap != null && zoom < range.endInclusive,
                    )
                    SmallButton(say(PictureWord.SMALLER), { onZoom(1 / 1.5f) }, enabled = bitmap != null && zoom > range.start)
                }
            }
        }
    }
}

@Composable
private fun Coming(height: Dp) {
    Box(Modifier.fillMaxWidth().heightIn(min = height), Alignment.Center) { BusyLine(say(PictureWord.LOADING)) }
}

/** On white, as portals draw them: some are ink without ground, which would be lost in the dark. */
@Composable
private fun Bitmap(bitmap: ImageBitmap, zoom: Float, onZoom: (Float) -> Unit) {
    Box(
        Modifier
            .fillMaxWidth()
            .transformable(rememberTransformableState { by, _, _ -> onZoom(by) })
            .horizontalScroll(rememberScrollState()),
    ) {
        Image(
            bitmap,
            say(PictureWord.SHOWS),
            Modifier.size(bitmap.width.dp * zoom * HALF, bitmap.height.dp * zoom * HALF).background(Color.White),
            contentScale = ContentScale.FillBounds,
        )
    }
}

/** A pixel of a portal's picture is half a point of the screen at the smallest: 240 of them are as wide as a label. */
private const val HALF = 0.75f
