package com.portico.robolectric

import android.os.Build
import com.portico.VERSION
import com.portico.ffi.uniffiEnsureInitialized
import com.portico.ffi.version
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner

@RunWith(RobolectricTestRunner::class)
class PhoneTest {
    @Test
    fun `the library answers among real Android classes`() {
        uniffiEnsureInitialized()
        assertEquals(VERSION, version())
        assertEquals(35, Build.VERSION.SDK_INT)
    }
}
