package com.portico

import com.portico.ffi.PorticoException

/** What went wrong on the portal's side or in what the employee gave, and what to do, where the code is `call_failed`. */
public val PorticoException.problem: Problem?
    get() = (this as? PorticoException.CallFailed)?.problem
