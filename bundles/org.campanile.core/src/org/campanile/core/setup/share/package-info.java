/**
 * The share of the lab: a folder of a host that Windows machines read by SMB, served by Samba. An smb.conf is edited in place, and what was set up
 * is proven by a real SMB client.
 */
package org.campanile.core.setup.share;
