/** The lab's Murano service: its environments, sessions, deployments and packages. */
package org.campanile.ui.topology.muranoview;
