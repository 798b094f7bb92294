package org.campanile.core.controllers;

/**
 * One reason why a swact or lock would be refused, found here from the same data the server has.
 *
 * @param rule which rule of section 8.1 or 9 of the protocol document: {@code sync}, {@code a} to {@code h}, {@code no-peer},
 *        {@code sole-provider}, {@code no-member}
 * @param text the server's exact words
 * @param node host it is about, may be empty
 * @param group service group it is about, may be empty
 * @param certain {@code false} when it rests on data the API does not give (sync state, redundancy model of an unknown group)
 * @param cause what it means, one sentence
 * @param next what to do, one sentence
 */
public record PreCheckFinding(String rule, String text, String node, String group, boolean certain, String cause, String next) {
}
