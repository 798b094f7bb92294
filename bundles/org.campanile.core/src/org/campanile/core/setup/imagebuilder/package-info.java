/** Windows images: built by image-builder on a host of the lab, or brought ready. */
package org.campanile.core.setup.imagebuilder;
