/** Which servers' certificates are trusted: the runtime's authorities, a CA file, then what the user accepted for an address. */
package org.campanile.core.trust;
