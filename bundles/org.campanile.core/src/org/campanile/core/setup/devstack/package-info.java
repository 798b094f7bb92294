/** DevStack on a host of the lab: its user, its configuration, its run. An OpenStack that is there already is only checked. */
package org.campanile.core.setup.devstack;
