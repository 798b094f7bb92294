package org.campanile.core.murano;

/** Which murano-api answers (Murano protocol document, section 9.1). */
public enum Generation {

    /** 0.2 to 0.5: no prefix, services are typed JSON, errors are plain text. */
    FIRST("0.2"),
    /** 2014.2 to the last: prefix {@code /v1}, services are objects of packages, errors are JSON. */
    LATER("v1");

    private final String label;

    Generation(String label) {
        this.label = label;
    }

    /** The words on screen. */
    public String label() {
        return label;
    }
}
