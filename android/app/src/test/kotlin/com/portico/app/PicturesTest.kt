package com.portico.app

import android.graphics.Bitmap
import android.graphics.BitmapFactory
import android.graphics.Canvas
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.getValue
import androidx.compose.runtime.key
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.graphics.asAndroidBitmap
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.platform.LocalLayoutDirection
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.junit4.v2.createComposeRule
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.LayoutDirection
import androidx.test.core.app.ApplicationProvider
import com.portico.ui.LocalWords
import com.portico.ui.Theme
import com.portico.ui.kit.PorticoTheme
import com.portico.ui.kit.Preview
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.FixMethodOrder
import org.junit.Rule
import org.junit.Test
import org.junit.runner.RunWith
import org.junit.runners.MethodSorters
import org.robolectric.RobolectricTestRunner
import org.robolectric.annotation.Config
import java.io.ByteArrayOutputStream
import java.io.File
import kotlin.math.abs

private val REPOSITORY = File(checkNotNull(System.getProperty("portico.repository")))
private val GOLDEN = File(REPOSITORY, "android/app/src/test/golden")
private val GALLERY = File(REPOSITORY, "target/android/gallery")

/** What the README shows of it, four in a row. */
private val SHEET = File(REPOSITORY, "tests/pictures/android.png")
private const val IN_A_ROW = 4
private const val GAP = 16
private val SHOWN =
    listOf(
        "accounts-two-light",
        "signin-credentials-warnings-light",
        "signin-captcha-stored-light",
        "signin-code-lost-phone-dark",
        "account-signed-in-dark",
        "which-me-light",
        "signin-confirm-link-light",
        "clear-receipt-delete-light",
    )

/** How a screen is looked at. */
enum class Look(val theme: Theme = Theme.LIGHT, val text: Float = 1f, val direction: LayoutDirection = LayoutDirection.Ltr) {
    LIGHT,
    DARK(theme = Theme.DARK),
    LARGE(text = 2f),
    RTL(direction = LayoutDirection.Rtl),
}

/**
 * Every preview in every look is as its picture in src/test/golden, which UPDATE_GOLDEN=1 draws anew. All are drawn by Robolectric
 * with the fonts that it brings, so they are the same on every machine. What was drawn is in target/android/gallery.
 */
@RunWith(RobolectricTestRunner::class)
@Config(qualifiers = "w360dp-h720dp-mdpi")
@FixMethodOrder(MethodSorters.NAME_ASCENDING) // The README's sheet is made of pictures that are drawn before it.
class PicturesTest {
    @get:Rule val compose = createComposeRule()
    private var shown: Pair<Preview, Look>? by mutableStateOf(null)

    @Test
    fun `every screen looks as it did`() {
        compose.setContent { shown?.let { (preview, look) -> key(preview, look) { Drawn(preview, look) } } }
        val wrong = PREVIEWS.flatMap { preview -> Look.entries.mapNotNull { differs(preview, it) } }
        assertEquals("UPDATE_GOLDEN=1 draws them anew, if they are meant so", emptyList<String>(), wrong)
    }

    @Test
    fun `every picture is one of a preview, and no two previews have one name`() {
        val names = PREVIEWS.flatMap { preview -> Look.entries.map { fileName(preview, it) } }
        assertEquals(names.size, names.toSet().size)
        val stale = GOLDEN.list().orEmpty().toSet() - names.toSet()
        if (UPDATE) stale.forEach { File(GOLDEN, it).delete() } else assertEquals(emptySet<String>(), stale)
    }

    @Test
    fun `the README shows the screens as they are`() {
        val pictures = SHOWN.map { checkNotNull(BitmapFactory.decodeFile(File(GOLDEN, "$it.png").path)) { "no picture $it" } }
        val (width, height) = pictures.maxOf { it.width } + GAP to pictures.maxOf { it.height } + GAP
        val sheet = Bitmap.createBitmap(width * IN_A_ROW - GAP, height * (SHOWN.size / IN_A_ROW) - GAP, Bitmap.Config.ARGB_8888)
        val canvas = Canvas(sheet)
        for ((i, picture) in pictures.withIndex()) {
            canvas.drawBitmap(picture, 0f + i % IN_A_ROW * width, 0f + i / IN_A_ROW * height, null)
        }
        if (UPDATE) SHEET.writeBytes(png(sheet))
        assertTrue("UPDATE_GOLDEN=1 makes it anew", same(sheet, SHEET))
    }

    @Composable
    private fun Drawn(preview: Preview, look: Look) {
        CompositionLocalProvider(
            LocalWords provides wordsOf(ApplicationProvider.getApplicationContext(), "en"),
            LocalDensity provides Density(LocalDensity.current.density, look.text),
            LocalLayoutDirection provides look.direction,
        ) { PorticoTheme(look.theme, content = preview.draw) }
    }

    private fun differs(preview: Preview, look: Look): String? {
        shown = preview to look
        compose.waitForIdle()
        val drawn = compose.onRoot().captureToImage().asAndroidBitmap()
        val name = fileName(preview, look)
        File(GALLERY, name).apply { parentFile!!.mkdirs() }.writeBytes(png(drawn))
        val golden = File(GOLDEN, name)
        if (UPDATE && (!golden.exists() || !same(drawn, golden))) golden.apply { parentFile!!.mkdirs() }.writeBytes(png(drawn))
        return name.takeUnless { golden.exists() && same(drawn, golden) }
    }

    private fun fileName(preview: Preview, look: Look) = "${preview.name}-${look.name.lowercase()}.png"
}

private fun png(picture: Bitmap): ByteArray =
    ByteArrayOutputStream().also { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }.toByteArray()

/** Alike to the eye: at most one pixel in a thousand differs by more than a shade. */
private fun same(drawn: Bitmap, file: File): Boolean {
    val golden = checkNotNull(BitmapFactory.decodeFile(file.path))
    if (golden.width != drawn.width || golden.height != drawn.height) return false
    val (a, b) =
        listOf(drawn, golden).map {
            IntArray(it.width * it.height).apply { it.getPixels(this, 0, it.width, 0, 0, it.width, it.height) }
        }
    return a.indices.count { far(a[it], b[it]) } <= a.size / 1000
}

private fun far(a: Int, b: Int) = (0..24 step 8).any { abs((a shr it and 255) - (b shr it and 255)) > 8 }
