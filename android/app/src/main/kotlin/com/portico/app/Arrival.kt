package com.portico.app

import android.content.Intent

/** The scheme of links that open this app at a portal: `portico://portal.example`. */
internal const val SCHEME = "portico"

/**
 * The text that an intent brings: what was shared, or the portal that a link of our own scheme names. Any app may claim that
 * scheme, so nothing secret is taken from such a link: its path, query and fragment are left aside.
 */
internal fun arrival(intent: Intent): String? =
    when (intent.action) {
        Intent.ACTION_SEND -> intent.getCharSequenceExtra(Intent.EXTRA_TEXT)?.toString()
        Intent.ACTION_VIEW -> intent.data?.takeIf { it.scheme == SCHEME }?.authority
        else -> null
    }?.takeIf(String::isNotBlank)
