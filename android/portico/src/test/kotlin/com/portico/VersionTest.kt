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

    /** What Android makes of a call on 32-bit ARM does not extend the sign of a `Short`: the comparison would fail there. */
    @Test
    fun `checksums of the library are taken as numbers of 32 bits`() {
        val library = Class.forName("com.portico.ffi.IntegrityCheckingUniffiLib")
        val types = library.declaredMethods.filter { "_checksum_" in it.name }.map { it.returnType }
        assertEquals(setOf(Int::class.java), types.toSet())
    }
}
