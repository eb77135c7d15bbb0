package com.portico.app

import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples

/** What is shown instead of the app where it could not be opened. */
public val openingPreviews: List<Preview> =
    listOf(Preview("opening-failed") { FailedView(Samples.locked) {} })
