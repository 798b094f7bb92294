/** Frames that the views, dialogs and wizard pages of environments share. */
package org.campanile.ui.topology.frame;
