package com.portico.ui.kit

import androidx.compose.runtime.Composable
import com.portico.ui.Word
import com.portico.ui.say

/** Words for how long something is. */
public enum class SpanWord : Word {
    SECONDS,
    MINUTES,
    HOURS,
    ;

    override val key: String = "span_" + name.lowercase()
}

/**
 * How long, never shorter than it is: under a minute in tens of seconds, so that a screen reader is not told every second, then in
 * minutes, then in hours.
 */
@Composable
public fun span(seconds: Long): String =
    when {
        seconds <= 60 -> say(SpanWord.SECONDS, up(seconds, 10) * 10)
        seconds <= 90 * 60 -> say(SpanWord.MINUTES, up(seconds, 60))
        else -> say(SpanWord.HOURS, up(seconds, 3600))
    }

private fun up(seconds: Long, step: Long): Long = (seconds + step - 1) / step
