/** Deploying the environment of the active editor, following it, and deleting it again. */
package org.campanile.ui.topology.deploy;
