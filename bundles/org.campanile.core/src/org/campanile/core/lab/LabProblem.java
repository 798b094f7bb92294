package org.campanile.core.lab;

/**
 * What keeps a draft from being a lab, or should be thought about.
 *
 * @param field id of the field, as the key in the lab's file: {@code "cloud.auth_url"}, {@code "hosts[1].port"}
 * @param error true when the lab cannot be saved, false for a warning
 * @param message one sentence
 */
public record LabProblem(String field, boolean error, String message) {
}
