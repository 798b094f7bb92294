/** The perspective Environments: a topology editor for environments and the view of their deployment. */
package org.campanile.ui.topology;
