package com.portico.scenario

/** Saved values and their `{{name}}`. */
class Names {
    private val saved = HashMap<String, Json>()

    operator fun set(name: String, value: Json) {
        saved[name] = value
    }

    /** The same value with every `{{name}}` replaced; a text that is nothing but one becomes the saved value itself. */
    fun fill(value: Json): Json =
        when (value) {
            is Map<*, *> -> value.entries.associate { it.key.toString() to fill(it.value) }
            is List<*> -> value.map(::fill)
            is String -> ALONE.matchEntire(value)?.let { saved(it.groupValues[1]) } ?: text(value)
            else -> value
        }

    fun text(text: String): String =
        NAME.replace(text) {
            val value = saved(it.groupValues[1])
            check(value is String || value is Number) { "${it.value} is no text but ${print(value)}" }
            value.toString()
        }

    private fun saved(name: String): Json {
        check(name in saved) { "nothing was saved as $name" }
        return saved[name]
    }

    private companion object {
        val NAME = Regex("""\{\{(.*?)}}""")
        val ALONE = Regex("""\{\{([a-z0-9_.]+)}}""")
    }
}
