package com.portico.app.smoke

import com.portico.Config
import com.portico.ExtraRootConfig
import com.portico.Portico
import com.portico.app.PorticoApp
import com.portico.scenario.MemoryVault
import java.io.File

/** The app as it ships, but for a library and a portal of this machine: shrunk together with it. See src/smoke. */
class SmokeApp : PorticoApp() {
    override suspend fun open(): Portico {
        val root = ExtraRootConfig(File(property("ca")).readText(), listOf(property("url")))
        return Portico.open(Config(data = property("data"), deviceName = "smoke", extraRoots = listOf(root)), MemoryVault())
    }

    private fun property(name: String) = checkNotNull(System.getProperty("smoke.$name"))
}
