package com.portico

import com.portico.ffi.PorticoException

/** What went wrong on the portal's side, where the code is `call_failed`. */
public val PorticoException.problem: Problem?
    get() = (this as? PorticoException.CallFailed)?.problem
