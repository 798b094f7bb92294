package org.campanile.core.setup;

/**
 * Murano's entry in the catalogue. A value.
 *
 * @param type {@code murano} for release 0.2, {@code application-catalog} since 2014.2 (Murano protocol document, section 9.1)
 * @param url for all three interfaces, e.g. {@code http://10.0.0.5:8082}
 */
record MuranoEntry(String type, String name, String description, String region, String url) {
}
