/** The wizard for a new environment. */
package org.campanile.ui.topology.wizard;
