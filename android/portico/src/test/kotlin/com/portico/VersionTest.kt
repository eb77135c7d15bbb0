package com.portico

import com.portico.ffi.uniffiEnsureInitialized
import com.portico.ffi.version
import org.junit.Assert.assertEquals
import org.junit.Test

class VersionTest {
    @Test
    fun `the library is of the version this SDK was made for`() {
        uniffiEnsureInitialized()
        assertEquals(VERSION, version())
    }
}
