/** The Controllers perspective: the board of StarlingX systems, its details and its commands. */
package org.campanile.ui.controllers;
