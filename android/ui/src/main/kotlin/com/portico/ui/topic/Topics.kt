package com.portico.ui.topic

import com.portico.Action
import com.portico.Problem
import com.portico.ui.House
import com.portico.ui.Place
import com.portico.ui.Presenter
import com.portico.ui.Word
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** Words of the help topics. */
public enum class TopicWord : Word {
    TITLE,
    ;

    override val key: String = "topic_" + name.lowercase()
}

/** The topics, by their names. */
public data class TopicsState(public val topics: List<TopicRow> = emptyList())

/** One topic. */
public data class TopicRow(public val topic: String, public val title: String)

/** What can be done with the topics. */
public sealed interface TopicsEvent {
    /** Reads one. */
    public data class Open(public val topic: String) : TopicsEvent

    /** Away from here. */
    public data object Leave : TopicsEvent
}

/** The eleven topics of the article, in its order. */
private val ALL = (1..11).map { "S$it" }

/** All topics. */
public class TopicsPresenter(scope: CoroutineScope, private val house: House) :
    Presenter<TopicsState, TopicsEvent>(scope, TopicsState()) {
    init {
        scope.launch {
            house.language.collect {
                house
                    .attempt { ALL.map { TopicRow(it, helpTopic(it).title) } }
                    ?.let { rows -> update { TopicsState(rows) } }
            }
        }
    }

    override fun on(event: TopicsEvent) {
        when (event) {
            is TopicsEvent.Open -> house.go(Place.Topic(event.topic))
            TopicsEvent.Leave -> house.leave()
        }
    }
}

/** One topic, explained. */
public data class TopicState(public val topic: Problem? = null)

/** What can be done with a topic. */
public sealed interface TopicEvent {
    /** Runs what the core offers. */
    public data class Run(public val action: Action) : TopicEvent

    /** Away from here. */
    public data object Leave : TopicEvent
}

/** One topic. */
public class TopicPresenter(scope: CoroutineScope, private val house: House, topic: String) :
    Presenter<TopicState, TopicEvent>(scope, TopicState()) {
    init {
        scope.launch {
            house.language.collect { house.attempt { helpTopic(topic) }?.let { told -> update { TopicState(told) } } }
        }
    }

    override fun on(event: TopicEvent) {
        when (event) {
            is TopicEvent.Run -> house.run(event.action)
            TopicEvent.Leave -> house.leave()
        }
    }
}
