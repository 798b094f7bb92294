/** Lab Setup in the real window, on the demo lab. */
package org.campanile.ui.tests.setup;
