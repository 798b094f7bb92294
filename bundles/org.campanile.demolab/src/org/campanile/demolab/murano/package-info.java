/** A Murano 0.2 API with a small engine behind it, as section 1 of the protocol document has it. */
package org.campanile.demolab.murano;
