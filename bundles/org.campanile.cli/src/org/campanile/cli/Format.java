package org.campanile.cli;

/** How results are printed on stdout. */
enum Format {
    /** Aligned columns for people. */ table,
    /** An array of objects, or one object. */ json,
    /** The same as YAML. */ yaml,
    /** RFC 4180, with a heading. */ csv
}
