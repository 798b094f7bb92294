/** How the OpenStack room does it: one transport for openstack4j and for the calls it has no fitting form of. */
package org.campanile.core.openstack.internal;
