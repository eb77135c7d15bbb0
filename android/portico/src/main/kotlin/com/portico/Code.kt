package com.portico

/** A name that stays, from a list that may grow: what this version does not know is `Other`, and can still be shown. */
public interface Code {
    /** As in JSON: `needs_sign_in`. */
    public val code: String
}

// Lazy: an object asked for first would find itself missing in a list that is made while its class is being loaded.
internal abstract class Codes<T : Code>(list: () -> List<T>, private val other: (String) -> T) {
    private val known by lazy(list)

    fun of(code: String): T = known.find { it.code == code } ?: other(code)
}
