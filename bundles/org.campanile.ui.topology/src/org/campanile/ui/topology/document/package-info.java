/** An open environment: draft, undo, selection, problems, file. No widgets. */
package org.campanile.ui.topology.document;
