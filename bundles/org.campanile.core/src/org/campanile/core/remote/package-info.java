/** Machines reached by SSH: commands and files. The types of the SSH library stay in this room. */
package org.campanile.core.remote;
