/** Handlers of the commands on environments. UI thread only. */
package org.campanile.ui.topology.command;
