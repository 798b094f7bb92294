/** Deployments of a document by a Murano service, shown as those of our own conductor are. */
package org.campanile.core.deploy.murano;
