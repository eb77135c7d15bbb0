package com.portico.ui.problem

import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples

/** A problem's page as people meet it. */
public val problemPreviews: List<Preview> =
    listOf(
        "problem" to ProblemState(Samples.captcha),
        "problem-wait" to ProblemState(Samples.busy),
        "problem-over" to ProblemState(),
    ).map { (name, state) -> Preview(name) { ProblemView(state) {} } }
