/** The OpenStack of the demo lab: Keystone v3, Glance v2, Nova v2.1, Neutron v2.0 and Heat v1 over HTTP, with tables that can be kept. */
package org.campanile.demolab.cloud;
