/** Dialogs by which the core's questions reach the user. */
package org.campanile.ui.ask;
