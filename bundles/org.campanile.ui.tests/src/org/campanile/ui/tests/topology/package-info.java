/** The Environments perspective, driven through the window on the demo lab, and its pure parts. */
package org.campanile.ui.tests.topology;
