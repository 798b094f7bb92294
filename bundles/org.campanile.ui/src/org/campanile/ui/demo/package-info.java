/** The demo lab in the window: one click starts it and puts it on the list of labs. */
package org.campanile.ui.demo;
