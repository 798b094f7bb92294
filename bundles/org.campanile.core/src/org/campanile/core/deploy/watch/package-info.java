/** What is kept of runs, and what can be learned from it: comparing two, and the way back to the last good one. */
package org.campanile.core.deploy.watch;
