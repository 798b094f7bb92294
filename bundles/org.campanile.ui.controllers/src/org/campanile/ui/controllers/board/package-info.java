/** How a system is drawn: what each cell says, in pure records, and the widgets that show it. */
package org.campanile.ui.controllers.board;
