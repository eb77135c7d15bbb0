package com.portico.ui.kit

import com.portico.ui.Word

/** Words of what several rooms draw. */
public enum class KitWord : Word {
    BACK,
    CLOSE,
    SHOW,
    HIDE,
    SHOW_PASSWORD,
    HIDE_PASSWORD,
    PORTAL_SAYS,
    WHO_YOU,
    WHO_ADMINISTRATOR,
    WHO_SUPPORT,
    COST_FREE,
    COST_ONE_TRY,
    COST_NONE_HELPS,
    WAIT,
    NO_PICTURE,
    OTHER_WAYS,
    STEP,
    PASTE_CODE,
    ;

    override val key: String = "kit_" + name.lowercase()
}
