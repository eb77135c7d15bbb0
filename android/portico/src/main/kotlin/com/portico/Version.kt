package com.portico

/** This SDK's version: that of the library it was made for. Opening fails where the two differ. */
public const val VERSION: String = "0.1.0"
