package com.portico.ui

/** Words of the app around its rooms. */
public enum class AppWord : Word {
    WORKING,
    CHOOSE,
    COVERED,
    UNCOVER,
    NO_BROWSER,
    ;

    override val key: String = "app_" + name.lowercase()
}
