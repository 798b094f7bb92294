/**
 * Recipes: set-ups as readable data made of kinds of steps and checks that are code. This room has the words of both sides: what a kind is given
 * and makes, how a recipe's file is read, and how its values become the kinds' ones. It knows no kind itself.
 */
package org.campanile.core.recipe;
