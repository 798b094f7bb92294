/** What the adapters that speak HTTP have in common: bodies of bounded length, and what a broken connection says. */
package org.campanile.core.wire;
