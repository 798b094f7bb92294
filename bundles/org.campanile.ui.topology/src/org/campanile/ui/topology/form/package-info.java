/** The properties of what is selected, as a form with the same rules as the file, and the list of what is wrong. UI thread only. */
package org.campanile.ui.topology.form;
