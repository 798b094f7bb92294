/** The wizard that describes a lab: pages over an immutable draft, rules and secrets left to the core. */
package org.campanile.ui.wizard;
