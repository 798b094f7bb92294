/** The command line: one class a group of commands, on the same core and the same files as the window. */
package org.campanile.cli;
