package com.portico

import org.junit.Assert.assertEquals
import org.junit.Test
import java.io.File
import kotlin.metadata.ClassKind
import kotlin.metadata.KmClass
import kotlin.metadata.KmClassifier
import kotlin.metadata.KmFunction
import kotlin.metadata.KmProperty
import kotlin.metadata.KmType
import kotlin.metadata.KmTypeAlias
import kotlin.metadata.KmValueParameter
import kotlin.metadata.MemberKind
import kotlin.metadata.Modality
import kotlin.metadata.Visibility
import kotlin.metadata.declaresDefaultValue
import kotlin.metadata.isData
import kotlin.metadata.isNullable
import kotlin.metadata.isSuspend
import kotlin.metadata.isValue
import kotlin.metadata.isVar
import kotlin.metadata.jvm.KotlinClassMetadata
import kotlin.metadata.kind
import kotlin.metadata.modality
import kotlin.metadata.visibility

/** What an app can name, as the compiler noted it in what it made; the generated code is not for apps. */
class SurfaceTest {
    @Test
    fun `the public surface is the recorded one`() {
        val recorded = File(System.getProperty("portico.repository"), "android/portico/surface.txt")
        val surface = surface()
        if (System.getenv("UPDATE_GOLDEN") == "1") recorded.writeText(surface)
        val hint = "The public surface has changed. If that is meant: UPDATE_GOLDEN=1, and a line in CHANGELOG.md."
        assertEquals(hint, recorded.readText(), surface)
    }
}

private fun surface(): String {
    val classes =
        File(
            Portico::class.java.protectionDomain.codeSource.location
                .toURI(),
        )
    val files = File(classes, "com/portico").walk().onEnter { it.name != "ffi" }.filter { it.extension == "class" }
    val names =
        files.map {
            it
                .relativeTo(classes)
                .path
                .removeSuffix(".class")
                .replace('/', '.')
        }
    return names
        .map { Class.forName(it, false, Portico::class.java.classLoader) }
        .filter { seenFromOutside(it.enclosingClass) }
        .flatMap { lines(metadata(it) ?: return@flatMap emptyList()) }
        .sorted()
        .joinToString("\n", postfix = "\n")
}

private fun metadata(of: Class<*>) = of.getAnnotation(Metadata::class.java)?.let(KotlinClassMetadata::readStrict)

/** Whether what is in this class can be named, as far as the class is concerned. */
private tailrec fun seenFromOutside(outer: Class<*>?): Boolean {
    if (outer == null) return true
    val visible = metadata(outer).let { it is KotlinClassMetadata.Class && it.kmClass.visibility == Visibility.PUBLIC }
    return visible && seenFromOutside(outer.enclosingClass)
}

/** A line for each public declaration, each with the name of what it is in. */
private fun lines(metadata: KotlinClassMetadata): List<String> =
    when (metadata) {
        is KotlinClassMetadata.Class -> {
            metadata.kmClass
                .takeIf { it.visibility == Visibility.PUBLIC }
                ?.let(::lines)
                .orEmpty()
        }

        is KotlinClassMetadata.FileFacade -> {
            metadata.kmPackage.run { members("", functions, properties) + typeAliases.mapNotNull(::line) }
        }

        else -> {
            emptyList()
        }
    }

private fun lines(of: KmClass): List<String> {
    val name = short(of.name)
    val modality =
        of.modality.name
            .lowercase()
            .takeIf { it != "final" }
    val marks = listOfNotNull(modality, "data".takeIf { of.isData }, "value".takeIf { of.isValue })
    val kind =
        if (of.kind == ClassKind.CLASS) {
            "class"
        } else {
            of.kind.name
                .lowercase()
                .replace('_', ' ')
        }
    val above =
        of.supertypes
            .map(::named)
            .filter { it != "Any" }
            .joinToString(", ")
            .let { if (it.isEmpty()) "" else " : $it" }
    val made = of.constructors.filter { it.visibility == Visibility.PUBLIC }.map { "$name(${parameters(it.valueParameters)})" }
    val entries = of.kmEnumEntries.mapIndexed { place, entry -> "$name.${entry.name} = $place" }
    val heading = (marks + kind).joinToString(" ")
    return listOf("$name: $heading$above") + made + entries + members("$name.", of.functions, of.properties)
}

private fun members(owner: String, functions: List<KmFunction>, properties: List<KmProperty>): List<String> =
    functions.mapNotNull { line(owner, it) } + properties.mapNotNull { line(owner, it) }

/** Not what every data class has. */
private fun line(owner: String, of: KmFunction): String? {
    if (of.visibility != Visibility.PUBLIC || of.kind != MemberKind.DECLARATION) return null
    val suspends = if (of.isSuspend) "suspend " else ""
    val receiver = of.receiverParameterType?.let { "${named(it)}." }.orEmpty()
    val open = if (of.modality == Modality.ABSTRACT) " abstract" else ""
    return "$owner$receiver${of.name}: ${suspends}fun(${parameters(of.valueParameters)}): ${named(of.returnType)}$open"
}

private fun line(owner: String, of: KmProperty): String? {
    if (of.visibility != Visibility.PUBLIC) return null
    val receiver = of.receiverParameterType?.let { "${named(it)}." }.orEmpty()
    return "$owner$receiver${of.name}: ${if (of.isVar) "var" else "val"} ${named(of.returnType)}"
}

private fun line(of: KmTypeAlias): String? =
    "${of.name}: typealias ${named(of.expandedType)}".takeIf { of.visibility == Visibility.PUBLIC }

private fun parameters(of: List<KmValueParameter>): String =
    of.joinToString(", ") { "${it.name}: ${named(it.type)}${if (it.declaresDefaultValue) " = …" else ""}" }

private fun named(type: KmType): String {
    val name =
        when (val classifier = (type.abbreviatedType ?: type).classifier) {
            is KmClassifier.Class -> short(classifier.name)
            is KmClassifier.TypeAlias -> short(classifier.name)
            is KmClassifier.TypeParameter -> "T${classifier.id}"
        }
    val of = type.arguments.joinToString(", ") { it.type?.let(::named) ?: "*" }
    return name + (if (of.isEmpty()) "" else "<$of>") + (if (type.isNullable) "?" else "")
}

/** Without its package, but for what is generated. */
private fun short(name: String): String =
    name.substringAfterLast('/').let { if (name.startsWith("com/portico/ffi/")) "ffi.$it" else it }
