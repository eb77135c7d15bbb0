package com.portico

import com.portico.scenario.MemoryVault
import kotlinx.coroutines.flow.first
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

/** What the READMEs show: between the marks, word for word. */
class FirstSignInTest {
    // shown: first sign-in
    suspend fun signIn(portico: Portico, ask: Employee): AccountId? {
        var signIn = portico.signInStart(address = ask.text("Portal address"))
        while (true) {
            signIn.problem?.let { ask.read("${it.title}. ${it.cause}") }
            signIn =
                when (val step = signIn.step) {
                    is Step.Address -> portico.signInSubmitAddress(signIn.id, ask.text("Portal address"))
                    is Step.Credentials -> {
                        ask.read(portico.sayTries(signIn.tries)) // what a try costs, before it is spent
                        portico.signInSubmitCredentials(signIn.id, ask.text("Login"), ask.text("Password"))
                    }
                    is Step.Captcha -> {
                        ask.look(portico.signInCaptchaPicture(signIn.id, step.challenge))
                        val password = if (step.secret == CaptchaSecret.Typed) ask.text("Password") else null
                        portico.signInSubmitCaptcha(signIn.id, step.challenge, ask.text("Letters"), password)
                    }
                    is Step.SecondFactor -> portico.signInSubmitCode(signIn.id, step.challenge, ask.text("Code"))
                    is Step.Done -> return step.account
                    // A link, a moved portal, a browser, or what a newer library has added: a whole app draws them.
                    else -> return null
                }
        }
    }
    // end

    /** Who sits before the screen. */
    interface Employee {
        fun text(label: String): String

        fun read(text: String)

        fun look(picture: Picture)
    }

    @Test
    fun `the sign-in that the README shows signs in`() =
        office(MemoryVault()) {
            portal.desk("PATCH /policy", mapOf("LOGIN_ATTEMPTS" to 1L))
            val passwords = ArrayDeque(listOf("wrong", PASSWORD))
            val heard = ArrayList<String>()
            val seen = ArrayList<Picture>()
            val anna =
                object : Employee {
                    override fun text(label: String) =
                        when (label) {
                            "Portal address" -> portal.url
                            "Login" -> "anna"
                            "Password" -> passwords.removeFirst()
                            else -> portal.word() as String
                        }

                    override fun read(text: String) {
                        heard += text
                    }

                    override fun look(picture: Picture) {
                        seen += picture
                    }
                }
            val account = signIn(portico, anna)
            assertEquals(
                account,
                portico.accounts
                    .first { it.isNotEmpty() }
                    .single()
                    .id,
            )
            assertEquals(1, seen.size)
            assertTrue("the price of a try and why there is a picture: $heard", heard.size >= 2)
        }

    @Test
    fun `the READMEs show it word for word`() {
        val repository = File(System.getProperty("portico.repository"))
        val source = File(repository, "android/portico/src/test/kotlin/com/portico/FirstSignInTest.kt").readText()
        val here = source.substringAfter("// shown: first sign-in\n").substringBefore("    // end\n").trimIndent()
        val shown =
            listOf("README.md", "android/README.md")
                .map { File(repository, it).readText().substringAfter("<!-- shown: Kotlin -->\n", "") }
                .filter { it.isNotEmpty() }
                .map { it.removePrefix("```kotlin\n").substringBefore("\n```") }
        assertTrue("android/README.md shows it", shown.isNotEmpty())
        shown.forEach { assertEquals(here, it) }
    }
}
