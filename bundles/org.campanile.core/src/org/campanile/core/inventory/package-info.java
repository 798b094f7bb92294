/** Adapter to a StarlingX system's inventory (sysinv) and fault management APIs. */
package org.campanile.core.inventory;
