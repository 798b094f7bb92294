/** Environments from and to the texts of other programs. */
package org.campanile.ui.topology.transfer;
