/** What if a zone, a host, a service or units of an environment were lost: the view, and its marks on the canvas. */
package org.campanile.ui.topology.whatif;
