/** The view "Host services": services of a lab's hosts, whatever starts them there. */
package org.campanile.ui.setup.services;
