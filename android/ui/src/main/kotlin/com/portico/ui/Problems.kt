package com.portico.ui

import com.portico.Portico
import com.portico.Problem
import com.portico.code
import com.portico.ffi.InternalException
import com.portico.ffi.PorticoException
import com.portico.problem

/**
 * What the call gives; null where it gave nothing, and then [say] gets the reason in the core's words. [late]: the answer was for a
 * picture or a code that is no longer asked for.
 */
internal inline fun <T> Portico.saying(say: (Problem) -> Unit, late: () -> Unit, call: Portico.() -> T): T? =
    try {
        call()
    } catch (_: PorticoException.StaleChallenge) {
        late()
        null
    } catch (failed: PorticoException) {
        say(failed.problem ?: sayError(failed.code))
        null
    } catch (_: InternalException) {
        say(sayError("internal"))
        null
    }
