/** Mapping an environment to another lab, as a standby or for real, and back. */
package org.campanile.ui.topology.map;
