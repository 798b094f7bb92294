/** Proofs that a lab that was set up works: a small environment goes through it, once by Murano, once by Campanile's own conductor. */
package org.campanile.core.setup.proof;
