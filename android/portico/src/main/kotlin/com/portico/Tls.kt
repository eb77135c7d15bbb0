package com.portico

import android.content.Context
import com.portico.ffi.PorticoException

/** TLS on Android: whether a portal's certificate is to be trusted is asked of the phone, and that needs the app's context. */
public object Tls {
    /**
     * To be called once before the first `Portico.open`; again is fine. Blocks while the library is loaded: best right before it,
     * and not on the main thread. Writes: no.
     *
     * Trusted are the phone's own authorities and what the app's network security configuration adds: an authority that the
     * employee installed counts only where that configuration names `user`.
     *
     * @throws PorticoException.TlsNotInitialised where the phone did not take the context.
     * @throws UnsatisfiedLinkError where the app has no library for this phone's processor.
     */
    public fun init(context: Context) {
        System.loadLibrary("portico_ffi")
        if (!initialise(context.applicationContext ?: context)) throw PorticoException.TlsNotInitialised()
    }

    @JvmStatic
    private external fun initialise(context: Context): Boolean
}
