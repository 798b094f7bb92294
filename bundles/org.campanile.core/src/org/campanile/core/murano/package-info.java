/** murano-api of release 0.2 and of the later ones (v1), over one transport. An adapter: it knows the protocol and no document of ours. */
package org.campanile.core.murano;
