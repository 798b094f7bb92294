/** How the remote room does it: the SSH library's sessions, channels and keys. */
package org.campanile.core.remote.internal;
