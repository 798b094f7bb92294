/** Passwords and keys: how they are held in memory and where they come from. They never reach a file, log or report of ours. */
package org.campanile.core.secret;
