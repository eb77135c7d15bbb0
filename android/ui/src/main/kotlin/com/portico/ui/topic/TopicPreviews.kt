package com.portico.ui.topic

import com.portico.Cost
import com.portico.Problem
import com.portico.ProblemStep
import com.portico.Retry
import com.portico.Who
import com.portico.ui.kit.Preview

private val topics =
    listOf(
        TopicRow("S1", "This e-mail address is already taken"),
        TopicRow("S2", "The mail does not come"),
        TopicRow("S3", "How long you stay signed in"),
    )

private val session =
    Problem(
        code = "session_length",
        title = "How long you stay signed in",
        cause =
            "In a browser a session lasts for 24\u00a0minutes after your last action, on some portals for longer or shorter. " +
                "Every action makes it longer. When it ends, what you had not saved in the browser may be lost. You stay " +
                "signed in all the same. On most portals this phone renews the session by itself. It keeps text you have not " +
                "sent.",
        steps =
            listOf(
                ProblemStep("Just go on working. You need not sign in again.", null),
                ProblemStep(
                    "You are signed out of a browser only if you sign out there yourself or clear its stored data.",
                    null,
                ),
            ),
        who = Who.YOU,
        retry = Retry(Cost.FREE, null),
        detail = null,
    )

/** The topics as people meet them. */
public val topicPreviews: List<Preview> =
    listOf(
        Preview("topics") { TopicsView(TopicsState(topics)) {} },
        Preview("topic") { TopicView(TopicState(session)) {} },
    )
