package org.campanile.core.recipe;

/**
 * A value that is not acceptable, told at its field.
 *
 * @param parameter whose value it is: of a kind, or of a recipe; empty when it is of several
 * @param message one sentence or two: what is wrong and what would be right
 */
public record ValueProblem(String parameter, String message) {
}
