package com.portico.scenario

/** Expected values: subsets of what came, with the operators of `tests/scenarios/README.md`. */
class Unexpected(what: String) : Exception(what)

/** Stands for what is not there: null is something. */
private object Nothing {
    override fun toString() = "nothing"
}

fun expect(expected: Json, actual: Json) = compare(expected, actual, "")

fun fits(expected: Json, actual: Json): Boolean = holds { compare(expected, actual, "") }

private fun holds(check: () -> Unit): Boolean =
    try {
        check()
        true
    } catch (_: Unexpected) {
        false
    }

private fun compare(expected: Json, actual: Json, place: String) {
    val operators = (expected as? Map<*, *>)?.takeIf { it.keys.any { name -> name.toString().startsWith("$") } }
    when {
        operators != null -> {
            operators.forEach { (name, argument) ->
                if (!operator(name.toString(), argument, actual, place)) {
                    throw Unexpected("at $place/: $name ${print(argument)} does not hold for ${shown(actual)}")
                }
            }
        }

        expected is Map<*, *> && actual is Map<*, *> -> {
            expected.forEach { (name, value) -> compare(value, if (name in actual) actual[name] else Nothing, "$place/$name") }
        }

        expected is List<*> && actual is List<*> -> {
            expected.zip(actual).forEachIndexed { i, (value, there) -> compare(value, there, "$place/$i") }
            if (expected.size != actual.size) {
                throw Unexpected("at $place/: ${expected.size} expected, ${actual.size} there: ${print(actual)}")
            }
        }

        expected != actual -> {
            throw Unexpected("at $place/: ${print(expected)} expected, ${shown(actual)} there")
        }
    }
}

private fun shown(actual: Json) = if (actual === Nothing) "nothing" else print(actual)

private fun operator(name: String, argument: Json, actual: Json, place: String): Boolean =
    when (name) {
        "\$absent" -> {
            (actual === Nothing || actual == null) == (argument == true)
        }

        "\$any" -> {
            actual !== Nothing
        }

        "\$not" -> {
            !fits(argument, actual)
        }

        "\$one_of" -> {
            (argument as List<*>).any { fits(it, actual) }
        }

        "\$starts" -> {
            actual is String && actual.startsWith(argument as String)
        }

        "\$contains" -> {
            actual is String && actual.contains(argument as String)
        }

        "\$min" -> {
            actual is Number && actual.toDouble() >= (argument as Number).toDouble()
        }

        "\$max" -> {
            actual is Number && actual.toDouble() <= (argument as Number).toDouble()
        }

        "\$length" -> {
            length(actual)?.let { fits(argument, it) } ?: false
        }

        "\$has" -> {
            has(argument as List<*>, actual as? List<*> ?: emptyList<Json>())
        }

        "\$each" -> {
            (actual as? List<*>)?.forEachIndexed { i, item -> compare(argument, item, "$place/$i") }
            actual is List<*>
        }

        "\$count" -> {
            val count = (actual as? List<*>).orEmpty().count { fits(field(argument, "of"), it) }
            fits(field(argument, "is"), count.toLong())
        }

        else -> {
            error("there is no operator $name")
        }
    }

/** Items of a list, characters of a text. */
private fun length(value: Json): Long? =
    when (value) {
        is List<*> -> value.size.toLong()
        is String -> value.codePointCount(0, value.length).toLong()
        else -> null
    }

/** Every one of these has an item of its own. */
private fun has(wanted: List<Json>, there: List<Json>): Boolean {
    val left = there.toMutableList()
    return wanted.all { one -> left.indexOfFirst { fits(one, it) }.also { if (it >= 0) left.removeAt(it) } >= 0 }
}
