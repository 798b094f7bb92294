/** Automatic layout by the Eclipse Layout Kernel. Its types stay in here. */
package org.campanile.ui.topology.layout;
