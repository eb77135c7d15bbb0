package com.portico.scenario

import com.portico.Action
import com.portico.Code
import com.portico.Picture
import com.portico.Step
import org.json.JSONArray
import org.json.JSONObject
import org.json.JSONTokener
import java.lang.reflect.Modifier
import java.util.Base64
import kotlin.time.Instant

/** JSON as Kotlin's own: maps, lists, texts, longs, doubles, booleans and null. */
typealias Json = Any?

fun parse(text: String): Json = plain(JSONTokener(text).nextValue())

private fun plain(value: Any?): Json =
    when (value) {
        JSONObject.NULL -> null
        is JSONObject -> value.keys().asSequence().associateWith { plain(value.get(it)) }
        is JSONArray -> (0 until value.length()).map { plain(value.get(it)) }
        is Int -> value.toLong()
        else -> value
    }

fun print(value: Json): String =
    when (value) {
        null -> {
            "null"
        }

        is Map<*, *> -> {
            value.entries.joinToString(
                ",",
                "{",
                "}",
            ) { "${JSONObject.quote(it.key.toString())}:${print(it.value)}" }
        }

        is List<*> -> {
            value.joinToString(",", "[", "]", transform = ::print)
        }

        is String -> {
            JSONObject.quote(value)
        }

        else -> {
            value.toString()
        }
    }

fun field(value: Json, name: String): Json = (value as? Map<*, *>)?.get(name)

/** The part at this JSON pointer (RFC 6901), or nothing. */
fun at(value: Json, pointer: String): Json =
    pointer.split('/').drop(1).fold(value) { at, name ->
        when (at) {
            is List<*> -> name.toIntOrNull()?.let(at::getOrNull)
            else -> field(at, name.replace("~1", "/").replace("~0", "~"))
        }
    }

/** A record of the library under the surface's names. What is not there is left out. */
fun written(value: Any?): Json =
    when (value) {
        null, is String, is Boolean, is Long -> {
            value
        }

        is Int -> {
            value.toLong()
        }

        is ULong -> {
            value.toLong()
        }

        is UInt -> {
            value.toLong()
        }

        is Instant -> {
            value.toString()
        }

        is Enum<*> -> {
            value.name.lowercase()
        }

        is List<*> -> {
            value.map(::written)
        }

        is Map<*, *> -> {
            value.mapValues { written(it.value) }
        }

        is Picture -> {
            mapOf("media_type" to value.mediaType, "base64" to Base64.getEncoder().encodeToString(value.bytes))
        }

        // The library's arguments are texts; `spend_try` is none in JSON.
        is Action -> {
            mapOf(
                "kind" to value.kind,
                "args" to value.args.mapValues { it.value.toBooleanStrictOrNull() ?: it.value },
            )
        }

        is Step -> {
            mapOf("kind" to value.code) + fields(value)
        }

        is Code -> {
            value.code
        }

        else -> {
            fields(value)
        }
    }

/** Ids are their text here: a value class is only its value in a field. */
private fun fields(record: Any): Map<String, Json> =
    record.javaClass.declaredFields
        .filterNot { Modifier.isStatic(it.modifiers) }
        .onEach { it.isAccessible = true }
        .mapNotNull { field -> written(field.get(record))?.let { snake(field.name) to it } }
        .toMap()

private fun snake(name: String) = name.replace(Regex("[A-Z]")) { "_" + it.value.lowercase() }
