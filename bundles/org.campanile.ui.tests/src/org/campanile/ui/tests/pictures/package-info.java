/** Pictures of the perspectives, for the README and for eyes. */
package org.campanile.ui.tests.pictures;
