/** Dialogs of Lab Setup about single parts: Murano's marks on images, and a broker's definitions with their differences. */
package org.campanile.ui.setup.marks;
