/** Questions that the core has to ask somebody; the window, the command line and tests each answer in their way. */
package org.campanile.core.ask;
