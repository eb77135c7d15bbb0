package com.portico

import com.portico.scenario.MemoryVault
import kotlinx.coroutines.flow.first
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

/** What a README shows: what stands under a mark there stands here between the marks, word for word. */
fun shown(readme: String, mark: String, source: String) {
    val repository = File(checkNotNull(System.getProperty("portico.repository")))
    val here = File(repository, "android/portico/src/test/kotlin/com/portico/$source").readText()
    val compiled =
        here
            .substringAfter("// shown: $mark\n")
            .substringBefore("// end\n")
            .trimIndent()
            .trimEnd()
    val block = Regex("<!-- shown: $mark -->\n```kotlin\n(.*?)\n```\n", RegexOption.DOT_MATCHES_ALL)
    val there = block.findAll(File(repository, readme).readText()).map { it.groupValues[1] }
    assertEquals(readme, listOf(compiled), there.toList())
}

class FirstSignInTest {
    // shown: Kotlin
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
                        // A password waits behind the picture, typed or saved; with an empty text that one goes out.
                        val password = ask.text(if (step.passwordNeeded) "Password" else "Another password, or nothing")
                        portico.signInSubmitCaptcha(signIn.id, step.challenge, ask.text("Characters"), password)
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
    fun `the sign-in that the README shows signs in`() = signsIn(mapOf("Password" to "wrong", ANOTHER to PASSWORD))

    @Test
    fun `a right password is typed once, whatever pictures come`() = signsIn(mapOf("Password" to PASSWORD, ANOTHER to ""))

    /** With a picture for it; each label is answered once. */
    private fun signsIn(typed: Map<String, String>) =
        office(MemoryVault()) {
            portal.desk("PATCH /policy", mapOf("LOGIN_ATTEMPTS" to 1L))
            if (typed["Password"] == PASSWORD) portal.desk("PATCH /users/anna", mapOf("attempts" to 1L))
            val passwords = typed.toMutableMap()
            val heard = ArrayList<String>()
            val seen = ArrayList<Picture>()
            val anna =
                object : Employee {
                    override fun text(label: String) =
                        when (label) {
                            "Portal address" -> portal.url
                            "Login" -> "anna"
                            "Characters" -> portal.word() as String
                            else -> checkNotNull(passwords.remove(label)) { "asked twice for: $label" }
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
    fun `both READMEs show it word for word`() =
        listOf("README.md", "android/README.md").forEach { shown(it, "Kotlin", "FirstSignInTest.kt") }
}

private const val ANOTHER = "Another password, or nothing"
