/** Simulated Murano agents: what a server's user data would start inside a guest, taking execution plans from queues and answering them. */
package org.campanile.demolab.agents;
