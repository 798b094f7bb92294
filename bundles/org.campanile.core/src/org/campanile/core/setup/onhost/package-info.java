/** What the parts of the set-up that work on a host by SSH have in common: a host's connection for a step, long commands that outlive it, clones. */
package org.campanile.core.setup.onhost;
