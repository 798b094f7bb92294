/** The small HTTP server under every service of the demo lab, and the faults that can be injected into it. */
package org.campanile.demolab.http;
