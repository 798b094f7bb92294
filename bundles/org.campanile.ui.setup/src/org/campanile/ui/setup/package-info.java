/** Lab Setup: the page of a lab with its parts and their state, and the commands that set a lab up and take that back. */
package org.campanile.ui.setup;
