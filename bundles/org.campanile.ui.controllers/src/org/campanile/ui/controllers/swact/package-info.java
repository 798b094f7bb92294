/** Swact and pre-check from the command to the end. */
package org.campanile.ui.controllers.swact;
