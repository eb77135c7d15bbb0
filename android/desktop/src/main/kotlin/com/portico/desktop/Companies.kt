package com.portico.desktop

import com.portico.scenario.Json
import com.portico.scenario.Portal
import java.io.File

private class Person(val login: String, val password: String, val name: String, val otp: String? = null)

/** A company with a portal of its own. */
private class Company(val name: String, val runs: String, val people: List<Person>) {
    fun start(folder: File): Portal = Portal(mapOf("users" to people.map(::user), "switches" to mapOf("P9" to runs)), folder)

    private fun user(person: Person): Json =
        buildMap {
            put("login", person.login)
            put("password", person.password)
            put("name", person.name)
            put("email", "${person.login}@example.com")
            person.otp?.let { put("otp", mapOf("type" to "totp", "secret" to it)) }
        }
}

/** The two of the terminal app's demo: Alfa runs its own portal, Beta's is in the cloud. */
private val COMPANIES =
    listOf(
        Company("Alfa", "box", listOf(Person("anna", "Sun-flower9", "Anna Berg"), Person("boris", "Rain-coat7", "Boris Lind"))),
        Company(
            "Beta",
            "cloud",
            listOf(
                Person("anna", "Wind-mill5", "Anna Berg"),
                Person("clara", "Moon-stone3", "Clara Voss", otp = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
            ),
        ),
    )

/** Both portals, started; says where they are and who works there. */
internal fun companies(folder: File): List<Portal> =
    COMPANIES.map { company ->
        company.start(folder).also { portal ->
            println("${company.name}: ${portal.url}")
            company.people.forEach { println("  ${it.name}: login ${it.login}, password ${it.password}") }
        }
    }
