package com.portico.ui.kit

import com.portico.Picture
import kotlin.io.encoding.Base64

private const val PNG =
    """
    iVBORw0KGgoAAAANSUhEUgAAAPAAAABQAQAAAAAPMsXRAAABVUlEQVR42uXWS27DIBAGYKossrS6r8oVeoJwlUq9RiSn8gF8JXvF
    NZC4gNmxQJ7wcFxsw+8DdJRs+OQwkwlMGNViZiEIxr9ljlljdi3eu8dsMM9fLV3zpYFd8sIGzNMJc8w/mO/fm2xHcnyz94PIMfaW
    85JQZHXCArMEbG+NzVnR3GyZeHyqyjrxNSwXOHQdcOh6jUNOJuOQ5I5nEb7JP6ZxajMmGZjdWIUtZvqosOOx3erF050X+NFu2Be3
    4c6X3ikramwwz6LCfs0zyYXDr2fP/m1zVvGZnIlj1pjdpcA+CZU47e1fXZl/V/YNGg88hK7XeZSY7ZFTJI5dD7Fnl06CWjh95IHd
    CTeY3zF/iiKvR1vW7/NwvCxm4pg15vyGL3B+w5dGjcE8CzyoJGZ7MuY4Zo15Lb0yQ3vMBvOr9NqAlpjtyXjnmDXmVHr9v0OP2WCO
    pT8BithYUthDd4UAAAAASUVORK5CYII=
    """

/** A picture as portals draw them, 240×80, for previews. It says K7MRX. */
internal val samplePicture: Picture = Picture("image/png", Base64.Mime.decode(PNG.filterNot(Char::isWhitespace)))
