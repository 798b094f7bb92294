/**
 * OpenStack as the rest of the core sees it: how a cloud is described (clouds.yaml, openrc, typed), how it is logged into, and what its
 * services answer, as plain records. The library that talks to it stays inside this room.
 */
package org.campanile.core.openstack;
