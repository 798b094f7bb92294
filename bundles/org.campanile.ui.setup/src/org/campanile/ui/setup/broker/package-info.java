/** The view "Broker": virtual hosts and queues of a lab. */
package org.campanile.ui.setup.broker;
