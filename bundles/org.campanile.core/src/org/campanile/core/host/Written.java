package org.campanile.core.host;

/**
 * What a write has left behind.
 *
 * @param path of the file
 * @param backup path of the copy of what was there before; empty when there was nothing
 * @param sha256 of what stands there now
 */
public record Written(String path, String backup, String sha256) {
}
