/** Pictures of a topology for other programs: SVG, PNG and paper. */
package org.campanile.ui.topology.picture;
