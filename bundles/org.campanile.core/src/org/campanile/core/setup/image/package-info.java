/** Images of disks: what a file really is, Murano's marks on images of Glance, and the steps that bring a file there. */
package org.campanile.core.setup.image;
