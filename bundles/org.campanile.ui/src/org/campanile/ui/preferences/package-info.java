/** Preferences of the shell. */
package org.campanile.ui.preferences;
