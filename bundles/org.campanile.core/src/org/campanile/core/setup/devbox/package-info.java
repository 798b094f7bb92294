/**
 * The set-up's part "Devbox": the machine that Murano's services run on, from Debian's packages, by the installer of release 0.2, by Vagrant, or by hand
 * (Murano protocol document, sections 8.1, 8.2 and 8.4).
 */
package org.campanile.core.setup.devbox;
