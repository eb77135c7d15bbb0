package com.portico.app

import com.portico.ui.Word

/** Words of the phone's own. */
internal enum class PhoneWord : Word {
    OPENING,
    FAILED,
    AGAIN,
    OWNER,
    ;

    override val key: String = "phone_" + name.lowercase()
}
