/** What all UI tests share: the demo lab they work on and the services of the window under test. */
package org.campanile.ui.tests;
