package com.portico.ui

import com.portico.AccountId
import com.portico.InvitationId
import com.portico.ReceiptKind
import com.portico.RecoveryId
import com.portico.SignInId
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import kotlin.random.Random

class SavedPlaceTest {
    /** Ids of letters that a line of text could stumble over. */
    private fun Random.id() =
        (0..nextInt(12)).joinToString("") {
            listOf("a", "Ж", "&", "=", "?", "%", "+", " ", "🔑", "\n")[nextInt(10)]
        }

    private fun Random.idOrNone() = if (nextBoolean()) id() else null

    private fun every(random: Random): List<Place> =
        with(random) {
            listOf(
                Place.Accounts,
                Place.Account(AccountId(id())),
                Place.SignIn(SignInId(id())),
                Place.Scan(idOrNone()?.let(::SignInId)),
                Place.Recovery(idOrNone()?.let(::RecoveryId), idOrNone()?.let(::SignInId)),
                Place.Invitation(idOrNone()?.let(::InvitationId)),
                Place.Clear(AccountId(id()), ReceiptKind.entries.random(this)),
                Place.WhichMe(idOrNone()?.let(::SignInId), idOrNone()?.let(::AccountId)),
                Place.History(AccountId(id())),
                Place.Problem(idOrNone()?.let(::SignInId), idOrNone()?.let(::AccountId)),
                Place.Topics,
                Place.Topic(id()),
                Place.HelpCard(idOrNone()?.let(::SignInId), idOrNone()?.let(::AccountId)),
                Place.Settings,
                Place.Licences,
            )
        }

    @Test
    fun `every place is found again by its line of text, and no clear is`() {
        val kinds = every(Random(0)).map { it::class }.toSet()
        assertEquals(Place::class.java.permittedOrNested(), kinds.size)
        repeat(500) { seed -> every(Random(seed)).forEach { assertEquals(it.takeIf { it !is Place.Clear }, place(it.save())) } }
    }

    @Test
    fun `no two places have the same line`() {
        repeat(100) { seed ->
            val places = (every(Random(seed)) + every(Random(seed + 1000))).distinct()
            assertEquals(places.size, places.map(Place::save).toSet().size)
        }
    }

    @Test
    fun `a line that is no place is none`() {
        for (line in listOf(
            "",
            "?",
            "account",
            "account?account",
            "account?name=a",
            "clear?account=a&kind=RESET",
            "moon?account=a",
        )) {
            assertNull(line, place(line))
        }
        assertTrue(place("account?account=%zz") is Place.Account)
    }

    private fun Class<*>.permittedOrNested() = declaredClasses.count { Place::class.java.isAssignableFrom(it) }
}
