/**
 * Drives the widgets of a running workbench from a test thread, in SWTBot's words (SWTBot itself is not on Maven Central). Everything here is
 * called off the UI thread; each call hops onto it and back. Clicks are posted, so a dialog that opens does not hold the test.
 */
package org.campanile.uidriver;
