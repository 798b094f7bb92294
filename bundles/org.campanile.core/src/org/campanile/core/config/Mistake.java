package org.campanile.core.config;

/**
 * Something in a configuration file that its reader would refuse or take in another way than it looks.
 *
 * @param line counted from 1
 * @param message one sentence
 * @param fatal whether the reader refuses the file because of it
 */
public record Mistake(int line, String message, boolean fatal) {
}
