/**
 * The drawing of an environment as values: where cards, frames and arrows are, what is under the pointer, what the pointer means. No widgets in
 * here, so that all of it is tested without a window.
 */
package org.campanile.ui.topology.scene;
