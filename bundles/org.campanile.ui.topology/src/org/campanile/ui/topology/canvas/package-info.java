/** Draws a scene with SWT and turns keys, wheel and pointer into what they mean. UI thread only. */
package org.campanile.ui.topology.canvas;
