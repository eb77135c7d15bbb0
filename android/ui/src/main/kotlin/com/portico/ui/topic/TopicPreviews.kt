package com.portico.ui.topic

import com.portico.ui.kit.Preview
import com.portico.ui.kit.Samples

private val topics =
    listOf(
        TopicRow("S1", "“A user with this email already exists”"),
        TopicRow("S2", "Mails for an invitation or a new password do not come"),
        TopicRow("S3", "How long a session lasts"),
    )

/** The topics as people meet them. */
public val topicPreviews: List<Preview> =
    listOf(
        Preview("topics") { TopicsView(TopicsState(topics)) {} },
        Preview("topic") { TopicView(TopicState(Samples.captcha)) {} },
    )
