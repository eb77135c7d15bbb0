package com.portico.ui

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlin.time.Duration.Companion.seconds

/** Says that another second has passed, for what is counted down on a screen. */
public val everySecond: Flow<Unit> =
    flow {
        while (true) {
            delay(1.seconds)
            emit(Unit)
        }
    }
